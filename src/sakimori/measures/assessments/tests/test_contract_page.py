"""The page of a contract says when its contractor was checked and how that ended."""

from __future__ import annotations

from datetime import date

from sakimori.measures.assessments.tests.parts import a_check, a_contract, judged, questions
from sakimori.testing import TODAY

LAST_YEAR = date(2025, 11, 10)


def test_the_page_of_a_contract_shows_its_checks(cast):
    contract = a_contract(cast)
    there, staff = cast.url(f"suppliers/contracts/{contract.pk}/"), cast.client("staff")
    page = staff.get(there).content.decode()
    assert "この契約の確認は、まだ行っていません" in page and cast.url("assessments/rounds/new/") in page
    assert cast.url("assessments/rounds/new/") not in cast.client("chair").get(there).content.decode()
    old = a_check(cast, contract, LAST_YEAR)
    judged(cast, old, LAST_YEAR, bad=[questions(old)[0].key])
    new = a_check(cast, contract, TODAY)
    page = staff.get(there).content.decode()
    number = len(questions(old))
    assert cast.url(f"assessments/{old.pk}/") in page and cast.url(f"assessments/{new.pk}/") in page
    assert page.index(f"{new.pk}") < page.index(f"{old.pk}"), "the newest first"
    assert "回答待ち" in page and "見直しが必要" in page and f"十分な回答 {number - 1}/{number}" in page
    assert cast.url(f"assessments/contracts/{contract.pk}/") in page


def test_a_purchase_that_is_no_outsourcing_is_not_said_to_be_unchecked(cast):
    contract = a_contract(cast, "タブレット賃貸借", is_outsourcing=False)
    page = cast.client("staff").get(cast.url(f"suppliers/contracts/{contract.pk}/")).content.decode()
    assert "委託先の確認</h2>" not in page
