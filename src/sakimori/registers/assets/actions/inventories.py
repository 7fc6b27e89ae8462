"""What an inventory source reports: a whole list at once, and what becomes of each device."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.registers.assets.actions.things import register_asset
from sakimori.registers.assets.inventories import source_name
from sakimori.registers.assets.inventory_matching import Line, Plan, found_now, planned
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice

MANAGE = Permission.ASSET_MANAGE
BATCH = 500


@action("assets.import-inventory", permission=MANAGE, sentence=_("機器一覧を取り込みました"))
def import_inventory(ctx: Context, /, *, source: str, content: bytes, layout: str = "") -> Plan:
    """Take in a list of devices as the whole of what the source knows today, or nothing of it. Gives what was done.

    Devices that are no longer in the list are marked as gone, those that are back as present. Raises ValidationError.
    """
    name = _source_name(source)
    try:
        plan = planned(content, source=name, layout=layout, on=ctx.today)
    except FileRefused as error:
        raise ValidationError({"file": str(error)}) from error
    if plan.read.errors:
        text = _t("誤りがあるため、取り込めません。画面の表示を確かめ、元のファイルを直してください。")
        raise ValidationError({"file": text})
    kept = _source(plan, name)
    ReportedDevice.objects.bulk_create([_new(ctx, kept, line) for line in plan.new], batch_size=BATCH)
    _change(plan)
    present = [line.before.pk for line in plan.lines if line.before is not None]
    ReportedDevice.objects.filter(pk__in=present).exclude(reported_on=ctx.today).update(reported_on=ctx.today)
    ReportedDevice.objects.filter(pk__in=[row.pk for row in plan.gone]).update(gone_on=ctx.today)
    return plan


def _source_name(text: str) -> str:
    name = source_name(text)
    if not name:
        raise ValidationError({"source": _t("一覧の出どころの名前を書いてください。例: 端末管理サービス（MDM）")})
    return name


def _source(plan: Plan, name: str) -> InventorySource:
    kept = plan.source or InventorySource(name=name)
    if kept.layout != plan.read.layout.key:
        kept.layout = plan.read.layout.key
        kept.full_clean()
        kept.save()
    return kept


def _new(ctx: Context, source: InventorySource, line: Line) -> ReportedDevice:
    return ReportedDevice(
        source=source,
        first_reported_on=ctx.today,
        reported_on=ctx.today,
        asset_id=line.asset.id if line.asset else None,
        **line.values,
    )


def _change(plan: Plan) -> None:
    """Rows that differ, in few statements; a field that differs nowhere is not written."""
    rows: list[ReportedDevice] = []
    for line in plan.changed:
        row = line.before
        if row is None:
            continue
        for name in line.changed:
            if name not in {"asset", "gone_on"}:
                setattr(row, name, line.values[name])
        row.asset_id = line.asset.id if line.asset else row.asset_id
        row.gone_on = None
        rows.append(row)
    names = sorted({name for line in plan.changed for name in line.changed})
    if rows:
        ReportedDevice.objects.bulk_update(rows, names, batch_size=BATCH)


@action("assets.match-reports", permission=MANAGE, sentence=_("報告された機器を台帳と突き合わせました"))
def match_reports(ctx: Context, /, *, source: InventorySource) -> int:
    """Link what is unknown to assets that were registered or corrected since. Gives how many devices were found."""
    links = found_now(source, ctx.today)
    for device, asset in links.items():
        device.asset_id = asset.id
    if links:
        ReportedDevice.objects.bulk_update(list(links), ["asset"], batch_size=BATCH)
    return len(links)


@action("assets.link-report", permission=MANAGE, sentence=_("報告された機器を台帳の資産に結び付けました"))
def link_report(ctx: Context, /, *, device: ReportedDevice, asset: Asset | None) -> ReportedDevice:
    """Say which asset of the register a reported device is; None takes that back."""
    device.asset = asset
    if asset is not None:
        device.ignored_reason = ""
    device.full_clean()
    device.save()
    return device


@action("assets.register-report", permission=MANAGE, sentence=_("報告された機器を台帳に登録しました"))
def register_report(ctx: Context, /, *, device: ReportedDevice, **values: Any) -> Asset:
    """A new asset that is this device. Raises ValidationError at the field."""
    asset = register_asset(ctx, **values)
    link_report(ctx, device=device, asset=asset)
    return asset


@action("assets.ignore-report", permission=MANAGE, sentence=_("報告された機器を台帳に載せないことにしました"))
def ignore_report(ctx: Context, /, *, device: ReportedDevice, reason: str) -> ReportedDevice:
    """Leave a reported device out of the register, for a reason that stays on record. Raises ValidationError."""
    device.ignored_reason = reason.strip()
    if not device.ignored_reason:
        raise ValidationError({"reason": _t("台帳に載せない理由を書いてください。")})
    if device.asset_id is not None:
        raise ValidationError({"reason": _t("台帳の資産に結び付いています。先に結び付けを外してください。")})
    device.full_clean()
    device.save()
    return device


@action("assets.heed-report", permission=MANAGE, sentence=_("機器を台帳に載せない扱いを取り消しました"))
def heed_report(ctx: Context, /, *, device: ReportedDevice) -> ReportedDevice:
    """Take back that a device is left out."""
    device.ignored_reason = ""
    device.save()
    return device
