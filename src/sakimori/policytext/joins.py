"""Puts together what a print has torn apart: hard-wrapped lines and letter-spaced words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from sakimori.policytext.history import is_bare_date, is_history_heading, is_history_line, is_rule_number
from sakimori.policytext.labels import TOP_LEVEL, find_label
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.wording import bracket_heading, is_preamble_heading

_JAPANESE = "ぁ-ゖァ-ヺー一-鿿々〆〇、。「」（）・，．"
_SPACED_RUN = re.compile(rf"(?<![^ 　\t])[{_JAPANESE}](?: [{_JAPANESE}]){{2,}}(?![^ 　\t])(?P<after> (?=[ぁ-ゖ]))?")
_LABEL_LETTER = re.compile(r"^(?:[一二三四五六七八九十]|[アイウエオロハニホヘト](?! [ァ-ヺー])) ")
_ENDS_OPEN = re.compile(
    r"(?:[、，,・（(「『第]|及び|又は|並びに|若しくは|および|または|(?<!に)[のをにがはと]|から|まで|より"
    r"|ための|おける|対する|関する|よる|により|について)$"
)
_BEGINS_INSIDE = re.compile(
    r"^(?:[、。，．・）)」』】]|[をがはにのへ](?![一-鿿ァ-ヺ]{0,1}[ 　])|及び|又は|並びに|若しくは|する"
    r"|した|して|され|こと。|もの)"
)
_BULLET = re.compile(r"^[・•･●○◦▪■◆※*→]|^[-－―]\s")
_ENDED = re.compile(r"[。！？!?]$|[。][)）」』]$")
_TITLE_END = re.compile(r"(?:方針|ポリシー|規程|規則|要綱|要領|基準)$")
_TOPIC = re.compile(r"^[^。]{2,40}は、")
_WIDEST_PAGE = 130
_NARROWEST_PAGE = 24
_LONGEST_PARAGRAPH = 20_000
_SLACK = 4
_SHORT = 12


def join_wrapped(lines: list[Line], *, is_pdf: bool = False) -> list[Line]:
    """Lines with hard line breaks inside sentences taken out. Order and characters stay."""
    for line in lines:
        line.text = join_spaced_letters(line.text)
    full = _page_width(lines)
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before is None or line.cells or before.cells or line.level or before.level or not before.wrapped:
            result.append(line)
        elif len(before.text) > _LONGEST_PARAGRAPH or not _goes_on(before, line, full, is_pdf=is_pdf):
            line.joined = _may_go_on(before, full)
            result.append(line)
        else:
            before.text = _glued(before.text, line.text)
            before.width = line.indent + _width(line.text)
            continue
        line.width = line.indent + _width(line.text)
    return result


def join_spaced_letters(text: str) -> str:
    """`ネ ッ ト ワ ー ク の構成` is ネットワークの構成; a label letter at the start stays apart."""
    head = ""
    label = _LABEL_LETTER.match(text)
    if label is not None:
        head, text = label[0], text[label.end() :]
    return head + _SPACED_RUN.sub(lambda match: match[0].replace(" ", ""), text)


def _glued(first: str, second: str) -> str:
    """Two Latin words keep a space between them."""
    latin = first[-1:].isascii() and first[-1:].isalnum() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if latin else first + second


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _page_width(lines: list[Line]) -> int | None:
    """Columns of a full line where the text is hard-wrapped, else None."""
    widths: Counter[int] = Counter()
    for line, after in pairwise(lines):
        if not (line.cells or line.level or after.level or after.blank_before or _ENDED.search(line.text)):
            widths[line.indent + _width(line.text)] += 1
    longest = max((line.indent + _width(line.text) for line in lines if not line.cells), default=0)
    if not _NARROWEST_PAGE <= longest <= _WIDEST_PAGE:
        return None
    near = sum(count for width, count in widths.items() if width >= longest - _SLACK)
    return longest if near else None


def _goes_on(before: Line, line: Line, full: int | None, *, is_pdf: bool) -> bool:
    text = line.text
    if (line.blank_before and not is_pdf) or _ENDED.search(before.text) or _BULLET.match(text):
        return False
    if line.indent > before.indent and not is_pdf and before.indent == 0 and line.indent in (1, 2) and full is None:
        return False
    if _stands_alone(before.text) or _stands_alone(text) or find_label(text) is not None:
        return False
    if _TITLE_END.search(before.text) and find_label(before.text) is None:
        return False
    if _open_bracket(before.text) or _ENDS_OPEN.search(before.text) or _BEGINS_INSIDE.match(text):
        return True
    if _TOPIC.search(before.text) and text.endswith("。"):
        return True
    return full is not None and before.width >= full - _SLACK


def _may_go_on(before: Line, full: int | None) -> bool:
    """Whether the line would be the rest of a sentence if its number turns out to be none."""
    if _ENDED.search(before.text) or _stands_alone(before.text):
        return False
    return bool(_ENDS_OPEN.search(before.text)) or (full is not None and before.width >= full - _SLACK)


def _stands_alone(text: str) -> bool:
    if text[:1] in "（(【" and text[-1:] in "）)】" and bracket_heading(text) is not None:
        return True
    label = find_label(text)
    if label is not None and label.kind in TOP_LEVEL and len(label.rest) <= _SHORT:
        return True
    if is_preamble_heading(text if label is None else label.rest):
        return True
    return is_history_heading(text) or is_history_line(text) or is_rule_number(text) or is_bare_date(text)


def _open_bracket(text: str) -> bool:
    tail = text[-80:]
    return any(tail.count(left) > tail.count(right) for left, right in ("（）", "「」", "『』"))
