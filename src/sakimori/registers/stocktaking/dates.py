"""Dates of stock-taking: rounds under way and what must be looked into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.stocktaking.models import FollowUp, StockTake


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    for take in StockTake.objects.filter(due_on__range=(first, last)).order_by("due_on", "id"):
        done = take.closed_on is not None
        yield DatedThing(take.due_on, take.title, "stocktaking:take", {"take_id": take.pk}, is_done=done)
    tasks = FollowUp.objects.filter(closed_on__isnull=True, due_on__range=(first, last)).values("due_on")
    for row in tasks.annotate(count=Count("id")).order_by("due_on"):
        yield DatedThing(row["due_on"], _t("棚卸しで調べること"), "stocktaking:tasks", count=row["count"])


DATES = DateSource("stocktaking", _("棚卸し"), Permission.ASSET_READ, _between)
