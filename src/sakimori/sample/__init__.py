"""Texts of the invented みなと野市議会: two versions of its policy. Data only, no code."""
