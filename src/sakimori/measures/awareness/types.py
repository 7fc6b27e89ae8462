"""Names that others refer to."""

ACKNOWLEDGE = "awareness.id-rules"
"""Kind of the ask by which a person agrees to the rules for IDs."""
