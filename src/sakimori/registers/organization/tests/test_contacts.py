"""The emergency contact list through the browser: entered, tried, printed, and never silently out of date."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.types import Role
from sakimori.registers.organization.actions import appoint, confirm_contacts
from sakimori.registers.organization.contact_list import card_version, contact_rows
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import CheckResult, ContactKind
from sakimori.testing import TODAY

ENTRY = {"kind": "window", "name": "議会事務局 統一窓口", "phone_day": "0120-000-111", "phone_night": "", "order": "1"}


def add(cast, **other):
    response = cast.client("staff").post(cast.url("organization/contacts/new/"), {**ENTRY, **other})
    assert response.status_code == 302, response.content.decode()
    return EmergencyContact.objects.get(name=other.get("name", ENTRY["name"]))


def test_from_an_empty_list_to_a_card(cast):
    staff = cast.client("staff")
    page = staff.get(cast.url("organization/contacts/")).content.decode()
    assert "緊急連絡先がまだありません" in page
    assert "「統一窓口」の連絡先がありません" in page
    window = add(cast)
    csirt = add(cast, kind="city_csirt", name="市 情報政策課", phone_day="0120-000-222", order="2")
    page = staff.get(cast.url("organization/contacts/")).content.decode()
    assert "確認が要る連絡先が2件" in page
    assert page.count("まだ確認していません") == 2
    done = staff.post(
        cast.url("organization/contacts/confirm/"),
        {"contacts": [str(window.pk), str(csirt.pk)], "on": TODAY.isoformat(), "result": "reached", "how": "試験発信"},
    )
    assert done.status_code == 302
    page = staff.get(cast.url("organization/contacts/")).content.decode()
    assert "すべての連絡先が確認済みです" in page
    edition = card_version().number
    assert staff.get(cast.url("organization/contacts/card.pdf")).content.startswith(b"%PDF-")
    in_hand = cast.url(f"organization/contacts/?card={edition}")
    assert "お手元のカードは最新です" in staff.get(in_hand).content.decode()
    url = cast.url(f"organization/contacts/{window.pk}/")
    assert staff.post(url, {**ENTRY, "phone_day": "0120-000-999"}).status_code == 302
    assert card_version().number == edition + 1
    assert "お手元のカードは古く" in staff.get(in_hand).content.decode()
    assert "緊急連絡先を登録しました" in staff.get(url).content.decode()


def test_a_call_without_answer_is_a_finding(cast):
    window = add(cast)
    cast.client("staff").post(
        cast.url("organization/contacts/confirm/"),
        {"contacts": [str(window.pk)], "on": TODAY.isoformat(), "result": CheckResult.UNREACHED},
    )
    assert [row.finding for row in contact_rows(TODAY)] == ["unreached"]


def test_a_year_later_the_check_is_old(cast):
    window = add(cast)
    cast.client("staff").post(
        cast.url("organization/contacts/confirm/"),
        {"contacts": [str(window.pk)], "on": TODAY.isoformat(), "result": CheckResult.REACHED},
    )
    assert [row.finding for row in contact_rows(TODAY + timedelta(days=365))] == [""]
    assert [row.finding for row in contact_rows(TODAY + timedelta(days=366))] == ["old"]


def test_the_holder_of_the_post_is_shown_and_a_correction_needs_a_new_check(cast):
    window = add(cast, post=str(cast.post[Role.MANAGER].pk))
    assert contact_rows(TODAY)[0].holder == cast.person[Role.MANAGER].shown_name
    assert window.kind == ContactKind.WINDOW


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"phone_day": ""}, "電話番号かメールアドレスを一つは入力してください"),
        ({"kind": "ghost"}, "選択"),
        ({"post": "00000000-0000-0000-0000-000000000000"}, "選択"),
    ],
)
def test_a_bad_entry_is_refused_with_what_to_do(cast, given, message):
    response = cast.client("staff").post(cast.url("organization/contacts/new/"), {**ENTRY, **given})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not EmergencyContact.objects.exists()


def test_a_check_needs_a_contact_and_no_future_day(cast):
    window = add(cast)
    staff = cast.client("staff")
    url = cast.url("organization/contacts/confirm/")
    none = staff.post(url, {"on": TODAY.isoformat(), "result": "reached"})
    assert (none.status_code, "一つ以上選んで" in none.content.decode()) == (422, True)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    late = staff.post(url, {"contacts": [str(window.pk)], "on": tomorrow, "result": "reached"})
    assert (late.status_code, "先の日付は入力できません" in late.content.decode()) == (422, True)


def test_retired_contacts_leave_the_list_tomorrow(cast):
    window = add(cast)
    cast.client("staff").post(cast.url(f"organization/contacts/{window.pk}/retire/"))
    assert contact_rows(TODAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("role", "reads", "manages"),
    [("staff", 200, 200), ("chair", 200, 403), ("city_it", 200, 403), ("member", 403, 403)],
)
def test_private_numbers_only_for_those_who_may(cast, role, reads, manages):
    add(cast)
    visitor = cast.client(role)
    assert visitor.get(cast.url("organization/contacts/")).status_code == reads
    assert visitor.get(cast.url("organization/contacts/new/")).status_code == manages


def test_another_assemblys_contact_does_not_exist(cast, neighbour):
    with scope(neighbour.assembly.pk):
        add(neighbour, name="山彦の窓口")
        theirs = EmergencyContact.objects.get()
    staff = cast.client("staff")
    assert staff.get(cast.url(f"organization/contacts/{theirs.pk}/")).status_code == 404
    assert staff.post(cast.url(f"organization/contacts/{theirs.pk}/retire/")).status_code == 404
    assert staff.get(neighbour.url("organization/contacts/")).status_code == 404


def test_statements_do_not_grow_with_the_list(cast, django_assert_max_num_queries):
    add(cast)
    with django_assert_max_num_queries(1):
        assert len(contact_rows(TODAY)) == 1
    for number in range(5):
        add(cast, name=f"連絡先{number}", order=str(number))
    with django_assert_max_num_queries(1):
        assert len(contact_rows(TODAY)) == 6


def test_the_paper_has_the_numbers_the_edition_and_what_was_tried(cast):
    window = add(cast, phone_night="090-0000-0111")
    add(cast, kind="city_csirt", name="市 情報政策課", phone_day="0120-000-222", order="2")
    confirm_contacts(cast.ctx("staff"), contacts=[window], on=TODAY, result=CheckResult.REACHED)
    paper = cast.client("chair").get(cast.url("organization/contacts/card.pdf")).content
    with pypdfium2.PdfDocument(paper) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert len(document) == 1
    assert f"第{card_version().number}版" in text
    for words in ("0120-000-111", "090-0000-0111", "0120-000-222", "令和8年11月23日", "未確認"):
        assert words in text


def test_a_new_holder_of_the_post_makes_a_new_edition(cast):
    add(cast, post=str(cast.post[Role.MANAGER].pk))
    before = card_version().number
    appoint(cast.ctx("manager"), post=cast.post[Role.MANAGER], person=cast.person[Role.STAFF], from_date=TODAY)
    assert card_version().number == before + 1
    assert contact_rows(TODAY)[0].holder == cast.person[Role.STAFF].shown_name
