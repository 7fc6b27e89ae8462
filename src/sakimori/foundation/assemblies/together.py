"""Rows of several tables in one SQL statement: for pages that show a little of much.

    works, windows = together(Work.objects.filter(asset=asset), RemoteWindow.objects.filter(asset=asset))

Each queryset gives what it would give alone, save that its order is not promised. Their statements are laid side by side
into columns of the same type and joined by UNION ALL; each then reads its own rows, as if it had asked for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, Field, IntegerField, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler

Slot = tuple[str, int]
"""A column of the joined statement: its type, and which one of this type it is."""


@dataclass(slots=True)
class _Part:
    """One of the querysets: its statement, in which slots its columns stand, and the rows that were found."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    slots: list[Slot]
    found: list[tuple[Any, ...]] = field(default_factory=list)

    def named(self, number: int) -> str:
        """The statement under a name, with names for its columns."""
        return f"p{number} ({', '.join(f'c{place}' for place in range(len(self.slots)))}) AS ({self.sql})"

    def spread(self, number: int, layout: Sequence[Slot]) -> str:
        """Its columns over all slots. Those of others are empty, but of their type: PostgreSQL asks for it."""
        columns = {slot: f"c{place}" for place, slot in enumerate(self.slots)}
        shown = ", ".join(columns.get(slot, f"CAST(NULL AS {slot[0]})") for slot in layout)
        return f"SELECT {number}, {shown} FROM p{number}"  # noqa: S608 — numbers and types of columns

    def answer(self) -> list[Any]:
        """What the queryset makes of its rows."""
        rows = self.rows.all()
        self.compiler.execute_sql = lambda *_args, **_kwargs: [self.found]  # type: ignore[assignment]
        rows.query.get_compiler = lambda *_args, **_kwargs: self.compiler  # type: ignore[method-assign]
        return list(rows)


def together(*querysets: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each queryset. One SQL statement."""
    parts = [_part(rows) for rows in querysets]
    asked = [part for part in parts if part is not None]
    if asked:
        _read(asked)
    return [part.answer() if part is not None else [] for part in parts]


def each_together(asked: Iterable[Sequence[QuerySet[Any, Any]]]) -> Iterator[list[list[Any]]]:
    """For each who asks, the rows of each of their querysets. One SQL statement for all who ask."""
    groups = list(asked)
    found = iter(together(*(rows for group in groups for rows in group)))
    for group in groups:
        yield list(islice(found, len(group)))


def _part(rows: QuerySet[Any, Any]) -> _Part | None:
    """None where no row can fit: there is nothing to ask."""
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    count: Counter[str] = Counter()
    slots = []
    for expression, _sql, _alias in compiler.select:
        kind = _type_of(expression.output_field, rows.db)
        slots.append((kind, count[kind]))
        count[kind] += 1
    return _Part(rows, compiler, sql, tuple(params), slots)


def _read(parts: Sequence[_Part]) -> None:
    layout = sorted({slot for part in parts for slot in part.slots})
    places = [[layout.index(slot) + 1 for slot in part.slots] for part in parts]
    named = ", ".join(part.named(number) for number, part in enumerate(parts))
    joined = " UNION ALL ".join(part.spread(number, layout) for number, part in enumerate(parts))
    with connections[parts[0].rows.db].cursor() as cursor:
        cursor.execute(f"WITH {named} {joined}", [value for part in parts for value in part.params])
        for row in cursor:
            parts[row[0]].found.append(tuple(row[place] for place in places[row[0]]))


def _type_of(column: Field[Any, Any], database: str) -> str:
    """The type that a column has beside others: the length of a text and the size of a number do not matter."""
    if isinstance(column, CharField | TextField):
        return "text"
    if isinstance(column, IntegerField):
        return "bigint"
    return str(column.db_type(connections[database]))
