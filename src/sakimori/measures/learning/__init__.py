"""Courses, sessions, completions and certificates: everyone in scope is taught each year (clause 6(5))."""
