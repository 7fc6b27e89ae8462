"""Dates of asks: when answers are due, by campaign or by subject; names of persons stay away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.duties.dates import DatedThing, DateSource


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    rows = Ask.objects.open().filter(due_on__range=(first, last)).values("due_on", "title").annotate(count=Count("id"))
    for row in rows.order_by("due_on", "title"):
        yield DatedThing(row["due_on"], row["title"], "links:notices", count=row["count"])


DATES = DateSource("asks", _("お願いの回答期限"), Permission.ASK_MANAGE, _between)
