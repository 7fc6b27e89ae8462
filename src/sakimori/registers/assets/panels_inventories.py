"""What inventory sources say of a device, on its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset, ReportedDevice
from sakimori.registers.assets.panels import Block, Line, Panel, Row, block_rows

NAME = "reports"
BETWEEN = " ・ "
GONE, HEARD = "gone", "heard"


def _rows(asset: Asset) -> Sequence[QuerySet[Any, Any]]:
    """Name, then source, system and user, then whether it is gone; the key of the source."""
    words = Concat("source__name", Value(BETWEEN), "system", Value(BETWEEN), "owner")
    state = Case(
        When(gone_on__isnull=False, then=Value(GONE)),
        When(last_contact_on__isnull=False, then=Value(HEARD)),
        default=Value(""),
    )
    day = Coalesce(F("gone_on"), F("last_contact_on"))
    rows = ReportedDevice.objects.filter(asset=asset)
    return [block_rows(NAME, rows, day=day, first="name", second=words, third=state, key="source_id")]


def _panel(ctx: Context, asset: Asset, rows: Sequence[Row]) -> Panel | None:
    if not rows or not allowed(ctx, Permission.ASSET_READ):
        return None
    return Panel(_t("機器一覧（MDMなど）での報告"), tuple(_line(ctx, row) for row in rows))


def _line(ctx: Context, row: Row) -> Line:
    state = {GONE: _t("一覧から消えました"), HEARD: _t("最終通信")}.get(row.third, "")
    words = [part for part in (*row.second.split(BETWEEN), state) if part]
    return Line(row.first, BETWEEN.join(words), row.day, address(ctx, "assets:reported", source_id=row.key))


REPORTS = Block(NAME, _rows, _panel)
