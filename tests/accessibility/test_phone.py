"""Every page that a role may open, on a phone in English: axe finds nothing, nothing overflows.

One file for each screen, so that they run side by side.
"""

from __future__ import annotations

import pytest

from tests.accessibility.walking import findings, furnish
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_any_page(visitor, town):
    assert findings(visitor, furnish(town), PHONE, "en") == []
