"""The pages of suppliers as the office uses them."""

from __future__ import annotations

import pytest

from sakimori.registers.suppliers.models import Contract, Supplier, ThirdParty
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.testing import TODAY


@pytest.fixture
def page(cast):
    client = cast.client("staff")

    def get(path: str) -> str:
        response = client.get(f"/a/{cast.assembly.slug}/suppliers/{path}")
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    get.client = client  # type: ignore[attr-defined]
    get.base = f"/a/{cast.assembly.slug}/suppliers/"  # type: ignore[attr-defined]
    return get


def test_a_company_is_registered_and_shown(cast, page):
    response = page.client.post(
        page.base + "new/",
        {"name": "さざなみ映像株式会社", "corporate_number": "8-0000-0000-0001", "hq_country": "日本"},
    )
    assert response.status_code == 302
    made = Supplier.objects.get()
    assert made.corporate_number == "8000000000001" and made.registered_on == TODAY
    assert "さざなみ映像株式会社" in page("")
    assert "8000000000001" in page(f"{made.pk}/")


def test_a_corporate_number_with_a_wrong_digit_is_refused_at_its_field(cast, page):
    response = page.client.post(page.base + "new/", {"name": "架空商事", "corporate_number": "8000000000002"})
    assert response.status_code == 422
    assert "法人番号は13桁" in response.content.decode()
    assert not Supplier.objects.exists()


def test_a_contract_is_entered_by_its_form(cast, page):
    supplier = company(cast)
    form = {
        "supplier": supplier.pk, "title": "議会中継業務委託", "party": "みなと野市長", "user": "みなと野市議会",
        "from_date": "2026-04-01", "to_date": "2027-03-31", "auto_renews": "on", "renewal_months": "12",
        "notice_days": "60", "is_outsourcing": "on", "services": [str(supplier.services.get().pk)],
        "may_subcontract": "no",
    }  # fmt: skip
    assert page.client.post(page.base + "contracts/new/", form).status_code == 302
    made = Contract.objects.get()
    assert made.may_subcontract is False
    assert made.service_links.get().service.name == "議会中継"
    shown = page(f"contracts/{made.pk}/")
    assert "令和9年1月30日" in shown  # the notice day
    assert "令和9年4月1日の自動更新" not in shown  # before July 2027 a renewal changes nothing
    assert "議会中継業務委託" in page("contracts/")


def test_a_third_party_is_registered_and_pledges(cast, page):
    made = contract(cast)
    form = {
        "kind": "recording", "name": "録画の係", "contract": made.pk, "handles": "本会議の映像", "must_return": "on",
        "from_date": "2026-04-01", "is_person": "",
    }  # fmt: skip
    assert page.client.post(page.base + "third-parties/new/", form).status_code == 302
    party = ThirdParty.objects.get()
    assert party.supplier == made.supplier
    assert "誓約なし" in page("third-parties/")
    assert (
        page.client.post(
            f"{page.base}third-parties/{party.pk}/pledge/", {"pledged_on": TODAY.isoformat(), "means": "paper"}
        ).status_code
        == 302
    )
    assert "誓約あり" in page("third-parties/")
    assert "誓約あり" in page(f"third-parties/{party.pk}/")


def test_every_form_opens(cast, page):
    made = contract(cast)
    service = made.supplier.services.get()
    for path in (
        "new/", f"{made.supplier_id}/edit/", f"{made.supplier_id}/end/", f"{made.supplier_id}/certificates/",
        f"{made.supplier_id}/services/", f"services/{service.pk}/edit/", f"services/{service.pk}/end/",
        "contracts/new/", f"contracts/{made.pk}/edit/", f"contracts/{made.pk}/renew/", f"contracts/{made.pk}/end/",
        f"contracts/{made.pk}/exit/", f"contracts/{made.pk}/access/", f"contracts/{made.pk}/chain/",
        f"contracts/{made.pk}/papers/", f"contracts/{made.pk}/pledge/", f"contracts/{made.pk}/visits/",
        "third-parties/new/",
    ):  # fmt: skip
        assert "<h1>" in page(path)
