"""Duty of checks: each outsourcing contract is checked at its start and within the cadence; corrections are not overdue."""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.improvements.models import Extension
from sakimori.foundation.improvements.queries import wanted
from sakimori.foundation.papers.days import day_text
from sakimori.measures.assessments.contracts import named, runs
from sakimori.measures.assessments.models import ContractCheck, Correction
from sakimori.registers.suppliers.models import Contract

CHECK_DAYS = 365
"""Once a year, where the assembly has not settled another cadence."""


@duty("supplier.checked")
def suppliers_are_checked(on: date) -> Duty:
    """A check counts from the day of its judgement. A contract must have one when it begins."""
    judged = ContractCheck.objects.filter(
        assembly_id=OuterRef("assembly_id"), contract_id=OuterRef("pk"), judged_on__lte=on
    )
    last = judged.order_by().values("contract_id").annotate(last=Max("judged_on")).values("last")
    contracts = (
        Contract.objects.filter(runs(on))
        .select_related("supplier")
        .annotate(last_checked=Subquery(last))
        .annotate(check_by=Coalesce(days_after("last_checked", adopted_days("supplier.checked", on, CHECK_DAYS)),
                                    "from_date", output_field=DateField()))
    )  # fmt: skip
    # A date that was moved later counted as it was on the day in question.
    moved = Extension.objects.filter(
        assembly_id=OuterRef("assembly_id"), improvement_id=OuterRef("improvement_id"), extended_on__gt=on
    )
    asked = (
        Correction.objects.filter(requested_on__lte=on)
        .filter(Q(improvement__done_on__isnull=True) | Q(improvement__done_on__gt=on))
        .filter(wanted(on, "improvement__"))
        .select_related("check_row__contract__supplier", "improvement")
        .annotate(
            mend_by=Coalesce(
                Subquery(moved.order_by("extended_on", "id").values("from_due")[:1]), F("improvement__due_on")
            )
        )
    )
    return Duty(
        [
            Subjects(
                rows=contracts,
                breached=Q(last_checked__isnull=True) | Q(check_by__lt=on),
                due="check_by",
                reason=_reason,
                remedy=Remedy("assessments:round-new", _("確認を始める")),
                label=named,
            ),
            Subjects(
                rows=asked,
                breached=Q(mend_by__lt=on),
                due="mend_by",
                reason=_overdue,
                remedy=Remedy(
                    "assessments:check", _("是正の状況を確かめる"), lambda row: {"contract_check_id": row.check_row_id}
                ),
                label=lambda row: named(row.check_row.contract),
            ),
        ]
    )


def _reason(contract: Contract) -> str:
    last = getattr(contract, "last_checked", None)
    if last is None:
        return _t("契約を始めてから、まだ一度も対策を確認していません。")
    return _t("最後に確認したのは%(day)sです。次の確認の時期を過ぎています。") % {"day": day_text(last)}


def _overdue(correction: Correction) -> str:
    return _t("求めた是正の期限を過ぎています: %(text)s") % {"text": correction.text.splitlines()[0][:80]}
