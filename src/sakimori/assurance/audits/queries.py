"""Reads of the one list of corrective actions."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from sakimori.foundation.improvements.models import Extension, Improvement, Proof
from sakimori.foundation.improvements.queries import listed
from sakimori.foundation.improvements.types import State


def improvements(on: date, *, state: str = "", origin: str = "", late: bool = False) -> list[Improvement]:
    """Those that fit: what waits first, by date. One SQL statement."""
    rows = listed()
    if state:
        rows = rows.filter(state=state)
    if origin:
        rows = rows.filter(origin=origin)
    if late:
        rows = rows.filter(state=State.OPEN, due_on__lt=on)
    return list(rows)


def counts(on: date) -> dict[str, int]:
    """Open, late, waiting for another look, closed. One SQL statement."""
    return Improvement.objects.aggregate(
        open=Count("pk", filter=Q(state=State.OPEN)),
        late=Count("pk", filter=Q(state=State.OPEN, due_on__lt=on)),
        done=Count("pk", filter=Q(state=State.DONE)),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
    )


def proofs_of(improvement: Improvement) -> list[Proof]:
    """What shows that it was done, newest first."""
    return list(Proof.objects.filter(improvement=improvement).select_related("file", "person").order_by("-id"))


def extensions_of(improvement: Improvement) -> list[Extension]:
    """Every move of the date, oldest first."""
    return list(Extension.objects.filter(improvement=improvement).order_by("id"))
