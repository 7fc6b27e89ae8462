"""A card's QR code, scanned on a quiet day: on the worst day the page opens without a network."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.cards.actions import print_batch
from sakimori.measures.cards.contents import card_key
from sakimori.measures.cards.types import CARRIED
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import ContactKind
from sakimori.testing import TODAY
from tests.browser import PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visitor):
    """The address behind the card of somebody."""
    cast, ctx = visitor.cast, visitor.cast.ctx("staff")
    with scope(cast.assembly.pk):
        save_contact(ctx, kind=ContactKind.WINDOW, name="統一窓口", phone_day="0999-00-0001")
        save_contact(ctx, kind=ContactKind.CHAIR, name="議長", phone_day="080-0000-0002")
        batch = print_batch(ctx, shape="card", copies=40, contact_kinds=list(CARRIED), kinds=["lost-device"])
    return f"/card/{cast.assembly.slug}/{card_key(cast.assembly.pk, batch.pk)}/"


def test_numbers_and_first_steps_without_a_network(visitor, page, calendar):
    phone = visitor.open(page, None, PHONE)
    phone.locator("#kept[data-ready]").wait_for()
    phone.get_by_text("は最新です").wait_for()
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    whole = phone.evaluate("""() => performance.getEntries().filter(e => e.transferSize !== undefined)
        .reduce((sum, e) => sum + Math.max(e.transferSize, e.encodedBodySize), 0)""")
    assert 5_000 < whole < 50 * 1024

    phone.context.set_offline(True)
    phone.goto(visitor.address + page)
    phone.get_by_text("この電話に保存した内容です").wait_for()
    phone.get_by_role("link", name="080-0000-0002").wait_for()
    phone.get_by_text("ウイルス・身代金要求型ウイルス", exact=True).click()
    phone.get_by_text("電源は切らないでください").wait_for()
    phone.clock.install(time=f"{TODAY + timedelta(days=40)}T01:00:00Z")
    phone.reload()
    phone.get_by_text("30日以上前の内容です").wait_for()

    phone.context.set_offline(False)
    with scope(visitor.cast.assembly.pk):
        chair = EmergencyContact.objects.get(kind=ContactKind.CHAIR)
        save_contact(visitor.cast.ctx("staff"), kind=ContactKind.CHAIR, contact=chair, phone_day="080-9999-9999")
    phone.reload()
    phone.get_by_text("カードは議会事務局にお返しください").wait_for()
    phone.get_by_role("link", name="080-9999-9999").wait_for()
    visitor.complaints[:] = [text for text in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in text]
