"""The shipped questions of auditors: a TOML file in Japanese and English, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib import resources

from django.utils.translation import get_language


@functools.cache
def _questions() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("content", "questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def measures_with_questions() -> frozenset[str]:
    """Measures that have questions."""
    return frozenset(_questions())


def keys_for(measures: Iterable[str]) -> list[str]:
    """The keys of the questions for these measures, in their order: `human.1`, `human.2`."""
    known = _questions()
    return [
        f"{measure}.{number}"
        for measure in measures
        for number in range(1, len(known.get(measure, {}).get("ja", ())) + 1)
    ]


def question(key: str) -> str:
    """A question in the reader's language; empty where it is no longer shipped."""
    measure, _dot, number = key.rpartition(".")
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    found = _questions().get(measure, {}).get(language, [])
    return found[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(found) else ""
