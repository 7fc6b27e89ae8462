"""Papers of classes: handling limits, cover sheet with the marking, system map on A3, hand-out list."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.render import Drawing, render
from sakimori.registers.assets import queries_classes
from sakimori.registers.assets.map_drawing import paper_map, picture, zone_label
from sakimori.registers.assets.models import Asset, NumberedCopy
from sakimori.registers.assets.rules_classes import EVERYDAY, MEANINGS, marking
from sakimori.registers.assets.types import Confidentiality, Topic

FOLDER = "registers/assets/papers"


def limits_paper(ctx: Context, *, lang: str) -> bytes:
    """Topics down, classes across, A4 landscape."""
    table = queries_classes.limits()
    levels = [Confidentiality(value) for value in (*EVERYDAY, "3B", "3A")]
    rows = [[_t("どんなものか"), *(str(MEANINGS[level]) for level in levels)]]
    rows += [
        [str(topic.label), *(limit.text for level in levels for limit in table[level] if limit.topic == topic)]
        for topic in Topic
    ]
    data = {
        "title": _t("分類ごとの取扱制限"),
        "assembly": ctx.assembly.name,
        "date": ctx.today,
        "printed": ctx.today,
        "header": [_t("項目"), *(str(level.label) for level in levels)],
        "rows": rows,
    }
    return render(f"{FOLDER}/limits.typ", data, lang=lang)


def marking_paper(ctx: Context, asset: Asset, *, lang: str) -> bytes:
    """A cover sheet: the marking in large letters, and the limits of the class."""
    limits = queries_classes.limits()[Confidentiality(asset.confidentiality)]
    words = marking(asset.confidentiality, has_personal_data=asset.has_personal_data)
    data = {
        "title": asset.name,
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "marking": words or _t("公表してよいもの（表示は要りません）"),
        "facts": [
            [_t("管理番号"), asset.number],
            [_t("作成者・作成部署"), asset.creator or "—"],
            [_t("分類"), str(asset.get_confidentiality_display())],
            [_t("写しの番号"), _t("第　　　　号")],
        ],
        "limits_title": _t("取扱制限"),
        "limits": [[str(limit.topic.label), limit.text] for limit in limits],
    }
    return render(f"{FOLDER}/labels_class.typ", data, lang=lang)


def map_paper(ctx: Context, *, lang: str) -> bytes:
    """The map on A3 landscape, then its lines and systems as lists."""
    nodes = list(queries_classes.map_nodes(ctx.today))
    lines = queries_classes.lines_of_map(ctx.today)
    found = picture(nodes, lines)
    title = _t("システム構成図")
    data = {
        "title": title,
        "assembly": ctx.assembly.name,
        "date": ctx.today,
        "printed": ctx.today,
        "has_nodes": bool(nodes),
        "nothing": _t("システムや機器がまだ登録されていません。"),
        "chart": Drawing(paper_map(found, title=title), found.words or title) if nodes else None,
        "lines_title": _t("接続の一覧"),
        "lines_header": [_t("番号"), _t("つなぐ元"), _t("つなぐ先"), _t("回線・用途"), _t("回線の所有")],
        "lines": [
            [
                str(number),
                str(row.source),
                str(row.target),
                row.label,
                str(row.get_owner_kind_display()) if row.owner_kind else "—",
            ]
            for number, row in enumerate(lines, start=1)
        ],
        "nodes_title": _t("システム・機器の一覧"),
        "nodes_header": [_t("ネットワーク"), _t("管理番号・名称"), _t("所有"), _t("所管"), _t("機密性")],
        "nodes": [
            [
                zone_label(node.zone),
                str(node),
                node.owner_name or str(node.get_owner_kind_display()),
                str(node.unit or "—"),
                node.confidentiality or _t("未分類"),
            ]
            for node in nodes
        ],
    }
    return render(f"{FOLDER}/map.typ", data, lang=lang)


def copies_paper(ctx: Context, asset: Asset, rows: Sequence[NumberedCopy], *, lang: str) -> bytes:
    """The hand-out list with numbers and receivers, and slips with the numbers to cut out."""
    words = marking(asset.confidentiality, has_personal_data=asset.has_personal_data)
    data = {
        "title": _t("番号付きの写し 配付表"),
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "facts": [
            [_t("文書"), asset.name],
            [_t("管理番号"), asset.number],
            [_t("表示"), words or "—"],
            [_t("配付した部数"), str(len(rows))],
        ],
        "header": [_t("番号"), _t("配付先"), _t("配付日"), _t("回収する日"), _t("回収日"), _t("裁断日"), _t("確認")],
        "rows": [[str(row.number), receiver(row), *_days(row, lang), ""] for row in rows],
        "slips_title": _t("番号票（切り取って、写しの表紙に貼ってください）"),
        "slips": [
            [words, asset.name, _t("第%(number)s号") % {"number": row.number}, receiver(row)]
            for row in rows
            if row.collected_on is None and row.shredded_on is None
        ],
    }
    return render(f"{FOLDER}/copies.typ", data, lang=lang)


def _days(copy: NumberedCopy, lang: str) -> list[str]:
    days = (copy.given_on, copy.due_on, copy.collected_on, copy.shredded_on)
    return ["" if day is None else wareki(day, short=True) if lang == "ja" else day.isoformat() for day in days]


def receiver(copy: NumberedCopy) -> str:
    """Who got it."""
    return copy.person.shown_name if copy.person is not None else copy.given_to
