"""The SQL of duties, compiled once for the life of a process (`foundation.assemblies.following`).

Building a duty's querysets and compiling them costs far more than running the statement. A duty whose days move unevenly
(say, by month) is compiled every time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from sakimori.foundation.assemblies.following import PROBES, Statement, Turn, follow
from sakimori.foundation.assemblies.scope import EVERY, as_if

Rows = list[tuple[UUID, int, int, int, date | None]]
Build = Callable[[date], tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Template:
    """A statement whose parameters are filled in for a day and an assembly."""

    statement: Statement

    def run(self, on: date, assembly: UUID | str) -> Rows:
        """Execute it in the scope that was entered."""
        return execute(self.statement.sql, self.statement.filled([on, assembly]))


def template_of(build: Build, *, every: bool) -> Template | None:
    """The template of a statement, or None where its parameters do not follow the day evenly."""
    turns: list[Turn] = []
    for turn, day in enumerate(PROBES):
        nobody = UUID(int=(0xFACE << 96) + turn)
        with as_if(EVERY if every else nobody):
            sql, params = build(day)
        turns.append((sql, params, [day, nobody]))
    statement = follow(turns)
    return None if statement is None else Template(statement)


def execute(sql: str, params: Sequence[Any]) -> Rows:
    """Run a tally statement: assembly, rows, breached, soon, first due."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            (key if isinstance(key, UUID) else UUID(key), rows, breached, soon, _day(due))
            for key, rows, breached, soon, due in cursor.fetchall()
        ]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
