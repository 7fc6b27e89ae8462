"""Draws an organisation chart as SVG, readable for eyes and screen readers, on pages and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.translation import gettext as _

from sakimori.foundation.charts.layout import BOX, PERSON_SIZE, SUB_SIZE, TITLE_SIZE, Block, Box, Node, lay_out

PAGE_WIDTH = 1100.0
_PAPER_WIDTHS = range(700, 3100, 200)
_MARGIN = 2.0

# Attributes for paper, where no style sheet reaches; on pages the same is said by charts.css.
_PAPER = {
    "box": 'fill="#ffffff" stroke="#4d4d4d" stroke-width="1.2"',
    "box top": 'fill="#e8f1fe" stroke="#0017c1" stroke-width="1.6"',
    "box vacant": 'fill="#ffffff" stroke="#767676" stroke-width="1.2" stroke-dasharray="5 4"',
    "line": 'fill="none" stroke="#4d4d4d" stroke-width="1.2"',
    "title": f'fill="#4d4d4d" font-size="{TITLE_SIZE:g}"',
    "person": f'fill="#1a1a1c" font-size="{PERSON_SIZE:g}" font-weight="700"',
    "person vacant": f'fill="#ce0000" font-size="{PERSON_SIZE:g}" font-weight="700"',
    "sub": f'fill="#4d4d4d" font-size="{SUB_SIZE:g}"',
}


def org_chart(
    roots: Node | Sequence[Node],
    *,
    title: str,
    chart_id: str = "org-chart",
    width: float = PAGE_WIDTH,
    embed_css: bool = False,
    fit_ratio: float | None = None,
) -> str:
    """The chart as one `<svg>`, at most `width` px wide, with `<title>` and the whole tree as text in `<desc>`.

    A vacant post says 空席 in words and has a dashed box. `chart_id` must be unique on the page. `embed_css` writes
    presentation attributes instead of classes, for papers. `fit_ratio` (width / height of the place on paper; 1.75 for
    a whole A4 sheet in landscape) chooses the width at which the letters come out largest.
    """
    given = (roots,) if isinstance(roots, Node) else tuple(roots)
    trees = tuple(_worded(root) for root in given)
    block = _fitted(trees, fit_ratio) if fit_ratio else lay_out(trees, width - _MARGIN * 2)
    width = block.width + _MARGIN * 2
    height = block.height + _MARGIN * 2
    tops = {id(root) for root in trees}
    look = ' font-family="BIZ UDPGothic, Sakimori Rare" text-anchor="middle"' if embed_css else ' class="org-chart"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-labelledby="{escape(chart_id)}-title {escape(chart_id)}-desc"{look}>',
        f'<title id="{escape(chart_id)}-title">{escape(title)}</title>',
        f'<desc id="{escape(chart_id)}-desc">{escape(_description(trees))}</desc>',
        f'<g transform="translate({_MARGIN:g} {_MARGIN:g})">',
        _lines(block, embed_css),
        *(_drawn(box, id(box.node) in tops, embed_css) for box in block.boxes),
        "</g></svg>",
    ]
    return "".join(parts)


def _fitted(trees: Sequence[Node], ratio: float) -> Block:
    """The layout that fills a place of this shape best."""
    blocks = [lay_out(trees, width) for width in _PAPER_WIDTHS]
    return min(blocks, key=lambda block: max(block.width, block.height * ratio))


def outline(roots: Node | Sequence[Node]) -> list[tuple[int, str]]:
    """The same tree as text, (depth, words), for a list beneath the chart and for phones."""
    rows: list[tuple[int, str]] = []

    def add(node: Node, depth: int) -> None:
        words = [node.title, node.person, node.sub]
        rows.append((depth, " ".join(word for word in words if word)))
        for child in node.children:
            add(child, depth + 1)

    for root in (roots,) if isinstance(roots, Node) else roots:
        add(_worded(root), 0)
    return rows


def _worded(node: Node) -> Node:
    """A vacant post says so in words, never by its look alone."""
    person = node.person or (_("空席") if node.vacant else "")
    return Node(node.title, person, node.sub, tuple(_worded(child) for child in node.children), node.vacant)


def _description(trees: Sequence[Node]) -> str:
    return "\n".join("　" * depth + words for depth, words in outline(trees))


def _look(name: str, embed_css: bool) -> str:
    if embed_css:
        return _PAPER[name]
    return 'class="' + " ".join(f"org-chart-{part}" for part in name.split()) + '"'


def _lines(block: Block, embed_css: bool) -> str:
    steps = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in path) for path in block.paths)
    return f'<path {_look("line", embed_css)} d="{steps}"/>' if steps else ""


def _drawn(box: Box, top: bool, embed_css: bool) -> str:
    kind = "box vacant" if box.node.vacant else "box top" if top else "box"
    texts = "".join(
        f"<text {_look('person vacant' if line.kind == 'person' and box.node.vacant else line.kind, embed_css)}"
        f' x="{box.x + BOX / 2:g}" y="{box.y + line.y:g}">{escape(line.text)}</text>'
        for line in box.lines
    )
    place = f'x="{box.x:g}" y="{box.y:g}" width="{BOX:g}" height="{box.height:g}"'
    return f'<rect {_look(kind, embed_css)} {place} rx="6"/>{texts}'
