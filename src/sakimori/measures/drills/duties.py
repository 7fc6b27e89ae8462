"""Duty of drills: each kind that the assembly chose was held, with result and lessons, within the cadence (6(5))."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.measures.drills.models import Drill, DrillChoice

DRILL_DAYS = 365
"""Yearly, as the guideline's drills; the assembly may choose another cadence."""


@duty("human.drilled")
def drills_are_held(on: date) -> Duty:
    """Chosen kinds of the newest fiscal year that was decided about. The first drill is due a cadence after the choice."""
    year = fiscal_year(on)
    newer = DrillChoice.objects.filter(
        assembly_id=OuterRef("assembly_id"), fiscal_year__gt=OuterRef("fiscal_year"), fiscal_year__lte=year
    )
    held = Drill.objects.filter(
        assembly_id=OuterRef("assembly_id"), kind=OuterRef("kind"), held_on__lte=on, closed_on__lte=on
    )
    last = held.order_by().values("kind").annotate(last=Max("held_on")).values("last")
    chosen = DrillChoice.objects.filter(
        assembly_id=OuterRef("assembly_id"), kind=OuterRef("kind"), is_chosen=True, decided_on__lte=on
    )
    since = chosen.order_by().values("kind").annotate(since=Min("decided_on")).values("since")
    rows = (
        DrillChoice.objects.filter(~Exists(newer), fiscal_year__lte=year, is_chosen=True, decided_on__lte=on)
        .annotate(held_last=Subquery(last), start=Coalesce(Subquery(last), Subquery(since)))
        .annotate(hold_by=days_after("start", adopted_days("human.drilled", on, DRILL_DAYS)))
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(hold_by__lt=on),
                due="hold_by",
                reason=_reason,
                remedy=Remedy("drills:drills", _("訓練を計画し、結果を記録する")),
                label=str,
            )
        ]
    )


def _reason(choice: DrillChoice) -> str:
    if getattr(choice, "held_last", None) is None:
        return _t("まだ一度も、結果と教訓のある訓練がありません。")
    return _t("期間のうちに、結果と教訓のある訓練がありません。")
