"""Dates of assets: leases and support that end (for the budget), retention that runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
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


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    there = Asset.objects.filter(ended_on__isnull=True)
    for column, title in COLUMNS.items():
        rows = there.filter(**{f"{column}__range": (first, last)}).values(column).annotate(count=Count("id"))
        page = "assets:retention" if column == "retention_until" else "assets:list"
        for row in rows.order_by(column):
            query = "" if page == "assets:retention" else f"order={column}"
            yield DatedThing(row[column], str(title), page, query=query, count=row["count"])


DATES = DateSource("assets", _("資産"), Permission.ASSET_READ, _between)
