"""Japanese text in a box of given width: measured by East Asian width (UAX #11), broken by simple kinsoku rules."""

from __future__ import annotations

import unicodedata

_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕］｝〉》ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}")
_NOT_LAST = frozenset("（「『【〔［｛〈《([{")
_NARROW = 0.56
"""Mean width of a proportional Latin letter, in em."""


def width(text: str) -> float:
    """Width in em; variation selectors and combining marks take none."""
    return sum(_mark_width(mark) for mark in text)


def _mark_width(mark: str) -> float:
    if unicodedata.category(mark) in ("Mn", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(mark) in "WFA" else _NARROW


def wrap(text: str, limit: float, *, max_lines: int = 3) -> list[str]:
    """The text in lines of at most `limit` em (a hanging bracket may exceed it by one). The last ends in … when cut."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest:
        if width(rest) <= limit:
            lines.append(rest)
            break
        cut = _cut(rest, limit)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if len(lines) > max_lines:
        kept = lines[max_lines - 1]
        while width(kept) > limit - 1:
            kept = kept[: _last_start(kept)]
        lines = [*lines[: max_lines - 1], kept + "…"]
    return lines


def _cut(text: str, limit: float) -> int:
    """Where to break: before the mark that no longer fits, moved to keep words, brackets and variants together."""
    total, place = 0.0, 0
    for place, mark in enumerate(text):
        total += _mark_width(mark)
        if total > limit and place > 0:
            break
    if text[place] in _NOT_FIRST:
        following = place + 1
        return following if text[following : following + 1] not in _NOT_FIRST else _back(text, place)
    return _back(text, place)


def _back(text: str, place: int) -> int:
    """The nearest allowed break at or before `place`, best before a bracket; `place` itself when there is none."""
    bracket = max(text.rfind("（", 1, place + 1), text.rfind("(", 1, place + 1))
    if bracket * 5 >= place * 2:
        return bracket
    for candidate in range(place, max(0, place - 14), -1):
        before, after = text[candidate - 1], text[candidate]
        inside_word = _mark_width(before) < 1 and _mark_width(after) < 1 and before != " " and after != " "
        inside_word = inside_word or (before in "0123456789元" and after in "年月日")
        if not inside_word and after not in _NOT_FIRST and before not in _NOT_LAST and _mark_width(after) > 0:
            return candidate
    return place


def _last_start(text: str) -> int:
    place = len(text) - 1
    while place > 0 and _mark_width(text[place]) == 0:
        place -= 1
    return place
