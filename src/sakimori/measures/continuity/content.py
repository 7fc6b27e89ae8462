"""Shipped critical functions: TOML in Japanese and English, read once; an assembly starts from them and writes its own."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from sakimori.foundation.papers.days import reader_language


@dataclass(frozen=True, slots=True)
class Starter:
    """A function to start from. The notice is a letter of a Japanese office in every language."""

    key: str
    name: str
    summary: str
    session_hours: int
    recess_hours: int
    minimum_staff: int
    disaster: str
    staff: str
    power: str
    supplier: str
    notice: str


def starters() -> tuple[Starter, ...]:
    """Every shipped function in the reader's language, in their order."""
    return _starters(reader_language())


def starter(key: str) -> Starter | None:
    """One of them."""
    return next((one for one in starters() if one.key == key), None)


@functools.cache
def _starters(language: str) -> tuple[Starter, ...]:
    text = resources.files(__package__).joinpath("content", "functions.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["function"]
    return tuple(
        Starter(
            key=row["key"],
            session_hours=row["session_hours"],
            recess_hours=row["recess_hours"],
            minimum_staff=row["minimum_staff"],
            notice=row["notice"].strip(),
            **{name: value.strip() for name, value in row[language].items()},
        )
        for row in found
    )
