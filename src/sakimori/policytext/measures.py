"""Which canonical measures each clause is about, and by which words: pure, deterministic, no model.

The words stand in data/measure_rules.toml; here is only how they are weighed. A heading is heard first, then the
text, then the place: what the clause above is about, and what stands on both sides. Rules: docs/policy-text.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sakimori.policytext.fold import fold, lines_as_written, sentences_on_lines
from sakimori.policytext.measure_rules import Measure, Rule, RuleBook, measure_order, measures, rule_book
from sakimori.policytext.tree import Clause, PolicyDocument

__all__ = ["Alignment", "Measure", "Where", "align", "align_clause", "align_each", "explain", "measures"]

Where = Literal["heading", "text", "place", "parent"]

MOST = 3
"""A clause carries at most this many measures."""

_ENOUGH = 0.55
_CLEAR = 0.8
_ADDED = 0.7
_PARENT_CONFIDENCE = 0.5
_PLACE_CONFIDENCE = 0.4
_WORDS_SHOWN = 5
_LONGEST = 20_000
"""Letters of one clause that are looked at; a longer clause is an appended table or not a policy."""
_SPACE = re.compile(r"\s+")
# An item that only names its subject (組織体制に関すること。) is read like a heading.
_LABEL = re.compile(r"[^。\n]{1,40}?(?:に関すること。?|に関する事項。?|について。?|[^。、うくすつむる])")
_LEAD = re.compile(r"(?P<subject>[^\s。、はがを]{2,30})[ 　]+(?=\S{4})(?!.*をいう)")
_SUPPLEMENT = "附則"
_TABLE = "別表"
_TABLE_NAME = re.compile(r"別表(?:第([0-9一二三四五六七八九]))?")
_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
# These contexts speak only of their own measures: a threat list names contractors and audits without being about them.
_CLOSED_CONTEXTS = {"threats": "threats.", "scope": "scope."}
_WHOLE_CONTEXTS = {"definitions": "definitions", "history": "history"}


@dataclass(frozen=True, slots=True)
class Alignment:
    """One measure of a clause. `words` as written in the clause (or in the heading above it), at most five."""

    measure: str
    confidence: float
    words: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a clause inherits: the contexts opened above it and the measures of the clause above."""

    contexts: frozenset[str] = frozenset()
    parent: tuple[Alignment, ...] = ()


# Alignments by the identity of the clause: a path may be printed twice.
_Found = dict[int, tuple[Alignment, ...]]


def align(document: PolicyDocument) -> dict[str, tuple[Alignment, ...]]:
    """Clause path → its measures, best first, at most three; every clause of the document is a key.

    Where a number is printed twice, the two clauses share a path and the key holds the measures of both.
    """
    result: dict[str, tuple[Alignment, ...]] = {}
    for clause, alignments in align_each(document):
        result[clause.path] = _best([*result.get(clause.path, ()), *alignments])
    return result


def align_each(document: PolicyDocument) -> list[tuple[Clause, tuple[Alignment, ...]]]:
    """Every clause in reading order with its measures; two clauses that share a number stay apart."""
    found: _Found = {}
    _align_siblings(document.clauses, Surroundings(), found)
    _align_appended_tables(document, found)
    return [(clause, found[id(clause)]) for clause in document.walk()]


def align_clause(clause: Clause, around: Surroundings | None = None) -> tuple[Alignment, ...]:
    """The measures of one clause from its heading, its own text and what it inherits; without its siblings."""
    around = around or Surroundings()
    for context, slug in _WHOLE_CONTEXTS.items():
        if context in around.contexts:
            return (Alignment(slug, 0.95, _inherited_words(around, slug), "parent"),)
    if clause.path.startswith(_SUPPLEMENT):  # the word 附則 is printed as a heading, and is the path
        return (Alignment("history", 0.95, (_SUPPLEMENT,), "heading"),)
    book = rule_book()
    heading = _SPACE.sub("", clause.heading or "")
    by_heading = _heading_hits(book, heading, around.contexts)
    contexts = around.contexts | _contexts(book.heading_contexts, fold(heading))
    by_heading = by_heading or _lead_hits(book, clause, contexts)
    if by_heading:
        added = _text_hits(book, clause, contexts)
        return _best(_clear_ones([*by_heading, *_admitted(book, by_heading, added)]))
    silent = bool(clause.children) and bool(book.silent.search(fold(heading)))
    found = _text_hits(book, clause, contexts)
    found = _fitting(book, found, around.parent)
    if found:
        return _best(found)
    if silent or (clause.children and (clause.heading or not contexts.isdisjoint(_CLOSED_CONTEXTS))):
        return ()
    return tuple(replace(a, confidence=_PARENT_CONFIDENCE, where="parent") for a in around.parent)


_WHY: dict[Where, dict[str, str]] = {
    "heading": {"ja": "見出しに{words}とあるため", "en": "The heading says {words}"},
    "text": {"ja": "本文に{words}とあるため", "en": "The text says {words}"},
    "parent": {"ja": "上の項目の{words}を受けるため", "en": "The clause above says {words}"},
    "place": {"ja": "{words}の間にあるため", "en": "It stands between {words}"},
}


def explain(alignment: Alignment, language: Literal["ja", "en"]) -> str:
    """Why the clause has this measure, for a person: where and by which words."""
    if language == "ja":
        return _WHY[alignment.where]["ja"].format(words="、".join(f"「{word}」" for word in alignment.words))
    return _WHY[alignment.where]["en"].format(words=", ".join(f"“{word}”" for word in alignment.words))


def _align_siblings(siblings: Sequence[Clause], around: Surroundings, result: _Found) -> None:
    found = [align_clause(clause, around) for clause in siblings]
    _fill_by_place(siblings, found)
    for clause, alignments in zip(siblings, found, strict=True):
        result[id(clause)] = alignments
        if clause.children:
            _align_siblings(clause.children, _below(clause, alignments, around), result)


def _align_appended_tables(document: PolicyDocument, result: _Found) -> None:
    """定義は、別表第1のとおりとする: an appended table is read as if it stood in the clause that points to it."""
    tables = [clause for clause in document.clauses if clause.path.startswith(_TABLE)]
    if not tables:
        return
    pointing = [clause for clause in document.walk() if _TABLE in clause.text and not clause.path.startswith(_TABLE)]
    for table in tables:
        pointer = next((clause for clause in pointing if table.path in _tables_named(clause.text)), None)
        if pointer is None:
            continue
        around = _below(pointer, result[id(pointer)], Surroundings())
        if around.contexts:
            _align_siblings((table,), around, result)


def _tables_named(text: str) -> set[str]:
    return {_TABLE + _numeral(match[1]) for match in _TABLE_NAME.finditer(fold(text))}


def _numeral(written: str | None) -> str:
    return f"第{written.translate(_KANJI_DIGITS)}" if written else ""


def _below(clause: Clause, alignments: tuple[Alignment, ...], around: Surroundings) -> Surroundings:
    book = rule_book()
    opened = _contexts(book.heading_contexts, fold(_SPACE.sub("", clause.heading or "")))
    if not clause.heading:
        opened |= _contexts(book.text_contexts, sentences_on_lines(fold(clause.text)))
    return Surroundings(around.contexts | opened, alignments or around.parent)


def _contexts(patterns: Iterable[tuple[str, re.Pattern[str]]], folded: str) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns if folded and pattern.search(folded))


def _heading_hits(book: RuleBook, heading: str, contexts: frozenset[str]) -> list[Alignment]:
    if not heading or book.silent.search(fold(heading)):
        return []
    return _clear_ones(_hits(book.heading, heading, fold(heading), contexts, "heading"))


def _lead_hits(book: RuleBook, clause: Clause, contexts: frozenset[str]) -> list[Alignment]:
    """In an item of an article the subject may stand before a gap on the same line: 組織体制　責任者を置くこと。"""
    lead = None if clause.heading else _LEAD.match(clause.text)
    if lead is None or any(context in contexts for context in _CLOSED_CONTEXTS):
        return []
    return _clear_ones(_hits(book.heading, lead["subject"], fold(lead["subject"]), contexts, "text"))


def _text_hits(book: RuleBook, clause: Clause, contexts: frozenset[str]) -> list[Alignment]:
    if not clause.text:
        return []
    text = clause.text[:_LONGEST]
    folded = sentences_on_lines(fold(text))
    written = lines_as_written(text, folded)
    hits = _hits(book.text, written, folded, contexts | _contexts(book.own_contexts, folded), "text")
    closed = [prefix for context, prefix in _CLOSED_CONTEXTS.items() if context in contexts]
    if _LABEL.fullmatch(folded) and not (hits and closed):
        hits += _hits(book.heading, written, folded, contexts, "text")
    return _clear_ones([hit for hit in hits if all(hit.measure.startswith(prefix) for prefix in closed)])


def _hits(rules: Iterable[Rule], written: str, folded: str, contexts: frozenset[str], where: Where) -> list[Alignment]:
    """Every measure that some rule finds; several rules strengthen each other."""
    doubt: dict[str, float] = {}
    words: dict[str, list[str]] = {}
    for rule in rules:
        if not rule.counts_in(contexts) or rule.pattern.search(folded) is None:
            continue
        doubt[rule.measure] = doubt.get(rule.measure, 1.0) * (1 - rule.weight)
        shown = words.setdefault(rule.measure, [])
        group = "w" if "w" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(folded):
            word = written[match.start(group) : match.end(group)].strip()
            if word and word not in shown:
                shown.append(word)
    return [
        Alignment(slug, round(min(1 - rest, 0.97), 2), _telling(words[slug]), where) for slug, rest in doubt.items()
    ]


def _telling(words: list[str]) -> tuple[str, ...]:
    """The words without those that stand inside another one."""
    return tuple(word for word in words if not any(word != other and word in other for other in words))[:_WORDS_SHOWN]


def _clear_ones(hits: list[Alignment]) -> list[Alignment]:
    """Hits that are strong enough; beside a clear one, weak ones are chance words."""
    enough = [hit for hit in hits if hit.confidence >= _ENOUGH]
    if any(hit.confidence >= _CLEAR for hit in enough):
        return [hit for hit in enough if hit.confidence >= _ADDED]
    return enough


def _admitted(book: RuleBook, by_heading: list[Alignment], added: list[Alignment]) -> list[Alignment]:
    known = {hit.measure for hit in by_heading}
    allowed = frozenset[str]().union(*(book.admits.get(slug, frozenset()) for slug in known))
    return [hit for hit in added if hit.measure in allowed - known and hit.confidence >= _ADDED]


def _fitting(book: RuleBook, found: list[Alignment], parent: tuple[Alignment, ...]) -> list[Alignment]:
    """Below a clause that is about something, the text may leave that subject only by clear words."""
    if not parent:
        return found
    known = {hit.measure for hit in parent}
    allowed = known.union(*(book.admits.get(slug, frozenset()) for slug in known))
    same = [hit for hit in found if hit.measure in allowed]
    return same or [hit for hit in found if hit.confidence >= _CLEAR]


def _best(hits: Iterable[Alignment]) -> tuple[Alignment, ...]:
    order = measure_order()
    strongest: dict[str, Alignment] = {}
    for hit in hits:
        if hit.measure not in strongest or hit.confidence > strongest[hit.measure].confidence:
            strongest[hit.measure] = hit
    ranked = sorted(strongest.values(), key=lambda hit: (-hit.confidence, order[hit.measure]))
    return tuple(ranked[:MOST])


def _inherited_words(around: Surroundings, slug: str) -> tuple[str, ...]:
    return next((hit.words for hit in around.parent if hit.measure == slug), ())


def _fill_by_place(siblings: Sequence[Clause], found: list[tuple[Alignment, ...]]) -> None:
    """A clause between two that are found, in a known order of measures, is the one that the order has between."""
    book = rule_book()
    for index in range(1, len(siblings) - 1):
        if found[index] or siblings[index].children:
            continue
        before = {hit.measure for hit in found[index - 1]}
        after = {hit.measure for hit in found[index + 1]}
        for order in book.orders:
            for left, middle, right in zip(order, order[1:], order[2:], strict=False):
                if middle and left in before and right in after:
                    neighbours = (siblings[index - 1], siblings[index + 1])
                    words = tuple(neighbour.heading or neighbour.path for neighbour in neighbours)
                    found[index] = (Alignment(middle, _PLACE_CONFIDENCE, words, "place"),)
