"""Others' work that pages carry, unaltered; versions.toml says what, whose and how to renew it."""
