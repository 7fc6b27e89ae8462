"""The clauses of a version, each with its measures: one SQL statement, with the version itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet, Subquery

from sakimori.policy.clauses import queries as policy
from sakimori.policy.clauses.models import Clause, PolicyVersion

Row = TypeVar("Row", bound=Model)
Placed = list[tuple[Clause, list[str]]]
LONG = ("version__source_text", "version__dropped", "version__doubts")
"""Columns of a version that would come along with every clause and that nobody here reads."""


def text_in_force(on: date) -> tuple[PolicyVersion | None, Placed]:
    """The version in force on the day and its clauses in reading order."""
    placed = with_measures(_clauses(Q(version=_in_force(on))))
    # A second statement only where there is nothing to read: no version, or one without a clause.
    return (placed[0][0].version if placed else policy.in_force(on)), placed


def text_in_force_and(version: PolicyVersion, on: date) -> tuple[PolicyVersion | None, Placed, Placed]:
    """The version in force on the day with its clauses, and the clauses of a draft."""
    found = with_measures(_clauses(Q(version=_in_force(on)) | Q(version=version)))
    placed = [row for row in found if row[0].version_id != version.pk]
    own = [row for row in found if row[0].version_id == version.pk]
    return (placed[0][0].version if placed else policy.in_force(on)), placed, own


def clauses_of(version: PolicyVersion) -> Placed:
    """The clauses of any version in reading order. One SQL statement."""
    return with_measures(_clauses(Q(version=version)))


def _in_force(on: date) -> Subquery:
    return Subquery(policy.decided_versions().filter(effective_on__lte=on).values("pk")[:1])


def _clauses(which: Q) -> QuerySet[Clause]:
    """A row for each clause and measure; a clause without measures is one row."""
    rows = Clause.objects.filter(which).select_related("version").defer(*LONG)
    return rows.annotate(slug=F("measures__measure")).order_by(
        "version", "order", "-measures__confidence", "measures__measure"
    )


def with_measures(rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Rows that came once for each measure (`slug`), each with all of its measures."""
    found: dict[object, tuple[Row, list[str]]] = {}
    for row in rows:
        _clause, slugs = found.setdefault(row.pk, (row, []))
        if row.slug:  # type: ignore[attr-defined]
            slugs.append(row.slug)  # type: ignore[attr-defined]
    return list(found.values())
