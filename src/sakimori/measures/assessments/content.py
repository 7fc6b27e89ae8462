"""The shipped questionnaire: a TOML file in Japanese and English, read once."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from sakimori.foundation.papers.days import reader_language

SHIPPED = "basic"
"""Key of the questionnaire that comes with the product."""


@dataclass(frozen=True, slots=True)
class Words:
    """A question in one language: what it is about, what is asked, why, and what would show it."""

    topic: str
    text: str
    explanation: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ShippedQuestion:
    """One question; the key stays the same from version to version, so that answers can be laid side by side."""

    key: str
    ja: Words
    en: Words


@dataclass(frozen=True, slots=True)
class Shipped:
    """The questionnaire as it comes with this release."""

    version: int
    name: str
    name_en: str
    questions: tuple[ShippedQuestion, ...]


@functools.cache
def shipped() -> Shipped:
    """The shipped questionnaire."""
    text = resources.files(__package__).joinpath("content", f"{SHIPPED}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows = tuple(ShippedQuestion(row["key"], Words(**row["ja"]), Words(**row["en"])) for row in data["question"])
    return Shipped(data["version"], data["ja"]["name"], data["en"]["name"], rows)


def shown_name() -> str:
    """Its name in the reader's language."""
    return shipped().name_en if reader_language() == "en" else shipped().name
