"""The same cast of people as in the modules' own tests, and a browser."""

from sakimori.conftest import cast, django_db_setup, japanese, neighbour, sql_count, transactional_db
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
