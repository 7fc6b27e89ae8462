"""Sakimori: a local assembly's cybersecurity policy as a working system."""

__version__ = "0.1.0"
