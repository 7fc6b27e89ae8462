"""The fixtures of every test, in `src/` and in `tests/` alike: the same cast of people, and a browser."""

from sakimori.testing import cast, django_db_setup, japanese, neighbour, sql_count, transactional_db
from tests.browser import chromium, town, visitor

__all__ = [
    "cast",
    "chromium",
    "django_db_setup",
    "japanese",
    "neighbour",
    "sql_count",
    "town",
    "transactional_db",
    "visitor",
]
