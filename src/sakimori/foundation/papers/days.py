"""Days and years as words in the reader's language, for texts that are put together before a paper or page is made."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _t

from sakimori.dates import fiscal_year_label, wareki, wareki_month


def day_text(day: date | None) -> str:
    """和暦 in Japanese, `1 April 2026` in any other language, "" for none."""
    if day is None:
        return ""
    return wareki(day) if reader_language() == "ja" else f"{day.day} {day:%B %Y}"


def month_text(day: date) -> str:
    """令和8年11月 in Japanese, `November 2026` in any other language."""
    return wareki_month(day) if reader_language() == "ja" else f"{day:%B %Y}"


def year_text(year: int) -> str:
    """令和8年度 in Japanese, `Fiscal year 2026` in any other language."""
    return fiscal_year_label(year) if reader_language() == "ja" else _t("%(year)s年度") % {"year": year}


def reader_language() -> str:
    """`ja`, or `en` for any other language: the two in which texts and shipped content are kept."""
    return "ja" if (get_language() or "ja").startswith("ja") else "en"
