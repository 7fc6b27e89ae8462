"""The shipped bank of questions, in Japanese and English, read once."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from sakimori.assurance.inspections.types import Absent, Audience


@dataclass(frozen=True, slots=True)
class Words:
    """A question in one language."""

    text: str
    hint: str
    register: str
    """What is said when the register tells otherwise; empty where no register knows."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank; `measure` ties it to clauses, `duty` to what the register knows of somebody."""

    key: str
    audience: Audience
    measure: str
    duty: str
    absent: Absent
    is_strict: bool
    """Whether something that still has time counts as not done (has it been read?), not as kept."""
    ja: Words
    en: Words


@functools.cache
def bank() -> tuple[BankQuestion, ...]:
    """Every question, in the order of the file."""
    text = resources.files(__package__).joinpath("content", "questions.toml").read_text(encoding="utf-8")
    return tuple(
        BankQuestion(
            key=row["key"],
            audience=Audience(row["audience"]),
            measure=row["measure"],
            duty=row.get("duty", ""),
            absent=Absent(row.get("absent", Absent.ASK)),
            is_strict=row.get("strict", False),
            ja=Words(row["ja"], row["ja_hint"], row.get("ja_register", "")),
            en=Words(row["en"], row["en_hint"], row.get("en_register", "")),
        )
        for row in tomllib.loads(text)["question"]
    )
