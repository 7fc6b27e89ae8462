"""Every page that a role may open, in Japanese: axe finds nothing on a desktop, nothing overflows there or on a phone.

One file for each language, so that they run side by side.
"""

from __future__ import annotations

import pytest

from tests.accessibility.walking import LAY_OUT, findings, furnish
from tests.browser import RULES, axe, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_any_page(visitor, town):
    assert list(findings(visitor, furnish(town))) == []


def test_what_is_wrong_with_a_page_is_found(visitor, town):
    tab = visitor.open(town.url("board/"), "staff")
    assert axe(tab) == []
    tab.evaluate(LAY_OUT, "<main><h1>板</h1><img src='/static/ui/logo.svg'><input></main>")
    assert {line.split(":")[0] for line in look(tab, "main", RULES)} >= {"image-alt", "label"}
