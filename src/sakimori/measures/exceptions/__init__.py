"""Exceptions from rules and accepted risks, each with a substitute and an end (6(7))."""
