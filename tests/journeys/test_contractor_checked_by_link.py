"""A contractor answers on a phone without JavaScript; the office judges, asks back, has one thing mended, and signs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sakimori.foundation.assemblies.scope import scope
from sakimori.measures.assessments.models import AnswerTrace, ContractCheck
from sakimori.measures.assessments.tests.parts import a_contract
from sakimori.testing import TODAY
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contract(town):
    with scope(town.assembly.pk):
        return a_contract(town)


def plain_phone(visitor, address: str) -> Page:
    """A phone whose browser runs no script."""
    context = visitor.chromium.new_context(
        viewport={"width": PHONE, "height": 812}, locale="ja-JP", java_script_enabled=False
    )
    visitor.contexts.append(context)
    page = context.new_page()
    page.goto(address)
    return page


def begin(visitor, town) -> tuple[Page, str]:
    """The staff ask the contractor; the address is shown once."""
    desk = visitor.open(town.url("assessments/rounds/new/"), "staff")
    assert axe(desk) == []
    desk.get_by_label(re.compile("さざなみ映像")).check()
    press(desk, desk.get_by_role("button", name="始める"))
    press(desk, desk.get_by_role("link", name="さざなみ映像"))
    press(desk, desk.get_by_role("link", name="リンクを渡す"))
    desk.get_by_label("渡す相手").fill("瀬戸 光")
    press(desk, desk.get_by_role("button", name="リンクを作る"))
    assert axe(desk) == []
    path = desk.locator("main code").inner_text()
    return desk, visitor.address + path[path.index("/q/") :]


def answer_all(visitor, town, address: str, proof: Path) -> Page:
    """Question by question, put away in between, to the end."""
    phone = plain_phone(visitor, address)
    assert town.assembly.name in phone.inner_text("body")
    assert town.person["staff"].shown_name not in phone.content()
    press(phone, phone.get_by_role("link", name="答え始める"))
    for number in range(1, 16):
        assert f"15問のうち{number}問め" in phone.inner_text("main")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
        choice = "いいえ" if number == 15 else "はい"
        phone.get_by_label(choice, exact=True).check()
        if number == 10:
            phone.get_by_label(re.compile("資料")).set_input_files(proof)
        press(phone, phone.get_by_role("button", name="保存して次へ"))
        if number == 7:  # the phone is put away; the link leads on where it was left
            phone.context.close()
            phone = plain_phone(visitor, address)
            press(phone, phone.get_by_role("link", name="続きから答える"))
    assert "くわしい内容も書いてください" in phone.inner_text("main")
    phone.get_by_label(re.compile("くわしい内容")).fill("3月までに作ります")
    phone.get_by_label("いいえ", exact=True).check()
    press(phone, phone.get_by_role("button", name="保存して次へ"))
    press(phone, phone.get_by_role("link", name="確かめて提出する"))
    press(phone, phone.get_by_role("button", name="提出する"))
    assert "回答を受け付けました" in phone.inner_text("main")
    return phone


def judge(visitor, town, desk: Page, check: ContractCheck) -> None:
    """Insufficient in one thing, which must be mended; signed on paper."""
    desk.goto(visitor.address + town.url(f"assessments/{check.pk}/judge/"))
    assert axe(desk) == []
    desk.get_by_role("group", name=re.compile("質問15の判定")).get_by_label("不十分").check()
    desk.get_by_label(re.compile("質問15の判定の理由")).fill("まだ手順がない")
    press(desk, desk.get_by_role("button", name="残りをすべて「十分」にして保存する"))
    press(desk, desk.get_by_role("link", name="是正を求める"))
    desk.get_by_label(re.compile("直してほしいこと")).fill("再開の手順を作る")
    desk.get_by_label(re.compile("期限")).fill((TODAY + timedelta(days=90)).isoformat())
    press(desk, desk.get_by_role("button", name="求める"))
    press(desk, desk.get_by_role("link", name="結果を決める"))
    desk.get_by_label("是正を条件に続ける").check()
    desk.get_by_label(re.compile("所見")).fill("手順ができるまで様子を見る")
    desk.get_by_label("印刷した結果に署名する").check()
    press(desk, desk.get_by_role("button", name="決める"))
    assert "14 / 15" in desk.inner_text("main")
    assert axe(desk) == []


def test_from_the_link_to_the_signed_result(visitor, town, contract, tmp_path):
    proof = tmp_path / "認証書.txt"
    proof.write_text("登録番号 12345", encoding="utf-8")
    desk, address = begin(visitor, town)
    phone = answer_all(visitor, town, address, proof)
    with scope(town.assembly.pk):
        check = ContractCheck.objects.get()
        assert set(AnswerTrace.objects.values_list("name", flat=True)) == {"瀬戸 光"}
    desk.goto(visitor.address + town.url(f"assessments/{check.pk}/"))
    assert axe(desk) == []
    press(desk, desk.get_by_role("link", name="追加の質問をする"))
    desk.get_by_label("追加の質問", exact=False).first.fill("手順はだれが作りますか")
    press(desk, desk.get_by_role("button", name="質問する"))

    phone.reload()
    press(phone, phone.get_by_role("link", name=re.compile("答える")).first)
    phone.get_by_label(re.compile("回答")).fill("情報管理部長が作ります")
    press(phone, phone.get_by_role("button", name="保存する"))
    press(phone, phone.get_by_role("link", name="確かめて提出する"))
    press(phone, phone.get_by_role("button", name="提出する"))

    judge(visitor, town, desk, check)

    phone.reload()
    press(phone, phone.get_by_role("link", name=re.compile("直した内容を報告する")))
    phone.get_by_label(re.compile("直した内容")).fill("手順を作り、一度試しました")
    press(phone, phone.get_by_role("button", name="報告する"))
    assert "この確認は終わりました" in phone.inner_text("main")
    desk.reload()
    assert "確認待ち" in desk.inner_text("main")
