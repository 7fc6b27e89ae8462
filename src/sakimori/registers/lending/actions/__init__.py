"""Every write of lending."""
