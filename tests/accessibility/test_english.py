"""Every page that a role may open, in English on a phone: nothing overflows. What axe reads is the same in Japanese."""

from __future__ import annotations

import pytest

from tests.accessibility.walking import LAY_OUT, findings_in_english, furnish
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_english_page_is_wider_than_a_phone(visitor, town):
    assert list(findings_in_english(visitor, furnish(town))) == []


def test_a_page_that_is_too_wide_is_found(visitor, town):
    tab = visitor.open(town.url("board/"), "staff", PHONE, "en")
    assert tab.evaluate(LAY_OUT, "<h1>one</h1><h1>two</h1><pre>word</pre>") == [2, PHONE]
    assert tab.evaluate(LAY_OUT, f"<h1>one</h1><table><tr>{'<td>word</td>' * 50}</table>")[1] > PHONE
