"""One module a kind of page: each function reads what its page shows and gives a `Page`."""
