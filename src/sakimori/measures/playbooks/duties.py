"""Duty of the incident plan: every kept kind has a decided playbook, looked at in time, whose work somebody holds (6(7))."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.measures.playbooks.models import KeptKind
from sakimori.measures.playbooks.queries import DUTY, kept_kinds


@duty(DUTY)
def plans_are_ready(on: date) -> Duty:
    """Kinds the assembly keeps; nothing is asked about kinds left out with a reason."""
    return Duty(
        [
            Subjects(
                rows=kept_kinds(on),
                breached=Q(version__isnull=True) | Q(review_by__lt=on) | Q(is_vacant=True),
                due="review_by",
                reason=_reason,
                remedy=Remedy("playbooks:playbook", _("対応手順を開く"), lambda kept: {"incident_kind": kept.kind}),
                label=str,
            )
        ]
    )


def _reason(kept: KeptKind) -> str:
    if getattr(kept, "version", None) is None:
        return _t("決められた対応手順がありません。")
    if getattr(kept, "is_vacant", False):
        return _t("手順の担当になっている役割・職・人に、いま当たる人がいません。")
    return _t("期間のうちに、見直した記録がありません。")
