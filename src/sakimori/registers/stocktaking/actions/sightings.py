"""Somebody saw an asset, looked for it in vain, counted media, or found something outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.actions import change_asset, change_state
from sakimori.registers.assets.marks import find_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetState
from sakimori.registers.lending.actions import found_again
from sakimori.registers.lending.models import LossReport
from sakimori.registers.lending.types import GONE, Condition
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking import queries
from sakimori.registers.stocktaking.models import (
    FinderNote,
    FollowUp,
    MediaCount,
    Sighting,
    StockTake,
    StockTakeItem,
    UnknownCode,
)
from sakimori.registers.stocktaking.types import FollowUpKind, Result

MANAGE = Permission.ASSET_MANAGE
NOTE_DAYS = 3
"""Own target for calling back whoever found something."""


@dataclass(frozen=True, slots=True)
class Room:
    """What came of scanning a whole room."""

    found: tuple[Asset, ...]
    elsewhere: tuple[Asset, ...]
    again: tuple[Asset, ...]
    unknown: tuple[str, ...]


@action("stocktaking.see", permission=Permission.ASK_ANSWER, sentence=_("資産を確認しました"))
def see(
    ctx: Context,
    *,
    asset: Asset,
    result: Result | str = Result.FOUND,
    place: Place | None = None,
    condition: Condition | str = "",
    photo_id: UUID | str | None = None,
    note: str = "",
    person: Person | None = None,
    once: UUID | None = None,
    seen_at: datetime | None = None,
) -> Sighting:
    """Keep that an asset was seen (or not); whoever is not staff speaks only of what is lent to them.

    The open round that expects it is told; what differs becomes a task.
    """
    if not allowed(ctx, MANAGE) and not queries.is_lent_to(asset, ctx.actor.person_id):
        raise PermissionDenied("stocktaking.see")
    item = queries.open_take_of(asset)
    # The round remembers where a thing was expected; the register may have been corrected since.
    expected = {item.place_id if item else asset.place_id, asset.place_id}
    if result == Result.FOUND and place is not None and None not in expected and place.pk not in expected:
        result = Result.ELSEWHERE
    sighting = Sighting(
        asset=asset,
        stock_take=item.stock_take if item else None,
        result=result,
        seen_on=seen_at.astimezone(TOKYO).date() if seen_at else ctx.today,
        seen_at=seen_at or ctx.at,
        once=once,
        place=place,
        condition=condition,
        person_id=person.pk if person else ctx.actor.person_id,
        channel=ctx.channel,
        photo=StoredFile.objects.get(pk=photo_id) if photo_id else None,
        note=note.strip(),
    )
    sighting.full_clean()
    sighting.save()
    if item is not None and item.result != result:
        item.result = result
        item.save()
    _follow(ctx, sighting, item)
    return sighting


def _follow(ctx: Context, sighting: Sighting, item: StockTakeItem | None) -> None:
    asset = sighting.asset
    if sighting.result != Result.MISSING:
        for task in FollowUp.objects.filter(asset=asset, kind=FollowUpKind.MISSING, closed_on__isnull=True):
            task.closed_on, task.outcome = ctx.today, _t("見つかりました。")
            task.save()
    if sighting.result == Result.FOUND and sighting.place_id is not None:
        for task in FollowUp.objects.filter(asset=asset, kind=FollowUpKind.ELSEWHERE, closed_on__isnull=True):
            task.closed_on, task.outcome = ctx.today, _t("元の場所に戻りました。")
            task.save()
    texts = {
        FollowUpKind.MISSING: _t("手元にない、または見つからないとの回答です。"),
        FollowUpKind.CONDITION: sighting.note or _t("故障・破損と確認されました。"),
        FollowUpKind.ELSEWHERE: _t("%(place)sで見つかりました。台帳の置き場所を直すか、元に戻してください。")
        % {"place": sighting.place or ""},
    }
    wanted = []
    if sighting.result == Result.MISSING:
        wanted.append(FollowUpKind.MISSING)
    if sighting.result == Result.ELSEWHERE:
        wanted.append(FollowUpKind.ELSEWHERE)
    if sighting.condition == Condition.BROKEN:
        wanted.append(FollowUpKind.CONDITION)
    for kind in wanted:
        if FollowUp.objects.filter(asset=asset, kind=kind, closed_on__isnull=True).exists():
            continue
        task = FollowUp(
            kind=kind,
            text=texts[kind],
            asset=asset,
            stock_take=item.stock_take if item else None,
            opened_on=ctx.today,
            due_on=ctx.today + timedelta(days=14),
        )
        task.full_clean()
        task.save()


@action("stocktaking.move-here", permission=MANAGE, sentence=_("置き場所を、見つかった場所に直しました"))
def move_here(ctx: Context, *, follow_up: FollowUp, place: Place) -> FollowUp:
    """The register follows the facts: the asset now belongs where it was found."""
    if follow_up.asset is None or follow_up.kind != FollowUpKind.ELSEWHERE:
        raise ValidationError(_t("置き場所の違いではありません。"))
    change_asset(ctx, asset=follow_up.asset, place=place)
    follow_up.closed_on, follow_up.outcome = ctx.today, _t("台帳の置き場所を%(place)sに直しました。") % {"place": place}
    follow_up.save()
    return follow_up


@action("stocktaking.scan-room", permission=MANAGE, sentence=_("部屋の資産をまとめて確認しました"))
def scan_room(ctx: Context, *, place: Place, marks: Sequence[str], take: StockTake | None = None) -> Room:
    """Everything read in one room, by label, number or serial; what was read twice counts once and is said."""
    given = [mark.strip() for mark in marks if mark.strip()]
    known = find_many(given)
    found: list[Asset] = []
    elsewhere: list[Asset] = []
    again: list[Asset] = []
    unknown: list[str] = []
    told: set[UUID] = set()
    for mark in given:
        asset = known.get(mark)
        if asset is None:
            if mark not in unknown:
                unknown.append(mark)
            continue
        if asset.pk in told:
            again.append(asset)
            continue
        told.add(asset.pk)
        sighting = see(ctx, asset=asset, place=place)
        (elsewhere if sighting.result == Result.ELSEWHERE else found).append(asset)
    if take is not None:
        for code in unknown:
            UnknownCode.objects.get_or_create(stock_take=take, code=code[:120], place=place)
    return Room(tuple(found), tuple(elsewhere), tuple(again), tuple(unknown))


@action("stocktaking.write-note", permission=Permission.ASK_ANSWER, sentence=_("拾った人から連絡がありました"))
def write_note(ctx: Context, *, asset: Asset, message: str, contact: str) -> FinderNote:
    """A finder wrote; the office gets a task."""
    note = FinderNote(asset=asset, written_at=ctx.at, message=message.strip(), contact=contact.strip())
    note.full_clean()
    note.save()
    task = FollowUp.objects.filter(asset=asset, kind=FollowUpKind.FOUND_OUTSIDE, closed_on__isnull=True).exists()
    if not task:
        FollowUp.objects.create(
            kind=FollowUpKind.FOUND_OUTSIDE,
            text=_t("ラベルを読んだ人から連絡がありました。"),
            asset=asset,
            opened_on=ctx.today,
            due_on=ctx.today + timedelta(days=NOTE_DAYS),
        )
    return note


@action("stocktaking.handle-note", permission=MANAGE, sentence=_("拾った人への対応を記録しました"))
def handle_note(ctx: Context, *, note: FinderNote, outcome: str, is_back: bool = False) -> FinderNote:
    """What was done. A thing that is back was seen: reports of its loss and tasks to look for it end."""
    if not outcome.strip():
        raise ValidationError({"outcome": _t("対応の内容を入力してください。")})
    note.handled_on, note.outcome = ctx.today, outcome.strip()
    note.save()
    if is_back:
        _back(ctx, note.asset, outcome.strip())
    for task in FollowUp.objects.filter(asset=note.asset, kind=FollowUpKind.FOUND_OUTSIDE, closed_on__isnull=True):
        task.closed_on, task.outcome = ctx.today, outcome.strip()
        task.save()
    return note


def _back(ctx: Context, asset: Asset, outcome: str) -> None:
    for report in LossReport.objects.filter(asset=asset, kind__in=GONE, closed_on__isnull=True).select_related("asset"):
        found_again(ctx, report=report, found_on=ctx.today, outcome=outcome)
    asset.refresh_from_db()
    if asset.state == AssetState.LOST:
        state = AssetState.IN_USE if queries.holder_of(asset) else AssetState.SPARE
        change_state(ctx, asset=asset, state=state, reason=outcome[:200])
    see(ctx, asset=asset, note=outcome[:200])


@action("stocktaking.count-media", permission=MANAGE, sentence=_("媒体の本数を数えました"))
def count_media(ctx: Context, *, place: Place, found: int, note: str = "") -> MediaCount:
    """Count what lies in a place against the register; a difference becomes a task."""
    expected = queries.media_expected(ctx.today).get(place.pk, 0)
    count = MediaCount(
        place=place,
        counted_on=ctx.today,
        expected=expected,
        found=found,
        person_id=ctx.actor.person_id,
        note=note.strip(),
    )
    count.full_clean()
    count.save()
    if found != expected:
        FollowUp.objects.create(
            kind=FollowUpKind.COUNT,
            text=_t("%(place)sの媒体は%(expected)s本のはずが%(found)s本でした。")
            % {"place": place, "expected": expected, "found": found},
            opened_on=ctx.today,
            due_on=ctx.today + timedelta(days=NOTE_DAYS),
        )
    return count
