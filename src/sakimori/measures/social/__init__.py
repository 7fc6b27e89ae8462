"""Social media: accounts, what may be published, posts, watch list (6(8))."""
