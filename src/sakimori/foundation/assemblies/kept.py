"""Querysets that are compiled once: half the time of a page that reads much of one row is Django writing the same SQL.

    @kept
    def _loans_of(asset_id: UUID) -> QuerySet[Loan]:
        return Loan.objects.filter(asset=asset_id).select_related("person")

Keys and days (UUID, date) are the parameters that differ from call to call, and the assembly in scope; everything else
stands in the text. How a parameter follows them is found out when a query is compiled (`following`); a query that does
more with one than a statement can be told is never kept, only slower.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from sakimori.foundation.assemblies import scope
from sakimori.foundation.assemblies.following import PROBES, Differing, Statement, follow

Made = TypeVar("Made", bound=QuerySet[Any, Any])


@dataclass(frozen=True)
class _Kept(Generic[Made]):
    """A compiled query and its statement."""

    rows: Made
    compiler: SQLCompiler
    statement: Statement

    def filled(self, values: Sequence[Differing]) -> Made:
        """The query with these values; not yet read."""
        params = tuple(self.statement.filled(values))
        compiler = _twin(self.compiler)
        compiler.connection = connections[self.rows.db]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.statement.sql, params)
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
    """The arguments with values that stand nowhere else, and days that lie unevenly apart."""
    return [
        UUID(int=(0xBEEF << 96) + (turn << 32) + place)
        if isinstance(value, UUID)
        else PROBES[turn] + timedelta(days=place * (97 + 31 * turn))
        if isinstance(value, date)
        else value
        for place, value in enumerate(arguments)
    ]


def _compiled(make: Callable[..., Made], arguments: Sequence[Hashable], *, is_every: bool) -> _Kept[Made] | None:
    """The query for any values; None when some parameter is not one of them as it was given."""
    made, turns = [], []
    for turn in range(len(PROBES)):
        probes = _probes(arguments, turn)
        assembly: UUID | str = scope.EVERY if is_every else UUID(int=(0xA55E << 96) + turn)
        with scope.as_if(assembly):
            rows = make(*probes)
            compiler = rows.query.get_compiler(using=rows.db)
            sql, params = compiler.as_sql()
        made.append((rows, compiler))
        turns.append((sql, params, [one for one in (*probes, assembly) if isinstance(one, Differing)]))
    statement = follow(turns)
    return None if statement is None else _Kept(*made[0], statement)
