"""One view of an outage: supplier → services → functions → meetings → prepared notice, with what is done instead."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.foundation.people.models import Period
from sakimori.measures.continuity import actions
from sakimori.measures.continuity.outages import dependences, outage_of
from sakimori.measures.continuity.tests.test_cards import WHOLE
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.organization.models import Meeting
from sakimori.registers.suppliers.models import Contract, Service, Supplier
from sakimori.testing import TODAY

if "test.supplier" not in registered_actions():

    @action("test.supplier", permission=Permission.SUPPLIER_MANAGE, sentence="委託先を作りました")
    def furnish(ctx, system):
        """A company with two services, one of them the asset; a contract; a sitting with a meeting."""
        company = Supplier.objects.create(name="さざなみ映像", phone_emergency="0999-00-4001", registered_on=TODAY)
        stream = Service.objects.create(
            supplier=company, name="議会中継", kind="system", asset=system, registered_on=TODAY
        )
        archive = Service.objects.create(supplier=company, name="録画の保管", kind="system", registered_on=TODAY)
        other = Supplier.objects.create(name="架空清掃", registered_on=TODAY)
        Service.objects.create(supplier=other, name="清掃", kind="work", registered_on=TODAY)
        Contract.objects.create(
            supplier=company,
            title="議会中継業務",
            party="みなと野市長",
            user="議会",
            from_date=TODAY,
            registered_on=TODAY,
        )
        Period.objects.create(
            kind="regular", name="第4回定例会", from_date=TODAY + timedelta(days=8), to_date=TODAY + timedelta(days=20)
        )
        Meeting.objects.create(name="本会議（一般質問）", held_on=TODAY + timedelta(days=9))
        return company, stream, archive


@pytest.fixture
def company(cast):
    system = register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name="中継システム", zone="internet")
    company, _stream, archive = furnish(cast.ctx("staff"), system)
    ctx = cast.ctx("staff")
    values = WHOLE | {
        "session_hours": 2, "recess_hours": 720, "supplier": "ケーブルテレビに頼む",
        "notice": "{日}の中継は{cause}のため見られません。{代わりの手段}",
    }  # fmt: skip
    actions.save_card(ctx, name="議会中継", values=values, assets=[system])
    actions.save_card(ctx, name="録画", values=WHOLE | {"session_hours": 48, "notice": ""}, services=[archive])
    actions.save_card(ctx, name="請願", values=WHOLE)
    return company


def test_functions_hang_on_services_by_name_or_by_asset(cast, company):
    found = {one.supplier.name: one for one in dependences(TODAY)}
    assert [row.function.name for row in found["さざなみ映像"].rows] == ["議会中継", "録画"]
    assert found["架空清掃"].rows == []


def test_an_outage_within_and_outside_a_sitting(cast, company):
    idle = outage_of(company, TODAY, 1, TODAY)
    assert [(hit.row.function.name, hit.is_over) for hit in idle.hits] == [("議会中継", False), ("録画", False)]
    assert (idle.meetings, idle.sittings) == ([], [])
    busy = outage_of(company, TODAY + timedelta(days=9), 1, TODAY)
    assert [(hit.row.function.name, hit.is_over) for hit in busy.hits] == [("議会中継", True), ("録画", False)]
    assert [one.name for one in busy.meetings] == ["本会議（一般質問）"]
    assert [one.name for one in busy.sittings] == ["第4回定例会"]
    assert [one.title for one in busy.contracts] == ["議会中継業務"]
    assert busy.hits[0].notice == "令和8年12月2日の中継は議会中継の障害のため見られません。ケーブルテレビに頼む"
    assert busy.hits[1].notice == ""


def test_the_pages_of_an_outage(cast, company):
    office = cast.client("staff")
    assert "議会中継、録画" not in office.get(cast.url("continuity/outages/")).content.decode().split("架空清掃")[-1]
    day = TODAY + timedelta(days=9)
    page = office.get(cast.url(f"continuity/outages/{company.pk}/"), {"since": day.isoformat(), "days": 2})
    text = page.content.decode()
    for words in ("ケーブルテレビに頼む", "本会議（一般質問）", "止まってよい時間を超えます", "0999-00-4001"):
        assert words in text
    assert office.get(cast.url(f"continuity/outages/{company.pk}/"), {"since": "x", "days": "-3"}).status_code == 200
    assert cast.client("member").get(cast.url("continuity/outages/")).status_code == 403
    pdf = office.get(cast.url(f"continuity/outages/{company.pk}/notices.pdf"), {"since": day.isoformat(), "days": 1})
    text = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(pdf.content))
    assert "議会中継についてのお知らせ" in text and "録画について" not in text


def test_statements_do_not_grow_with_suppliers(cast, company, sql_count):
    before = sql_count()
    dependences(TODAY)
    assert sql_count() - before <= 8
