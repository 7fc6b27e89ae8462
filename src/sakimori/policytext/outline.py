"""Builds the tree of raw nodes from lines: which label opens a clause, and where it belongs.

A label is placed by its kind and number: the next number of an open level goes on there, a first number opens a level
below. A number that fits nowhere is only spoken of, and its line is text.
"""

from __future__ import annotations

from collections.abc import Callable

from sakimori.policytext.labels import TOP_LEVEL, UNITS, Kind, Label
from sakimori.policytext.nodes import Node
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.wording import bracket_heading, is_phrase, tidy_heading

_MAJOR = (Kind.ROMAN, Kind.ORDINAL, Kind.NUMBER, Kind.DASHED)
_MINOR = (
    Kind.PAREN, Kind.PAREN_KANJI, Kind.CIRCLE, Kind.KANA, Kind.PAREN_KANA, Kind.CIRCLE_KANA, Kind.SMALL,
    Kind.PAREN_SMALL, Kind.ROMAN_SMALL,
)  # fmt: skip
_TWO_ORDERS = (Kind.KANA, Kind.PAREN_KANA, Kind.SMALL, Kind.PAREN_SMALL, Kind.CAPITAL)
_WIDEST_GAP = 12
_WIDEST_START = 3
_LEAST_SURE = (Kind.KANJI, Kind.KANA, Kind.SMALL, Kind.CAPITAL, Kind.ROMAN_SMALL)


class Builder:
    """Takes lines one by one; `root` is the result. `articles`: the document is divided into 条."""

    def __init__(self, *, articles: bool) -> None:
        self.root = Node()
        self.articles = articles
        self.stack = [self.root]
        self.doubts: list[tuple[Node | None, str, str]] = []
        self._new_doubts: list[tuple[str, str]] = []
        self._last_article: dict[int, tuple[int, ...]] = {}

    @property
    def top(self) -> Node:
        return self.stack[-1]

    def open(self, label: Label, line: Line, heading: str | None) -> bool:
        """Open the label's clause; False where the number fits nowhere, so that the line is text."""
        if self._explicit_first_paragraph(label):
            self.top.heading = self.top.heading or heading
            self.top.lead = label.rest
            return True
        self._new_doubts = []
        found = self._place(label, line)
        if found is None:
            return False
        depth, paragraph = found
        del self.stack[depth + 1 :]
        for number in range(label.value, (label.last or label.value) + 1):
            several = label.last is not None
            piece = f"第{number}条" if several else label.piece
            numbers = (number,) if several else label.numbers
            node = Node(label.kind, numbers, piece, label.rest, heading=heading, paragraph=paragraph)
            node.level, node.depth = line.level, line.depth
            self.top.children.append(node)
        if label.kind is Kind.ARTICLE:
            self._last_article[id(self._article_root())] = (label.last,) if label.last else label.numbers
        self.doubts += [(node, code, detail) for code, detail in self._new_doubts]
        self.stack.append(node)
        return True

    def open_heading(self, text: str, level: int) -> None:
        """An unnumbered heading of Word, HTML or a plain text of headings."""
        while len(self.stack) > 1 and (self.top.level is None or self.top.level >= level):
            self.stack.pop()
        node = Node(heading=text, level=level)
        self.top.children.append(node)
        self.stack.append(node)

    def add_row(self, term: str, text: str) -> None:
        """A table row without a number: an item of the open clause."""
        self.top.children.append(Node(heading=term or None, below=[text] if text else [], row=True))

    def add_text(self, line: Line) -> None:
        """A paragraph of the open clause; after a list it belongs to what the list stands in."""
        while line.returns_to is not None and self.top.depth > line.returns_to:
            self.stack.pop()
        node = self.top
        if node is self.root:  # a table came before any clause: the paragraph stands for itself
            node.children.append(Node(below=[line.text]))
            return
        if line.joined and node.has_text:
            if node.below:
                node.below[-1] += line.text
            else:
                node.lead += line.text
        else:
            node.below.append(line.text)

    def doubt(self, code: str, line: Line) -> None:
        """Something a person should look at in the clause about to be opened."""
        self._new_doubts.append((code, line.text[:60]))

    def _article_root(self) -> Node:
        return next((node for node in self.stack if node.kind is Kind.SUPPLEMENT), self.root)

    def _place(self, label: Label, line: Line) -> tuple[int, bool] | None:
        """(depth in the stack of the parent, is it a 項), or None."""
        if label.kind in TOP_LEVEL:
            return 0, False
        if label.kind in UNITS:
            depth = self._unit_depth(label, line)
            return None if depth is None else (depth, False)
        if self.articles or self._in_supplement():
            found = self._paragraph_depth(label, line)
            if found is not None:
                return found, True
        depth = self._dashed_depth(label) if label.kind is Kind.DASHED else self._level_depth(label, line)
        return None if depth is None else (depth, False)

    def _in_supplement(self) -> bool:
        return any(node.kind is Kind.SUPPLEMENT for node in self.stack)

    def _unit_depth(self, label: Label, line: Line) -> int | None:
        if label.kind is not Kind.ARTICLE:
            if label.tight and not self._follows_unit(label):
                return None
            rank = UNITS.index(label.kind)
            return self._last_depth(lambda node: node.kind in UNITS[:rank])
        last = self._last_article.get(id(self._article_root()))
        inside = self._in_supplement() and (last is not None or label.numbers == (1,))
        if not inside:
            last = self._last_article.get(id(self.root))
        follows = _next_article(last, label.numbers)
        if not follows and (label.tight or (last is not None and label.numbers < last)):
            return None
        if not follows:
            self.doubt("number-gap" if label.numbers != last else "duplicate-number", line)
        if not inside:
            del self.stack[self._last_depth(lambda node: node.kind not in TOP_LEVEL) + 1 :]
            self.stack = (
                [node for node in self.stack if node.kind not in TOP_LEVEL] if self._in_supplement() else self.stack
            )
        return self._last_depth(
            lambda node: node.kind in UNITS[:-1] or node.kind is Kind.SUPPLEMENT or _is_heading(node)
        )

    def _follows_unit(self, label: Label) -> bool:
        siblings = [child for node in self.stack for child in node.children if child.kind is label.kind]
        return label.value == (siblings[-1].numbers[0] + 1 if siblings else 1)

    def _last_depth(self, wanted: Callable[[Node], bool]) -> int:
        return max((depth for depth, node in enumerate(self.stack) if depth and wanted(node)), default=0)

    def _explicit_first_paragraph(self, label: Label) -> bool:
        """`1` right under a bare 第n条: paragraph 1 is the article's own text."""
        top = self.top
        bare = top.kind is Kind.ARTICLE and not top.below and not top.children
        if bare and top.lead and label.kind is Kind.NUMBER and label.numbers == (1,) and top.heading is None:
            only = bracket_heading(top.lead)
            if only is not None and not only[1]:
                top.heading, top.lead = only[0], ""
            elif only is None and is_phrase(top.lead):
                top.heading, top.lead = tidy_heading(top.lead), ""
        first = bare and not top.lead and label.kind in (Kind.NUMBER, Kind.CIRCLE) and label.numbers == (1,)
        if first:
            self.top.counts_paragraphs = True
        return first

    def _paragraph_depth(self, label: Label, line: Line) -> int | None:
        """Depth of the article (or 附則) of which the label numbers a further paragraph, or None."""
        if label.kind not in (Kind.NUMBER, Kind.CIRCLE) or len(label.numbers) > 1:
            return None
        depth = self._last_depth(lambda node: node.kind in (Kind.ARTICLE, Kind.SUPPLEMENT))
        if depth == 0:
            return None
        parent = self.stack[depth]
        open_items = [node for node in self.stack[depth + 1 :] if node.kind is label.kind and not node.paragraph]
        if any(_relation(node, label) == 1 for node in open_items):
            return None
        before = [child for child in parent.children if child.paragraph]
        if label.kind is Kind.CIRCLE and before and before[-1].kind is not Kind.CIRCLE:
            return None
        implicit = 1 if parent.kind is Kind.ARTICLE and (parent.has_text or parent.counts_paragraphs) else 0
        last = before[-1].numbers[0] if before else implicit
        if label.value == last + 1:
            return depth
        far = label.value <= last or label.value > last + 4 or label.tight or label.kind is Kind.CIRCLE
        if (far and not (before and label.value == last)) or label.tight:
            return None
        if label.value == 1:
            return None
        self.doubt("duplicate-number" if label.value == last else "number-gap", line)
        return depth

    def _dashed_depth(self, label: Label) -> int | None:
        """1-1-2 belongs below an open 1-1, 1-1 below an open 1; a number out of its row is a reference."""
        head = label.numbers[:-1]
        parent = self._last_depth(lambda node: _spoken(node) == head[: len(_spoken(node))] and bool(_spoken(node)))
        if parent == 0:
            parent = self._last_depth(lambda node: node.kind in UNITS or _is_heading(node))
        before = [child for child in self.stack[parent].children if child.kind is Kind.DASHED]
        last = before[-1].numbers if before else None
        follows = label.numbers[-1] == 1 or (last is not None and last[:-1] == head and last[-1] < label.numbers[-1])
        new_head = last is not None and last[:-1] < head
        if follows or (not label.tight and (last is None or new_head)):
            return parent
        return None

    def _level_depth(self, label: Label, line: Line) -> int | None:
        self._close_headings(line)
        open_levels = [depth for depth in range(len(self.stack) - 1, 0, -1) if self._is_level(depth, label)]
        nested = line.numbered and bool(open_levels) and self.stack[open_levels[0]].depth < line.depth
        if nested and _is_first(label):
            return len(self.stack) - 1
        same_depth = [depth for depth in open_levels if self.stack[depth].depth == line.depth]
        open_levels = same_depth or open_levels
        for depth in open_levels:
            if _relation(self.stack[depth], label) == 1:
                return depth - 1
        if _is_first(label) and (not open_levels or self._may_nest(label, open_levels[0])):
            return self._new_level_depth(label, line)
        if label.tight:
            return None
        if open_levels:
            return self._odd_number_depth(label, line, open_levels)
        if label.value > _WIDEST_START or label.kind in _LEAST_SURE:
            return None
        self.doubt("missing-first", line)
        return self._new_level_depth(label, line)

    def _is_level(self, depth: int, label: Label) -> bool:
        node = self.stack[depth]
        return node.kind is label.kind and not node.paragraph

    def _close_headings(self, line: Line) -> None:
        if line.level is None:
            return
        while _is_heading(self.top) and self.top.level is not None and self.top.level >= line.level:
            self.stack.pop()

    def _may_nest(self, label: Label, depth: int) -> bool:
        """A first number of a kind that is open further up opens a new level only below a level of a higher rank."""
        below = self.stack[depth + 1 :]
        return bool(below) and all(_rank(label.kind) > _rank(node.kind) for node in below)

    def _new_level_depth(self, label: Label, line: Line) -> int:
        depth = len(self.stack) - 1
        if label.kind in _MAJOR and not (line.numbered and line.depth > 0):
            while depth > 0 and self.stack[depth].kind in _MINOR and not self._under_article(depth):
                depth -= 1
        return depth

    def _under_article(self, depth: int) -> bool:
        return any(node.kind is Kind.ARTICLE for node in self.stack[:depth])

    def _odd_number_depth(self, label: Label, line: Line, open_levels: list[int]) -> int | None:
        """A number printed twice, left out, or out of order. The nearest level takes it, and a person should look."""
        depth = min(open_levels, key=lambda place: abs(_relation(self.stack[place], label) - 1))
        step = _relation(self.stack[depth], label)
        if step > _WIDEST_GAP or (step < 0 and label.kind in _LEAST_SURE and not _is_first(label)):
            return None
        self.doubt("duplicate-number" if step == 0 else "number-gap" if step > 0 else "out-of-order", line)
        return depth - 1


def _rank(kind: Kind | None) -> int:
    """The customary order of levels: 1, (1), ア, (ア); rows and headings stand above all."""
    if kind is None or kind in UNITS or kind in _MAJOR:
        return 0
    return _MINOR.index(kind) // 2 + 2 if kind in _MINOR else 1


def _is_heading(node: Node) -> bool:
    return node.kind is None and node.heading is not None and not node.row


def _spoken(node: Node) -> tuple[int, ...]:
    """The numbers that a dashed number below this node repeats."""
    if node.kind in (Kind.DASHED, Kind.NUMBER, Kind.ORDINAL):
        return node.numbers
    return ()


def _is_first(label: Label) -> bool:
    return 1 in label.numbers if label.kind in _TWO_ORDERS else label.numbers[0] == 1


def _relation(node: Node, label: Label) -> int:
    """How many steps the label is after the node: 1 the next, 0 the same. Kana count in whichever order fits."""
    if label.kind in _TWO_ORDERS:
        steps = [new - old for old, new in zip(node.numbers, label.numbers, strict=True) if old and new]
        return 1 if 1 in steps else steps[0] if steps else -1
    if node.numbers[0] == label.numbers[0] and node.numbers != label.numbers:
        return 1 if label.numbers > node.numbers else -1
    return label.numbers[0] - node.numbers[0]


def _next_article(last: tuple[int, ...] | None, numbers: tuple[int, ...]) -> bool:
    if last is None:
        return numbers == (1,)
    return (
        numbers == (last[0] + 1,)
        or (numbers[: len(last)] == last and len(numbers) == len(last) + 1)
        or (len(numbers) == len(last) and numbers[:-1] == last[:-1] and numbers[-1] == last[-1] + 1)
    )
