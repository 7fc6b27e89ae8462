"""What was seen on a phone without a network, filed when the network is back (AST-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.marks import find_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import ENDED_STATES
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking.actions.sightings import see
from sakimori.registers.stocktaking.models import Sighting, StockTake, UnknownCode
from sakimori.registers.stocktaking.types import Result

LONGEST_WAIT = timedelta(days=7)
"""As long may a sighting wait on a phone; what is older counts as seen when it is sent."""


class Fate(StrEnum):
    """What became of one thing that was sent."""

    TAKEN = "taken"
    DOUBLE = "double"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thing seen off line: the phone's own key for it, what was read or typed, and when."""

    once: UUID
    mark: str
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of it, in words."""

    once: UUID
    mark: str
    fate: Fate
    text: str


@action(
    "stocktaking.file-offline",
    permission=Permission.ASSET_MANAGE,
    sentence=_("通信のない所で確認した資産を記録しました"),
)
def file_offline(ctx: Context, *, take: StockTake, place: Place, waiting: Sequence[Waiting]) -> list[Filed]:
    """File what waited on a phone. The same key is filed once however often it is sent."""
    if take.closed_on is not None:
        text = _t("この棚卸しは、すでに終わっています。")
        return [Filed(one.once, one.mark, Fate.REFUSED, text) for one in waiting]
    known = find_many([one.mark for one in waiting])
    earlier = {
        row.once: row
        for row in Sighting.objects.filter(once__in=[one.once for one in waiting]).select_related("asset", "place")
    }
    here = set(
        Sighting.objects.filter(stock_take=take, place=place)
        .exclude(result=Result.MISSING)
        .values_list("asset_id", flat=True)
    )
    filed = []
    for one in sorted(waiting, key=lambda each: each.seen_at or ctx.at):
        row = earlier.get(one.once)
        if row is not None:
            filed.append(_told(one, row))
            continue
        asset = known.get(one.mark)
        if asset is None:
            UnknownCode.objects.get_or_create(stock_take=take, code=one.mark[:120], place=place)
            filed.append(
                Filed(one.once, one.mark, Fate.UNKNOWN, _t("台帳にない番号です。「台帳にない物」に記録しました。"))
            )
        elif asset.state in ENDED_STATES:
            text = _t("%(asset)s は、台帳では廃棄・返却済みです。物を確かめてください。")
            filed.append(Filed(one.once, one.mark, Fate.REFUSED, text % {"asset": asset}))
        elif asset.pk in here:
            text = _t("%(asset)s は、この部屋ですでに確認済みです。")
            filed.append(Filed(one.once, one.mark, Fate.DOUBLE, text % {"asset": asset}))
        else:
            here.add(asset.pk)
            filed.append(_told(one, _see(ctx, one, asset, place)))
    return filed


def _see(ctx: Context, one: Waiting, asset: Asset, place: Place) -> Sighting:
    return see(ctx, asset=asset, place=place, once=one.once, seen_at=_when(ctx, one))


def _when(ctx: Context, one: Waiting) -> datetime:
    """The phone's clock, where it can be right."""
    if one.seen_at is None or not ctx.at - LONGEST_WAIT <= one.seen_at <= ctx.at:
        return ctx.at
    return one.seen_at


def _told(one: Waiting, row: Sighting) -> Filed:
    if row.result == Result.ELSEWHERE:
        text = _t("%(asset)s を確認しました。別の場所のはずの物です。調べることに加えました。")
    else:
        text = _t("%(asset)s を確認しました。")
    return Filed(one.once, one.mark, Fate.TAKEN, text % {"asset": row.asset})
