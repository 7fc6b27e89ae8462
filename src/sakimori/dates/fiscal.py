"""The fiscal year (年度), 1 April to 31 March (地方自治法第208条第1項)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sakimori.dates.wareki import Era, era_of


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
    """`令和8年度` for 2026. Raises `DateError` before 1873."""
    era = _era(year)
    number = year - era.year_one + 1
    return f"{era.name}{'元' if number == 1 else number}年度"


def paper_number(year: int, number: int) -> str:
    """`R8-3`: how an office calls the third paper of fiscal year 2026. Raises `DateError` before 1873."""
    return f"{_mark(year)}-{number}"


def next_paper_number(taken: Iterable[str], on: date) -> str:
    """The number after those that were given in the fiscal year of the day.

    Numbers once given as 2026-03 stay as they are and are counted: no number of a year comes twice.
    """
    year = fiscal_year(on)
    parts = (number.rpartition("-") for number in taken)
    given = (int(end) for start, _dash, end in parts if start in {_mark(year), str(year)} and end.isdecimal())
    return paper_number(year, max(given, default=0) + 1)


def _mark(year: int) -> str:
    era = _era(year)
    return f"{era.letter}{year - era.year_one + 1}"


def _era(year: int) -> Era:
    """That of 1 April, save 2019, which all offices call 令和元年度 although it began in 平成31年."""
    return era_of(date(2019, 5, 1) if year == 2019 else fiscal_year_start(year))
