"""A compiled statement whose parameters are filled in for other keys and days: compiling costs far more than running.

From one call to the next only parameters differ: a key is handed on as it is, a day moves by a fixed number of days or is
what its fiscal year gives (its number, first or last day). Which parameter follows which value is read off from the same
statement compiled for several probes; where some parameter does anything else (say, moves by month), nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start

Differing = UUID | date

# Far from any real date, in different years, months, weekdays and fiscal years.
PROBES = (date(2222, 2, 22), date(2311, 9, 5), date(2404, 12, 31))
FAR = timedelta(days=366 * 40)
YEARS: tuple[Callable[[int], Any], ...] = (int, fiscal_year_start, fiscal_year_end)
"""What a fiscal year gives: its number, its first and its last day."""


@dataclass(frozen=True, slots=True)
class Follows:
    """A parameter that follows one of the values: as it is, so many days later, or what its fiscal year gives."""

    position: int
    place: int
    days: int = 0
    years: int = 0
    of: Callable[[int], Any] | None = None

    def given(self, value: Any) -> Any:
        """The parameter for this value."""
        if self.of is not None:
            return self.of(fiscal_year(value) + self.years)
        return value + timedelta(days=self.days) if self.days else value


@dataclass(frozen=True, slots=True)
class Statement:
    """Its text, the parameters of the first probe, and which of them follow a value."""

    sql: str
    params: tuple[Any, ...]
    follows: tuple[Follows, ...]

    def filled(self, values: Sequence[Any]) -> list[Any]:
        """The parameters for these values."""
        params = list(self.params)
        for one in self.follows:
            params[one.position] = in_the_form_of(params[one.position], one.given(values[one.place]))
        return params


Turn = tuple[str, Sequence[Any], Sequence[Differing]]
"""A statement compiled for one set of probes: text, parameters, and the probes."""


def follow(turns: Sequence[Turn]) -> Statement | None:
    """The statement for any values; None where some parameter follows none of them, or more than one."""
    texts, params, values = zip(*turns, strict=True)
    if len(set(texts)) != 1 or len({len(one) for one in params}) != 1:
        return None
    found = []
    for position, column in enumerate(zip(*params, strict=True)):
        if all(value == column[0] for value in column):
            continue
        owners = [
            one
            for place, probes in enumerate(zip(*values, strict=True))
            if (one := _followed(position, place, column, probes)) is not None
        ]
        if len(owners) != 1:
            return None
        found.append(owners[0])
    return Statement(texts[0], tuple(params[0]), tuple(found))


def _followed(position: int, place: int, column: Sequence[Any], probes: Sequence[Differing]) -> Follows | None:
    if all(in_the_form_of(param, probe) == param for param, probe in zip(column, probes, strict=True)):
        return Follows(position, place)
    dates = [probe for probe in probes if isinstance(probe, date)]
    if len(dates) != len(probes):
        return None
    days = [_day(param) for param in column]
    offsets = {(day - probe).days for day, probe in zip(days, dates, strict=True) if day}
    if all(days) and len(offsets) == 1 and abs(next(iter(offsets))) < FAR.days:
        return Follows(position, place, days=offsets.pop())
    for of in YEARS:
        for offset in (-1, 0, 1):
            if [of(fiscal_year(probe) + offset) for probe in dates] == [_day(one) or one for one in column]:
                return Follows(position, place, years=offset, of=of)
    return None


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def in_the_form_of(param: Any, value: Any) -> Any:
    """The value as the database gets it: SQLite takes keys and days as text."""
    if not isinstance(param, str) or isinstance(value, str | int):
        return value
    return value.hex if isinstance(value, UUID) else value.isoformat()
