"""Paper comes back: scanned forms are filed to the right person and their tick boxes are read."""
