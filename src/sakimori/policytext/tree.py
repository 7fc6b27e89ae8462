"""The clause tree: what a policy's text becomes. Plain data; no reading and no guessing here.

Paths are the normalised official citation (`6(8)`, `第3条第2項`); texts are kept as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Frequency(StrEnum):
    """How often a clause asks for an audit, self-inspection, review, training or drill."""

    YEARLY = "yearly"
    REGULAR = "regular"
    AS_NEEDED = "as_needed"


class HistoryEvent(StrEnum):
    ESTABLISHED = "established"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    ABOLISHED = "abolished"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `heading` is None where the clause has none; paragraphs in `text` are parted by a blank line."""

    path: str
    heading: str | None
    text: str
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause, then all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    date: str
    """ISO date, `2026-03-31`."""
    event: HistoryEvent


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is not policy (navigation, page numbers, contact block …), kept so that nothing is lost silently."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the parser was unsure of; a person should look. `path` is None for the document as a whole."""

    path: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """Result of parsing: title, top clauses, history, what was dropped, what is doubtful."""

    title: str
    clauses: tuple[Clause, ...]
    history: tuple[HistoryEntry, ...] = ()
    dropped: tuple[Dropped, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())

    def walk(self) -> Iterator[Clause]:
        """Every clause of the document in reading order."""
        for clause in self.clauses:
            yield from clause.walk()
