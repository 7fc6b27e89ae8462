"""Reads over applications and approvals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sakimori.foundation.approvals.models import Application, ApplicationState
from sakimori.foundation.people.types import Role


def waiting_for(roles: frozenset[Role]) -> list[Application]:
    """Waiting applications whose next step belongs to one of the roles. One SQL statement."""
    rows = Application.objects.filter(state=ApplicationState.WAITING).annotate(steps=Count("decisions"))
    return [
        row
        for row in rows.select_related("applicant").order_by("applied_on", "id")
        if row.steps < len(row.route) and row.route[row.steps] in roles
    ]


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
