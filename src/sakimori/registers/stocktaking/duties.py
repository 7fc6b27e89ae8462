"""Duty of stock-taking: everything on the register was seen within the cadence (6(2))."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.registers.assets.models import Asset
from sakimori.registers.stocktaking.models import Sighting
from sakimori.registers.stocktaking.queries import countable
from sakimori.registers.stocktaking.types import Result

STOCKTAKE_DAYS = 365
"""The guideline's yearly stock-taking; the assembly may choose another cadence."""


@duty("assets.stocktaken")
def assets_stocktaken(on: date) -> Duty:
    """Every device, medium and printed classified document was sighted within the cadence; a new one counts as seen."""
    seen = Sighting.objects.filter(asset=OuterRef("pk"), seen_on__lte=on).exclude(result=Result.MISSING)
    last = Subquery(seen.order_by().values("asset").annotate(last=Max("seen_on")).values("last"))
    rows = (
        countable(on)
        .annotate(seen_on=Greatest(F("registered_on"), Coalesce(last, F("registered_on"))))
        .annotate(see_by=days_after("seen_on", adopted_days("assets.stocktaken", on, STOCKTAKE_DAYS)))
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(see_by__lt=on),
                due="see_by",
                reason=_reason,
                remedy=Remedy("stocktaking:takes", _("棚卸しをする")),
                label=str,
            )
        ]
    )


def _reason(asset: Asset) -> str:
    return _t("期間のうちに、あることを確かめた記録がありません。")
