"""The block "消去と廃棄" on the page of an asset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Block, Line, Link, Panel, Row, block_rows
from sakimori.registers.disposal.models import DisposalItem, Erasure
from sakimori.registers.disposal.rules import STORING_KINDS
from sakimori.registers.disposal.types import Method, Occasion

NAME = "disposal"


def _rows(asset: Asset) -> Sequence[QuerySet[Any, Any]]:
    """Erasures (method, operator, occasion), and the files in which it goes (title; their key)."""
    erasures, items = Erasure.objects.filter(asset=asset), DisposalItem.objects.filter(asset=asset)
    return [
        block_rows(NAME, erasures, day="erased_on", first="method", second="operator", third="occasion"),
        block_rows(NAME, items, day="case__closed_on", first="case__title", key="case_id"),
    ]


def _panel(ctx: Context, asset: Asset, rows: Sequence[Row]) -> Panel | None:
    if not allowed(ctx, Permission.ASSET_READ):
        return None
    may_erase = asset.kind in STORING_KINDS and asset.ended_on is None and allowed(ctx, Permission.ASSET_MANAGE)
    if not rows and not may_erase:
        return None
    links = (Link(_t("消去を記録する"), address(ctx, "disposal:erase", asset_id=asset.pk)),) if may_erase else ()
    return Panel(
        _t("消去と廃棄"), tuple(_line(ctx, row) for row in rows), links, nothing=_t("消去・廃棄の記録はありません。")
    )


def _line(ctx: Context, row: Row) -> Line:
    if row.key:
        note = _t("手続き中") if row.day is None else _t("完了")
        return Line(row.first, note, row.day, address(ctx, "disposal:case", case_id=row.key))
    words = {"occasion": Occasion(row.third).label, "name": row.second}
    return Line(str(Method(row.first).label), _t("%(occasion)s、%(name)s") % words, row.day)


DISPOSAL = Block(NAME, _rows, _panel)
