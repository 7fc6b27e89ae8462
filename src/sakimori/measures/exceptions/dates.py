"""Dates of exceptions: when each ends, when the list is gone through again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.exceptions.models import RuleException


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    rows = RuleException.objects.filter(granted_on__isnull=False, to_date__range=(first, last))
    return [rows.only("number", "title", "to_date", "ended_on")]


def _tells(_ctx: Context, _first: date, _last: date, exceptions: list[RuleException]) -> Iterator[DatedThing]:
    for row in exceptions:
        yield DatedThing(
            row.to_date,
            _t("例外措置の期限: %(number)s %(title)s") % {"number": row.number, "title": row.title},
            "exceptions:exception",
            {"exception_id": row.pk},
            is_done=row.ended_on is not None,
        )


DATES = DateSource("exceptions", _("例外措置"), Permission.EVIDENCE_READ, _reads, _tells)
