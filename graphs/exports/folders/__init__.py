"""What needs many files of different kinds: linked pages, a described package."""
