"""Reads of places and keys."""
