"""No page of an assembly at work needs more SQL statements than the budget: not those of the record alone, all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from django.urls import resolve

from sakimori.testing import Cast
from tests.accessibility.walking import FILE, WALKER, addresses, furnish, is_page
from tests.architecture.test_query_counts import BUDGET

CEILINGS = {"reviews/reports/<int:year>/": 21}
"""Pages that need more, and how many. The report of a year tells of two days of the board and of what seven modules did
between them; it is opened a few times a year."""


class Counting:
    """Counts the statements that run through it."""

    statements = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.statements += 1
        return execute(*args)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_no_page_is_over_the_budget(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    client, seen, over = furnish(cast).client(WALKER), set(), {}
    # No statement may run while a template is filled in, so nothing is lost by leaving it empty.
    monkeypatch.setattr(Template, "render", lambda *_args: "")
    for path in addresses(cast):
        page = resolve(path).route.removeprefix("a/<slug:assembly>/")
        if FILE.search(path) or page in seen:
            continue
        # Once more where it was too much: the first request fills what is derived from records.
        for _attempt in range(2):
            count = Counting()
            with connection.execute_wrapper(count):
                response = client.get(path)
            if count.statements <= CEILINGS.get(page, BUDGET):
                break
        else:
            over[page] = count.statements
        if is_page(response):
            seen.add(page)
    assert over == {}
    assert len(seen) > 500
