"""Duties of corrective actions."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, F, Q, Value, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import State
from sakimori.foundation.papers.days import day_text


@duty("audit.actions-closed")
def actions_closed(on: date) -> Duty:
    """Corrective actions found by the day that are not dropped; breached past the date unless done by then."""
    undone = Q(done_on__isnull=True) | Q(done_on__gt=on)
    open_ = ~Q(verified_on__isnull=False, verified_on__lte=on)
    return Duty(
        [
            Subjects(
                rows=Improvement.objects.filter(found_on__lte=on).exclude(state=State.DROPPED),
                breached=undone & Q(due_on__lt=on),
                due=Case(When(undone & open_, then=F("due_on")), default=Value(None), output_field=DateField()),
                reason=lambda row: _t("期限（%(day)s）を過ぎています。") % {"day": day_text(row.due_on)},
                remedy=Remedy("audits:improvement", _("改善措置を見る"), lambda row: {"improvement_id": row.pk}),
            )
        ],
        must_exist=False,
    )
