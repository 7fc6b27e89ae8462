"""Emergency cards, offline page, nightly pack of papers (3(3), 6(7))."""
