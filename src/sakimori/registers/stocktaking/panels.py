"""The block "棚卸し" on the page of an asset."""

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
from sakimori.registers.lending.types import Condition
from sakimori.registers.stocktaking.models import FollowUp, Sighting
from sakimori.registers.stocktaking.types import Result

NAME = "stocktaking"
SHOWN = 5


def _rows(asset: Asset) -> Sequence[QuerySet[Any, Any]]:
    """Sightings (result, place, condition), and what is being looked into (words; their key)."""
    sightings = Sighting.objects.filter(asset=asset)
    tasks = FollowUp.objects.filter(asset=asset, closed_on__isnull=True)
    return [
        block_rows(NAME, sightings, day="seen_on", first="result", second="place__name", third="condition"),
        block_rows(NAME, tasks, day="due_on", first="text", key="id"),
    ]


def _panel(ctx: Context, asset: Asset, rows: Sequence[Row]) -> Panel | None:
    if not rows or not allowed(ctx, Permission.ASSET_READ):
        return None
    tasks, seen = [row for row in rows if row.key], [row for row in rows if not row.key]
    listed = address(ctx, "stocktaking:tasks")
    lines = [Line(row.first, _t("調べること（期限）"), row.day, listed) for row in tasks]
    lines += [_seen(row) for row in seen[:SHOWN]]
    return Panel(_t("棚卸し"), tuple(lines), step=Link(_t("調べることを片付ける"), listed) if tasks else None)


def _seen(row: Row) -> Line:
    condition = str(Condition(row.third).label) if row.third else ""
    return Line(str(Result(row.first).label), "・".join(part for part in (row.second, condition) if part), row.day)


SIGHTINGS = Block(NAME, _rows, _panel)
