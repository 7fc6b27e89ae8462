"""Dates of safety checks: the test of every month, and when answers are erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.safety.models import SafetyCheck
from sakimori.measures.safety.queries import setting
from sakimori.measures.safety.types import CheckKind


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    """Two SQL statements."""
    since, until = first.replace(day=1), last.replace(day=28)
    checks = list(SafetyCheck.objects.filter(started_on__gte=since) | SafetyCheck.objects.filter(erase_on__gte=first))
    tested = {(one.started_on.year, one.started_on.month) for one in checks if one.kind == CheckKind.TEST}
    day = setting().test_day
    if day is not None:
        for year, month in _months(since, max(until, since)):
            found = date(year, month, day)
            if first <= found <= last:
                yield DatedThing(found, _t("安否確認の毎月の訓練"), "safety:checks", is_done=(year, month) in tested)
    for check in checks:
        if check.erase_on and first <= check.erase_on <= last:
            yield DatedThing(
                check.erase_on, _t("安否の回答を消す日"), "safety:result", {"safety_check_id": check.pk},
                is_done=check.erased_on is not None,
            )  # fmt: skip


DATES = DateSource("safety", _("安否確認"), Permission.PLAN_READ, _between)
