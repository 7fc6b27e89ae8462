"""The office adopts the playbooks, the chair approves one that was changed, a member opens it on a phone and can call."""

from __future__ import annotations

import pytest

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.playbooks import queries
from sakimori.measures.playbooks.actions import adopt_decided_playbooks
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RANSOMWARE = "ransomware"


def test_from_shipped_text_to_a_call(visitor, town):
    with scope(town.assembly.pk):
        save_contact(town.ctx("staff"), kind=ContactKind.WINDOW, name="統一窓口", phone_day="0166-00-2100")
    page = visitor.open(town.url("playbooks/"), "staff")
    press(page, page.get_by_role("link", name="まとめて定める"))
    page.get_by_label("決めた会議・決裁").fill("議会運営委員会")
    press(page, page.get_by_role("button", name="定める"))
    assert page.get_by_text("未着手").count() == 0

    press(page, page.get_by_role("link", name="ウイルス・身代金要求型ウイルス", exact=True))
    press(page, page.get_by_role("link", name="直す", exact=True))
    text = page.get_by_label("対応手順の文")
    text.fill(text.input_value().replace("時刻を書く。", "時刻を赤い帳面に書く。"))
    press(page, page.get_by_role("button", name="書き方と違いを確かめる"))
    assert page.locator("ins").inner_text() == "3. 画面を写真に撮る。時刻を赤い帳面に書く。"
    page.get_by_label("このシステムで承認をお願いする").check()
    press(page, page.get_by_role("button", name="新しい版を定める"))
    assert "承認をお願いしました" in page.locator("main").inner_text()

    with scope(town.assembly.pk):
        application = Application.objects.get(kind="playbooks.adoption")
        decide_application(town.ctx("chair"), application=application, is_approval=True)
        event = ApplicationDecided(application.pk, application.kind, application.subject_id, True)
        adopt_decided_playbooks(town.ctx("chair"), event)
        assert queries.version_for(RANSOMWARE, TODAY).number == 2

    phone = visitor.open(town.url(f"playbooks/{RANSOMWARE}/"), "member", PHONE)
    words = phone.locator("main").inner_text()
    assert "電源は切らないでください" in words
    assert "赤い帳面" in words
    call = phone.get_by_role("link", name="日中 0166-00-2100").first
    assert call.get_attribute("href") == "tel:0166002100"
    assert call.bounding_box()["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    size = phone.locator(".hurry").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 20
    assert axe(phone) == []
