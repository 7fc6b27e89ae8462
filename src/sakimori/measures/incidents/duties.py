"""Duty of cases: every limit and step is kept, or has its reason why not, on the day on which it falls due (6(7))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case as When_
from django.db.models import DateField, F, Q, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.measures.incidents.models import Clock, Task


@duty("operation.incidents-handled")
def incidents_are_handled(on: date) -> Duty:
    """Limits and steps of real cases, near misses included. Exercises are no duty. No incident is no breach."""
    return Duty([_limits(on), _steps(on)], must_exist=False)


def _limits(on: date) -> Subjects:
    rows = Clock.objects.filter(case__is_exercise=False, case__opened_on__lte=on).select_related("case")
    return Subjects(
        rows=rows,
        breached=Q(due_on__lt=on) & _open_on(on),
        due=_due_while_open(on),
        reason=lambda clock: _t("期限を過ぎています: %(title)s") % {"title": _title(clock)},
        remedy=Remedy("incidents:case", _("事案を開く"), lambda clock: {"incident_id": clock.case_id}),
        label=lambda clock: clock.case.neutral_title,
    )


def _steps(on: date) -> Subjects:
    rows = Task.objects.filter(case__is_exercise=False, case__opened_on__lte=on, due_on__isnull=False)
    return Subjects(
        rows=rows.select_related("case"),
        breached=Q(due_on__lt=on) & _open_on(on),
        due=_due_while_open(on),
        reason=lambda task: _t("手順の期限を過ぎています: %(title)s") % {"title": _title(task)},
        remedy=Remedy("incidents:case", _("事案を開く"), lambda task: {"incident_id": task.case_id}),
        label=lambda task: task.case.neutral_title,
    )


def _open_on(on: date) -> Q:
    """Neither done nor given up by the day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=on)


def _due_while_open(on: date) -> Any:
    return When_(When(_open_on(on), then=F("due_on")), output_field=DateField())


def _title(row: Clock | Task) -> str:
    """What is late; of a restricted case only that something is."""
    if row.case.is_restricted:
        return _t("内容は、見てよい人だけに表示します")
    return str(row)
