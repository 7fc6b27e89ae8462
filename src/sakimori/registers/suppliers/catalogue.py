"""The catalogue of clauses in force on a day: the assembly's own version, or the shipped one before the first (VEN-1)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from uuid import UUID

from sakimori.foundation.papers.days import reader_language
from sakimori.registers.suppliers.models import ClauseSet, ClauseWording


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its wording for contracts (always Japanese) and why it is wanted."""

    key: str
    order: int
    title: str
    text: str
    why: str
    is_required: bool


@functools.cache
def _shipped(language: str) -> tuple[Clause, ...]:
    text = resources.files(__package__).joinpath("shipped", "clauses.toml").read_text(encoding="utf-8")
    end = "_en" if language == "en" else ""
    return tuple(
        Clause(row["key"], order, row[f"title{end}"], row["text"], row[f"why{end}"], row["required"])
        for order, row in enumerate(tomllib.loads(text)["clause"], start=1)
    )


def shipped_clauses() -> tuple[Clause, ...]:
    """The shipped catalogue; titles and reasons in the reader's language, wording for a Japanese contract."""
    return _shipped(reader_language())


def japanese_clauses() -> tuple[Clause, ...]:
    """The shipped catalogue in Japanese, whoever reads: it becomes the assembly's own text and goes into contracts."""
    return _shipped("ja")


SHIPPED_REQUIRED = tuple(clause.key for clause in _shipped("ja") if clause.is_required)


def set_on(on: date) -> ClauseSet | None:
    """The assembly's own version that holds on the day. One SQL statement."""
    return ClauseSet.objects.filter(effective_on__lte=on).order_by("-effective_on", "-number").first()


def clauses_of(set_id: UUID | None, *, as_written: bool = False) -> Sequence[Clause]:
    """The clauses of a version, of the shipped one for None. At most one SQL statement.

    Shipped titles and reasons that were not changed stand in the reader's language, unless wanted `as_written`.
    """
    mine = japanese_clauses() if as_written else shipped_clauses()
    if set_id is None:
        return mine
    known = {one.key: (one, other) for one, other in zip(japanese_clauses(), mine, strict=True)}
    clauses = []
    for row in ClauseWording.objects.filter(set=set_id).order_by("order", "id"):
        title, why = row.title, row.why
        if row.key in known:
            original, reader = known[row.key]
            title = reader.title if title == original.title else title
            why = reader.why if why == original.why else why
        clauses.append(Clause(row.key, row.order, title, row.text, why, row.is_required))
    return clauses


def clauses_on(on: date, *, as_written: bool = False) -> Sequence[Clause]:
    """The clauses that contracts must carry on the day. At most two SQL statements."""
    found = set_on(on)
    return clauses_of(found.pk if found else None, as_written=as_written)
