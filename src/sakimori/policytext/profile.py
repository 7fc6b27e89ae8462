"""What kind of document the lines are: articles, an outline, or headings without numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sakimori.policytext.front_matter import is_title
from sakimori.policytext.history import is_history_heading, is_history_line
from sakimori.policytext.labels import TOP_LEVEL, UNITS, Kind, Label, find_label
from sakimori.policytext.readers.lines import Line
from sakimori.policytext.wording import is_phrase, is_preamble_heading

_MAJOR = (Kind.ROMAN, Kind.ORDINAL, Kind.NUMBER, Kind.DASHED, Kind.KANJI, Kind.CAPITAL, *UNITS)
_MARKED = re.compile(
    r"^(?:[■◆●◎○□◇▼▲★☆][ 　]*(?P<a>[^■◆●◎○□◇]{1,40})|【(?P<b>[^【】]{1,40})】|［(?P<c>[^［］]{1,40})］"
    r"|<(?P<d>[^<>]{1,40})>)$"
)
_BULLET = re.compile(r"^[・•･●○◦▪■□◆◇※*\-－―→]")
_LONGEST_HEADING = 32
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """`articles`: divided into 条. `numbered`: the top clauses have numbers, which may begin anew (`restarts`)."""

    articles: bool
    numbered: bool
    restarts: bool


def labels_of(lines: list[Line]) -> Iterator[tuple[Line, Label]]:
    """Lines with a label that could be one."""
    for line in lines:
        label = find_label(line.text, sure=line.numbered) if line.text else None
        if label is not None:
            yield line, label


def profile_of(lines: list[Line]) -> Profile:
    """Judged from the labels that are sure, and from first numbers."""
    kinds: Counter[Kind] = Counter()
    firsts: Counter[Kind] = Counter()
    for _, label in labels_of(lines):
        first = label.numbers[0] == 1
        if not label.tight or first or label.kind is Kind.ARTICLE:
            kinds[label.kind] += 1
            firsts[label.kind] += first
    articles = kinds[Kind.ARTICLE] >= (1 if not firsts[Kind.NUMBER] and not firsts[Kind.ORDINAL] else 2)
    numbered = not _headings_rule(lines) and any(firsts[kind] or kinds[kind] > 2 for kind in _MAJOR)
    restarts = any(firsts[kind] > 1 for kind in (Kind.NUMBER, Kind.ORDINAL, Kind.KANJI))
    return Profile(articles, numbered, restarts)


def _headings_rule(lines: list[Line]) -> bool:
    """Several headings of Word or HTML without numbers, and no number on any heading: the headings are the clauses."""
    headings = [line for line in lines if line.level is not None and line.level > 1 and not is_title(line.text)]
    bare = [line for line in headings if find_label(line.text, sure=line.numbered) is None]
    bare = [line for line in bare if not is_preamble_heading(line.text) and not is_history_heading(line.text)]
    same = [line for line in lines if line.level == 1 and find_label(line.text, sure=line.numbered) is None]
    labelled = [line for line, label in labels_of(lines) if line.level is not None and label.kind in _MAJOR]
    return not labelled and (len(bare) > 1 or len(same) > 2)


def mark_headings(lines: list[Line], profile: Profile) -> None:
    """In a plain text without numbers the short lines above paragraphs are its headings."""
    if profile.numbered or any(line.level for line in lines):
        return
    marked = [index for index in range(len(lines)) if _is_marked(lines, index)]
    marks = list(dict.fromkeys(lines[index].text[0] for index in marked))
    for index in marked:
        match = _MARKED.match(lines[index].text)
        if match is not None:
            lines[index].level = min(2 + marks.index(lines[index].text[0]), _DEEPEST_HEADING)
            lines[index].text = match["a"] or match["b"] or match["c"] or match["d"]
    if marked:
        return
    found = [index for index in range(len(lines)) if _is_heading_line(lines, index)]
    if len(found) > 1 or (found and _restarting(lines)):
        for index in found:
            lines[index].level = 2


def _restarting(lines: list[Line]) -> bool:
    return sum(label.numbers[0] == 1 for _, label in labels_of(lines)) > 1


def _is_marked(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if not _MARKED.match(text) or not is_phrase(text) or index + 1 >= len(lines):
        return False
    after = lines[index + 1].text
    return not (after[:1] == text[:1] and _MARKED.match(after)) and not is_history_heading(text)


def _is_heading_line(lines: list[Line], index: int) -> bool:
    if not _could_head(lines[index]) or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    if after.text and _could_head(after):
        return False
    return (
        index == 0 or lines[index].blank_before or "。" in lines[index - 1].text[-2:] or _could_head(lines[index - 1])
    )


def _could_head(line: Line) -> bool:
    text = line.text
    if not text or len(text) > _LONGEST_HEADING or not is_phrase(text) or _BULLET.match(text) or "、" in text[-1]:
        return False
    label = find_label(text, sure=line.numbered)
    if label is not None and label.kind not in TOP_LEVEL:
        return False
    return label is None and not is_history_heading(text) and not is_history_line(text)
