"""The year's results go to the chair: figures of each group, no names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.measures.learning import queries
from sakimori.measures.learning.models import ResultsReport, TrainingYear


def figures_of(year: TrainingYear, today: date) -> dict[str, Any]:
    """Done and total of each group for each course of a year, as they are kept with the report."""
    items = queries.required_in(year.fiscal_year)
    on = queries.day_of_year(year.fiscal_year, today)
    groups = queries.groups_of(items, queries.standings(items, on), on)
    sessions = queries.sessions_of(year.fiscal_year)
    return {
        "on": on.isoformat(),
        "courses": [item.course.title for item in items],
        "audiences": [str(item.get_audience_display()) for item in items],
        "groups": [
            {"name": group.name, "figures": [[figure.done, figure.total] for figure in group.figures]}
            for group in groups
        ],
        "sessions": [[row.held_on.isoformat(), row.title, row.attended_count] for row in sessions],  # type: ignore[attr-defined]
    }


@action("learning.report", permission=Permission.LEARNING_MANAGE, sentence=_("研修の結果を議長に報告しました"))
def report_results(
    ctx: Context, *, year: TrainingYear, reported_on: date, reported_to: str, note: str = ""
) -> ResultsReport:
    """The figures as they are today are kept with the report. Raises ValidationError."""
    if reported_on > ctx.today:
        raise ValidationError({"reported_on": _t("報告日に先の日付は入力できません。")})
    if reported_on < year.starts_on:
        raise ValidationError({"reported_on": _t("年度が始まる前の日です。")})
    report = ResultsReport(
        year=year,
        reported_on=reported_on,
        reported_to=reported_to.strip(),
        note=note.strip(),
        figures=figures_of(year, ctx.today),
    )
    report.full_clean()
    report.save()
    return report
