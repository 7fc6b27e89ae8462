"""Duty of erasure: what comes back or leaves is made unreadable (6(4))."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.models import Erasure
from sakimori.registers.disposal.queries import erased_after_return, returned_loans
from sakimori.registers.disposal.rules import STORING_KINDS
from sakimori.registers.lending.types import ReturnReason

ERASE_DAYS = 7
"""Own target for 速やかに after a return; the assembly may choose another."""


@duty("physical.erased")
def erased_on_return_and_disposal(on: date) -> Duty:
    """What came back is erased within its target days, and nothing left without a sufficient erasure."""
    returned = (
        returned_loans(on)
        .exclude(return_reason=ReturnReason.LOST)
        .annotate(
            is_erased=erased_after_return(on),
            erase_by=days_after("returned_on", adopted_days("physical.erased", on, ERASE_DAYS)),
        )
        .select_related("asset")
    )
    erased = Erasure.objects.filter(asset=OuterRef("pk"), erased_on__lte=on, is_sufficient=True)
    gone = Asset.objects.filter(ended_on__lte=on, kind__in=STORING_KINDS).annotate(is_erased=Exists(erased))
    return Duty(
        [
            Subjects(
                rows=returned,
                breached=Q(is_erased=False, erase_by__lt=on),
                due=Case(When(is_erased=False, then=F("erase_by")), output_field=DateField()),
                reason=lambda loan: _t("返納されましたが、データを消去した記録がありません。"),
                remedy=Remedy("disposal:erase", _("消去を記録する"), lambda loan: {"asset_id": loan.asset_id}),
                label=lambda loan: str(loan.asset),
            ),
            Subjects(
                rows=gone,
                breached=Q(is_erased=False),
                reason=lambda asset: _t("台帳から外れましたが、消去・破壊の記録がありません。"),
                remedy=Remedy("disposal:erase", _("消去を記録する"), lambda asset: {"asset_id": asset.pk}),
                label=str,
            ),
        ],
        must_exist=False,
    )
