"""Shipped scenarios and mails of drills: TOML files in Japanese and English, read once."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.drills.types import DrillKind

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A real kind of case to play through: the situation, what is said at which minute, what to ask afterwards."""

    key: str
    kind: DrillKind
    minutes: int
    title: str
    situation: str
    injects: tuple[tuple[int, str], ...]
    """(minutes after the beginning, what the facilitator reads out)"""
    questions: tuple[str, ...]
    good: tuple[str, ...]
    lessons: tuple[str, ...]
    playbook: str
    """Kind of incident whose playbook is practised, as it stands in its address; empty where none fits."""


@dataclass(frozen=True, slots=True)
class Lure:
    """A mail of a phishing drill, and the signs by which it can be told. The mail itself is Japanese in every language."""

    key: str
    level: int
    """1 easy to tell, 2 middling, 3 hard."""
    title: str
    sender: str
    subject: str
    body: str
    """Has `{link}` where the link stands."""
    signs: tuple[str, ...]
    instead: str


def scenarios() -> tuple[Scenario, ...]:
    """Every scenario in the reader's language."""
    return tuple(_scenarios(reader_language()).values())


def scenario(key: str, language: str = "") -> Scenario | None:
    """One of them."""
    return _scenarios(language or reader_language()).get(key)


def lures() -> tuple[Lure, ...]:
    """Every mail, easy ones first."""
    return tuple(sorted(_lures("lures", reader_language()).values(), key=lambda lure: (lure.level, lure.key)))


def lure(key: str, language: str = "") -> Lure | None:
    """One of them."""
    return _lures("lures", language or reader_language()).get(key)


def wall_notice(language: str = "") -> Lure:
    """What the poster of a drill says, and its signs. It has no `{link}` but a QR code."""
    return _lures("notices", language or reader_language())["wifi"]


def _read(folder: str) -> dict[str, dict[str, Any]]:
    found = {}
    for path in resources.files(__package__).joinpath("content", folder).iterdir():
        if path.name.endswith(".toml"):
            found[path.name.removesuffix(".toml")] = tomllib.loads(path.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


@functools.cache
def _scenarios(language: str) -> dict[str, Scenario]:
    return {
        key: Scenario(
            key,
            DrillKind(data["kind"]),
            data["minutes"],
            data[language]["title"],
            data[language]["situation"].strip(),
            tuple((row["minute"], row[language].strip()) for row in data["inject"]),
            tuple(data[language]["questions"]),
            tuple(data[language]["good"]),
            tuple(data[language]["lessons"]),
            data.get("playbook", ""),
        )
        for key, data in _read("scenarios").items()
    }


@functools.cache
def _lures(folder: str, language: str) -> dict[str, Lure]:
    return {
        key: Lure(
            key,
            data["level"],
            data[language]["title"],
            data["sender"],
            data["subject"],
            data["body"].strip(),
            tuple(data[language]["signs"]),
            data[language]["instead"],
        )
        for key, data in _read(folder).items()
    }
