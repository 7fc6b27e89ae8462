"""Help pages: Markdown files shipped in both languages."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from django.utils.safestring import SafeString, mark_safe

from sakimori.foundation.ui.marked import marked

TOPICS = (
    "start",
    "today",
    "board",
    "policy",
    "acknowledgement",
    "organization",
    "premises",
    "assets",
    "lending",
    "custody",
    "course-text",
    "learning",
    "awareness",
    "drills",
    "incidents",
    "emergency",
    "suppliers",
    "services",
    "exceptions",
    "risks",
    "inspection",
    "review",
    "calendar",
    "paper",
    "records",
    "accounts",
    "words",
)
"""Every help page, in the order of the contents."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page of help."""

    topic: str
    title: str
    html: SafeString


@functools.cache
def help_page(topic: str, language: str) -> HelpPage | None:
    """The page in the reader's language (Japanese where the language is another); None for an unknown topic."""
    if topic not in TOPICS:
        return None
    folder = "en" if language.startswith("en") else "ja"
    text = resources.files(__package__).joinpath("pages", folder, f"{topic}.md").read_text(encoding="utf-8")
    heading, _newline, body = text.partition("\n")
    html = mark_safe(marked(body))  # noqa: S308 — cleaned
    return HelpPage(topic, heading.removeprefix("# ").strip(), html)


def contents(language: str) -> list[HelpPage]:
    """Every page, in order."""
    return [page for topic in TOPICS if (page := help_page(topic, language))]
