"""Dates of courses: the last days of windows, sessions, and the report to the chair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.dates import DatedThing, DateSource
from sakimori.measures.learning.models import RequiredCourse, TrainingSession, TrainingYear
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import REPORT_DAYS


def _between(ctx: Context, first: date, last: date) -> Iterator[DatedThing]:
    required = RequiredCourse.objects.filter(closes_on__range=(first, last), dropped_on__isnull=True)
    for item in required.select_related("course", "year").order_by("closes_on", "id"):
        title = _t("「%(course)s」を受ける期限") % {"course": title_of(item.course)}
        yield DatedThing(item.closes_on, title, "learning:overview", query=f"year={item.year.fiscal_year}")
    for session in TrainingSession.objects.filter(held_on__range=(first, last)).order_by("held_on", "id"):
        done = session.closed_on is not None
        title = _t("研修会 %(title)s") % {"title": session.title}
        yield DatedThing(session.held_on, title, "learning:overview", is_done=done)
    days = timedelta(days=REPORT_DAYS)
    years = TrainingYear.objects.filter(ends_on__range=(first - days, last - days)).prefetch_related("reports")
    for year in years.order_by("fiscal_year"):
        title, done = _t("研修の結果を議長に報告する期限"), bool(year.reports.all())
        query = f"year={year.fiscal_year}"
        yield DatedThing(year.ends_on + days, title, "learning:overview", query=query, is_done=done)


DATES = DateSource("learning", _("研修"), Permission.LEARNING_READ, _between)
