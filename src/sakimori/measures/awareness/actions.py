"""Writes of awareness: the plan of posters, displays, the rules for IDs, asking for the promise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import ask_people as open_asks
from sakimori.foundation.asks.actions import take_back
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.asks.signing import signed_on
from sakimori.foundation.people.models import Person
from sakimori.measures.awareness import queries
from sakimori.measures.awareness.models import IdPromise, IdRules, PosterDisplay, PosterPlan
from sakimori.measures.awareness.shipped import MONTHS, poster
from sakimori.measures.awareness.types import ACKNOWLEDGE
from sakimori.registers.premises.models import Place

MANAGE = Permission.LEARNING_MANAGE


@action("awareness.plan-month", permission=MANAGE, sentence=_("月のポスターを決めました"))
def plan_month(ctx: Context, *, year: int, month: int, poster_key: str, sentence: str = "") -> PosterPlan:
    """Another poster, or own words, for a month. Whichever month had that poster takes this month's in exchange."""
    if poster(poster_key) is None:
        raise ValidationError({"poster_key": _t("用意されたポスターから選んでください。")})
    months = {row.month: row for row in queries.months_of(year)}
    before = months[month].poster.key
    other = next((m for m in MONTHS if months[m].poster.key == poster_key and m != month), None)
    if other is not None:
        # Its own words were written for the poster that leaves, so they do not stay.
        _plan(year, other, before, "")
    return _plan(year, month, poster_key, sentence.strip())


def _plan(year: int, month: int, poster_key: str, sentence: str) -> PosterPlan:
    row = PosterPlan.objects.filter(fiscal_year=year, month=month).first() or PosterPlan(fiscal_year=year, month=month)
    row.poster_key, row.sentence = poster_key, sentence
    row.full_clean()
    row.save()
    return row


@action("awareness.display", permission=MANAGE, sentence=_("ポスターの掲示を記録しました"))
def record_display(
    ctx: Context,
    *,
    year: int,
    month: int,
    from_date: date,
    places: Sequence[Place] = (),
    where: str = "",
    to_date: date | None = None,
    put_up_by: Person | None = None,
) -> list[PosterDisplay]:
    """The month's poster was put up in these places, or sent or posted; a row for each. Raises ValidationError."""
    if not places and not where.strip():
        raise ValidationError({"places": _t("掲示した場所を選ぶか、送った先・投稿した所を入力してください。")})
    if from_date > ctx.today:
        raise ValidationError({"from_date": _t("掲示した日に先の日付は入力できません。")})
    if to_date is not None and to_date < from_date:
        raise ValidationError({"to_date": _t("外した日は、掲示した日以後の日にしてください。")})
    found = queries.month_of(year, month)
    made = []
    for place in [*places, *([None] if where.strip() else [])]:
        row = PosterDisplay(
            fiscal_year=year,
            month=month,
            poster_key=found.poster.key,
            sentence=found.sentence,
            place=place,
            where="" if place else where.strip(),
            from_date=from_date,
            to_date=to_date,
            put_up_by=put_up_by,
        )
        row.full_clean()
        row.save()
        made.append(row)
    return made


@action("awareness.take-down", permission=MANAGE, sentence=_("ポスターを外しました"))
def take_down(ctx: Context, *, display: PosterDisplay, to_date: date) -> PosterDisplay:
    """The day on which it came down. Raises ValidationError."""
    if display.to_date is not None:
        raise ValidationError(_t("このポスターは、すでに外されています。"))
    if to_date < display.from_date or to_date > ctx.today:
        raise ValidationError({"to_date": _t("掲示した日から今日までの日を入力してください。")})
    display.to_date = to_date
    display.save()
    return display


@action("awareness.adopt-rules", permission=MANAGE, sentence=_("ID・パスワードの約束を定めました"))
def adopt_rules(ctx: Context, *, text: str, decided_on: date, effective_on: date, decision: str) -> IdRules:
    """A new version of the rules. Asks about versions that are replaced today are withdrawn. Raises ValidationError."""
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("決めた日に先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("使い始める日は、決めた日以後の日にしてください。")})
    words = text.replace("\r\n", "\n").strip()
    digest = hashlib.sha256(words.encode()).hexdigest()
    last = queries.versions()[:1]
    if last and last[0].text_sha256 == digest:
        raise ValidationError({"text": _t("いまの約束と同じ文です。")})
    if last and effective_on < last[0].effective_on:
        raise ValidationError({"effective_on": _t("前の版の使い始める日以後の日にしてください。")})
    rules = IdRules(
        number=last[0].number + 1 if last else 1,
        text=words,
        decided_on=decided_on,
        effective_on=effective_on,
        decision=decision.strip(),
        text_sha256=digest,
    )
    rules.full_clean()
    rules.save()
    if effective_on <= ctx.today:
        _withdraw_older(rules)
    return rules


def _withdraw_older(rules: IdRules) -> None:
    older = Ask.objects.open().filter(kind=ACKNOWLEDGE).exclude(subject_id=rules.pk)
    take_back(older, _t("新しい約束についてお願いするため"))


@action("awareness.ask-everyone", permission=Permission.ASK_MANAGE, sentence=_("ID・パスワードの約束をお願いしました"))
def ask_everyone(ctx: Context, *, rules: IdRules, due_on: date, message: str = "") -> Campaign:
    """Ask everyone in office who has not agreed in the present term."""
    return _ask(ctx, rules, queries.without_promise(rules, ctx.today), due_on, message)


def _ask(ctx: Context, rules: IdRules, people: Iterable[Person], due_on: date, message: str) -> Campaign:
    current = queries.in_force(ctx.today)
    if current is None or current.pk != rules.pk:
        raise ValidationError(_t("いま使っている約束についてだけ、お願いできます。"))
    wanted = list(people)
    if not wanted:
        raise ValidationError(_t("お願いする人がいません。在職している全員から約束をいただいています。"))
    _withdraw_older(rules)
    return open_asks(
        ctx,
        kind=ACKNOWLEDGE,
        title=_t("ID・パスワードの約束（第%(number)s版）") % {"number": rules.number},
        subject=rules,
        people=wanted,
        due_on=due_on,
        message=message,
    )


def apply_promise(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> IdPromise:
    """What an answered ask means: called inside the answering action (`AskKind.apply`)."""
    rules = IdRules.objects.get(pk=ask.subject_id)
    day = signed_on(answer, ctx.today)
    promise = IdPromise(
        rules=rules,
        person_id=ask.person_id,
        on=day,
        at=ctx.at,
        channel=ask.channel or Channel.WEB,
        statement=str(answer.get("statement") or ""),
        text_sha256=rules.text_sha256,
        ask=ask,
        scan=ask.scan,
    )
    promise.full_clean()
    promise.save()
    return promise
