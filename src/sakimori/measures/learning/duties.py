"""Duties of learning: everybody has learned what the year requires; the year's results were reported to the chair (6(5))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year_label
from sakimori.foundation.duties.spec import Duty, Remedy, Subjects, duty
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.measures.learning.models import ResultsReport, TrainingYear
from sakimori.measures.learning.population import members, staff, with_what_is_left
from sakimori.measures.learning.types import REPORT_DAYS, Audience


@duty("human.trained")
def everybody_is_trained(on: date) -> Duty:
    """Everybody of whom the plan of the fiscal year requires something. Without a plan nothing was begun."""
    return Duty(
        [
            _trained(with_what_is_left(members(on), on, Audience.MEMBERS), on),
            _trained(with_what_is_left(staff(on), on, Audience.STAFF), on),
        ]
    )


def _trained(rows: QuerySet[Any], on: date) -> Subjects:
    return Subjects(
        rows=rows,
        breached=Q(learn_by__lt=on),
        due="learn_by",
        reason=lambda row: _t("必修の研修が、期限までに済んでいません。"),
        remedy=Remedy("learning:person", _("研修をお願いする"), lambda row: {"person_id": row.person_id}),
        label=lambda row: row.person.shown_name,
    )


@duty("human.results-reported")
def results_are_reported(on: date) -> Duty:
    """Every year with a plan; the running one is due after its end."""
    reported = ResultsReport.objects.filter(year=OuterRef("pk"), reported_on__lte=on)
    rows = TrainingYear.objects.filter(decided_on__lte=on, starts_on__lte=on).annotate(
        is_reported=Exists(reported),
        report_by=days_after("ends_on", adopted_days("human.results-reported", on, REPORT_DAYS)),
    )
    return Duty(
        [
            Subjects(
                rows=rows,
                breached=Q(is_reported=False, report_by__lt=on),
                due=Case(When(is_reported=False, then="report_by"), output_field=DateField()),
                reason=lambda year: _t("研修の結果を、まだ議長に報告していません。"),
                remedy=Remedy("learning:report", _("結果を報告する"), lambda year: {"year": year.fiscal_year}),
                label=lambda year: fiscal_year_label(year.fiscal_year),
            )
        ]
    )
