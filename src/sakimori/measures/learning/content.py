"""The shipped courses: Markdown in Japanese and English with drawings, read once."""

from __future__ import annotations

import functools
from importlib import resources

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.learning.course_text import Course, parse_course

LANGUAGES = ("ja", "en")


def courses() -> tuple[Course, ...]:
    """Every shipped course in the reader's language."""
    return tuple(_courses(reader_language()).values())


def course(key: str, language: str = "") -> Course | None:
    """One of them; None for an unknown key."""
    return _courses(language or reader_language()).get(key)


@functools.cache
def pictures() -> dict[str, str]:
    """The shipped drawings by name, for own courses as well. None has words in it, so one does for every language."""
    folder = resources.files(__package__).joinpath("content", "pictures")
    return {path.name.removesuffix(".svg"): path.read_text(encoding="utf-8") for path in folder.iterdir()}


@functools.cache
def _courses(language: str) -> dict[str, Course]:
    found = {}
    folder = resources.files(__package__).joinpath("content", "courses", "en" if language.startswith("en") else "ja")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".md"):
            key = path.name.removesuffix(".md").partition("-")[2]
            found[key] = parse_course(path.read_text(encoding="utf-8"), key, pictures())
    return found
