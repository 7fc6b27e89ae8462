"""Critical functions, fallbacks, what is lost when a supplier stops, exercises (3(1)-(5))."""
