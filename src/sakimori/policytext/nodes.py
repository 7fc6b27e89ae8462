"""A clause in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from sakimori.policytext.labels import Kind


@dataclass(slots=True)
class Node:
    """A clause in the making. `kind` None: an unnumbered heading, a table row (`row`) or the root.

    `lead` stands on the label's line, `below` are the paragraphs after it. `paragraph`: it is a 項 of an article.
    """

    kind: Kind | None = None
    numbers: tuple[int, ...] = ()
    piece: str = ""
    lead: str = ""
    below: list[str] = field(default_factory=list)
    heading: str | None = None
    children: list[Node] = field(default_factory=list)
    paragraph: bool = False
    counts_paragraphs: bool = False
    row: bool = False
    level: int | None = None
    depth: int = 0

    @property
    def has_text(self) -> bool:
        return bool(self.lead or self.below)
