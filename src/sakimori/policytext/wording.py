"""What on a label's line is heading and what is text, and how paragraphs become a clause's text."""

from __future__ import annotations

import re

from sakimori.policytext.labels import TOP_LEVEL, UNITS, Kind, fold_width
from sakimori.policytext.nodes import Node

_BULLET = re.compile(r"^[・•･●○◦▪■□◆◇※*\-－―→➢✓]")
_BRACKETED = re.compile(r"^[ 　]*(?:\((?P<a>[^()]{1,40})\)|【(?P<b>[^【】]{1,40})】|〔(?P<c>[^〔〕]{1,40})〕)[ 　\t]*")
_GAP = re.compile(r"[ 　\t]*(?:　|\t|[ 　]{2,})[ 　\t]*|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_TERM_END = re.compile(r"(?:[はがをにへ]|とは|及び|又は|並びに|および|または)$")
_SENTENCE_END = re.compile(r"(?:[。．！？]|こと|もの|とき|いう|する|である|とおり|者|等)[)）」』]?$")
_VERB_END = re.compile(
    r"(?:する|ずる|いる|れる|ある|った|した|ない|とおり|通り|という|をいう|うこと|すこと|ること|くこと"
    r"|ます|です|である|ください|せる|める|ける|べる|える|ぶ)[)）」』]?[:：]?$"
)
_LETTER_SPACED = re.compile(r"[^\x00-\x7f　](?:[ 　\t]+[^\x00-\x7f　]){1,9}")
_PREAMBLE_HEADING = re.compile(r"^(?:はじめに|おわりに|前[ 　]*文|序[ 　]*文|序|まえがき|序章)$")
_NUMBER_IN_BRACKETS = re.compile(
    r"^[ 　]*(?:[0-9]+|[一二三四五六七八九十]+|[ア-ンa-zA-Z]|[ivxIVX]+|注[0-9]*|[①-⑳]|仮称|略|新設)[ 　]*$"
)
_DELETED = re.compile(r"[（(]?[ 　]*削[ 　]*除[ 　]*[)）]?")
_LONGEST_HEADING = 50
_LONGEST_TERM = 32
_SHORTEST_MEANING = 8


def is_phrase(text: str) -> bool:
    """Short enough for a heading, and no sentence."""
    return (
        0 < len(text) <= _LONGEST_HEADING
        and not re.search(r"[。．!！?？\n]|は、|[、，]$", text)
        and not _VERB_END.search(text)
    )


def is_preamble_heading(text: str) -> bool:
    """はじめに, 前文 …"""
    return bool(_PREAMBLE_HEADING.match(text))


def tidy_heading(text: str) -> str:
    """`目　　的`, spaced out for looks, is 目的; brackets and closing colons around a heading are not of it."""
    text = text.strip(" 　\t")
    if _LETTER_SPACED.fullmatch(text):
        return re.sub(r"[ 　\t]+", "", text)
    return text


def bracket_heading(text: str) -> tuple[str, str] | None:
    """(heading, rest) of `（目的） この…`, or None."""
    match = _BRACKETED.match(fold_width(text))
    if match is None:
        return None
    group = next(name for name in "abc" if match[name] is not None)
    heading = text[match.start(group) : match.end(group)]
    if not is_phrase(heading) or _NUMBER_IN_BRACKETS.match(fold_width(heading)):
        return None
    return tidy_heading(heading), text[match.end() :]


def term_and_meaning(text: str) -> tuple[str, str] | None:
    """`用語　意義` on one line: a short term, a gap, and what it means; else None."""
    match = _GAP.search(text)
    if match is None:
        return None
    term, meaning = text[: match.start()], text[match.end() :]
    sure = match[0] != " "
    if not 0 < len(term) <= _LONGEST_TERM or re.search(r"[。、，,]", term) or _TERM_END.search(term):
        return _letter_spaced_term(text)
    if (
        len(term) == 1
        or not is_phrase(term)
        or len(meaning) < (2 if sure and meaning.endswith("。") else _SHORTEST_MEANING)
    ):
        return _letter_spaced_term(text)
    if "。" in meaning or (sure and (_SENTENCE_END.search(meaning) or len(meaning) > 2 * len(term))):
        return term, meaning
    return None


def _letter_spaced_term(text: str) -> tuple[str, str] | None:
    """`目　的　この方針は…。`"""
    match = re.match(r"(?P<term>[一-鿿](?:[ 　][一-鿿]){1,3})[ 　]+(?P<meaning>\S.*。.*)$", text, re.DOTALL)
    return (tidy_heading(match["term"]), match["meaning"]) if match else None


def heading_and_text(node: Node, *, articles: bool) -> tuple[str | None, str]:
    """The clause's heading (None where it has none) and its text, paragraphs parted by a blank line."""
    if node.kind is None:
        return node.heading, paragraphs(node.below)
    if node.heading is not None:
        return node.heading, paragraphs([node.lead, *node.below])
    if _DELETED.fullmatch(node.lead) and not node.below:
        return None, node.lead
    if node.kind in UNITS and node.kind is not Kind.ARTICLE:
        return _unit_heading(node)
    if node.kind is Kind.ARTICLE or (node.kind is Kind.ORDINAL and not articles):
        found = bracket_heading(node.lead)
        if found is not None:
            return found[0], paragraphs([found[1], *node.below])
    if node.level is not None and is_phrase(node.lead):
        return tidy_heading(node.lead), paragraphs(node.below)
    is_item = articles and node.kind is not Kind.ARTICLE and node.kind not in TOP_LEVEL
    if is_item or not node.lead:
        return _late_heading(node, is_item=is_item)
    return _from_lead(node)


def _from_lead(node: Node) -> tuple[str | None, str]:
    pair = term_and_meaning(node.lead) if node.kind is not Kind.SUPPLEMENT else None
    if pair is not None:
        return pair[0], paragraphs([pair[1], *node.below])
    if is_phrase(node.lead) and (node.below or node.children):
        return tidy_heading(node.lead), paragraphs(node.below)
    return None, paragraphs([node.lead, *node.below])


def _late_heading(node: Node, *, is_item: bool) -> tuple[str | None, str]:
    """A bare number: a short line right below is its heading where sentences follow; else all is text."""
    texts = [node.lead, *node.below]
    if not is_item and node.kind not in TOP_LEVEL and len(node.below) > 1 and _is_title_line(node.below):
        return tidy_heading(node.below[0]), paragraphs(node.below[1:])
    return None, paragraphs(texts)


def _is_title_line(below: list[str]) -> bool:
    first, second = below[0], below[1]
    return is_phrase(first) and not _BULLET.match(first) and "、" not in first and "。" in second


def _unit_heading(node: Node) -> tuple[str | None, str]:
    if node.lead:
        return tidy_heading(node.lead), paragraphs(node.below)
    if node.below and is_phrase(node.below[0]):
        return tidy_heading(node.below[0]), paragraphs(node.below[1:])
    return None, paragraphs(node.below)


def paragraphs(texts: list[str]) -> str:
    """Paragraphs parted by a blank line; a bulleted line stands right below the line before."""
    result = ""
    for text in texts:
        stripped = text.strip(" 　\t")
        if stripped:
            result += ("" if not result else "\n" if _BULLET.match(stripped) else "\n\n") + stripped
    return result
