"""Help for every page, in plain words, without a network."""
