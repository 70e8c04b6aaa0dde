"""Networks as files: cleaned to plain tables once, then written as each format wants them."""
