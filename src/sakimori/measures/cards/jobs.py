"""The nightly pack."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.jobs.registry import for_each_assembly, job
from sakimori.measures.cards.pack import make_packs
from sakimori.measures.cards.queries import newest_pack

NIGHT = range(1, 6)
"""Hours in Japan."""
LATEST = timedelta(hours=36)
"""A PC that is switched off at night makes its pack in the day."""


@job("cards.pack", every=timedelta(hours=1), title=_("もしもの冊子（毎晩）"))
def nightly_pack(now: datetime) -> None:
    """The packs of every assembly, once a night."""
    for_each_assembly(now, _pack_one)


def _pack_one(ctx: Context) -> None:
    last = newest_pack(restricted=False)
    if last is None or is_due(last.checked_at, ctx.at):
        make_packs(ctx)


def is_due(checked_at: datetime, now: datetime) -> bool:
    """At night when this night's is not made yet; by day when the last night passed without one."""
    if now.astimezone(TOKYO).hour in NIGHT:
        return now - checked_at > timedelta(hours=len(NIGHT))
    return now - checked_at > LATEST
