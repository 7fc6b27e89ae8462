"""Feeds are made and stopped by whoever reads them; periods of the year are kept by the office."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.people.models import Period, Person
from sakimori.foundation.people.types import PeriodKind
from sakimori.front.calendar.models import CalendarFeed, YearPlan
from sakimori.front.calendar.plan import figures_of
from sakimori.front.calendar.queries import Month

FEED_DAYS = 400
"""A feed lasts a little over a year, so that forgotten ones end by themselves."""
MOST_FEEDS = 5


@action("calendar.make-feed", permission=Permission.ACCOUNT_SELF, sentence=_("予定の配信先を作りました"))
def make_feed(ctx: Context, *, name: str) -> str:
    """A fresh address for a calendar program of one's own; gives its token, which is not kept. Raises ValidationError."""
    person = Person.objects.filter(pk=ctx.actor.person_id).first() if ctx.actor.person_id else None
    if person is None:
        raise ValidationError(_t("この議会の名簿に載っている人だけが作れます。"))
    if (
        CalendarFeed.objects.filter(person=person, revoked_at__isnull=True, expires_on__gte=ctx.today).count()
        >= MOST_FEEDS
    ):
        raise ValidationError(_t("使っていない配信先を止めてから、もう一度お試しください（5件まで）。"))
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        person=person,
        name=name.strip(),
        digest=digest_of(token),
        made_on=ctx.today,
        expires_on=ctx.today + timedelta(days=FEED_DAYS),
    )
    feed.full_clean()
    feed.save()
    return token


@action("calendar.stop-feed", permission=Permission.ACCOUNT_SELF, sentence=_("予定の配信先を止めました"))
def stop_feed(ctx: Context, *, feed: CalendarFeed) -> None:
    """The address is useless from now on. Raises PermissionDenied for anyone else's."""
    if feed.person_id != ctx.actor.person_id:
        raise PermissionDenied("calendar.stop-feed")
    feed.revoked_at = ctx.at
    feed.save()


@action("calendar.keep-period", permission=Permission.ORGANIZATION_MANAGE, sentence=_("議会の日程を記録しました"))
def keep_period(
    ctx: Context, *, kind: PeriodKind, name: str, from_date: date, to_date: date, period: Period | None = None
) -> Period:
    """A sitting, the time of budget requests, closing days. Raises ValidationError."""
    kept = period or Period()
    kept.kind, kept.name, kept.from_date, kept.to_date = kind, name.strip(), from_date, to_date
    kept.full_clean()
    kept.save()
    return kept


@action("calendar.drop-period", permission=Permission.ORGANIZATION_MANAGE, sentence=_("議会の日程を消しました"))
def drop_period(ctx: Context, *, period: Period) -> None:
    """It was entered by mistake; the history keeps it."""
    period.delete()


@action("calendar.agree", permission=Permission.ORGANIZATION_MANAGE, sentence=_("年間の計画の合意を記録しました"))
def agree_plan(
    ctx: Context, *, year: int, months: Sequence[Month], agreed_on: date, meeting: str, note: str = ""
) -> YearPlan:
    """The year with its load per month was looked at and agreed. Raises ValidationError."""
    if agreed_on > ctx.today:
        raise ValidationError({"agreed_on": _t("合意した日に先の日付は入力できません。")})
    plan = YearPlan(
        fiscal_year=year,
        agreed_on=agreed_on,
        meeting=meeting.strip(),
        note=note.strip(),
        person_id=ctx.actor.person_id,
        figures=figures_of(months),
    )
    plan.full_clean()
    plan.save()
    return plan
