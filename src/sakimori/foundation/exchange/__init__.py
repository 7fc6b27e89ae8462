"""Registers go out to and come back from xlsx and CSV, with nothing lost, changed or half imported."""
