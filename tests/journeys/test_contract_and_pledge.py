"""A contract is entered and its clauses checked; what is missing goes to the contract office; a cleaner pledges by phone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.catalogue import SHIPPED_REQUIRED
from sakimori.registers.suppliers.models import Contract, SecrecyPledge
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_contract_to_the_missing_clauses_as_a_document(visitor):
    cast = visitor.cast
    with scope(cast.assembly.pk):
        actions.register_supplier(
            cast.ctx("staff"), name="架空映像", services=[actions.ServiceLine("議会中継", "broadcast")]
        )
    page = visitor.open(cast.url("suppliers/contracts/"), "staff")
    press(page, page.get_by_role("link", name="契約を登録する"))
    page.get_by_label("事業者", exact=False).first.select_option(label="架空映像")
    page.get_by_label("契約の件名").fill("議会中継業務委託")
    page.get_by_label("開始日").fill("2026-04-01")
    page.get_by_label("終了日").first.fill("2027-03-31")
    page.get_by_label("議会中継").check()
    press(page, page.get_by_role("button", name="登録する"))
    assert "改正前の規定" in page.content()
    press(page, page.get_by_role("navigation", name="契約のページ").get_by_role("link", name="条項"))
    press(page, page.get_by_role("link", name="条項を確かめる"))
    assert axe(page) == []
    for key in SHIPPED_REQUIRED:
        page.locator(f"#id_{key}-state").select_option("missing" if key == "damages" else "present")
        if key != "damages":
            page.locator(f"#id_{key}-page").fill("特記事項 3頁")
    page.get_by_label("「なし」で理由のない条項を、改善措置にする").check()
    page.get_by_label("改善の期限").fill("2027-02-26")
    press(page, page.get_by_role("button", name="結果を記録する"))
    assert "改善措置 第1号" in page.content()
    with page.expect_download() as download:
        page.get_by_role("link", name="足りない条項を Word で書き出す").click()
    made = docx.Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert "第1条（損害の賠償）" in [part.text for part in made.paragraphs]
    with scope(cast.assembly.pk):
        assert Contract.objects.get().service_links.count() == 1


def test_a_third_party_pledges_on_a_phone_without_an_account(visitor):
    cast = visitor.cast
    with scope(cast.assembly.pk):
        party = actions.register_third_party(
            cast.ctx("staff"), name="清掃の責任者", kind="cleaner", handles="執務室のごみ", is_person=True,
            from_date=date(2026, 4, 1),
        )  # fmt: skip
    page = visitor.open(cast.url(f"suppliers/third-parties/{party.pk}/link/"), "staff")
    press(page, page.get_by_role("button", name="リンクを作る"))
    link = page.get_by_label("このページを閉じると").input_value()
    phone = visitor.open("/secrecy/" + link.split("/secrecy/")[1], width=PHONE)
    assert phone.get_by_label("お名前").input_value() == "清掃の責任者"
    assert axe(phone) == []
    phone.get_by_label("上の内容を守ることを誓約します").check()
    press(phone, phone.get_by_role("button", name="誓約する"))
    assert "受け付けました" in phone.content()
    with scope(cast.assembly.pk):
        assert SecrecyPledge.objects.get().signer == "清掃の責任者"
