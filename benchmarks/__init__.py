"""Measurements behind every claim about speed: ratios and medians from one run, never a timed test."""
