"""Incident cases: timeline, tasks, clocks, evidence, papers, lessons (6(7))."""
