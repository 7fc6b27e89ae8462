"""What changed in a list between two days: rows that came, rows that went, and columns that say something else (LED-5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sakimori.foundation.lists.tables import Shown, Table

NAMED = 2
"""So many columns at the beginning name a row."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A column of a row, before and after."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of both days that is not the same."""

    name: str
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """From the earlier day to the later one."""

    first: date
    last: date
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[ChangedRow, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.gone or self.changed)


def differences(table: Table, before: Iterable[Any], after: Iterable[Any], first: date, last: date) -> Differences:
    """Compare the rows of two days in the columns of the list; nothing is read."""
    old = {_key(table, row): _texts(table, row) for row in before}
    new = {_key(table, row): _texts(table, row) for row in after}
    changed = [
        ChangedRow(_name(new[key]), cells) for key in new if key in old and (cells := _cells(table, old[key], new[key]))
    ]
    return Differences(
        first,
        last,
        tuple(_name(texts) for key, texts in new.items() if key not in old),
        tuple(_name(texts) for key, texts in old.items() if key not in new),
        tuple(changed),
    )


def _key(table: Table, row: Any) -> str:
    """A row is itself by its identity, or by its name where it is put together."""
    key = getattr(row, "pk", None)
    return _name([column.text(row) for column in table.columns[:NAMED]]) if key is None else str(key)


def _texts(table: Table, row: Any) -> list[str]:
    return [column.text(row) for column in table.columns]


def _name(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts[:NAMED] if text)


def _cells(table: Table, old: Sequence[str], new: Sequence[str]) -> tuple[ChangedCell, ...]:
    pairs: Iterable[tuple[Shown, str, str]] = zip(table.columns, old, new, strict=True)
    return tuple(ChangedCell(column.label, was, now) for column, was, now in pairs if was != now)
