"""What upkeep adds to the page of an asset, and to that of a visitor."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import Line, Link, Panel, Reading
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.models import Visit
from sakimori.registers.premises.panels import PanelRow
from sakimori.registers.premises.relations import Relation
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.registers.upkeep.queries import in_order, newest_windows, newest_works, work_of_visit

MOST = 5
KINDS = frozenset({AssetKind.SYSTEM, AssetKind.DEVICE})


def _applies(ctx: Context, asset: Asset) -> bool:
    return asset.kind in KINDS and allowed(ctx, Permission.ASSET_READ)


@kept
def _works(asset_id: UUID) -> QuerySet[Work]:
    return newest_works(Q(asset=asset_id), MOST)


@kept
def _windows(asset_id: UUID) -> QuerySet[RemoteWindow]:
    return newest_windows(Q(asset=asset_id), MOST)


def _show(ctx: Context, asset: Asset, works: list[Work], windows: list[RemoteWindow]) -> Panel:
    """The newest work and windows of a system or device."""
    links: tuple[Link, ...] = ()
    if allowed(ctx, Permission.ASSET_MANAGE) and asset.ended_on is None:
        links = (
            Link(_t("変更・保守を記録する"), f"{address(ctx, 'upkeep:work-new')}?asset={asset.pk}"),
            Link(_t("遠隔接続を認める"), f"{address(ctx, 'upkeep:window-new')}?asset={asset.pk}"),
        )
    return Panel(_t("変更・保守"), tuple(_lines(ctx, works, windows)), links, _t("変更・保守の記録はありません。"))


UPKEEP_PANEL = Reading(_applies, (_works, _windows), _show)


def _lines(ctx: Context, works: list[Work], windows: list[RemoteWindow]) -> list[Line]:
    works, windows = in_order(works, windows, ctx.today, ctx.at)
    lines = [
        Line(
            f"{row.number} {row.title}",
            str(row.get_result_display() if row.done_on else row.state_now.label),  # type: ignore[attr-defined]
            row.done_on or row.planned_on,
            address(ctx, "upkeep:work", work_id=row.pk),
        )
        for row in works
    ]
    lines += [
        Line(
            _t("遠隔接続: %(company)s") % {"company": row.company},
            str(row.state_now.label),  # type: ignore[attr-defined]
            timezone.localtime(row.from_at).date(),
            address(ctx, "upkeep:window", window_id=row.pk),
        )
        for row in windows
    ]
    return lines


def work_of(ctx: Context, visit: Visit) -> Relation:
    """For which work somebody came in, and where to say so. One SQL statement."""
    work = work_of_visit(visit)
    choose = address(ctx, "upkeep:visit-link", visit_id=visit.pk) if allowed(ctx, Permission.ASSET_MANAGE) else ""
    rows = (PanelRow(f"{work.number} {work.title}", address(ctx, "upkeep:work", work_id=work.pk)),) if work else ()
    return Relation(_t("変更・保守の記録"), rows, choose)
