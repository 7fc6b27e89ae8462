"""Remote access of vendors, as a population of the duty that lending binds: a window left open is found."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.duties.spec import Remedy, Subjects
from sakimori.foundation.papers.days import day_text
from sakimori.registers.upkeep.models import RemoteWindow


def windows_are_closed(on: date) -> Subjects:
    """Each window that was opened and is not closed yet: by the last day of its time it must be."""
    # Days, not instants: a statement is compiled once and filled in for other days.
    days = {name: TruncDate(f"{name}_at", tzinfo=TOKYO) for name in ("opened", "closed")}
    rows = (
        RemoteWindow.objects.filter(cancelled_on__isnull=True)
        .annotate(opened_day=days["opened"], closed_day=days["closed"], close_by=TruncDate("until_at", tzinfo=TOKYO))
        .filter(Q(closed_day__isnull=True) | Q(closed_day__gt=on), opened_day__lte=on)
    )
    return Subjects(
        rows=rows.select_related("asset"),
        breached=Q(close_by__lt=on),
        due="close_by",
        reason=_why_open,
        remedy=Remedy("upkeep:window-close", _("閉じたことを記録する"), lambda row: {"window_id": row.pk}),
        label=lambda row: f"{row.asset} / {row.company}",
    )


def _why_open(row: RemoteWindow) -> str:
    day: date = row.close_by  # type: ignore[attr-defined]
    return _t("遠隔接続が、終了の日（%(day)s）を過ぎても閉じられていません。") % {"day": day_text(day)}
