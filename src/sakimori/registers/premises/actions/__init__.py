"""Every write of places and keys."""
