"""Dates of corrective actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.improvements.models import Improvement


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for row in Improvement.objects.pending().filter(due_on__range=(first, last)).order_by("due_on", "number"):
        yield DatedThing(row.due_on, row.title, "audits:improvement", {"improvement_id": row.pk})


DATES = DateSource("improvements", _("改善措置"), Permission.IMPROVEMENT_READ, _between)
