"""Reports and near misses from anybody, from a phone and without an account (6(7))."""
