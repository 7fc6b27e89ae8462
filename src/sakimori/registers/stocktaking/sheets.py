"""Papers of stock-taking: labels, the list to tick in a room, letters to holders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.actions import print_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import Sheet
from sakimori.foundation.papers.render import QrCode, render
from sakimori.registers.assets.models import Asset
from sakimori.registers.stocktaking.models import StockTake, StockTakeItem
from sakimori.registers.stocktaking.rules import LabelSheet


def label_link(ctx: Context, asset: Asset) -> str:
    """What the QR code of a label leads to."""
    path = reverse("labels:scan", kwargs={"assembly": ctx.assembly.slug, "code": asset.finder_code})
    return f"{settings.ENV.address}{path}"


def labels_pdf(ctx: Context, assets: Sequence[Asset], sheet: LabelSheet, start: int = 1) -> bytes:
    """Labels with QR code, number and assembly; the first `start - 1` faces of the sheet stay empty. Nothing of what
    the asset holds, and nothing about its class, stands on a label."""
    labels = [
        {"qr": QrCode(label_link(ctx, asset), asset.number), "number": asset.number, "name": asset.name}
        for asset in assets
    ]
    data = {
        "title": "ラベル",
        "assembly": ctx.assembly.name,
        "empty": start - 1,
        "labels": labels,
        "code_words": "拾った方は読み取ってください",
        "sheet": {
            "width": sheet.width,
            "height": sheet.height,
            "columns": sheet.columns,
            "rows": sheet.rows,
            "left": sheet.left,
            "top": sheet.top,
            "page_width": sheet.page_width,
            "page_height": sheet.page_height,
            "gap_x": sheet.gap_x,
            "gap_y": sheet.gap_y,
        },
    }
    return render("registers/stocktaking/papers/labels.typ", data, lang="ja", standard=None)


def list_pdf(ctx: Context, take: StockTake, items: Sequence[StockTakeItem], where: str) -> bytes:
    """The list to take along where there is no network: boxes to tick, room for notes."""
    language = get_language() or "ja"
    day = wareki if language.startswith("ja") else lambda value: value.isoformat()
    data = {
        "title": take.title,
        "subtitle": where,
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "due": _("期限 %(day)s") % {"day": day(take.due_on)},
        "header": [_("管理番号"), _("名称"), _("製造番号"), _("借りている人"), _("あった"), _("状態・気づいたこと")],
        "rows": [
            [
                item.asset.number,
                item.asset.name,
                item.asset.serial or "—",
                item.holder.shown_name if item.holder else "",
                "□",
                "",
            ]
            for item in items
        ],
        "signature": _("確認した人・日付"),
        "extra": _("一覧にない物"),
    }
    return render("registers/stocktaking/papers/list.typ", data, lang=language[:2])


def letters(ctx: Context, asks: Iterable[Ask]) -> list[Sheet]:
    """One sheet a person: what is lent to them with boxes to tick, and the code of their own page."""
    return print_asks(
        ctx,
        asks=asks,
        intro=lambda ask: (
            f"議会からお貸ししている下の物がお手元にあるかどうか、{wareki(ask.due_on)}までにお知らせください。"
        ),
    )
