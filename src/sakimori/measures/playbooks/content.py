"""The shipped playbooks: one text a kind in Japanese and English, read once.

A line `@press-leak` in a shipped text stands for the text of `shared/press-leak.md`: prepared texts that several kinds use.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.playbooks.playbook_text import normalized, parse_playbook, text_sum
from sakimori.measures.playbooks.types import IncidentKind, Playbook

LANGUAGES = ("ja", "en")
_SHARED = re.compile(r"^@([a-z-]+)$", re.MULTILINE)


def shipped(kind: str, language: str = "") -> Playbook:
    """The shipped playbook of a kind, in the reader's language unless another is asked for. Raises ValueError."""
    return _playbook(IncidentKind(kind), language or reader_language())


@functools.cache
def shipped_text(kind: str, language: str = "ja") -> str:
    """The whole text that an assembly may adopt or change."""
    folder = resources.files(__package__).joinpath("content", language)

    def shared(found: re.Match[str]) -> str:
        return folder.joinpath("shared", f"{found.group(1)}.md").read_text(encoding="utf-8").strip()

    text = folder.joinpath(f"{IncidentKind(kind).value}.md").read_text(encoding="utf-8")
    return normalized(_SHARED.sub(shared, text))


def shipped_sum(kind: str) -> str:
    """The sum of the shipped Japanese text: another one than an assembly started from means that there is news."""
    return text_sum(shipped_text(kind))


@functools.cache
def _playbook(kind: IncidentKind, language: str) -> Playbook:
    return parse_playbook(shipped_text(kind.value, language), kind)
