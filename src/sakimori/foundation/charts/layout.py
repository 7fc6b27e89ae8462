"""Where the boxes and lines of an organisation chart go. No drawing here; units are CSS pixels.

A node's children stand in one row while they fit. When the row gets too wide, the widest subtrees are narrowed first:
children without children of their own hang in columns below their superior. What is still too wide wraps into several
rows, joined by a trunk on the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakimori.foundation.charts.wrapping import wrap

BOX = 196.0
GAP = 20.0
DROP = 18.0
"""Length of the line above and below a row's bus."""
INDENT = 22.0
ROW_GAP = 14.0
PAD = 10.0

TITLE_SIZE, PERSON_SIZE, SUB_SIZE = 13.0, 17.0, 12.0
_LEADING = 1.4
_COLUMN = 12
"""Boxes that hang in one column at most, before a second is begun."""


@dataclass(frozen=True, slots=True)
class Node:
    """A post or unit. `title` is the post or unit, `person` who holds it, `sub` a further line (term, telephone)."""

    title: str
    person: str = ""
    sub: str = ""
    children: tuple[Node, ...] = ()
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    kind: str
    text: str
    y: float
    """Baseline, from the top of the box."""


@dataclass(slots=True)
class Box:
    node: Node
    x: float
    y: float
    height: float
    lines: tuple[TextLine, ...]


Path = list[tuple[float, float]]


@dataclass(slots=True)
class Block:
    """A laid-out subtree with its own origin; `anchor` is the x where the line from above arrives."""

    width: float
    height: float
    anchor: float
    boxes: list[Box] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def take(self, other: Block, x: float, y: float) -> None:
        for box in other.boxes:
            self.boxes.append(Box(box.node, box.x + x, box.y + y, box.height, box.lines))
        for path in other.paths:
            self.paths.append([(left + x, top + y) for left, top in path])


def lay_out(roots: Sequence[Node], width: float) -> Block:
    """All trees below each other, none wider than `width` (but never narrower than one box)."""
    whole = Block(width, 0.0, 0.0)
    for root in roots:
        block = _subtree(root, max(width, BOX))
        whole.take(block, (width - block.width) / 2, whole.height)
        whole.height += block.height + ROW_GAP * 2
    whole.height = max(0.0, whole.height - ROW_GAP * 2)
    return whole


def _subtree(node: Node, room: float) -> Block:
    """The widest way that fits: while the row of children is too wide, the widest of them that can be narrowed is."""
    if not node.children:
        return _alone(node)
    ways = [_ways(child, room) for child in node.children]
    if _narrowed(ways, room):
        return _in_row(node, [way[0] for way in ways])
    if all(not child.children for child in node.children):
        return _in_rows(node, [way[0] for way in ways], room)
    inner = [_ways(child, room - INDENT) for child in node.children]
    return _in_rows(node, [min(way, key=lambda block: block.width * block.height) for way in inner], room)


def _narrowed(ways: Sequence[list[Block]], room: float) -> bool:
    """Drops the wider ways until the first ones fit beside each other; False when they cannot."""
    while _total([way[0] for way in ways]) > room:
        wide = [way for way in ways if len(way) > 1]
        if not wide:
            return False
        max(wide, key=lambda way: way[0].width).pop(0)
    return True


def _ways(node: Node, room: float) -> list[Block]:
    """How a subtree can be laid out, from wide to narrow."""
    if not node.children:
        return [_alone(node)]
    ways = [_subtree(node, room)]
    if all(not child.children for child in node.children):
        ways += [_hanging(node, columns) for columns in _column_counts(len(node.children), room)]
    else:
        inner = [_ways(child, room) for child in node.children]
        steps = range(max(len(way) for way in inner))
        ways += [_in_row(node, [way[min(step, len(way) - 1)] for way in inner]) for step in steps]
        ways.append(_in_rows(node, [way[-1] for way in inner], BOX * 2 + GAP + INDENT))
    kept = [ways[0]]
    for way in ways[1:]:
        if way.width < kept[-1].width:
            kept.append(way)
    return kept


def _total(blocks: Sequence[Block]) -> float:
    return sum(block.width for block in blocks) + GAP * (len(blocks) - 1)


def _alone(node: Node) -> Block:
    box = _box(node)
    return Block(BOX, box.height, BOX / 2, [box])


def _in_row(node: Node, children: Sequence[Block]) -> Block:
    """The superior above the middle of one row."""
    own = _box(node)
    bus, top = own.height + DROP, own.height + DROP * 2
    width = max(_total(children), BOX)
    block = Block(width, top + max(child.height for child in children), width / 2)
    left = (width - _total(children)) / 2
    anchors: list[float] = []
    for child in children:
        block.take(child, left, top)
        anchors.append(left + child.anchor)
        left += child.width + GAP
    middle = (anchors[0] + anchors[-1]) / 2
    block.anchor = min(max(middle, BOX / 2), width - BOX / 2)
    own.x = block.anchor - BOX / 2
    block.boxes.insert(0, own)
    block.paths.append([(block.anchor, own.height), (block.anchor, bus)])
    ends = [min(anchors[0], block.anchor), max(anchors[-1], block.anchor)]
    if ends[0] < ends[1]:
        block.paths.append([(ends[0], bus), (ends[1], bus)])
    block.paths += [[(anchor, bus), (anchor, top)] for anchor in anchors]
    return block


def _in_rows(node: Node, children: Sequence[Block], room: float) -> Block:
    """Children wrapped into rows; a trunk in the left margin joins the rows' buses."""
    rows: list[list[Block]] = [[]]
    for child in children:
        if rows[-1] and _total([*rows[-1], child]) > room - INDENT:
            rows.append([])
        rows[-1].append(child)
    own = _box(node)
    width = INDENT + max(_total(row) for row in rows)
    block = Block(width, 0.0, width / 2)
    own.x = block.anchor - BOX / 2
    block.boxes.append(own)
    trunk, bus = INDENT / 2, own.height + DROP
    block.paths.append([(block.anchor, own.height), (block.anchor, bus)])
    for number, row in enumerate(rows):
        left, last = INDENT, trunk
        for child in row:
            block.take(child, left, bus + DROP)
            last = left + child.anchor
            block.paths.append([(last, bus), (last, bus + DROP)])
            left += child.width + GAP
        end = max(last, block.anchor) if number == 0 else last
        block.paths.append([(trunk, bus), (end, bus)])
        bottom = bus + DROP + max(child.height for child in row)
        block.height = bottom
        if number + 1 < len(rows):
            following = bottom + ROW_GAP
            block.paths.append([(trunk, bus), (trunk, following)])
            bus = following
    return block


def _column_counts(leaves: int, room: float) -> range:
    """In how many columns leaves can hang, from as many as there is room for to as few as are still readable."""
    fitting = max(1, int((room + GAP) // (INDENT + BOX + GAP)))
    least = min(-(-leaves // _COLUMN), fitting)
    return range(max(least, min(fitting, leaves // 2)), least - 1, -1)


def _hanging(node: Node, columns: int) -> Block:
    """Leaves in columns under the left edge of their superior, each joined by an elbow."""
    own = _box(node)
    boxes = [_box(child) for child in node.children]
    depth = -(-len(boxes) // columns)
    step = INDENT + BOX + GAP
    width = columns * step - GAP
    block = Block(width, own.height, BOX / 2, [own])
    bus, top = own.height + ROW_GAP / 2, own.height + ROW_GAP
    block.paths.append([(INDENT / 2, own.height), (INDENT / 2, bus)])
    if columns > 1:
        block.paths.append([(INDENT / 2, bus), ((columns - 1) * step + INDENT / 2, bus)])
    for column in range(columns):
        left, y, start = column * step + INDENT / 2, top, bus
        for box in boxes[column * depth : (column + 1) * depth]:
            box.x, box.y = left + INDENT / 2, y
            block.boxes.append(box)
            middle = y + box.height / 2
            block.paths.append([(left, start), (left, middle), (left + INDENT / 2, middle)])
            start = middle
            y += box.height + ROW_GAP
        block.height = max(block.height, y - ROW_GAP)
    return block


def _box(node: Node) -> Box:
    lines: list[TextLine] = []
    y = PAD
    parts = (
        ("title", node.title, TITLE_SIZE, 3),
        ("person", node.person, PERSON_SIZE, 2),
        ("sub", node.sub, SUB_SIZE, 3),
    )
    for kind, text, size, most in parts:
        for line in wrap(text, (BOX - PAD * 2) / size, max_lines=most):
            y += size * _LEADING
            lines.append(TextLine(kind, line, y - size * (_LEADING - 1)))
    return Box(node, 0.0, 0.0, max(y + PAD, 44.0), tuple(lines))
