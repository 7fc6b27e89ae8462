"""Dates of safety checks: the test of every month, and when answers are erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.safety.models import SafetyCheck, SafetySetting
from sakimori.measures.safety.types import CheckKind


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _reads(_ctx: Context, first: date, _last: date) -> Sequence[QuerySet[Any, Any]]:
    checks = SafetyCheck.objects.filter(Q(started_on__gte=first.replace(day=1)) | Q(erase_on__gte=first))
    return (
        checks.only("kind", "started_on", "erase_on", "erased_on"),
        SafetySetting.objects.filter(test_day__isnull=False).values("test_day"),
    )


def _tells(
    _ctx: Context, first: date, last: date, checks: list[SafetyCheck], settings: list[dict[str, int]]
) -> Iterator[DatedThing]:
    since, until = first.replace(day=1), last.replace(day=28)
    tested = {(one.started_on.year, one.started_on.month) for one in checks if one.kind == CheckKind.TEST}
    for setting in settings:
        for year, month in _months(since, max(until, since)):
            found = date(year, month, setting["test_day"])
            if first <= found <= last:
                yield DatedThing(found, _t("安否確認の毎月の訓練"), "safety:checks", is_done=(year, month) in tested)
    for check in checks:
        if check.erase_on and first <= check.erase_on <= last:
            yield DatedThing(
                check.erase_on, _t("安否の回答を消す日"), "safety:result", {"safety_check_id": check.pk},
                is_done=check.erased_on is not None,
            )  # fmt: skip


DATES = DateSource("safety", _("安否確認"), Permission.PLAN_READ, _reads, _tells)
