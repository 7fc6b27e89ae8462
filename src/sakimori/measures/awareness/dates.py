"""Dates of awareness: the poster of each month, and the day on which new rules come into use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.awareness.models import IdRules, PosterDisplay, PosterPlan
from sakimori.measures.awareness.queries import month_rows, months_from


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    rules = IdRules.objects.filter(effective_on__range=(first, last)).only("number", "effective_on")
    return *month_rows(_years(first, last)), rules


def _years(first: date, last: date) -> Sequence[int]:
    return range(fiscal_year(first), fiscal_year(last) + 1)


def _tells(
    ctx: Context, first: date, last: date,
    plans: list[PosterPlan], displays: list[PosterDisplay], versions: list[IdRules],
) -> Iterator[DatedThing]:  # fmt: skip
    for month in months_from(_years(first, last), plans, displays):
        if first <= month.first <= last:
            title = _t("今月のポスター「%(sentence)s」") % {"sentence": month.sentence}
            where, done = {"year": month.year, "month": month.month}, bool(month.displays)
            yield DatedThing(month.first, title, "awareness:poster", where, is_done=done)
    for rules in versions:
        title = _t("ID・パスワードの約束（第%(number)s版）の使い始め") % {"number": rules.number}
        yield DatedThing(rules.effective_on, title, "awareness:rules", is_done=rules.effective_on <= ctx.today)


DATES = DateSource("awareness", _("啓発"), Permission.LEARNING_READ, _reads, _tells)
