"""A self-inspection on a member's phone: the register disagrees, a word is given, it is sent, and the office acts on it."""

from __future__ import annotations

import re

import pytest

from sakimori.assurance.inspections.models import Respondent
from sakimori.assurance.inspections.tests.things import ask_of, opened, overdue_tablet, policy_in_force
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.improvements.models import Improvement
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(town):
    with scope(town.assembly.pk):
        policy_in_force(town)
        overdue_tablet(town)
        found = opened(town)
        (token,) = make_links(town.ctx("staff"), asks=[ask_of(town, found, "member")], made_for="letter").values()
    return town, found, f"/l/{town.assembly.slug}/{token}/"


def choose(phone, question: str, answer: str) -> None:
    phone.get_by_role("group", name=re.compile(question)).get_by_label(answer, exact=True).check()


def test_from_the_phone_to_a_corrective_action(visitor, asked):
    town, found, path = asked
    phone = visitor.open(path, None, PHONE)
    assert phone.locator("h1").count() == 1
    assert axe(phone) == []
    assert "台帳から確認できました" in phone.inner_text("main")
    assert town.person["chair"].shown_name not in phone.content()
    for group in phone.get_by_role("group").all():
        group.get_by_label("はい", exact=True).check()
    choose(phone, "方針を読み", "いいえ")
    choose(phone, "画面をロック", "いいえ")
    choose(phone, "二段階の確認", "わからない")
    press(phone, phone.get_by_role("button", name="この内容で答える"))

    assert "台帳では、まだ返納の記録がありません。" in phone.inner_text("main")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    phone.get_by_label(re.compile("事情を一言")).fill("先週、窓口に返しました")
    press(phone, phone.get_by_role("button", name="この内容で答える"))
    assert "ありがとうございました" in phone.inner_text("h1")
    assert "スマートフォンなどでもう一度確かめる仕組みです" in phone.inner_text("main")
    assert axe(phone) == []
    visitor.complaints.clear()  # the browser notes the 422 itself

    desk = visitor.open(town.url(f"inspections/{found.pk}/"), "staff")
    with scope(town.assembly.pk):
        assert Respondent.objects.filter(round=found, answered_on__isnull=False).count() == 1
    press(desk, desk.get_by_role("link", name="気になる回答を見る"))
    assert "先週、窓口に返しました" in desk.inner_text("main")
    desk.go_back()
    press(desk, desk.get_by_role("link", name=re.compile("改善措置を起こす")))
    assert axe(desk) == []
    desk.get_by_role("group", name=re.compile("方針を読み")).get_by_role("checkbox").uncheck()
    press(desk, desk.get_by_role("button", name="選んだものを起こす"))
    with scope(town.assembly.pk):
        made = Improvement.objects.get()
        assert "画面をロック" in made.title
        assert town.person["member"].shown_name not in made.finding
    result = visitor.open(town.url(f"inspections/{found.pk}/result/"), "chair")
    assert "画面をロック" in result.inner_text("main")
    assert axe(result) == []
