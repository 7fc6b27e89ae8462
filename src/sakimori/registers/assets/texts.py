"""How numbers are written and what a search looks through."""

from __future__ import annotations

import unicodedata

from sakimori.registers.assets.models import Asset

SEARCHED = (
    "number",
    "name",
    "serial",
    "maker",
    "model",
    "phone_number",
    "owner_name",
    "owner_number",
    "creator",
    "note",
)

LONGEST = 600
"""The text is part of an index, and PostgreSQL takes at most 2,704 bytes a row there."""


def plain(text: str) -> str:
    """Text for searching: NFKC, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def clean_number(text: str) -> str:
    """A number as it is kept: full-width digits and letters become ordinary ones, blanks at both ends go."""
    return unicodedata.normalize("NFKC", text).strip()


def search_text(asset: Asset) -> str:
    """Everything a search looks through, one line a field; the note comes last and is what a long row loses of."""
    return "\n".join(plain(getattr(asset, name)) for name in SEARCHED if getattr(asset, name))[:LONGEST]
