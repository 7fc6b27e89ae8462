"""A safety check of 34 persons: some by their own link on a phone, some at the wall, the rest by phone; then its figures."""

from __future__ import annotations

import re
import time

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.continuity import actions as continuity
from sakimori.measures.safety.jobs import mail_link
from sakimori.measures.safety.models import Asked, SafetyCheck
from sakimori.measures.safety.tests.crowd import crowd
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches
from tests.browser import DESKTOP, PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BY_LINK, AT_WALL, BY_PHONE = 3, 3, 4
KEY = "continuity.plan-exercised"


@pytest.fixture
def many(town):
    """Seven of the cast and 27 members more; the critical functions have their cards."""
    with scope(town.assembly.pk):
        crowd(town.system(), town, 27)
        continuity.add_starters(town.ctx("staff"), keys=["plenary"])
        assert len(breaches(KEY, TODAY)) == 1
    return town


def link_of(town, address, number):
    """The address that stands in the mail of the member with this seat."""
    with scope(town.assembly.pk):
        row = Asked.objects.get(person__number=f"議{number}")
        return re.sub(r"^https?://[^/]+", address, mail_link(town.system(), row.pk))


def test_from_the_start_to_the_figures(visitor, many):
    office = visitor.open(many.url("safety/"), "staff", width=DESKTOP)
    press(office, office.get_by_role("link", name="毎月の訓練を始める"))
    began = time.perf_counter()
    press(office, office.get_by_role("button", name="始める"))
    assert time.perf_counter() - began < 10
    assert "34人に安否を尋ねました" in office.locator("body").inner_text()
    assert "まだ答えていない人（34人）" in office.locator("main").inner_text()

    for number in range(20, 20 + BY_LINK):
        phone = visitor.open(link_of(many, visitor.address, number), width=PHONE)
        assert "訓練です。災害は起きていません。" in phone.locator("body").inner_text()
        if number == 20:
            assert axe(phone) == []
            assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
        press(phone, phone.get_by_role("button", name="無事です。登庁できます"))
        assert "お答えを受け付けました" in phone.locator("h1").inner_text()
    press(phone, phone.get_by_role("button", name="助けが必要です"))
    assert "まず119番" in phone.locator("main").inner_text()
    assert axe(phone) == []

    with scope(many.assembly.pk):
        code = SafetyCheck.objects.get().code
    wall = visitor.open(f"/anpi/{many.assembly.slug}/wall/{code}/", width=PHONE)
    assert axe(wall) == []
    assert "磯" not in wall.locator("body").inner_text()
    for number in range(30, 30 + AT_WALL):
        wall.goto(f"{visitor.address}/anpi/{many.assembly.slug}/wall/{code}/")
        wall.get_by_label("議席番号・整理番号か、お名前のかな").fill(str(number))
        press(wall, wall.get_by_role("button", name="無事です。あとで登庁できます"))
        assert f"磯 {number}様" in wall.locator("h1").inner_text()

    press(office, office.get_by_role("link", name="電話で聞いて入力する"))
    for number in range(40, 40 + BY_PHONE):
        press(office, office.get_by_role("form", name=f"磯 {number}").get_by_role("button", name="無事・登庁可"))
    press(office, office.get_by_role("form", name="磯 45").get_by_role("button", name="出なかった"))
    assert "あと24人です" in office.locator("main").inner_text()

    press(office, office.get_by_role("link", name="様子を見る"))
    words = office.locator("main").inner_text()
    help_first = words.split("まず助けが必要な人")[1].split("まだ答えていない人")[0]
    assert "磯 22" in help_first and "磯 20" not in help_first
    assert "まだ答えていない人（24人）" in words
    assert axe(office) == []

    press(office, office.get_by_role("link", name="まとめる", exact=True))
    office.get_by_label("直すことがない理由").fill("前より早く答えがそろった。")
    press(office, office.get_by_role("button", name="まとめる"))
    figures = office.locator("main").inner_text()
    assert "10 / 34（29%）" in figures
    for means in ("専用リンク", "掲示の二次元コード", "電話"):
        assert means in figures
    assert "磯 22" not in figures
    closed = visitor.open(f"/anpi/{many.assembly.slug}/wall/{code}/", width=PHONE)
    assert "この安否確認は終わりました" in closed.locator("h1").inner_text()
    visitor.complaints.clear()  # the browser notes that the page has gone (410)
    with scope(many.assembly.pk):
        assert breaches(KEY, TODAY) == []
