"""Safety check of persons, contact tree with call log (3(3))."""
