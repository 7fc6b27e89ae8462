"""Nobody needs to remember the end of an exception: it is told before, and afterwards the fault stands again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.foundation.notices.models import Notice
from sakimori.measures.exceptions import queries
from sakimori.measures.exceptions.actions import reopen, warn


@job("exceptions.watch", every=timedelta(hours=12), title=_("例外措置の期限の確認"))
def watch_exceptions(now: datetime) -> None:
    """Warn of those that end soon, reopen those that ended."""
    for_each_assembly(now, _watch)


def _watch(ctx: Context) -> None:
    with translation.override("ja"):
        for found in queries.expiring(ctx.today):
            if not Notice.objects.filter(key__startswith=f"exception:{found.pk}:{found.to_date}:").exists():
                warn(ctx, found=found)
        for found in queries.unsettled(ctx.today).filter(reopened_on__isnull=True):
            reopen(ctx, found=found)
