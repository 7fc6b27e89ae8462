"""Forms of suppliers."""
