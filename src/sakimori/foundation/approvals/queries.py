"""Reads over applications and approvals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.people.types import Role


def waiting_for(roles: frozenset[Role]) -> list[Application]:
    """Waiting applications whose next step belongs to one of the roles. One SQL statement."""
    return next_for(roles, waiting())


def waiting() -> QuerySet[Any]:
    """Applications that wait for somebody, the oldest first, with how many have decided (`steps`)."""
    rows = Application.objects.filter(state=ApplicationState.WAITING).annotate(steps=Count("decisions"))
    return rows.select_related("applicant").order_by("applied_on", "id")


def next_for(roles: frozenset[Role], rows: Iterable[Any]) -> list[Application]:
    """Of these that wait, those whose next step belongs to one of the roles."""
    return [row for row in rows if row.steps < len(row.route) and row.route[row.steps] in roles]


def approvals_on(kind: str, on: date) -> QuerySet[Application]:
    """Approvals of a kind in force on the day."""
    return Application.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        Q(from_date__isnull=True) | Q(from_date__lte=on),
        kind=kind,
        state=ApplicationState.APPROVED,
    )


def applications_about(subject_id: UUID) -> list[Application]:
    """Everything ever applied for about a subject, newest first, with its decisions."""
    rows = Application.objects.filter(subject_id=subject_id).select_related("applicant")
    return list(rows.prefetch_related("decisions__person").order_by("-applied_on", "-id"))
