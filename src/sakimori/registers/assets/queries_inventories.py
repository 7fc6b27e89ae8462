"""Reads of what inventory sources report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.kept import kept
from sakimori.registers.assets.inventory_matching import REPORTABLE
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice
from sakimori.registers.assets.queries import in_use, on_register
from sakimori.registers.assets.types import AssetKind, Category

SILENCE: Final = timedelta(days=30)
"""A device not heard of for longer than this is called silent."""

SHOWS: Final = {
    "all": _("いまの一覧"),
    "unknown": _("台帳にない"),
    "matched": _("台帳にある"),
    "silent": _("30日を超えて通信がない"),
    "ignored": _("載せないと決めた"),
    "gone": _("一覧から消えた"),
}
"""Parts of what a source reported."""

USUALLY_REPORTED: Final = (
    Category.TABLET, Category.SMARTPHONE, Category.LAPTOP, Category.DESKTOP, Category.SERVER,
)  # fmt: skip
"""Devices that a tool can report: they run one that can be asked."""


def parts(on: date) -> Mapping[str, Q]:
    """The condition of each part of `SHOWS`."""
    present = Q(gone_on__isnull=True)
    return {
        "all": present,
        "unknown": present & Q(asset__isnull=True, ignored_reason=""),
        "matched": present & Q(asset__isnull=False),
        "silent": present & Q(last_contact_on__lt=on - SILENCE),
        "ignored": present & Q(asset__isnull=True) & ~Q(ignored_reason=""),
        "gone": Q(gone_on__isnull=False),
    }


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with the day of its last list and how many devices each part of `SHOWS` has."""

    source: InventorySource
    last_on: date | None
    counts: Mapping[str, int]


def sources(on: date, source: InventorySource | None = None) -> list[SourceRow]:
    """Every source, or one of them, with its figures. Two SQL statements."""
    wanted = InventorySource.objects.order_by("name", "id") if source is None else [source]
    rows = ReportedDevice.objects.filter(**({} if source is None else {"source": source}))
    figures = {name: Count("id", filter=condition) for name, condition in parts(on).items()}
    found = {
        row["source_id"]: row
        for row in rows.order_by().values("source_id").annotate(last=Max("reported_on"), **figures)
    }
    return [_row(each, found.get(each.pk, {})) for each in wanted]


def _row(source: InventorySource, figures: Mapping[str, Any]) -> SourceRow:
    return SourceRow(source, figures.get("last"), {name: figures.get(name, 0) for name in SHOWS})


def reported(source: InventorySource, show: str, on: date) -> QuerySet[ReportedDevice]:
    """Devices of one part, with their assets, by name."""
    rows = ReportedDevice.objects.filter(parts(on)[show], source=source).select_related("asset")
    return rows.order_by("name", "serial", "id")


def unreported(on: date) -> QuerySet[Asset]:
    """Devices in use that could be reported and that no source has in its list now."""
    heard = ReportedDevice.objects.filter(asset=OuterRef("pk"), gone_on__isnull=True)
    rows = in_use(on).filter(~Exists(heard), kind=AssetKind.DEVICE, category__in=USUALLY_REPORTED)
    return rows.order_by("number", "id")


def linkable(on: date, device: ReportedDevice) -> list[Asset]:
    """Assets that a reported device may be: those on the register, and the one it is linked to."""
    wanted = Q(pk__in=on_register(on).filter(kind__in=REPORTABLE).values("pk")) | Q(pk=device.asset_id)
    return list(Asset.objects.filter(wanted).only("number", "name", "serial", "model").order_by("number", "id"))


@kept
def reports_of(asset_id: UUID) -> QuerySet[ReportedDevice]:
    """What sources say of an asset."""
    return ReportedDevice.objects.filter(asset=asset_id).select_related("source")
