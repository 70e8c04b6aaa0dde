"""The editor's library, as its makers publish it."""
