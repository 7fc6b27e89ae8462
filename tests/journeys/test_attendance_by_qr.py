"""A code on the wall of the room, a phone, a seat number: attendance is noted, and who was away is asked."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pypdfium2
import pytest

from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.learning import actions
from sakimori.measures.learning.models import Completion
from sakimori.testing import TODAY
from tests.browser import DESKTOP, PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held(town):
    """A session of today, ten o'clock being in the middle of it."""
    with scope(town.assembly.pk):
        ctx = town.ctx("staff")
        year = actions.plan_year(ctx, fiscal=2026, decided_on=TODAY, decided_by="議会運営委員会")
        course = actions.adopt_course(ctx, source="shipped", key="password")
        last = TODAY + timedelta(days=60)
        actions.require_course(ctx, year=year, course=course, audience="all", opens_on=TODAY, closes_on=last)
        return actions.plan_session(
            ctx, course=course, title="全員研修会", audience="all", held_on=TODAY, starts_at=time(9, 30),
            ends_at=time(11), place="全員協議会室",
        )  # fmt: skip


def code_on_the_wall(page) -> str:
    """Staff print the notice; gives the address printed below the code."""
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("出席の掲示")).click()
    text = pypdfium2.PdfDocument(download.value.path())[0].get_textpage().get_text_bounded()
    return re.search(r"/attend/[\w-]+/[\w-]+/", re.sub(r"\s", "", text)).group()


def test_from_the_wall_to_the_list(visitor, town, held):
    office = visitor.open(town.url(f"learning/sessions/{held.pk}/"), "staff", width=DESKTOP)
    path = code_on_the_wall(office)
    phone = visitor.open(path, width=PHONE)
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    words = phone.locator("body").inner_text()
    assert not any(person.name in words for person in town.person.values())
    phone.get_by_label("議席番号かお名前").fill("7")
    press(phone, phone.get_by_role("button", name="出席する"))
    name = town.person["member"].shown_name
    assert f"{name}様、出席を承りました" in phone.locator("h1").inner_text()
    assert axe(phone) == []
    office.reload()
    assert "出席した人（1人）" in office.locator("main").inner_text()
    press(office, office.get_by_role("button", name="出席をまとめる"))
    press(office, office.get_by_role("button", name="欠席の人に研修をお願いする"))
    with scope(town.assembly.pk):
        assert Completion.objects.get().attended == "qr"
        assert Ask.objects.open().count() == 6
