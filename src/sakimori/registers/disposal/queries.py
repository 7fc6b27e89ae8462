"""Reads of erasure and disposal."""
