"""One year of everything that is due, and the same as a feed for calendar programs."""
