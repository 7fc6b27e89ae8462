"""The SQL of duties, compiled once for the life of a process.

Building a duty's querysets and compiling them costs far more than running the statement. But from one day and assembly
to the next only parameters differ: days are the day of evaluation plus a fixed number, the assembly is one value. So a
statement is compiled for three days that lie apart; where every parameter stays the same, keeps its distance from the
day, or is the day's fiscal year (its number, first or last day), it is kept as a template. A duty whose days move
otherwise (say, by month) is compiled every time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.assemblies.scope import every_assembly, scope

# Far from any real date, in different years, months, weekdays and fiscal years.
PROBES = (date(2222, 2, 22), date(2311, 9, 5), date(2404, 12, 31))
FAR = timedelta(days=366 * 40)
NOBODY = UUID("00000000-0000-7000-8000-00000000face")

Rows = list[tuple[UUID, int, int, int, date | None]]
Build = Callable[[date], tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Days:
    """A parameter that is the day of evaluation plus so many days."""

    offset: int


@dataclass(frozen=True, slots=True)
class Year:
    """A parameter that the fiscal year of the day of evaluation gives, plus so many years."""

    offset: int
    of: Callable[[int], Any]


YEARS: tuple[Callable[[int], Any], ...] = (int, fiscal_year_start, fiscal_year_end)
"""What a fiscal year gives: its number, its first and its last day."""


@dataclass(frozen=True, slots=True)
class ThisAssembly:
    """A parameter that is the assembly in scope."""


@dataclass(frozen=True, slots=True)
class Template:
    """A statement whose parameters are filled in for a day and an assembly."""

    sql: str
    params: tuple[Any, ...]

    def run(self, on: date, assembly: UUID | str) -> Rows:
        """Execute it in the scope that was entered."""
        return execute(self.sql, [_filled(param, on, assembly) for param in self.params])


def template_of(build: Build, *, every: bool) -> Template | None:
    """The template of a statement, or None where its parameters do not follow the day evenly."""
    with every_assembly() if every else scope(NOBODY):
        compiled = [build(day) for day in PROBES]
    if len({sql for sql, _params in compiled}) != 1:
        return None
    columns = list(zip(*(params for _sql, params in compiled), strict=True))
    try:
        return Template(compiled[0][0], tuple(_kind(values) for values in columns))
    except Uneven:
        return None


class Uneven(ValueError):
    """A parameter neither stays nor follows the day."""


def _kind(values: Sequence[Any]) -> Any:
    """What a parameter is, from its values on the probe days."""
    if all(_is_nobody(value) for value in values):
        return ThisAssembly()
    offsets = {(day - probe).days for day, probe in zip(map(_day, values), PROBES, strict=True) if day}
    if len(offsets) == 1 and all(map(_day, values)) and abs(next(iter(offsets))) < FAR.days:
        return Days(offsets.pop())
    if all(value == values[0] for value in values):
        return values[0]
    for of in YEARS:
        for offset in (-1, 0, 1):
            given = [of(fiscal_year(probe) + offset) for probe in PROBES]
            if given == [_day(value) or value for value in values]:
                return Year(offset, of)
    raise Uneven


def _is_nobody(value: Any) -> bool:
    return value in (NOBODY, NOBODY.hex)


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _filled(param: Any, on: date, assembly: UUID | str) -> Any:
    if isinstance(param, Days):
        day = on + timedelta(days=param.offset)
        return day if connection.vendor == "postgresql" else day.isoformat()
    if isinstance(param, Year):
        value = param.of(fiscal_year(on) + param.offset)
        return value if connection.vendor == "postgresql" or isinstance(value, int) else value.isoformat()
    if isinstance(param, ThisAssembly):
        return assembly if connection.vendor == "postgresql" or isinstance(assembly, str) else assembly.hex
    return param


def execute(sql: str, params: Sequence[Any]) -> Rows:
    """Run a tally statement: assembly, rows, breached, soon, first due."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            (key if isinstance(key, UUID) else UUID(key), rows, breached, soon, _day(due))
            for key, rows, breached, soon, due in cursor.fetchall()
        ]
