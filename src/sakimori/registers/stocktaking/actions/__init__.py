"""Every write of stock-taking."""
