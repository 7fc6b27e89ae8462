"""Rounds of stock-taking: opened with what they expect, closed with what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import open_campaign, withdraw_asks
from sakimori.foundation.asks.models import Ask, Campaign
from sakimori.foundation.people.models import Person, Unit
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking import queries
from sakimori.registers.stocktaking.actions.sightings import see
from sakimori.registers.stocktaking.models import FollowUp, StockTake, StockTakeItem
from sakimori.registers.stocktaking.types import STILL_HAVE, FollowUpKind, Result

MANAGE = Permission.ASSET_MANAGE
FOLLOW_UP_DAYS = 14
"""Own target for looking into a difference."""


@action("stocktaking.open", permission=MANAGE, sentence=_("棚卸しを始めました"))
def open_take(
    ctx: Context,
    *,
    title: str,
    due_on: date,
    kinds: Sequence[str] = (),
    units: Sequence[Unit] = (),
    places: Sequence[Place] = (),
    note: str = "",
) -> StockTake:
    """Fix what is expected: everything countable, or only these kinds, units, places."""
    if due_on < ctx.today:
        raise ValidationError({"due_on": _t("期限は今日以後の日にしてください。")})
    rows = queries.countable(ctx.today)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if units:
        rows = rows.filter(unit__in=units)
    if places:
        rows = rows.filter(place__in=places)
    found = list(rows.order_by("number"))
    if not found:
        raise ValidationError(_t("対象になる資産がありません。範囲を広げるか、先に台帳へ登録してください。"))
    scope = {"kinds": list(kinds), "units": [str(unit.pk) for unit in units], "places": [str(row.pk) for row in places]}
    take = StockTake(title=title.strip(), opened_on=ctx.today, due_on=due_on, scope=scope, note=note.strip())
    take.full_clean()
    take.save()
    _expect(take, found)
    return take


def _expect(take: StockTake, assets: Sequence[Asset]) -> None:
    holders = queries.holders_of([asset.pk for asset in assets])
    StockTakeItem.objects.bulk_create(
        [
            StockTakeItem(
                stock_take=take,
                asset=asset,
                unit_id=asset.unit_id,
                place_id=None if asset.pk in holders else asset.place_id,
                holder_id=holders.get(asset.pk),
            )
            for asset in assets
        ]
    )


@action("stocktaking.ask-holders", permission=MANAGE, sentence=_("借りている人に、手元にあるかを尋ねました"))
def ask_holders(ctx: Context, *, take: StockTake, due_on: date, message: str = "") -> Campaign:
    """ "Do you still have it?": one ask to everyone who holds something that this round expects and nobody saw yet."""
    _must_be_open(take)
    holders = list(queries.loans_by_person(take))
    if not holders:
        raise ValidationError(_t("尋ねる相手がいません。貸出し中の資産は、すべて確認済みです。"))
    people = list(Person.objects.filter(pk__in=holders))
    return open_campaign(
        ctx, kind=STILL_HAVE, title=take.title, subject=take, people=people, due_on=due_on, message=message
    )


@action("stocktaking.close", permission=MANAGE, sentence=_("棚卸しを終えました"))
def close_take(ctx: Context, *, take: StockTake) -> list[FollowUp]:
    """What was not found becomes a task; asks that wait are taken back. Gives the new tasks."""
    _must_be_open(take)
    take.closed_on = ctx.today
    take.save()
    waiting = Ask.objects.open().filter(kind=STILL_HAVE, subject_id=take.pk)
    withdraw_asks(ctx, asks=list(waiting), note=_t("棚卸しが終わりました。"))
    left = take.items.filter(result__in=["", Result.MISSING]).select_related("asset")
    made = [_missing(ctx, item) for item in left]
    return [row for row in made if row is not None]


def _missing(ctx: Context, item: StockTakeItem) -> FollowUp | None:
    text = _t("棚卸しで見つかりませんでした。") if item.result else _t("棚卸しで確認されませんでした。")
    return open_follow_up(ctx, kind=FollowUpKind.MISSING, text=text, asset=item.asset, stock_take=item.stock_take)


@action("stocktaking.follow-up", permission=MANAGE, sentence=_("調べることを登録しました"))
def open_follow_up(
    ctx: Context,
    *,
    kind: FollowUpKind | str,
    text: str,
    asset: Asset | None = None,
    stock_take: StockTake | None = None,
    person: Person | None = None,
    due_on: date | None = None,
) -> FollowUp | None:
    """A task to look into something; None when the same is open already."""
    if asset is not None and FollowUp.objects.filter(asset=asset, kind=kind, closed_on__isnull=True).exists():
        return None
    made = FollowUp(
        kind=kind,
        text=text,
        asset=asset,
        stock_take=stock_take,
        person=person,
        opened_on=ctx.today,
        due_on=due_on or ctx.today + timedelta(days=FOLLOW_UP_DAYS),
    )
    made.full_clean()
    made.save()
    return made


@action("stocktaking.assign", permission=MANAGE, sentence=_("調べる人と期限を決めました"))
def assign(ctx: Context, *, follow_up: FollowUp, person: Person | None, due_on: date) -> FollowUp:
    """Who looks into it by when."""
    follow_up.person, follow_up.due_on = person, due_on
    follow_up.full_clean()
    follow_up.save()
    return follow_up


@action("stocktaking.settle", permission=MANAGE, sentence=_("調べたことの結果を記録しました"))
def settle(ctx: Context, *, follow_up: FollowUp, outcome: str) -> FollowUp:
    """What came of it."""
    if follow_up.closed_on is not None:
        raise ValidationError(_t("すでに完了しています。"))
    if not outcome.strip():
        raise ValidationError({"outcome": _t("調べた結果を入力してください。")})
    follow_up.closed_on, follow_up.outcome = ctx.today, outcome.strip()
    follow_up.save()
    return follow_up


def apply_still_have(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The answer of a holder: for every loan whether it is there, perhaps with a photo."""
    from_answer = {UUID(key.removeprefix("have-")): value for key, value in answer.items() if key.startswith("have-")}
    take = StockTake.objects.get(pk=ask.subject_id)
    loans = {loan.pk: loan for loan in queries.loans_by_person(take).get(ask.person_id, [])}
    for key, value in from_answer.items():
        loan = loans.get(key)
        if loan is None:
            continue
        see(
            ctx,
            asset=loan.asset,
            result=Result.FOUND if value == "yes" else Result.MISSING,
            photo_id=answer.get(f"photo-{key}") or None,
            note=answer.get(f"note-{key}") or "",
            person=ask.person,
        )


def _must_be_open(take: StockTake) -> None:
    if take.closed_on is not None:
        raise ValidationError(_t("この棚卸しは、すでに終わっています。"))
