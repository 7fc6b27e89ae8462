"""Reads of the one list of corrective actions."""

from __future__ import annotations

from datetime import date

from django.db.models import prefetch_related_objects

from sakimori.foundation.improvements.models import Extension, Improvement, Proof
from sakimori.foundation.improvements.queries import listed
from sakimori.foundation.improvements.types import State
from sakimori.foundation.ledger.past import as_of, later_changes


def improvements_on(on: date, today: date) -> list[Improvement]:
    """Every one, what waits first, by date; of a past day as the ledger knows it. One SQL statement, for a past day up
    to four."""
    rows = list(listed())
    if on == today:
        return rows
    then = as_of(rows, later_changes(Improvement, on))
    prefetch_related_objects(then, "owner", "unit", "verified_by")
    return sorted(then, key=lambda row: (row.verified_on or date.min, row.due_on, row.number))


def fitting(
    rows: list[Improvement], on: date, *, state: str = "", origin: str = "", late: bool = False
) -> list[Improvement]:
    """Those in a state, of an origin, or late."""
    return [
        row
        for row in rows
        if (not state or row.state == state)
        and (not origin or row.origin == origin)
        and (not late or _is_late(row, on))
    ]


def counts(rows: list[Improvement], on: date) -> dict[str, int]:
    """Open, late, waiting for another look, closed."""
    return {
        "open": sum(row.state == State.OPEN for row in rows),
        "late": sum(_is_late(row, on) for row in rows),
        "done": sum(row.state == State.DONE for row in rows),
        "closed": sum(row.state == State.CLOSED for row in rows),
    }


def _is_late(row: Improvement, on: date) -> bool:
    return row.state == State.OPEN and row.due_on < on


def proofs_of(improvement: Improvement) -> list[Proof]:
    """What shows that it was done, newest first."""
    return list(Proof.objects.filter(improvement=improvement).select_related("file", "person").order_by("-id"))


def extensions_of(improvement: Improvement) -> list[Extension]:
    """Every move of the date, oldest first."""
    return list(Extension.objects.filter(improvement=improvement).order_by("id"))
