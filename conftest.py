"""The fixtures of every test, in `src/` and in `tests/` alike: the same cast of people, and a browser."""

import os

import pytest
from django.db import reset_queries
from hypothesis import HealthCheck, settings

# What a browser complained about is to be read in the failure, not only that it did.
pytest.register_assert_rewrite("tests.browser")

from sakimori.testing import cast, django_db_setup, japanese, neighbour, sql_count, transactional_db  # noqa: E402
from tests.browser import calendar, chromium, town, visitor  # noqa: E402

__all__ = [
    "calendar",
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

# A change lands or not by the same examples every time; everybody's own runs go on looking for new ones.
# A busy machine may be slow: how long an example takes says nothing about what is right.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("own", patient)
settings.register_profile("landing", patient, derandomize=True)
settings.load_profile("landing" if os.environ.get("CI") else "own")


@pytest.fixture(autouse=True)
def fresh_query_log() -> None:
    """Django keeps the last 9,000 statements of a process; a full log would count none, however many there are."""
    reset_queries()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest walk begins first, so that nobody waits for it at the end.

    On PostgreSQL only what touches records runs again: a parser does not care where rows are kept.
    """
    items.sort(key=lambda item: not item.nodeid.startswith("tests/accessibility"))
    if not os.environ.get("SAKIMORI_TEST_DATABASE"):
        return
    records = {"db", "transactional_db"}
    kept = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or records & set(item.fixturenames))  # type: ignore[attr-defined]
        and not item.get_closest_marker("walk")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
