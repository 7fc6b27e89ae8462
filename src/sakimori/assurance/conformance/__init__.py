"""Evaluates duties on a day; state of every clause; board; snapshots of past days."""
