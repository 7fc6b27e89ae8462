"""Between a clause's path and its number as printed: `6(1)` is `(1)` under `6`, `第10条第2項` is `2` under `第10条`.

`own_part` is what a path adds to the path above it; `cite` puts such a part under another path. Both follow paths.py,
which cites a freshly read text; here a person moves clauses of a text that is read already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sakimori.policytext.paths import PREAMBLE

UNNUMBERED = "#"
"""Opens the part of a clause without a number (`#1`), and the mark of a number that occurs again (`6(1)#2`)."""

_AGAIN = re.compile(r"(?<=.)#\d+$")
_PARAGRAPH = re.compile(r"第(\d+(?:の\d+)*)項")
_ITEM = re.compile(r"(?:第1項)?第(\d+)号((?:の\d+)*)")
_NUMBER = re.compile(r"\d+(?:の\d+)*")
_BRACKETED = re.compile(r"\((\d+)\)((?:の\d+)*)")
_ARTICLE = re.compile(r"第\d+条(?:の\d+)*")
_UNIT = re.compile(r"第\d+[編章節款目](?:の\d+)*")
_PRINTED_WHOLE = re.compile(r"\d+(?:[.-]\d+)*(?:#\d+)?")
_ENDS_AS_ARTICLE = re.compile(r"(?:第\d+条(?:の\d+)*)(?:#\d+)?$")
_ENDS_AS_PARAGRAPH = re.compile(r"第\d+(?:の\d+)*項(?:#\d+)?$")
_ENDS_AS_UNIT = re.compile(r"第\d+[編章節款目](?:の\d+)*(?:#\d+)?$")
_TOP = re.compile(r"附則|別表|別記|別図|別紙|様式")
_SUPPLEMENT = "附則"
_DIGITS = "0123456789"
_BETWEEN = "－"
"""Parts a plain number from the plain number above it (`1－2`), unlike the `-` of a number that is printed `1-2`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part is put: the path above (empty at the top), and what else its citation hangs on."""

    above: str = ""
    has_paragraphs: bool = False
    """The article above has numbered 項: its own items are those of 第1項."""
    articles: bool = False
    """The document is divided into 条."""
    continues: bool = False
    """Numbers of this document run on through its chapters and are cited without them."""


def own_part(path: str, above: str) -> str:
    """What `path` adds to `above`; the whole path where it stands for itself (`1.1` under `1`, `第3条` in a chapter)."""
    rest = path.removeprefix(above) if above and path != above else path
    if rest != path and rest[0] in _DIGITS and above[-1] in _DIGITS:
        rest = path  # 10 is not 0 under 1
    if rest != path and rest[0] in ".-":
        # `1-2` below `1` is printed so; `第1-2` is number 2 below 第1, `#1-2` below the first unnumbered clause.
        rest = path if _PRINTED_WHOLE.fullmatch(above) else rest[1:]
    return rest if rest.startswith(UNNUMBERED) else _AGAIN.sub("", rest.removeprefix(_BETWEEN))


def label_of(path: str, above: str) -> str:
    """The number as it stands in the text; empty where the text has none (`#1`, 前文)."""
    part = own_part(path, above)
    if part.startswith(UNNUMBERED) or part == PREAMBLE:
        return ""
    paragraph, item = _PARAGRAPH.fullmatch(part), _ITEM.fullmatch(part)
    if paragraph:
        return paragraph[1]
    return f"({item[1]}){item[2]}" if item else part


def once(path: str) -> str:
    """The path without the mark that its number occurs again."""
    return _AGAIN.sub("", path)


def has_articles(paths: Iterable[str]) -> bool:
    """Whether a document is divided into 条."""
    return any(_ENDS_AS_ARTICLE.search(path) for path in paths)


def _holds_paragraphs(above: str, articles: bool) -> bool:
    """An article; in a document of articles also its 附則."""
    return bool(_ENDS_AS_ARTICLE.search(above)) or (articles and once(above) == _SUPPLEMENT)


def holds_items(path: str, *, articles: bool) -> bool:
    """Whether numbers right below this path are those of 項 and 号."""
    return _holds_paragraphs(path, articles) or bool(_ENDS_AS_PARAGRAPH.search(path))


def is_paragraph(part: str, above: str, *, articles: bool) -> bool:
    """Whether a part is, or becomes below this path, a 項."""
    return _holds_paragraphs(above, articles) and bool(_PARAGRAPH.fullmatch(part) or _NUMBER.fullmatch(part))


def is_item(part: str) -> bool:
    """Whether a part is cited as a 号."""
    return bool(_ITEM.fullmatch(part))


def is_cited_alone(path: str, above: str) -> bool:
    """A plain number in a chapter, cited without the chapter."""
    return bool(_ENDS_AS_UNIT.search(above)) and not path.startswith(above) and path[:1] not in "第附別前"


def cite(part: str, place: Place) -> str:
    """The path of a part at a place."""
    above = place.above
    if _ARTICLE.fullmatch(part):
        return (_SUPPLEMENT if above.startswith(_SUPPLEMENT) else "") + part
    if part == PREAMBLE or _TOP.match(part) or re.fullmatch(r"\d+(?:[.-]\d+)+", part):
        return part
    if _UNIT.fullmatch(part):
        return (above if _ENDS_AS_UNIT.search(above) else "") + part
    if part.startswith(UNNUMBERED):
        return above + part
    number, branches = _numbered(part)
    if number is None:
        return _join(above, part)
    if _holds_paragraphs(above, place.articles):
        if is_paragraph(part, above, articles=place.articles):
            return f"{above}第{number}{branches}項"
        return f"{above}{'第1項' if place.has_paragraphs else ''}第{number}号{branches}"
    if _ENDS_AS_PARAGRAPH.search(above):
        return f"{above}第{number}号{branches}"
    plain = f"({number}){branches}" if _ITEM.fullmatch(part) or _BRACKETED.fullmatch(part) else f"{number}{branches}"
    return plain if place.continues and _ENDS_AS_UNIT.search(above) else _join(above, plain)


def _join(above: str, part: str) -> str:
    if not above or above[-1] not in _DIGITS or part[0] not in _DIGITS:
        return above + part
    return f"{above}{_BETWEEN if _PRINTED_WHOLE.fullmatch(above) else '-'}{part}"


def _numbered(part: str) -> tuple[str | None, str]:
    """Number and branch (`の2`) of a 項, a 号, `2` or `(2)`."""
    for form in (_ITEM, _BRACKETED):
        if match := form.fullmatch(part):
            return match[1], match[2]
    match = _PARAGRAPH.fullmatch(part)
    whole = match[1] if match else part if _NUMBER.fullmatch(part) else None
    if whole is None:
        return None, ""
    number, *branches = whole.split("の")
    return number, "".join(f"の{branch}" for branch in branches)
