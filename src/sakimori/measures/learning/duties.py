"""Duties of this module."""
