"""Querysets that are compiled once: half the time of a page that reads much of one row is Django writing the same SQL.

    @kept
    def _loans_of(asset_id: UUID) -> QuerySet[Loan]:
        return Loan.objects.filter(asset=asset_id).select_related("person")

Keys and days (UUID, date) are the parameters that differ from call to call, and the assembly in scope; everything else
stands in the text. Whether that holds is found out when a query is compiled: it is compiled for two sets of probes, and a
query that does more with a parameter than hand it on is never kept, only slower.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from sakimori.foundation.assemblies import scope

Made = TypeVar("Made", bound=QuerySet[Any, Any])
Differing = UUID | date


@dataclass(frozen=True)
class _Kept(Generic[Made]):
    """A compiled query: its text, its parameters, and which of them are whose: (position, argument)."""

    rows: Made
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]

    def filled(self, values: Sequence[Differing]) -> Made:
        """The query with these values; not yet read."""
        params = list(self.params)
        for position, argument in self.places:
            params[position] = _in_the_form_of(params[position], values[argument])
        compiler = _twin(self.compiler)
        compiler.connection = connections[self.rows.db]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, tuple(params))
        query = _twin(self.rows.query)
        query.get_compiler = lambda *args, **kwargs: compiler
        rows: Made = _twin(self.rows)
        rows._query = query  # type: ignore[attr-defined]
        return rows


def _twin(thing: Any) -> Any:
    """Another object with the same attributes. `copy` would read the rows of a queryset."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


def kept(make: Callable[..., Made]) -> Callable[..., Made]:
    """Compile the query that this function makes once for each combination of its other arguments.

    The rows may be iterated, sliced by Python and put into a list; a further `filter` or `order_by` is not for them.
    """
    known: dict[Hashable, _Kept[Made] | None] = {}

    @functools.wraps(make)
    def made(*arguments: Hashable) -> Made:
        assembly = scope.current()
        if assembly is None:
            return make(*arguments)
        differing = [value for value in arguments if isinstance(value, Differing)]
        key = (
            assembly == scope.EVERY,
            *(type(value) if isinstance(value, Differing) else value for value in arguments),
        )
        if key not in known:
            known[key] = _compiled(make, arguments, is_every=assembly == scope.EVERY)
        found = known[key]
        if found is None:
            return make(*arguments)
        return found.filled([*differing, assembly] if isinstance(assembly, UUID) else differing)

    return made


def _probes(arguments: Sequence[Hashable], turn: int) -> list[Hashable]:
    """The arguments with values that stand nowhere else."""
    return [
        UUID(int=(0xBEEF << 96) + (turn << 32) + place)
        if isinstance(value, UUID)
        else date(1801 + turn, 1 + place % 12, 3 + place % 20)
        if isinstance(value, date)
        else value
        for place, value in enumerate(arguments)
    ]


def _compiled(make: Callable[..., Made], arguments: Sequence[Hashable], *, is_every: bool) -> _Kept[Made] | None:
    """The query for any values; None when some parameter is not one of them as it was given."""
    turns = []
    for turn in (0, 1):
        probes = _probes(arguments, turn)
        assembly: UUID | str = scope.EVERY if is_every else UUID(int=(0xA55E << 96) + turn)
        with scope.as_if(assembly):
            rows = make(*probes)
            compiler = rows.query.get_compiler(using=rows.db)
            sql, params = compiler.as_sql()
        values = [value for value in (*probes, assembly) if isinstance(value, Differing)]
        turns.append((rows, compiler, sql, tuple(params), values))
    (rows, compiler, sql, params, values), (_rows, _compiler, other_sql, others, other_values) = turns
    if sql != other_sql:
        return None
    places = []
    for position, (param, other) in enumerate(zip(params, others, strict=True)):
        if param == other:
            continue
        owners = [
            place
            for place, (value, other_value) in enumerate(zip(values, other_values, strict=True))
            if _in_the_form_of(param, value) == param and _in_the_form_of(other, other_value) == other
        ]
        if len(owners) != 1:
            return None
        places.append((position, owners[0]))
    return _Kept(rows, compiler, sql, params, tuple(places))


def _in_the_form_of(param: Any, value: Differing) -> Any:
    """The value as the database gets it: SQLite takes keys and days as text."""
    if not isinstance(param, str):
        return value
    return value.hex if isinstance(value, UUID) else value.isoformat()
