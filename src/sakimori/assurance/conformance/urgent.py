"""The subjects that breach a duty or soon will, in the words of every language, so that they can be kept until a write.

A page of the office names subjects of many duties at once. Reading each population again for every page would cost a
statement a population; so the first subjects are kept beside the figures and thrown away together with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation

from sakimori.assurance.conformance.engine import urgent_rows
from sakimori.foundation.duties.spec import Subjects, built_duties

FIRST = 60
"""Subjects of a duty that are kept."""


class Words(NamedTuple):
    """How a subject reads in one language."""

    label: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """One subject that breaches or soon will."""

    is_breached: bool
    due: date | None
    url_name: str
    kwargs: Mapping[str, str]
    words: Mapping[str, Words]
    """By language."""

    def as_json(self) -> dict[str, Any]:
        """The shape in which it is kept."""
        return {
            "breached": self.is_breached,
            "due": self.due.isoformat() if self.due else None,
            "page": self.url_name,
            "kwargs": dict(self.kwargs),
            "words": {language: list(words) for language, words in self.words.items()},
        }


def from_json(kept: Mapping[str, Any]) -> Urgent:
    """The subject as it was kept."""
    return Urgent(
        is_breached=kept["breached"],
        due=date.fromisoformat(kept["due"]) if kept["due"] else None,
        url_name=kept["page"],
        kwargs=kept["kwargs"],
        words={language: Words(*words) for language, words in kept["words"].items()},
    )


def urgent_of(key: str, on: date, limit: int) -> list[Urgent]:
    """The first subjects of a built duty, breaches first, then by date; at most `limit` of each population.

    One statement for each population.
    """
    found = [_urgent(subjects, row) for subjects, row in urgent_rows(built_duties()[key](on), on, limit)]
    return sorted(found, key=lambda one: (not one.is_breached, one.due or date.max))


def _urgent(subjects: Subjects, row: Any) -> Urgent:
    remedy = subjects.remedy
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = Words(str(subjects.label(row)), str(subjects.reason(row)), str(remedy.label))
    return Urgent(
        is_breached=row.is_breached,
        due=row.act_by,
        url_name=remedy.url_name,
        kwargs={name: str(value) for name, value in (remedy.by(row) if remedy.by else {}).items()},
        words=words,
    )
