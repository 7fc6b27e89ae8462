"""What classes add to the page of an asset: what lies in it, the chain, copies, retention, the next step."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.submitting import address
from sakimori.registers.assets.classes_on import AXES
from sakimori.registers.assets.models import Asset, Holding
from sakimori.registers.assets.panels import Line, Link, Panel
from sakimori.registers.assets.queries_classes import CLASSIFIED_KINDS, HOLDER_KINDS, holdings_of
from sakimori.registers.assets.rules_classes import inherited_fields, marking, rank_of


def class_panel(ctx: Context, asset: Asset) -> Panel | None:
    """Content and container, and where to go on. One SQL statement."""
    is_text, is_holder = asset.kind in CLASSIFIED_KINDS, asset.kind in HOLDER_KINDS
    if not (is_text or is_holder) or not allowed(ctx, Permission.ASSET_READ):
        return None
    inside, outside = holdings_of(asset, ctx.today)
    lines = [_line(ctx, row, row.content, _("入っているもの")) for row in inside]
    lines += [_line(ctx, row, row.holder, _("これが入っているところ")) for row in outside]
    key = {"asset_id": asset.pk}
    links = [Link(_("中身や置き場所を登録する"), address(ctx, "assets:holdings", **key))]
    if is_text and asset.confidentiality:
        words = marking(asset.confidentiality, has_personal_data=asset.has_personal_data)
        if words:
            links.append(
                Link(_t("表紙を印刷する %(words)s") % {"words": words}, address(ctx, "assets:marking-pdf", **key))
            )
        links.append(Link(_("番号付きの写し"), address(ctx, "assets:copies", **key)))
    if is_text and allowed(ctx, Permission.ASSET_MANAGE):
        links.append(Link(_("保存年限を決める"), address(ctx, "assets:retention-set", **key)))
    title = _("中身と置き場所") if is_holder else _("どこに入っているか")
    return Panel(title, tuple(lines), tuple(links), _("まだ登録されていません。"), _step(ctx, asset, inside))


def _line(ctx: Context, row: Holding, other: Asset, note: object) -> Line:
    level = other.get_confidentiality_display() if other.confidentiality else _t("未分類")
    return Line(str(other), f"{note} ・ {level}", row.from_date, address(ctx, "assets:holdings", asset_id=other.pk))


def _step(ctx: Context, asset: Asset, inside: list[Holding]) -> Link | None:
    """Classify what has no class; raise what stands below what lies in it."""
    if asset.ended_on is not None:
        return None
    wanted = asset.kind in CLASSIFIED_KINDS or (asset.kind == "system" and inside)
    if wanted and not all(getattr(asset, name) for name in AXES):
        return Link(_("分類する"), address(ctx, "assets:classify", asset_id=asset.pk))
    low = any(
        rank_of(name, getattr(row.content, name)) > rank_of(name, getattr(asset, name))
        for row in inside
        for name in inherited_fields(asset.kind)
    )
    return Link(_("分類を中身に合わせる"), address(ctx, "assets:holdings", asset_id=asset.pk)) if low else None
