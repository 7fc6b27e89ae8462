"""Every write of the asset register."""
