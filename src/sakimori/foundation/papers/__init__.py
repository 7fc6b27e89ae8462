"""Papers of the office as PDF: A4 forms, letters, lists and reports, set by typst with the font that is shipped."""
