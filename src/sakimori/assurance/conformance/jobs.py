"""Daily snapshots."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance.actions import record_history, snapshot
from sakimori.assurance.conformance.models import SnapshotDay
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.jobs.registry import for_each_assembly, job

MOST_MISSED_DAYS = 92
"""A PC that was off longer keeps the gap; a quarter is evaluated afterwards from the dated records."""


@job("conformance.snapshot", every=timedelta(hours=3), title=_("条項ごとの状況の記録"))
def daily_snapshot(now: datetime) -> None:
    """Evaluate today for every assembly; days on which nothing ran are evaluated from the dated records."""
    for_each_assembly(now, _fill_gap)
    snapshot(now.astimezone(TOKYO).date())


def _fill_gap(ctx: Context) -> None:
    last = SnapshotDay.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return
    missed = min((ctx.today - last).days - 1, MOST_MISSED_DAYS)
    if missed > 0:
        record_history([ctx.today - timedelta(days=back) for back in range(missed, 0, -1)])
