"""On a phone: a clause that was read into another is split off, and the page is right for everyone."""

from __future__ import annotations

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.tests.test_structure import TEXT
from tests.browser import PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_clause_is_split_on_a_phone(visitor, town):
    with scope(town.assembly.pk):
        version = actions.take_in_text(town.ctx("staff"), text=TEXT)
        clause = version.clauses.get(path="2(1)")
    page = visitor.open(town.url(f"policy/clauses/{clause.pk}/structure/"), "staff", PHONE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_label("(2) 監査").check()
    page.get_by_role("button", name="選んだ文から新しい条項にする").click()
    page.wait_for_load_state()
    assert "条項 2(2) を作りました" in page.inner_text("main")
    assert axe(page) == []
    with scope(town.assembly.pk):
        assert [row.path for row in queries.clauses_of(version)] == ["1", "2", "2(1)", "2(2)", "2(3)", "3"]
        member = town.person["member"]
    page.goto(visitor.address + town.url(f"policy/acknowledgement/persons/{member.pk}/"))
    assert axe(page) == []
