"""Shipped scenarios: TOML in Japanese and English, read once; an assembly takes those that concern it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.risks.types import AssetGroup, Threat


@dataclass(frozen=True, slots=True)
class Scenario:
    """What may happen, in plain words. Chance and harm are proposals for the case that nothing is done about it."""

    key: str
    threat: Threat
    groups: tuple[AssetGroup, ...]
    chance: int
    harm: int
    duties: tuple[str, ...]
    title: str
    happens: str
    loses: str


def scenarios() -> dict[str, Scenario]:
    """Every shipped scenario by key, in the reader's language and in order."""
    return _scenarios(reader_language())


@functools.cache
def _scenarios(language: str) -> dict[str, Scenario]:
    text = resources.files(__package__).joinpath("content", "scenarios.toml").read_text(encoding="utf-8")
    return {
        row["key"]: Scenario(
            key=row["key"],
            threat=Threat(row["threat"]),
            groups=tuple(AssetGroup(group) for group in row["groups"]),
            chance=row["chance"],
            harm=row["harm"],
            duties=tuple(row["duties"]),
            **row[language],
        )
        for row in tomllib.loads(text)["scenario"]
    }
