"""Dates of exceptions: when each ends, when the list is gone through again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.exceptions.models import RuleException


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    rows = RuleException.objects.filter(granted_on__isnull=False, to_date__range=(first, last)).order_by("to_date")
    for row in rows.only("pk", "number", "title", "to_date", "ended_on"):
        yield DatedThing(
            row.to_date,
            _t("例外措置の期限: %(number)s %(title)s") % {"number": row.number, "title": row.title},
            "exceptions:exception",
            {"exception_id": row.pk},
            is_done=row.ended_on is not None,
        )


DATES = DateSource("exceptions", _("例外措置"), Permission.EVIDENCE_READ, _between)
