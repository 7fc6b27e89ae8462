"""Courses, sessions, attendance, certificates: who has learned what (clauses 5 and 6(5))."""
