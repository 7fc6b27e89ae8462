"""A day as words in the reader's language, for texts that are put together before a paper or page is made."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language

from sakimori.dates import wareki


def day_text(day: date | None) -> str:
    """和暦 in Japanese, `1 April 2026` in any other language, "" for none."""
    if day is None:
        return ""
    return wareki(day) if (get_language() or "ja").startswith("ja") else f"{day.day} {day:%B %Y}"
