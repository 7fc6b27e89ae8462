"""Who sees which cases: everyone with the permission the ordinary ones; restricted ones those who may, or were named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import RowRule, visible
from sakimori.measures.incidents.models import (
    AffectedAsset,
    Case,
    CaseLink,
    CaseReader,
    CaseVisit,
    Clock,
    Custody,
    Effort,
    Evidence,
    Indicator,
    Inject,
    IssuedPaper,
    Lesson,
    Line,
    Party,
    Task,
)


def _ordinary_or_named(person_id: UUID, on: date) -> Q:
    named = CaseReader.objects.filter(person_id=person_id, named_on__lte=on)
    return Q(is_restricted=False) | Q(pk__in=named.values("case_id"))


RULES = ((Case, RowRule(Permission.INCIDENT_RESTRICTED, own_on=_ordinary_or_named)),)

PATHS: dict[type[Any], str] = {
    Case: "pk",
    Custody: "evidence__case_id",
    **dict.fromkeys(
        (
            AffectedAsset,
            CaseLink,
            CaseReader,
            CaseVisit,
            Clock,
            Effort,
            Evidence,
            Indicator,
            Inject,
            IssuedPaper,
            Lesson,
            Line,
            Party,
            Task,
        ),
        "case_id",
    ),
}
"""Every model that says something about a case, and the way from its rows to the case."""


def cases_for(ctx: Context) -> QuerySet[Case]:
    """The cases that the actor may see."""
    return visible(ctx, Case.objects.all())


def hidden_rows(ctx: Context, touched: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these rows (`app.model`, key) belong to a case that the actor may not see. For pages of the ledger.

    One statement where there is no such case; else one more for each kind of row.
    """
    hidden = set(Case.objects.filter(is_restricted=True).exclude(pk__in=cases_for(ctx).values("pk")).values_list("pk"))
    if not hidden:
        return set()
    keys = [key for (key,) in hidden]
    wanted: dict[str, set[str]] = {}
    for label, key in touched:
        wanted.setdefault(label, set()).add(key)
    found: set[tuple[str, str]] = set()
    for model, path in PATHS.items():
        label = model._meta.label_lower
        if label in wanted:
            rows = model.objects.filter(**{f"{path}__in": keys}).filter(pk__in=wanted[label])
            found |= {(label, str(key)) for key in rows.values_list("pk", flat=True)}
    return found
