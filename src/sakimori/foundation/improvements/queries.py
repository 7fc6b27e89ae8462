"""Reads over corrective actions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import State


def wanted(on: date, prefix: str = "") -> Q:
    """Those (or, with a prefix such as `improvement__`, related ones) that were not dropped by the day."""
    return ~Q(**{f"{prefix}state": State.DROPPED}) | Q(**{f"{prefix}dropped_on__gt": on})


def improvements_of(model: str, key: UUID) -> QuerySet[Improvement]:
    """What came of one audit, round, incident or drill, in the order of their numbers."""
    return Improvement.objects.filter(origin_model=model, origin_id=key).select_related("owner").order_by("number")


def late(on: date) -> QuerySet[Improvement]:
    """Those past their date that nobody has mended, oldest first."""
    rows = Improvement.objects.filter(state=State.OPEN, due_on__lt=on).select_related("owner")
    return rows.order_by("due_on", "number")


def listed() -> QuerySet[Improvement]:
    """All of them with owner and unit: those that wait first, by date."""
    rows = Improvement.objects.select_related("owner", "unit", "verified_by")
    return rows.order_by(F("verified_on").asc(nulls_first=True), "due_on", "number")
