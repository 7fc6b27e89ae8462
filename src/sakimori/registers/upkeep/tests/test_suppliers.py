"""Whose company worked at a system: chosen from the register or typed, found again on the company's and contract's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.registers.suppliers import actions as suppliers
from sakimori.registers.suppliers.models import Supplier
from sakimori.registers.suppliers.tests.office import company, contract, system
from sakimori.registers.upkeep import actions
from sakimori.registers.upkeep.models import RemoteWindow, Work
from sakimori.testing import NOW, TODAY

NAME = "さざなみ映像株式会社"


@pytest.fixture
def live(cast):
    return system(cast)


def plan(cast, asset, name, **more):
    values = {"kind": "update", "title": "配信の更新", "reason": "修正を当てる。", "planned_on": TODAY} | more
    return actions.plan_work(cast.ctx("staff"), asset=asset, company=name, **values)


def allow(cast, asset, name):
    return actions.allow_window(
        cast.ctx("staff"), asset=asset, company=name, operator="保守 次郎", means="保守用の回線", purpose="音声の調査",
        from_at=NOW, until_at=NOW + timedelta(hours=2), allowed_by=cast.person["manager"],
    )  # fmt: skip


def test_the_office_chooses_the_company_from_the_register(cast, live):
    found, staff = company(cast), cast.client("staff")
    page = staff.get(cast.url("upkeep/new/")).content.decode()
    assert f'<option value="{NAME}"></option>' in page and 'list="id_company_names"' in page
    sent = {
        "asset": str(live.pk), "kind": "update", "title": "配信の更新", "reason": "修正を当てる。",
        "planned_on": TODAY.isoformat(), "company": f" {NAME} ", "route": "",
    }  # fmt: skip
    assert staff.post(cast.url("upkeep/new/"), sent).status_code == 302
    work = Work.objects.get()
    assert work.supplier == found and work.company == NAME
    there = cast.url(f"suppliers/{found.pk}/")
    assert there in staff.get(cast.url(f"upkeep/{work.pk}/")).content.decode()
    # Another company did it after all, one that is not on the register.
    assert staff.post(cast.url(f"upkeep/{work.pk}/edit/"), sent | {"company": "架空電機"}).status_code == 302
    work.refresh_from_db()
    assert work.supplier is None and work.vendor == "架空電機"
    assert there not in staff.get(cast.url(f"upkeep/{work.pk}/")).content.decode()


def test_a_window_is_tied_to_the_company_too(cast, live):
    found, window = company(cast), allow(cast, live, NAME)
    assert RemoteWindow.objects.get().supplier == found
    staff = cast.client("staff")
    page = staff.get(cast.url("upkeep/windows/new/")).content.decode()
    assert f'<option value="{NAME}"></option>' in page
    assert cast.url(f"suppliers/{found.pk}/") in staff.get(cast.url(f"upkeep/windows/{window.pk}/")).content.decode()


def test_a_company_that_changes_its_name_keeps_its_work(cast, live):
    found, work = company(cast), plan(cast, live, NAME)
    suppliers.change_supplier(cast.ctx("staff"), supplier=found, name="さざなみメディア株式会社")
    actions.change_work(cast.ctx("staff"), work=Work.objects.get(), company=NAME, title="配信ソフトの更新")
    work = Work.objects.select_related("supplier").get()
    assert work.supplier == found and work.company == NAME, "what was written then stays"
    assert work.vendor == "さざなみメディア株式会社"
    page = cast.client("staff").get(cast.url("upkeep/"), {"company": "さざなみメディア株式会社"}).content.decode()
    assert "配信ソフトの更新" in page


def test_the_page_of_a_company_shows_its_work_and_windows(cast, live):
    plan(cast, live, NAME)  # before the company is on the register
    found = company(cast)
    allow(cast, live, NAME)
    plan(cast, live, "架空電機", title="よその仕事")
    staff = cast.client("staff")
    staff.get(cast.url(f"suppliers/{found.pk}/"))
    with CaptureQueriesContext(connection) as seen:
        page = staff.get(cast.url(f"suppliers/{found.pk}/")).content.decode()
    assert connection.vendor == "postgresql" or len(seen) <= 12
    assert "変更・保守と遠隔接続" in page and "配信の更新" in page and "音声の調査" in page
    assert "よその仕事" not in page
    filtered = staff.get(cast.url("upkeep/"), {"company": NAME}).content.decode()
    assert "配信の更新" in filtered and "よその仕事" not in filtered
    other = suppliers.register_supplier(cast.ctx("staff"), name="白波印刷株式会社")
    assert "変更・保守と遠隔接続" not in staff.get(cast.url(f"suppliers/{other.pk}/")).content.decode()


def test_the_page_of_a_contract_shows_what_was_done_at_its_assets(cast, live):
    made = contract(cast, company(cast), accesses=[suppliers.AccessLine(live, "operate")])
    plan(cast, live, NAME)
    plan(cast, system(cast, "会議録検索"), NAME, title="別の契約の仕事")
    page = cast.client("staff").get(cast.url(f"suppliers/contracts/{made.pk}/?part=access")).content.decode()
    assert "配信の更新" in page and "別の契約の仕事" not in page


def test_who_may_not_see_suppliers_sees_only_the_name(cast, live):
    found, work = company(cast), plan(cast, live, NAME)
    page = cast.client("city_it").get(cast.url(f"upkeep/{work.pk}/")).content.decode()
    assert NAME in page and f"suppliers/{found.pk}/" not in page
    assert Supplier.objects.count() == 1
