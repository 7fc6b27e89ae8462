"""The yearly look at what may happen: scenarios taken, two questions each, one mended; clause 3 of the board follows."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import resources

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.risks.models import Risk, RiskAssessment
from sakimori.policy.clauses import actions as policy
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROUPS = ("意図的な要因", "非意図的な要因", "災害", "感染症などによる要員の不足", "インフラの障害の波及")


@pytest.fixture
def office(visitor):
    """A policy that names the five groups of threats, in force since some days."""
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    day = TODAY - timedelta(days=10)
    with scope(visitor.cast.assembly.pk):
        version = policy.take_in_text(visitor.cast.ctx("staff"), text=text)
        policy.decide_version(
            visitor.cast.ctx("manager"), version=version, decided_on=day, effective_on=day, meeting="議会運営委員会"
        )
    return visitor


def test_from_scenarios_to_a_clause_that_is_kept(office):
    cast = office.cast
    page = office.open(cast.url("risks/"), "staff")
    assert "リスクがまだありません" in page.inner_text("main")
    press(page, page.get_by_role("link", name="シナリオから加える"))
    page.get_by_label("リスクの担当者").select_option(label="灯 直樹")
    press(page, page.get_by_role("button", name="加える"))
    assert "件のリスクを加えました" in page.inner_text("body")
    assert axe(page) == []

    phone = office.open(page.url, "staff", PHONE)
    for name in GROUPS:
        press(phone, phone.get_by_role("link", name=re.compile(f"^評価する ?: {name}$")))
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
        # Thirty risks with two taps each would only test the browser; the first ones are tapped.
        phone.evaluate(
            'document.querySelectorAll(\'[name^=chance-][value="1"], [name^=harm-][value="2"]\').forEach(x => x.click())'
        )
        phone.get_by_role("radio", name="数年に一度はありそう").first.check()
        phone.get_by_role("radio", name="すぐに元に戻せる").first.check()
        if name == GROUPS[0]:
            phone.get_by_role("radio", name="一年のうちにありそう").first.check()
            phone.get_by_role("radio", name="取り返しがつかない").first.check()
            assert axe(phone) == []
        press(phone, phone.get_by_role("button", name="評価を記録する"))
        assert f"「{name}」を評価しました" in phone.inner_text("body")
    with scope(cast.assembly.pk):
        assert RiskAssessment.objects.count() == Risk.objects.count() > 30

    page.reload()
    press(page, page.get_by_role("link", name="することがあるもの"))
    press(page, page.get_by_role("link", name="ランサムウェアに感染する"))
    assert "対応が決まっていない" in page.inner_text("main")
    press(page, page.get_by_role("link", name="対策を決める"))
    page.get_by_label("行うこと").fill("控えを毎週、別の場所に置く。")
    page.get_by_label(re.compile("期限")).fill((TODAY + timedelta(days=60)).isoformat())
    press(page, page.get_by_role("button", name="改善措置を起こす"))
    assert "対策中" in page.inner_text("main")

    page.goto(office.address + cast.url("board/duties/risk.assessed/"))
    assert page.locator("main .badge").first.inner_text().strip() == "守られている"
