"""A whole ledger becomes rows of the register, or nothing of it does (AST-11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.applying import Imported, Reading, checked
from sakimori.foundation.exchange.readers import Preview, PreviewRow, RowAction
from sakimori.registers.assets.actions.things import change_asset, change_state, prepared
from sakimori.registers.assets.chains import said
from sakimori.registers.assets.headings import CLASS_REASON
from sakimori.registers.assets.models import Asset, ClassChange
from sakimori.registers.assets.queries import next_number
from sakimori.registers.assets.queries_classes import contents
from sakimori.registers.assets.registers import ALL, DEVICES, INFORMATION, REFERENCES, Scope, kind_of_row, register
from sakimori.registers.assets.rules import CLASS_FIELDS, next_after
from sakimori.registers.assets.types import ENDED_STATES, LIVE_STATES, AssetKind, AssetState, OwnerKind

MANAGE = Permission.ASSET_MANAGE
REASON: Final = _("台帳の取込み")
BATCH: Final = 500


@action("assets.import", permission=MANAGE, sentence=_("資産台帳を取り込みました"))
def import_assets(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """Every kind."""
    return _import(ctx, ALL, content, reading)


@action("assets.import-devices", permission=MANAGE, sentence=_("機器・媒体の台帳を取り込みました"))
def import_devices(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """Devices, media, systems, accounts."""
    return _import(ctx, DEVICES, content, reading)


@action("assets.import-information", permission=MANAGE, sentence=_("情報資産の台帳を取り込みました"))
def import_information(ctx: Context, /, *, content: bytes, reading: Reading) -> Imported:
    """Information and documents."""
    return _import(ctx, INFORMATION, content, reading)


def _import(ctx: Context, scope: Scope, content: bytes, reading: Reading) -> Imported:
    found = checked(register(ctx.today, scope), content, reading)
    _create(ctx, scope, [row for row in found.rows if row.action is RowAction.NEW])
    _change(ctx, [row for row in found.rows if row.action is RowAction.UPDATE])
    return _counted(found)


def _counted(found: Preview) -> Imported:
    return Imported(found.count(RowAction.NEW), found.count(RowAction.UPDATE), found.headings)


def _create(ctx: Context, scope: Scope, rows: Sequence[PreviewRow]) -> None:
    """New rows in few statements. The preview has checked every cell against the column it goes into."""
    numbers: dict[AssetKind, str] = {}
    made: list[Asset] = []
    for row in rows:
        values = {key: value for key, value in row.values.items() if key != CLASS_REASON}
        asset = Asset(registered_on=ctx.today, **_fields(values))
        asset.kind = kind_of_row(row.values, scope)
        asset.state = asset.state or AssetState.IN_USE
        asset.owner_kind = asset.owner_kind or OwnerKind.ASSEMBLY
        if asset.state not in LIVE_STATES:
            asset.left_use_on = ctx.today
            asset.ended_on = ctx.today if asset.state in ENDED_STATES else None
        if not asset.number:
            kind = AssetKind(asset.kind)
            numbers[kind] = _next(numbers.get(kind), kind)
            asset.number = numbers[kind]
        made.append(_prepared(asset, row.number))
    Asset.objects.bulk_create(made, batch_size=BATCH)


def _next(last: str | None, kind: AssetKind) -> str:
    return (next_after(last) if last else None) or next_number(kind)


def _prepared(asset: Asset, row: int) -> Asset:
    try:
        return prepared(asset)
    except ValidationError as error:
        raise _at(row, error.messages) from error


def _change(ctx: Context, rows: Sequence[PreviewRow]) -> None:
    known = Asset.objects.in_bulk([row.before["id"] for row in rows if row.before])
    by_key = {str(key): asset for key, asset in known.items()}
    reclassified: list[tuple[int, Asset]] = []
    for row in rows:
        asset = by_key[str((row.before or {})["id"])]
        values = _fields({key: row.values[key] for key in row.changed})
        state = values.pop("state", None)
        reason = values.pop(CLASS_REASON, "") or str(REASON)
        classes: dict[str, Any] = {name: values.pop(name) for name in CLASS_FIELDS if name in values}
        values.pop("kind", None)
        try:
            if classes:
                _reclassify(ctx, asset, classes, reason)
                reclassified.append((row.number, asset))
            if values:
                change_asset(ctx, asset=asset, **values)
            if state:
                change_state(ctx, asset=asset, state=state, reason=str(REASON))
        except ValidationError as error:
            raise _at(row.number, error.messages) from error
    if reclassified:
        _check_contents(ctx, reclassified)


def _check_contents(ctx: Context, rows: Sequence[tuple[int, Asset]]) -> None:
    """Nothing stands below what lies in it when the whole file is in: what `classify` asks of one asset."""
    inside = contents(ctx.today)
    for number, asset in rows:
        errors = [said(need) for need in inside.unmet([asset])]
        source = inside.personal_in(asset) if asset.has_personal_data is False else None
        if source is not None:
            errors.append(_t("個人情報を含む %(source)s が入っています。") % {"source": str(source)})
        if errors:
            raise _at(number, errors)


def _at(row: int, messages: Sequence[str]) -> ValidationError:
    return ValidationError({"file": _t("%(row)d行目: %(text)s") % {"row": row, "text": " ".join(messages)}})


def _reclassify(ctx: Context, asset: Asset, classes: dict[str, Any], reason: str) -> None:
    before = _class_of(asset)
    for name, value in classes.items():
        setattr(asset, name, value)
    asset.full_clean()
    asset.save()
    _class_change(ctx, asset, before, reason).save()


def _class_change(ctx: Context, asset: Asset, before: dict[str, Any], reason: str) -> ClassChange:
    return ClassChange(
        asset=asset,
        changed_on=ctx.today,
        before=before,
        after=_class_of(asset),
        reason=reason,
        person_id=ctx.actor.person_id,
    )


def _class_of(asset: Asset) -> dict[str, Any]:
    return {name: getattr(asset, name) for name in CLASS_FIELDS}


def _fields(values: Any) -> dict[str, Any]:
    """Cells as columns of the table: references by key, an empty choice as an empty text."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == CLASS_REASON:
            found[key] = value
        elif key in REFERENCES:
            found[f"{key}_id"] = value
        elif value is None and Asset._meta.get_field(key).get_internal_type() == "CharField":
            found[key] = ""
        else:
            found[key] = value
    return found
