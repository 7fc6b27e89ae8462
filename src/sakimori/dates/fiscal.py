"""The fiscal year (年度), 1 April to 31 March (地方自治法第208条第1項)."""

from __future__ import annotations

from datetime import date, timedelta

from sakimori.dates.wareki import era_of


def fiscal_year(d: date) -> int:
    """The Western year in which the day's fiscal year began: 2026 for 2027-03-31."""
    return d.year if d.month >= 4 else d.year - 1


def fiscal_year_start(year: int) -> date:
    """1 April of that fiscal year."""
    return date(year, 4, 1)


def fiscal_year_end(year: int) -> date:
    """31 March, the last day of that fiscal year."""
    return fiscal_year_start(year + 1) - timedelta(days=1)


def fiscal_year_label(year: int) -> str:
    """`令和8年度` for 2026.

    Named after the era of 1 April, save 2019, which all offices call 令和元年度 although it began in 平成31年.
    Raises `DateError` before 1873.
    """
    era = era_of(date(2019, 5, 1) if year == 2019 else fiscal_year_start(year))
    number = year - era.year_one + 1
    return f"{era.name}{'元' if number == 1 else number}年度"
