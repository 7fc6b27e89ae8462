"""Dates of continuity: when cards are to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.duties.queries import settings_of
from sakimori.measures.continuity.duties import KEY, YEAR
from sakimori.measures.continuity.queries import card_rows


def _days(on: date) -> int | None:
    """Days between two looks; None where the assembly left it open."""
    for setting in settings_of(KEY):
        if setting.covers(on):
            return None if setting.is_open else setting.days or YEAR
    return YEAR


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    days = _days(ctx.today)
    if days is None:
        return
    for row in card_rows(ctx.today):
        looked_at = row.looked_at
        if looked_at is not None and first <= looked_at + timedelta(days=days) <= last:
            yield DatedThing(
                looked_at + timedelta(days=days),
                _t("業務継続カードの見直し: %(name)s") % {"name": row.function.name},
                "continuity:function",
                {"function_id": row.function.pk},
            )


DATES = DateSource("continuity", _("業務継続の備え"), Permission.PLAN_READ, _between)
