"""Registering, changing and ending an asset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import next_number
from sakimori.registers.assets.rules import CATEGORIES_OF, CLASS_FIELDS, MOVABLE
from sakimori.registers.assets.texts import clean_number, search_text
from sakimori.registers.assets.types import ENDED_STATES, LIVE_STATES, AssetKind, AssetState

MANAGE = Permission.ASSET_MANAGE
TYPED: Final = {field.name for field in Asset._meta.concrete_fields if field.editable}
"""What people enter; everything else follows from it."""
MANY: Final = {"unit", "place", "custodian_post", "custodian", "zone", "owner_kind"}
"""What may be changed in many rows at once: nothing that must differ, nothing that a search looks through."""
CHANGEABLE: Final = TYPED - {"kind", "state", *CLASS_FIELDS}


@action("assets.register", permission=MANAGE, sentence=_("資産を登録しました"))
def register_asset(ctx: Context, /, **values: Any) -> Asset:
    """A new row of the register; without a number it gets the next one. Raises ValidationError at the field."""
    _check_names(values, TYPED)
    asset = Asset(registered_on=ctx.today, **values)
    if not asset.number.strip():
        asset.number = next_number(asset.kind)
    if asset.state not in LIVE_STATES:
        asset.left_use_on = ctx.today
        asset.ended_on = ctx.today if asset.state in ENDED_STATES else None
    return _kept(asset)


@action("assets.change", permission=MANAGE, sentence=_("資産の情報を直しました"))
def change_asset(ctx: Context, /, *, asset: Asset, **values: Any) -> Asset:
    """Change fields of a row; state (`change_state`) and class (`classify`) have actions of their own."""
    _check_names(values, CHANGEABLE)
    for name, value in values.items():
        setattr(asset, name, value)
    return _kept(asset)


@action("assets.change-many", permission=MANAGE, sentence=_("資産の情報をまとめて直しました"))
def change_many(
    ctx: Context, /, *, assets: Sequence[Asset], state: AssetState | str = "", reason: str = "", **values: Any
) -> int:
    """The same change to several rows: one act, three SQL statements a step. Gives how many rows there were."""
    _check_names(values, MANY)
    if state and state not in MOVABLE:
        raise ValidationError({"state": _t("廃棄や返却は、一件ずつ記録してください。")})
    keys = [asset.pk for asset in assets]
    if values:
        Asset.objects.filter(pk__in=keys).update(**values)
    if state:
        day = ctx.today
        state = AssetState(state)
        moved = Asset.objects.filter(pk__in=keys).exclude(state=state)
        left = None if state in LIVE_STATES else Coalesce("left_use_on", Value(day, DateField()))
        moved.update(state=state, state_reason=reason.strip(), left_use_on=left, ended_on=None)
    return len(keys)


@action("assets.change-state", permission=MANAGE, sentence=_("資産の状態を変えました"))
def change_state(
    ctx: Context, *, asset: Asset, state: AssetState | str, on: date | None = None, reason: str = ""
) -> Asset:
    """Move an asset in its life; what is disposed of or given back leaves the register on that day."""
    day = on or ctx.today
    if day > ctx.today:
        raise ValidationError({"on": _t("先の日付は入力できません。")})
    asset.state = AssetState(state)
    asset.state_reason = reason.strip()
    asset.ended_on = day if asset.state in ENDED_STATES else None
    if asset.state in LIVE_STATES:
        asset.left_use_on = None
    elif asset.left_use_on is None:
        asset.left_use_on = day
    return _kept(asset)


def prepared(asset: Asset) -> Asset:
    """The row with everything that follows from its fields; a bulk import calls this before it stores its rows."""
    asset.number = clean_number(asset.number)
    asset.search_text = search_text(asset)
    asset.retention_until = _end_of(asset.retention_from, asset.retention_years)
    if asset.category and asset.category not in CATEGORIES_OF.get(AssetKind(asset.kind), ()):
        raise ValidationError({"category": _t("この種別の細別から選んでください。")})
    return asset


def _kept(asset: Asset) -> Asset:
    prepared(asset)
    asset.full_clean()
    asset.save()
    return asset


def _check_names(values: dict[str, Any], known: set[str]) -> None:
    unknown = {name.removesuffix("_id") for name in values} - known
    if unknown:
        raise ValueError(f"not changed here: {sorted(unknown)}")


def _end_of(start: date | None, years: int | None) -> date | None:
    """The last day of a retention period (起算日から数えて満了する日)."""
    if start is None or years is None:
        return None
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # 29 February has no anniversary in most years
        return date(start.year + years, 2, 28)
