"""Critical functions and their cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person, Post
from sakimori.measures.continuity.content import Starter, starters
from sakimori.measures.continuity.models import (
    CardAsset,
    CardPost,
    CardReview,
    CardService,
    ContinuityCard,
    CriticalFunction,
)
from sakimori.measures.continuity.types import ReviewOutcome
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Service

MANAGE = Permission.PLAN_MANAGE
CARD_FIELDS = (
    "summary", "session_hours", "recess_hours", "minimum_staff", "disaster", "staff", "power", "supplier", "decider",
    "notice",
)  # fmt: skip


@action("continuity.starters", permission=MANAGE, sentence=_("用意された重要な機能を加えました"))
def add_starters(ctx: Context, *, keys: Sequence[str]) -> list[CriticalFunction]:
    """Shipped functions with their cards to start from; those already there are left alone."""
    known = set(CriticalFunction.objects.filter(to_date__isnull=True).values_list("key", flat=True))
    made = []
    for place, starter in enumerate(starters()):
        if starter.key in keys and starter.key not in known:
            function = CriticalFunction(key=starter.key, name=starter.name, place=place, from_date=ctx.today)
            function.full_clean()
            function.save()
            _write(ctx, function, values=_values_of(starter), needs=Needs(), change="")
            made.append(function)
    return made


def _values_of(starter: Starter) -> dict[str, Any]:
    return {
        "summary": starter.summary, "session_hours": starter.session_hours, "recess_hours": starter.recess_hours,
        "minimum_staff": starter.minimum_staff, "disaster": starter.disaster, "staff": starter.staff,
        "power": starter.power, "supplier": starter.supplier, "notice": starter.notice,
    }  # fmt: skip


@action("continuity.card", permission=MANAGE, sentence=_("業務継続カードの版を登録しました"))
def save_card(
    ctx: Context, *, name: str, values: dict[str, Any], function: CriticalFunction | None = None,
    posts: Sequence[Post] = (), stand_ins: Sequence[Post] = (), assets: Sequence[Asset] = (),
    services: Sequence[Service] = (), change: str = "",
) -> ContinuityCard:  # fmt: skip
    """A function's card, or its next version. Raises ValidationError."""
    unknown = set(values) - set(CARD_FIELDS)
    if unknown:
        raise ValueError(f"a card has no {sorted(unknown)}")
    row = function or CriticalFunction(from_date=ctx.today, place=CriticalFunction.objects.count())
    row.name = name.strip()
    row.full_clean()
    row.save()
    needs = Needs(posts, stand_ins, assets, services)
    return _write(ctx, row, values=values, needs=needs, change=change)


@dataclass(frozen=True, slots=True)
class Needs:
    """Without what the function does not run."""

    posts: Sequence[Post] = ()
    stand_ins: Sequence[Post] = ()
    assets: Sequence[Asset] = ()
    services: Sequence[Service] = ()


def _write(
    ctx: Context, function: CriticalFunction, *, values: dict[str, Any], needs: Needs, change: str
) -> ContinuityCard:
    if {post.pk for post in needs.posts} & {post.pk for post in needs.stand_ins}:
        raise ValidationError({"stand_ins": _t("必要な職を、代わりの職にも選ぶことはできません。")})
    card = _version(ctx, function)
    for name, value in values.items():
        setattr(card, name, value.strip() if isinstance(value, str) else value)
    card.change = change.strip()
    card.full_clean()
    card.save()
    for links in (card.posts, card.assets, card.services):
        links.all().delete()
    CardPost.objects.bulk_create(
        [
            *(CardPost(card=card, post=post) for post in needs.posts),
            *(CardPost(card=card, post=post, stands_in=True) for post in needs.stand_ins),
        ]
    )
    CardAsset.objects.bulk_create(CardAsset(card=card, asset=asset) for asset in needs.assets)
    CardService.objects.bulk_create(CardService(card=card, service=service) for service in needs.services)
    return card


def _version(ctx: Context, function: CriticalFunction) -> ContinuityCard:
    """The version of today: a second change on a day is the same version."""
    last = ContinuityCard.objects.filter(function=function, to_date__isnull=True).first()
    if last is None:
        return ContinuityCard(function=function, number=1, from_date=ctx.today)
    if last.from_date >= ctx.today:
        return last
    last.to_date = ctx.today - timedelta(days=1)
    last.save()
    return ContinuityCard(function=function, number=last.number + 1, from_date=ctx.today)


@action("continuity.review", permission=MANAGE, sentence=_("業務継続カードを見直しました"))
def review_card(
    ctx: Context, *, function: CriticalFunction, reviewed_on: date, outcome: ReviewOutcome | str, note: str = ""
) -> CardReview:
    """Somebody looked whether the card still holds. Raises ValidationError."""
    if reviewed_on > ctx.today:
        raise ValidationError({"reviewed_on": _t("見直した日に先の日付は入力できません。")})
    person = Person.objects.filter(pk=ctx.actor.person_id).first() if ctx.actor.person_id else None
    row = CardReview(
        function=function, reviewed_on=reviewed_on, person=person, outcome=ReviewOutcome(outcome), note=note.strip()
    )
    row.full_clean()
    row.save()
    return row


@action("continuity.end", permission=MANAGE, sentence=_("重要な機能から外しました"))
def end_function(ctx: Context, *, function: CriticalFunction) -> CriticalFunction:
    """From tomorrow on it is no critical function; its cards stay for past days."""
    function.to_date = ctx.today
    function.full_clean()
    function.save()
    ContinuityCard.objects.filter(function=function, to_date__isnull=True).update(to_date=ctx.today)
    return function
