"""An audit in a real browser: planned by the office, conducted by an auditor who sees nothing else, answered, mended by
the owner's link on a phone, seen again, closed. The auditor's link is opened too. axe finds nothing on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sakimori.assurance.audits.models import Audit, AuditFinding, AuditItem, LinkOpening, SampleDraw
from sakimori.assurance.audits.tests.making import version_of
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.improvements.models import Improvement
from sakimori.policy.clauses.actions import ask_everyone
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DUTY = "compliance.acknowledged"


@pytest.fixture
def hall(visitor):
    """A policy in force that everybody was asked to confirm."""
    cast = visitor.cast
    with scope(cast.assembly.pk):
        ask_everyone(cast.ctx("staff"), version=version_of(cast), due_on=TODAY + timedelta(days=9))
    return visitor


def test_an_audit(hall):
    cast = hall.cast
    desk = hall.open(cast.url("audits/new/"), "staff")
    plan(desk)
    with scope(cast.assembly.pk):
        audit = Audit.objects.get()
    here = cast.url(f"audits/{audit.pk}/")
    appoint(desk, cast)

    auditor = hall.open(cast.url(""), "auditor")
    assert auditor.url.endswith("/audits/mine/")
    check_and_sample(hall, auditor, cast, here)
    report(auditor)
    answer(desk, hall, cast, here)
    mend_on_a_phone(hall, cast)
    look_again_and_close(desk, auditor, hall, cast, here)
    look_in_by_link(desk, hall, cast, here)
    assert hall.complaints == []


def plan(desk):
    desk.get_by_label("件名").fill("令和8年度監査")
    desk.get_by_label("監査の種類").select_option("city")
    desk.get_by_label("始める日").fill(TODAY.isoformat())
    desk.get_by_label("報告までの日").fill((TODAY + timedelta(days=20)).isoformat())
    desk.get_by_label("5 遵守義務", exact=True).check()
    press(desk, desk.get_by_role("button", name="計画する"))
    assert "次に、監査人を決めてください" in desk.content()
    assert axe(desk) == []


def appoint(desk, cast):
    press(desk, desk.get_by_role("link", name="監査人を決める"))
    desk.get_by_label("名簿から選ぶ").select_option(str(cast.person["auditor"].pk))
    desk.get_by_label("監査人の所属").fill("市監査委員事務局")
    assert axe(desk) == []
    press(desk, desk.get_by_role("button", name="決める"))
    assert "市監査委員事務局" in desk.content()


def check_and_sample(hall, page, cast, here):
    press(page, page.get_by_role("link", name="令和8年度監査"))
    press(page, page.get_by_role("link", name="監査を始める"))
    press(page, page.get_by_role("button", name="始める"))
    press(page, page.get_by_role("link", name="5 遵守義務"))
    assert axe(page) == []
    with scope(cast.assembly.pk):
        item = AuditItem.objects.get(key=DUTY)
    page.goto(f"{hall.address}{here}items/{item.pk}/")
    assert axe(page) == []
    page.get_by_label("指摘あり").check()
    page.get_by_label("確かめた内容").fill("2人分の確認がない。")
    press(page, page.get_by_role("button", name="結果を記録する"))
    page.goto(f"{hall.address}{here}clauses/{item.scope_id}/duties/{DUTY}/")
    assert axe(page) == []
    press(page, page.get_by_role("link", name="この中から抽出する"))
    page.get_by_label("抽出する数").fill("2")
    press(page, page.get_by_role("button", name="抽出する"))
    assert "同じ対象になることを確かめました" in page.content()
    assert axe(page) == []
    with scope(cast.assembly.pk):
        draw = SampleDraw.objects.order_by("position")[0]
    press(page, page.get_by_role("link", name=f"1. {draw.label}"))
    page.get_by_label("適合").check()
    press(page, page.get_by_role("button", name="記録する"))
    page.goto(f"{hall.address}{here}clauses/{item.scope_id}/finding/?duty={DUTY}")
    page.get_by_label("件名").fill("確認の記録がない")
    page.get_by_label("見つかったこと").fill("2人分の記録がない。")
    press(page, page.get_by_role("button", name="記録する"))
    assert axe(page) == []
    page.goto(hall.address + here)


def report(page):
    press(page, page.get_by_role("link", name="結果を報告する"))
    page.get_by_label("監査の結論").fill("おおむね守られている。")
    page.get_by_label("監査の方法").fill("記録の閲覧")
    press(page, page.get_by_role("button", name="報告する"))
    assert "報告済み・回答待ち" in page.content()


def answer(desk, hall, cast, here):
    desk.goto(hall.address + here)
    press(desk, desk.get_by_role("link", name="議長に渡したことを記録する"))
    press(desk, desk.get_by_role("button", name="記録する"))
    press(desk, desk.get_by_role("link", name="1. 確認の記録がない"))
    press(desk, desk.get_by_role("link", name="回答する"))
    desk.get_by_label("受け入れ、改善する").check()
    desk.get_by_label("回答の内容").fill("そのとおりです。")
    desk.get_by_label("担当者").select_option(str(cast.person["manager"].pk))
    assert axe(desk) == []
    press(desk, desk.get_by_role("button", name="回答する"))
    assert axe(desk) == []
    desk.goto(hall.address + here)
    press(desk, desk.get_by_role("link", name="回答を終える"))
    press(desk, desk.get_by_role("button", name="終える"))


def mend_on_a_phone(hall, cast):
    with scope(cast.assembly.pk):
        ask = Ask.objects.get(subject_id=Improvement.objects.get().pk)
        token = make_links(cast.ctx("staff"), asks=[ask], made_for="mail")[ask]
    phone = hall.open(reverse("links:answer", kwargs={"assembly": cast.assembly.slug, "token": token}), width=PHONE)
    phone.get_by_label("実施した日").fill(TODAY.isoformat())
    phone.get_by_label("何をしましたか").fill("2人に確認してもらった。")
    press(phone, phone.get_by_role("button", name="実施したことを報告する"))
    assert "ありがとうございました" in phone.content()


def look_again_and_close(desk, auditor, hall, cast, here):
    with scope(cast.assembly.pk):
        finding = AuditFinding.objects.get()
    auditor.goto(f"{hall.address}{here}findings/{finding.pk}/")
    press(auditor, auditor.get_by_role("link", name="改善を追って確かめる"))
    auditor.get_by_label("はい。この指摘は片付いた").check()
    auditor.get_by_label("追って確かめた内容").fill("2人の署名を見た。")
    press(auditor, auditor.get_by_role("button", name="記録する"))
    desk.goto(hall.address + here)
    press(desk, desk.get_by_role("link", name="監査を終える"))
    press(desk, desk.get_by_role("button", name="終える"))
    assert axe(desk) == []
    with scope(cast.assembly.pk):
        assert (Audit.objects.get().state, Improvement.objects.get().state) == ("closed", "closed")


def look_in_by_link(desk, hall, cast, here):
    press(desk, desk.get_by_role("button", name="専用リンクを発行する"))
    link = desk.locator("code").inner_text()
    assert axe(desk) == []
    path = link[link.index("/audit/") :]
    phone = hall.open(path, width=PHONE)
    assert axe(phone) == []
    press(phone, phone.get_by_role("link", name="5 遵守義務"))
    assert axe(phone) == []
    press(phone, phone.get_by_role("link", name="方針を確認し遵守を約している"))
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    with scope(cast.assembly.pk):
        assert LinkOpening.objects.count() == 3
