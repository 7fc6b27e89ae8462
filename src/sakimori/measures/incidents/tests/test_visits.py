"""Who was in the room: visits are looked up for a case, and the page of a visit names its case, contract and work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sakimori.measures.incidents import actions
from sakimori.measures.incidents.models import CaseVisit
from sakimori.measures.incidents.queries.visits import visits_to_link
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.registers.premises.actions import record_visit, register_place
from sakimori.registers.suppliers import actions as suppliers
from sakimori.registers.suppliers.tests.office import contract
from sakimori.testing import NOW, SINCE


@pytest.fixture
def room(cast):
    return register_place(cast.ctx("staff"), kind="server_room", name="通信機器室", from_date=SINCE)


def came(cast, room, visitor="磯崎 進", days=2):
    return record_visit(
        cast.ctx("staff"), place=room, visitor=visitor, company="汐見電設", purpose="定期点検",
        came_at=NOW - timedelta(days=days),
    )  # fmt: skip


def test_the_office_looks_up_who_was_in_the_room(cast, room):
    visit, case, staff = came(cast, room), begin(cast), cast.client("staff")
    came(cast, room, "昨年の人", days=300)
    choose = cast.url(f"incidents/{case.pk}/visits/link/")
    page = staff.get(choose).content.decode()
    assert "磯崎 進" in page and "昨年の人" not in page
    assert staff.post(choose, {"about": "棚に触れた"}).status_code == 422
    assert staff.post(choose, {"visits": [str(visit.pk)], "about": "棚に触れた"}).status_code == 302
    things = staff.get(cast.url(f"incidents/{case.pk}/things/")).content.decode()
    there = cast.url(f"premises/visits/{visit.pk}/")
    assert there in things and "棚に触れた" in things
    assert "入室の記録を結びました" in case.lines.last().text
    page = staff.get(there).content.decode()
    assert case.title in page and cast.url(f"incidents/{case.pk}/things/") in page and "棚に触れた" in page
    assert "まだ結んでいないものはありません" in staff.get(choose).content.decode()


def test_a_visit_is_linked_once_and_taken_off_again(cast, room):
    visit, case, staff = came(cast, room), begin(cast), cast.client("staff")
    (link,) = actions.link_visits(cast.ctx("staff"), case=case, visits=[visit])
    with pytest.raises(ValidationError, match="すでに結んで"):
        actions.link_visits(cast.ctx("staff"), case=case, visits=[visit])
    assert staff.post(cast.url(f"incidents/visits/{link.pk}/unlink/")).status_code == 302
    assert not CaseVisit.objects.exists() and visits_to_link(case, NOW) == [visit]
    assert ["結びました" in line.text or "外しました" in line.text for line in case.lines.order_by("id")][-2:] == [
        True,
        True,
    ]
    (link,) = actions.link_visits(cast.ctx("staff"), case=case, visits=[visit])
    finish(cast, case)
    assert staff.post(cast.url(f"incidents/visits/{link.pk}/unlink/")).status_code == 422
    assert CaseVisit.objects.exists(), "a case that is over stays as it is"


def test_a_restricted_case_is_not_named_on_the_page_of_a_visit(cast, room):
    visit = came(cast, room)
    case = begin(cast, "manager", title="岬議員のID", restricted_because="議員が関わるため")
    (link,) = actions.link_visits(cast.ctx("manager"), case=case, visits=[visit], about="ひそかに")
    there = cast.url(f"premises/visits/{visit.pk}/")
    assert "岬議員のID" in cast.client("manager").get(there).content.decode()
    for role in ("staff", "city_it"):
        page = cast.client(role).get(there).content.decode()
        assert "岬議員のID" not in page and "ひそかに" not in page
    assert cast.client("staff").post(cast.url(f"incidents/visits/{link.pk}/unlink/")).status_code == 404


def test_the_page_of_a_visit_names_its_contract(cast, room):
    visit, found = came(cast, room), contract(cast)
    there = cast.url(f"premises/visits/{visit.pk}/")
    assert found.title not in cast.client("staff").get(there).content.decode()
    suppliers.link_visits(cast.ctx("staff"), contract=found, visits=[visit])
    assert cast.url(f"suppliers/contracts/{found.pk}/") in cast.client("staff").get(there).content.decode()
    assert found.title not in cast.client("city_it").get(there).content.decode()
