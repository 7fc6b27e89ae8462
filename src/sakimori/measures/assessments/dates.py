"""Dates of checks: when contractors must answer. What they must mend stands among the corrective actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.assessments.models import CheckRound
from sakimori.measures.assessments.rules import OPEN, WAITING_FOR_CONTRACTOR


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    waiting = Count("checks", filter=Q(checks__state__in=WAITING_FOR_CONTRACTOR), distinct=True)
    alive = Count("checks", filter=Q(checks__state__in=OPEN), distinct=True)
    rows = CheckRound.objects.filter(due_on__range=(first, last)).annotate(waiting=waiting, alive=alive)
    for found in rows.order_by("due_on", "id"):
        yield DatedThing(
            found.due_on,
            found.title,
            "assessments:round",
            {"check_round_id": found.pk},
            count=max(found.waiting, 1),
            is_done=not found.alive,
        )


DATES = DateSource("assessments", _("委託先の確認"), Permission.SUPPLIER_READ, _between)
