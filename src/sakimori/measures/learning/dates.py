"""Dates of courses: the last days of windows, sessions, and the report to the chair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.learning.models import (
    RequiredCourse,
    ResultsReport,
    TrainingSession,
    TrainingYear,
)
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import REPORT_DAYS

LATER = timedelta(days=REPORT_DAYS)


def _reads(_ctx: Context, first: date, last: date) -> Sequence[QuerySet[Any, Any]]:
    days = (first, last)
    required = RequiredCourse.objects.filter(closes_on__range=days, dropped_on__isnull=True)
    years = TrainingYear.objects.filter(ends_on__range=(first - LATER, last - LATER))
    return (
        required.select_related("course", "year"),
        TrainingSession.objects.filter(held_on__range=days).only("title", "held_on", "closed_on"),
        years.only("fiscal_year", "ends_on").annotate(
            is_reported=Exists(ResultsReport.objects.filter(year=OuterRef("pk")))
        ),
    )


def _tells(
    _ctx: Context, _first: date, _last: date,
    required: list[RequiredCourse], sessions: list[TrainingSession], years: list[TrainingYear],
) -> Iterator[DatedThing]:  # fmt: skip
    for item in required:
        title = _t("「%(course)s」を受ける期限") % {"course": title_of(item.course)}
        yield DatedThing(item.closes_on, title, "learning:overview", query=f"year={item.year.fiscal_year}")
    for session in sessions:
        done = session.closed_on is not None
        title = _t("研修会 %(title)s") % {"title": session.title}
        yield DatedThing(session.held_on, title, "learning:overview", is_done=done)
    for year in years:
        title, query = _t("研修の結果を議長に報告する期限"), f"year={year.fiscal_year}"
        done = year.is_reported  # type: ignore[attr-defined]
        yield DatedThing(year.ends_on + LATER, title, "learning:overview", query=query, is_done=done)


DATES = DateSource("learning", _("研修"), Permission.LEARNING_READ, _reads, _tells)
