"""Pure decisions about periods and posts."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Period(Protocol):
    """Anything with a first and a last day, both included; an open end is None."""

    @property
    def from_date(self) -> date: ...

    @property
    def to_date(self) -> date | None: ...


def overlaps(period: Period, from_date: date, to_date: date | None) -> bool:
    """Whether the two periods share a day."""
    return period.from_date <= (to_date or date.max) and from_date <= (period.to_date or date.max)
