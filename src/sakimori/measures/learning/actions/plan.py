"""The plan of a fiscal year and the asks that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people, take_back
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.people.models import Person
from sakimori.measures.learning import content, queries
from sakimori.measures.learning.models import LearningCourse, RequiredCourse, TrainingYear
from sakimori.measures.learning.rules import counts_from, new_code, new_since
from sakimori.measures.learning.types import CARRY_MONTH, COURSE_ASK, NEWCOMER_DAYS, Audience, Rhythm, Source

MANAGE = Permission.LEARNING_MANAGE
SHORTEST_ASK = 7
"""Who is asked late has at least so many days."""


@action("learning.plan", permission=MANAGE, sentence=_("年度の研修計画を決めました"))
def plan_year(
    ctx: Context,
    *,
    fiscal: int,
    decided_on: date,
    decided_by: str,
    newcomer_days: int = NEWCOMER_DAYS,
    carry_month: int | None = CARRY_MONTH,
) -> TrainingYear:
    """Decide the plan, or change its rules; what follows from them is worked out anew. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    year = queries.year_of(fiscal) or TrainingYear(fiscal_year=fiscal)
    year.starts_on, year.ends_on = fiscal_year_start(fiscal), fiscal_year_end(fiscal)
    year.decided_on, year.decided_by = decided_on, decided_by.strip()
    year.newcomer_days, year.carry_month = newcomer_days, carry_month
    year.full_clean()
    year.save()
    for item in year.courses.filter(dropped_on__isnull=True):
        _work_out(item, year)
        item.save()
    return year


@action("learning.adopt", permission=MANAGE, sentence=_("研修を計画に入れられるようにしました"))
def adopt_course(
    ctx: Context, *, source: Source | str, key: str = "", title: str = "", organiser: str = ""
) -> LearningCourse:
    """A shipped course by its key, or one held elsewhere by its name. What is known already is given back."""
    source = Source(source)
    if source == Source.SHIPPED:
        shipped = content.course(key, "ja")
        if shipped is None:
            raise ValidationError({"key": _t("この研修は見つかりません。")})
        title = shipped.title
        known = LearningCourse.objects.filter(source=source, key=key).first()
    else:
        known = LearningCourse.objects.filter(source=source, title=title.strip()).first()
        key = key or f"{slugify(title)[:20]}-{new_code()[:8]}".strip("-").lower().replace("_", "-")
    if known is not None:
        return known
    course = LearningCourse(source=source, key=key, title=title.strip(), organiser=organiser.strip())
    course.full_clean()
    course.save()
    return course


@action("learning.require", permission=MANAGE, sentence=_("必修の研修を決めました"))
def require_course(
    ctx: Context,
    *,
    year: TrainingYear,
    course: LearningCourse,
    audience: Audience | str,
    opens_on: date,
    closes_on: date,
    rhythm: Rhythm | str = Rhythm.YEAR,
) -> RequiredCourse:
    """A course is required of an audience within a window of the year. Raises ValidationError."""
    item = RequiredCourse(year=year, course=course)
    return _describe(item, audience, opens_on, closes_on, rhythm)


@action("learning.change-required", permission=MANAGE, sentence=_("必修の研修を直しました"))
def change_required(
    ctx: Context,
    *,
    item: RequiredCourse,
    audience: Audience | str,
    opens_on: date,
    closes_on: date,
    rhythm: Rhythm | str,
) -> RequiredCourse:
    """Another window, audience or rhythm; open asks keep their day."""
    return _describe(item, audience, opens_on, closes_on, rhythm)


def _describe(
    item: RequiredCourse, audience: Audience | str, opens_on: date, closes_on: date, rhythm: Rhythm | str
) -> RequiredCourse:
    year = item.year
    for name, day in (("opens_on", opens_on), ("closes_on", closes_on)):
        if not year.starts_on <= day <= year.ends_on:
            raise ValidationError({name: _t("この年度の中の日にしてください。")})
    if closes_on < opens_on:
        raise ValidationError({"closes_on": _t("終わりの日は、始まりの日以後にしてください。")})
    item.audience, item.rhythm = Audience(audience), Rhythm(rhythm)
    item.opens_on, item.closes_on = opens_on, closes_on
    _work_out(item, year)
    item.full_clean()
    item.save()
    return item


def _work_out(item: RequiredCourse, year: TrainingYear) -> None:
    start = queries.term_start(item.closes_on) if item.rhythm == Rhythm.TERM else None
    item.counts_from = counts_from(year.fiscal_year, year.carry_month, start)
    item.new_since = new_since(year.fiscal_year, year.newcomer_days)
    item.newcomer_days = year.newcomer_days


@action("learning.drop", permission=MANAGE, sentence=_("必修の研修を取りやめました"))
def drop_required(ctx: Context, *, item: RequiredCourse, because: str) -> RequiredCourse:
    """It is no longer required; nobody is asked for it any more."""
    if not because.strip():
        raise ValidationError({"because": _t("取りやめる理由を入力してください。")})
    item.dropped_on, item.dropped_because = ctx.today, because.strip()
    item.save()
    take_back(Ask.objects.open().filter(kind=COURSE_ASK, subject_id=item.pk), _t("必修の研修を取りやめたため"))
    return item


@action("learning.ask", permission=Permission.ASK_MANAGE, sentence=_("研修をお願いしました"))
def ask_for_course(
    ctx: Context, *, item: RequiredCourse, people: Sequence[Person] | None = None, message: str = ""
) -> list[Campaign]:
    """Ask everybody (or those named) who has not finished and is not asked yet, each by their own day."""
    wanted = None if people is None else [person.pk for person in people]
    return open_asks(ctx, [item], wanted, message)


def open_asks(
    ctx: Context, items: Iterable[RequiredCourse], people: Sequence[UUID] | None = None, message: str = ""
) -> list[Campaign]:
    """The same for several courses as part of another action. Asks that fall due on the same day go out together."""
    found = [
        one
        for one in queries.standings(list(items), ctx.today, people)
        if one.done is None and one.ask is None and one.item.opens_on <= ctx.today
    ]
    soonest = ctx.today + timedelta(days=SHORTEST_ASK)
    by_day: dict[tuple[UUID, date], list[queries.Standing]] = {}
    for one in found:
        by_day.setdefault((one.item.pk, max(one.due, soonest)), []).append(one)
    return [
        ask_people(
            ctx,
            kind=COURSE_ASK,
            title=rows[0].item.course.title,
            subject=rows[0].item,
            people=[row.person for row in rows],
            due_on=day,
            message=message,
        )
        for (_item, day), rows in by_day.items()
    ]


@action("learning.ask-newcomers", permission=Permission.ASK_MANAGE, sentence=_("新任の人に研修をお願いしました"))
def ask_newcomers(ctx: Context) -> int:
    """Whoever took office since the plan's day is asked for what is required now. Doing it again asks nobody twice."""
    items = [item for item in queries.required_in(fiscal_year(ctx.today)) if item.opens_on <= ctx.today]
    if not items:
        return 0
    fresh = [row.person.pk for row in queries.everybody(ctx.today) if row.first_day >= items[0].new_since]
    return sum(campaign.asks.count() for campaign in open_asks(ctx, items, fresh)) if fresh else 0
