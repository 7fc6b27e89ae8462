"""Changes and maintenance of systems, windows of remote access (6(7))."""
