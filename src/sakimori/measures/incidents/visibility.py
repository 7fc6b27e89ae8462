"""Who sees which cases: everyone with the permission the ordinary ones; restricted ones those who may, or were named.

From whom a restricted case is kept, they see nothing of it, whatever else holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

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
    KeptFrom,
    Lesson,
    Line,
    Party,
    Player,
    Task,
)


def _ordinary_or_named(person_id: UUID, on: date) -> Q:
    named = CaseReader.objects.filter(person_id=person_id, named_on__lte=on)
    return Q(is_restricted=False) | Q(pk__in=named.values("case_id"))


def _kept_from(person_id: UUID) -> Q:
    return Q(is_restricted=True, pk__in=KeptFrom.objects.filter(person_id=person_id).values("case_id"))


RULES = ((Case, RowRule(Permission.INCIDENT_RESTRICTED, own_on=_ordinary_or_named, kept_from=_kept_from)),)

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
            KeptFrom,
            Lesson,
            Line,
            Party,
            Player,
            Task,
        ),
        "case_id",
    ),
}
"""Every model that says something about a case, and the way from its rows to the case."""


def cases_for(ctx: Context) -> QuerySet[Case]:
    """The cases that the actor may see."""
    return visible(ctx, Case.objects.all())


def hidden_cases(ctx: Context) -> QuerySet[Case]:
    """The cases that the actor may not see."""
    return Case.objects.filter(is_restricted=True).exclude(pk__in=cases_for(ctx).values("pk"))


def closed_until(ctx: Context) -> datetime | None:
    """Packs that were made before this moment may hold a case that is kept from the actor by now. One SQL statement."""
    if ctx.actor.person_id is None:
        return None
    rows = KeptFrom.objects.filter(person_id=ctx.actor.person_id, case__is_restricted=True)
    found: datetime | None = rows.aggregate(last=Max("named_at"))["last"]
    return found


def hidden_rows(ctx: Context, touched: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these rows (`app.model`, key) belong to a case that the actor may not see. For pages of the ledger.

    One statement where there is no such case; else one more for each kind of row.
    """
    keys = list(hidden_cases(ctx).values_list("pk", flat=True))
    if not keys:
        return set()
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
