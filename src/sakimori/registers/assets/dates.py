"""Dates of assets: leases and support that end (for the budget), retention that runs out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.assets.models import Asset

COLUMNS = {
    "lease_to": _("リースが終わる資産"),
    "support_ends_on": _("サポートが終わる資産"),
    "retention_until": _("保存期間が満了する文書・情報"),
}


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    there = Asset.objects.filter(ended_on__isnull=True)
    return [
        there.filter(**{f"{column}__range": (first, last)}).values(column).annotate(count=Count("id"))
        for column in COLUMNS
    ]


def _tells(_ctx: Context, _first: date, _last: date, *found: list[dict[str, Any]]) -> Iterator[DatedThing]:
    for (column, title), rows in zip(COLUMNS.items(), found, strict=True):
        page = "assets:retention" if column == "retention_until" else "assets:list"
        query = "" if page == "assets:retention" else f"order={column}"
        for row in rows:
            yield DatedThing(row[column], str(title), page, query=query, count=row["count"])


DATES = DateSource("assets", _("資産"), Permission.ASSET_READ, _reads, _tells)
