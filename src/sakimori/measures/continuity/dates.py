"""Dates of continuity: when cards are to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import days_settled
from sakimori.measures.continuity.duties import KEY, YEAR
from sakimori.measures.continuity.models import CriticalFunction
from sakimori.measures.continuity.queries import functions_on, looked_at


def _reads(ctx: Context, _first: date, _last: date) -> Sequence[QuerySet[Any, Any]]:
    return DutySetting.objects.on(ctx.today).filter(duty=KEY), functions_on(ctx.today)


def _tells(
    _ctx: Context, first: date, last: date, settings: list[DutySetting], functions: list[CriticalFunction]
) -> Iterator[DatedThing]:
    settled = days_settled(settings, YEAR)
    if settled is None:
        return
    days = timedelta(days=settled)
    for function in functions:
        looked = looked_at(function.seen_on, function.begun_on)  # type: ignore[attr-defined]
        if looked is not None and first <= looked + days <= last:
            title = _t("業務継続カードの見直し: %(name)s") % {"name": function.name}
            yield DatedThing(looked + days, title, "continuity:function", {"function_id": function.pk})


DATES = DateSource("continuity", _("業務継続の備え"), Permission.PLAN_READ, _reads, _tells)
