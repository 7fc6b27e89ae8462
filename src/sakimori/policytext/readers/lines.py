"""What every reader gives: logical lines with hints, and what it left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from sakimori.policytext.tree import Dropped

_RADICALS = re.compile("[⺀-⿕]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_EDGES = re.compile(r"^[\s　]+|[\s　]+$")


@dataclass(slots=True)
class Line:
    """One line or paragraph.

    `level`: 1 to 6 for a heading of Word or HTML. `numbered`: the label came from automatic numbering, so it is one.
    `depth`: nesting of the list it stands in, 0 outside lists. `cells`: the cells of a table row (`text` is empty then).
    `blank_before`: a blank line or a block's end stands before it. `wrapped`: it may go on in the next line.
    `returns_to`: a list has ended, what follows belongs to this depth.
    `joined`: it may be the rest of the line before. `indent`, `width`: in half-width columns.
    """

    text: str
    level: int | None = None
    numbered: bool = False
    depth: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
    header_row: bool = False
    blank_before: bool = False
    wrapped: bool = False
    joined: bool = False
    returns_to: int | None = None
    indent: int = 0
    width: int = 0


@dataclass(slots=True)
class Source:
    """A file's lines in reading order. `kind`: txt, html, docx or pdf. `page_title`: a web page's own title."""

    kind: str
    lines: list[Line]
    dropped: list[Dropped] = field(default_factory=list)
    page_title: str = ""


def clean(text: str) -> str:
    """Without control and invisible characters and without spaces at both ends."""
    return _EDGES.sub("", _ODD_SPACES.sub(" ", _CONTROLS.sub("", text)))


def plain_radicals(text: str) -> str:
    """PDF fonts map some characters to look-alike radicals (⽅ for 方); give the ordinary ones."""
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
