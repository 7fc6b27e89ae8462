"""Dates of upkeep: planned work, the end of remote access."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.registers.upkeep.queries import end_of


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    span = (datetime.combine(first, time.min, TOKYO), end_of(last))
    works = Work.objects.filter(planned_on__range=(first, last), cancelled_on__isnull=True)
    windows = RemoteWindow.objects.filter(until_at__range=span, cancelled_on__isnull=True)
    return works.only("title", "planned_on", "done_on"), windows.only("company", "until_at", "closed_at")


def _tells(
    _ctx: Context, _first: date, _last: date, works: list[Work], windows: list[RemoteWindow]
) -> Iterator[DatedThing]:
    for work in works:
        title = _t("変更・保守: %(title)s") % {"title": work.title}
        yield DatedThing(work.planned_on, title, "upkeep:work", {"work_id": work.pk}, is_done=work.done_on is not None)
    for window in windows:
        title = _t("遠隔接続の終了: %(company)s") % {"company": window.company}
        day = timezone.localtime(window.until_at, TOKYO).date()
        yield DatedThing(day, title, "upkeep:window", {"window_id": window.pk}, is_done=window.closed_at is not None)


DATES = DateSource("upkeep", _("変更・保守"), Permission.ASSET_READ, _reads, _tells)
