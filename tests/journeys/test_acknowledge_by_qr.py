"""A letter with a QR code, a member's phone, one tick: the board moves. No log-in, nothing else to see."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import resources

import pypdfium2
import pytest
from django.conf import settings

from sakimori.assurance.conformance.queries import board, row_of
from sakimori.foundation.asks.actions import revoke_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions as policy
from sakimori.policy.clauses.models import Acknowledgement
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(town):
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    with scope(town.assembly.pk):
        version = policy.take_in_text(town.ctx("staff"), text=text)
        policy.decide_version(
            town.ctx("manager"), version=version, decided_on=TODAY, effective_on=TODAY, meeting="議会運営委員会"
        )
        policy.ask_everyone(town.ctx("staff"), version=version, due_on=TODAY + timedelta(days=20))
    return town


def letters(visitor) -> list[str]:
    """Staff print the letters of everyone; gives the text of each page."""
    page = visitor.open(visitor.cast.url("policy/acknowledgement/"), "staff")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("手紙")).click()
    pdf = pypdfium2.PdfDocument(download.value.path())
    return [sheet.get_textpage().get_text_bounded() for sheet in pdf]


def link_for(pages: list[str], name: str) -> str:
    text = next(text for text in pages if name in text)
    return re.search(r"/l/[\w-]+/[\w-]+/", re.sub(r"\s", "", text)).group()


def test_a_member_acknowledges_on_a_phone(visitor, asked):
    member = asked.person["member"]
    with scope(asked.assembly.pk):
        wanted = Ask.objects.open().count()
        before = board(asked.ctx("staff"))
    pages = letters(visitor)
    assert len(pages) == wanted
    assert settings.ENV.address in re.sub(r"\s", "", pages[0])
    path = link_for(pages, member.shown_name)

    phone = visitor.open(path, None, PHONE)
    assert phone.locator("h1").count() == 1
    assert axe(phone) == []
    assert asked.person["chair"].shown_name not in phone.content()
    phone.get_by_role("checkbox").check()
    press(phone, phone.get_by_role("button", name="確認しました"))
    assert "ありがとうございました" in phone.inner_text("h1")

    with scope(asked.assembly.pk):
        done = Acknowledgement.objects.get(person=member)
        assert (done.channel, done.version.text_sha256) == ("link", done.text_sha256)
        after = board(asked.ctx("staff"))
        open_before = row_of(before, "compliance.acknowledged").standing.soon
        assert row_of(after, "compliance.acknowledged").standing.soon <= open_before
    again = visitor.open(path, None, PHONE)
    assert "ありがとうございました" in again.inner_text("h1")


def test_a_revoked_letter_is_useless(visitor, asked):
    path = link_for(letters(visitor), asked.person["chair"].shown_name)
    with scope(asked.assembly.pk):
        revoke_links(asked.ctx("staff"), asks=list(Ask.objects.filter(person=asked.person["chair"])))
    page = visitor.open(path, None, PHONE)
    assert "取り消されました" in page.inner_text("h1")
    assert page.get_by_role("checkbox").count() == 0
    visitor.complaints.clear()  # the browser notes the 410 itself
