"""Reads measures.csv and measure_rules.toml: what the canonical measures are and which words name them."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_RULE = re.compile(r"(?P<weight>\d(?:\.\d+)?) (?:@(?P<context>!?\w+) )?(?P<pattern>.+)")
_GAP = re.compile(r"(\[\^[^\]]*\]\{\d+,\d+\})(?!\?)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One canonical measure. `ordinance_item` is 1 to 8 (地方自治法施行規則 第16条の3) or None; `order` starts at 0."""

    slug: str
    title_ja: str
    title_en: str
    ordinance_item: int | None
    order: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that name a measure: `weight` is the confidence they give, `context` where they count (`!x`: outside x).

    Where the pattern has a group `w`, that group is what a person is shown, else the whole match.
    """

    measure: str
    weight: float
    context: str | None
    pattern: re.Pattern[str]

    def counts_in(self, contexts: frozenset[str]) -> bool:
        if self.context is None:
            return True
        return (self.context[1:] not in contexts) if self.context.startswith("!") else self.context in contexts


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All of measure_rules.toml, compiled."""

    heading: tuple[Rule, ...]
    text: tuple[Rule, ...]
    heading_contexts: tuple[tuple[str, re.Pattern[str]], ...]
    text_contexts: tuple[tuple[str, re.Pattern[str]], ...]
    own_contexts: tuple[tuple[str, re.Pattern[str]], ...]
    silent: re.Pattern[str]
    admits: dict[str, frozenset[str]]
    orders: tuple[tuple[str, ...], ...]


@cache
def measures() -> tuple[Measure, ...]:
    """The canonical measures in the order of measures.csv."""
    text = files("sakimori.policytext.data").joinpath("measures.csv").read_text(encoding="utf-8")
    return tuple(
        Measure(
            slug=row["slug"],
            title_ja=row["title_ja"],
            title_en=row["title_en"],
            ordinance_item=int(row["ordinance_item"]) if row["ordinance_item"] else None,
            order=order,
        )
        for order, row in enumerate(csv.DictReader(text.splitlines()))
    )


@cache
def measure_order() -> dict[str, int]:
    """Slug → position in measures.csv."""
    return {measure.slug: measure.order for measure in measures()}


@cache
def rule_book() -> RuleBook:
    """The rules, compiled once a process.

    Raises ValueError when the file names a measure that measures.csv does not have, or a line is not a rule.
    """
    text = files("sakimori.policytext.data").joinpath("measure_rules.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    unknown = set(raw["measures"]) - set(measure_order())
    if unknown:
        raise ValueError(f"measure_rules.toml names measures that measures.csv does not have: {sorted(unknown)}")
    return RuleBook(
        heading=_rules(raw["measures"], "heading"),
        text=_rules(raw["measures"], "text"),
        heading_contexts=tuple((name, re.compile(pattern)) for name, pattern in raw["contexts"].items()),
        text_contexts=tuple((name, _sentence_pattern(pattern)) for name, pattern in raw["contexts-text"].items()),
        own_contexts=tuple((name, _sentence_pattern(pattern)) for name, pattern in raw["contexts-own"].items()),
        silent=re.compile(raw["silent"]["headings"]),
        admits={slug: frozenset(others) for slug, others in raw["admits"].items()},
        orders=tuple(tuple(order) for order in raw["order"]["lists"]),
    )


def _rules(raw: dict[str, Any], kind: str) -> tuple[Rule, ...]:
    return tuple(_rule(slug, line, kind) for slug, kinds in raw.items() for line in kinds.get(kind, ()))


def _rule(slug: str, line: str, kind: str) -> Rule:
    match = _RULE.fullmatch(line)
    if match is None:
        raise ValueError(f"measure_rules.toml, {slug}: not a rule: {line}")
    pattern = _sentence_pattern(match["pattern"]) if kind == "text" else re.compile(match["pattern"])
    return Rule(slug, float(match["weight"]), match["context"], pattern)


def _sentence_pattern(pattern: str) -> re.Pattern[str]:
    """Sentences stand on lines of their own, so 'not a full stop' must also mean 'not the next line'.

    Gaps are made lazy: the words shown to a person shall be the shortest that the rule finds.
    """
    within_sentence = pattern.replace("[^。", r"[^\n。")
    return re.compile(_GAP.sub(r"\1?", within_sentence), re.MULTILINE)
