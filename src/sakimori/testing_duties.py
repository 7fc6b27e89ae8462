"""What tests of duties ask: who breaches one on a day, and who must act by when. Apart from `testing`, because tests of
the foundation may not see duties."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from sakimori.foundation.duties.spec import built_duties


def breaches(key: str, on: date) -> list[tuple[str, str]]:
    """What breaches a duty on a day: (what, why). One SQL statement for each population."""
    return [
        (subjects.label(row), subjects.reason(row))
        for subjects in built_duties()[key](on).subjects
        for row in subjects.rows.filter(subjects.breached)
    ]


def due_days(key: str, on: date) -> set[date]:
    """The days by which somebody must act."""
    found: set[date] = set()
    for subjects in built_duties()[key](on).subjects:
        if subjects.due is None:
            continue
        act_by = F(subjects.due) if isinstance(subjects.due, str) else subjects.due
        found |= set(subjects.rows.annotate(act_by=act_by).values_list("act_by", flat=True))
    return found - {None}
