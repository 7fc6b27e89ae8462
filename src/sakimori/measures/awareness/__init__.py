"""Awareness without a course: monthly posters, and the rules for IDs of each term (clause 6(5))."""
