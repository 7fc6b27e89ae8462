"""Paths: the normalised official citation of every clause (docs/policy-text.md)."""

from __future__ import annotations

from collections import Counter

from sakimori.policytext.labels import TOP_LEVEL, UNITS, Kind
from sakimori.policytext.nodes import Node
from sakimori.policytext.tree import Clause, Doubt
from sakimori.policytext.wording import heading_and_text

PREAMBLE = "前文"
_DIGITS = "0123456789"
_ITEM_KINDS = (Kind.NUMBER, Kind.KANJI, Kind.PAREN, Kind.PAREN_KANJI, Kind.CIRCLE)


def join(prefix: str, piece: str) -> str:
    """Prefix and piece; where a digit would touch a digit, `-` parts them."""
    touching = prefix[-1:] in _DIGITS and piece[:1] in _DIGITS and bool(prefix and piece)
    return f"{prefix}-{piece}" if touching else prefix + piece


class Citation:
    """Turns nodes into clauses. `articles`: the document is divided into 条."""

    def __init__(self, root: Node, *, articles: bool) -> None:
        self.root = root
        self.articles = articles
        self.restarts = _restarts(root)
        self.path_of: dict[int, str] = {}

    def clauses(self) -> tuple[Clause, ...]:
        return self._children(self.root, "", [])

    def _children(self, node: Node, path: str, above: list[Node]) -> tuple[Clause, ...]:
        unnumbered = 0
        result: list[Clause] = []
        chain = [*above, node]
        for child in node.children:
            if child.kind is None:
                unnumbered += 1
                child.piece = child.piece or f"#{unnumbered}"
            own = self._path(child, path, chain)
            self.path_of[id(child)] = own
            heading, text = heading_and_text(child, articles=self._wording_of_articles(chain))
            result.append(Clause(own, heading, text, self._children(child, own, chain)))
        return tuple(result)

    def _wording_of_articles(self, chain: list[Node]) -> bool:
        return self.articles and not any(node.kind is Kind.APPENDIX for node in chain)

    def _path(self, node: Node, path: str, chain: list[Node]) -> str:
        parent = chain[-1]
        if node.kind in TOP_LEVEL:
            return node.piece
        if node.kind is Kind.ARTICLE:
            return ("附則" if any(above.kind is Kind.SUPPLEMENT for above in chain) else "") + node.piece
        if node.kind in UNITS:
            return (path if parent.kind in UNITS else "") + node.piece
        if node.paragraph and (self.articles or parent.kind is Kind.ARTICLE):
            return f"{path}第{_counted(node)}項"
        if node.kind in _ITEM_KINDS and self._holds_items(parent):
            several = parent.kind is Kind.ARTICLE and any(child.paragraph for child in parent.children)
            first = "第1項" if several else ""
            return f"{path}{first}第{node.numbers[0]}号" + "".join(f"の{number}" for number in node.numbers[1:])
        if parent.kind in UNITS and parent.kind is not Kind.ARTICLE and not self.restarts and node.kind is not None:
            return node.piece
        if node.kind is Kind.DASHED and (parent.kind in (Kind.NUMBER, Kind.DASHED, Kind.ORDINAL, *UNITS)):
            return node.piece
        return join(path, node.piece)

    def _holds_items(self, parent: Node) -> bool:
        return parent.kind is Kind.ARTICLE or parent.paragraph or (self.articles and parent.kind is Kind.SUPPLEMENT)


def _counted(node: Node) -> str:
    return str(node.numbers[0]) + "".join(f"の{number}" for number in node.numbers[1:])


def _restarts(root: Node) -> bool:
    """Whether numbers begin anew in each chapter, so that only chapter and number together name a clause."""
    seen: set[str] = set()
    found = False

    def walk(node: Node) -> None:
        nonlocal found
        in_unit = node.kind in UNITS and node.kind is not Kind.ARTICLE
        for child in node.children:
            if in_unit and child.kind is not None and child.kind not in UNITS:
                found = found or child.piece in seen
                seen.add(child.piece)
            elif child.kind in UNITS and child.kind is not Kind.ARTICLE:
                walk(child)

    walk(root)
    return found


def doubts_of(
    clauses: tuple[Clause, ...], found: list[tuple[Node | None, str, str]], path_of: dict[int, str]
) -> tuple[Doubt, ...]:
    """What the builder doubted, with its path, and every path that occurs more than once."""
    doubts = [Doubt(None if node is None else path_of.get(id(node)), code, detail) for node, code, detail in found]
    counts = Counter(clause.path for top in clauses for clause in top.walk())
    known = {doubt.path for doubt in doubts if doubt.code == "duplicate-number"}
    doubts += [
        Doubt(path, "duplicate-number", path) for path, count in counts.items() if count > 1 and path not in known
    ]
    return tuple(dict.fromkeys(doubts))
