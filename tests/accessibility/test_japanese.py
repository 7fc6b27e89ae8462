"""Every page that a role may open, in Japanese: axe finds nothing on a desktop, nothing overflows there or on a phone.

One file for each language, so that they run side by side.
"""

from __future__ import annotations

import pytest

from tests.accessibility.walking import findings, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_any_page(visitor, town):
    assert list(findings(visitor, furnish(town))) == []
