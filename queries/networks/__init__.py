"""The projections of networks: one documented CONSTRUCT query each."""
