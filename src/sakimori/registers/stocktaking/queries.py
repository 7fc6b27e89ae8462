"""Reads of stock-taking."""
