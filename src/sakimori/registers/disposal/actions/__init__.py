"""Every write of erasure and disposal."""
