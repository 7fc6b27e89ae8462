"""The system map as SVG, on pages and on paper, with everything it shows as text (AST-13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.charts.wrapping import wrap
from sakimori.registers.assets.map_layout import (
    BOX_HEIGHT,
    BOX_WIDTH,
    HEAD,
    MARGIN,
    Band,
    Box,
    Line,
    Map,
    Node,
    Route,
    lay_out,
)
from sakimori.registers.assets.models import Asset, Connection
from sakimori.registers.assets.types import AssetKind, OwnerKind, Zone

ZONES: Final = (
    Zone.CLOUD, Zone.INTERNET, Zone.MOBILE, Zone.CAUCUS_LAN, Zone.CITY_LAN, Zone.LGWAN, Zone.NONE,
)  # fmt: skip
"""From outside to inside."""
UNSET: Final = _("ネットワークが未登録")
COLUMNS: Final = 4
"""On a page beside the navigation."""
PAPER_COLUMNS: Final = range(3, 10)
PAPER_RATIO: Final = 1.65
TITLE, WORDS, ZONE = 14.0, 12.0, 15.0

DASHES: Final = {
    OwnerKind.ASSEMBLY: "",
    OwnerKind.CITY: "9 4",
    OwnerKind.CAUCUS: "2 4",
    OwnerKind.MEMBER: "2 4",
    OwnerKind.LESSOR: "9 4 2 4",
    "": "1 7",
}
"""How a line looks by its owner; the list beneath says it in words."""

_PAPER: Final = {
    "band": 'fill="#f2f2f2" stroke="#949494" stroke-width="1"',
    "zone": 'fill="#1a1a1c" font-size="15" font-weight="700" text-anchor="start"',
    "system": 'fill="#e8f1fe" stroke="#0017c1" stroke-width="1.6"',
    "device": 'fill="#ffffff" stroke="#4d4d4d" stroke-width="1.2"',
    "line": 'fill="none" stroke="#1a1a1c" stroke-width="1.6"',
    "title": f'fill="#1a1a1c" font-size="{TITLE:g}" font-weight="700"',
    "words": f'fill="#4d4d4d" font-size="{WORDS:g}"',
    "mark": 'fill="#ffffff" stroke="#1a1a1c" stroke-width="1"',
    "number": 'fill="#1a1a1c" font-size="11" font-weight="700"',
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is on the map: nodes, and lines with their number in the list."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    words: str
    """The whole map as text."""


def picture(assets: Sequence[Asset], connections: Iterable[Connection]) -> Picture:
    """Rows as a map."""
    nodes = tuple(
        Node(str(asset.pk), asset.name, _words(asset), asset.zone, asset.kind == AssetKind.SYSTEM) for asset in assets
    )
    rows = list(connections)
    lines = tuple(
        Line(number, str(row.source_id), str(row.target_id), row.owner_kind) for number, row in enumerate(rows, start=1)
    )
    return Picture(nodes, lines, _described(nodes, lines))


def _words(asset: Asset) -> tuple[str, str]:
    kind = str(asset.get_category_display() or asset.get_kind_display())
    level = _t("機密性%(level)s") % {"level": asset.confidentiality} if asset.confidentiality else _t("未分類")
    return kind, level


def zone_label(zone: str) -> str:
    """A band's name."""
    return str(Zone(zone).label) if zone else str(UNSET)


def _described(nodes: Sequence[Node], lines: Sequence[Line]) -> str:
    names = {node.key: node.title for node in nodes}
    parts = []
    for zone in (*ZONES, ""):
        inside = [f"{node.title}（{'、'.join(node.words)}）" for node in nodes if node.zone == zone]
        if inside:
            parts.append(f"{zone_label(zone)}: " + "、".join(inside))
    parts += [
        f"{line.number}: {names[line.source]} – {names[line.target]}"
        for line in lines
        if line.source in names and line.target in names
    ]
    return "\n".join(parts)


def page_map(found: Picture, *, title: str, columns: int = COLUMNS, chart_id: str = "system-map") -> str:
    """For a page; its look is in map.css."""
    return _svg(_laid(found, columns), found.words, title=title, chart_id=chart_id, on_paper=False)


def paper_map(found: Picture, *, title: str) -> str:
    """For a sheet of A3 in landscape: as many columns as make the letters largest."""
    maps = [_laid(found, columns) for columns in PAPER_COLUMNS]
    best = min(maps, key=lambda chart: max(chart.width, chart.height * PAPER_RATIO))
    return _svg(best, found.words, title=title, chart_id="system-map", on_paper=True)


def _laid(found: Picture, columns: int) -> Map:
    return lay_out(found.nodes, found.lines, (*ZONES, ""), columns)


def _svg(chart: Map, words: str, *, title: str, chart_id: str, on_paper: bool) -> str:
    look = ' font-family="BIZ UDPGothic, Sakimori Rare" text-anchor="middle"' if on_paper else ' class="system-map"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width:g} {chart.height:g}"'
        f' width="{chart.width:g}" height="{chart.height:g}" role="img"'
        f' aria-labelledby="{chart_id}-title {chart_id}-desc"{look}>',
        f'<title id="{chart_id}-title">{escape(title)}</title>',
        f'<desc id="{chart_id}-desc">{escape(words)}</desc>',
    ]
    parts += [_band(band, chart.width, on_paper) for band in chart.bands]
    parts += [_line(route, on_paper) for route in chart.routes]
    parts += [_number(route, on_paper) for route in chart.routes]
    parts += [_box(box, on_paper) for box in chart.boxes]
    return "".join(parts) + "</svg>"


def _look(name: str, on_paper: bool) -> str:
    return _PAPER[name] if on_paper else f'class="system-map-{name}"'


def _band(band: Band, width: float, on_paper: bool) -> str:
    place = f'x="1" y="{band.y + 1:g}" width="{width - 2:g}" height="{band.height - 2:g}"'
    words = wrap(zone_label(band.zone), (HEAD - MARGIN * 1.5) / ZONE, max_lines=3)
    texts = "".join(
        f'<text {_look("zone", on_paper)} x="{MARGIN:g}" y="{band.y + ZONE * 1.4 * number + 10:g}">{escape(part)}</text>'
        for number, part in enumerate(words, start=1)
    )
    return f'<rect {_look("band", on_paper)} {place} rx="8"/>{texts}'


def _line(route: Route, on_paper: bool) -> str:
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in route.points)
    dashes = DASHES.get(route.line.style, "")
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path {_look("line", on_paper)}{dashed} d="{path}"/>'


def _number(route: Route, on_paper: bool) -> str:
    x, y = route.mark
    return (
        f'<circle {_look("mark", on_paper)} cx="{x:g}" cy="{y:g}" r="8.5"/>'
        f'<text {_look("number", on_paper)} x="{x:g}" y="{y + 4:g}">{route.line.number}</text>'
    )


def _box(box: Box, on_paper: bool) -> str:
    kind = "system" if box.node.is_system else "device"
    room = BOX_WIDTH - 28
    lines = [("title", part, TITLE) for part in wrap(box.node.title, room / TITLE, max_lines=2)]
    lines += [("words", part, WORDS) for words in box.node.words for part in wrap(words, room / WORDS, max_lines=1)]
    height = sum(size * 1.35 for _name, _part, size in lines)
    y = box.y + (BOX_HEIGHT - height) / 2
    texts = []
    for name, part, size in lines:
        y += size * 1.35
        texts.append(
            f'<text {_look(name, on_paper)} x="{box.x + BOX_WIDTH / 2:g}" y="{y - size * 0.35:g}">{escape(part)}</text>'
        )
    place = f'x="{box.x:g}" y="{box.y:g}" width="{BOX_WIDTH:g}" height="{BOX_HEIGHT:g}"'
    return f'<rect {_look(kind, on_paper)} {place} rx="{10 if box.node.is_system else 3}"/>{"".join(texts)}'
