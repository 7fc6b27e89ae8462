"""The secretariat's stories through the pages: a new term, a member who resigns, a caucus that splits, a new chair."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.queries import actor_in_scope
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Unit
from sakimori.foundation.people.types import EndReason, Role, UnitKind
from sakimori.registers.organization import actions
from sakimori.registers.organization.models import Meeting, MeetingItem
from sakimori.registers.organization.queries import post_rows
from sakimori.testing import TODAY, UNTIL, Cast

TOMORROW = TODAY + timedelta(days=1)
LISTS = ["persons/", "seats/", "units/", "posts/", "meetings/"]
FORMS = ["persons/new/", "terms/new/", "units/new/", "posts/new/", "meetings/new/", "caucuses/split/"]


def url(cast: Cast, path: str) -> str:
    return cast.url(f"organization/{path}")


@pytest.mark.parametrize("path", LISTS + FORMS)
def test_pages_open_for_staff(cast: Cast, path):
    response = cast.client("staff").get(url(cast, path))
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("path", LISTS)
def test_readers_see_lists_without_buttons_and_members_do_not_see_them(cast: Cast, path):
    seen = cast.client("city_it").get(url(cast, path))
    assert seen.status_code == 200
    assert "new/" not in seen.content.decode().replace("/intake/new/", "")
    assert cast.client("member").get(url(cast, path)).status_code == 403


def test_register_find_and_seat_a_person(cast: Cast):
    staff = cast.client("staff")
    answer = staff.post(url(cast, "persons/new/"), {"name": "辻󠄀 花子", "kana": "つじ はなこ", "number": "77"})
    person = Person.objects.get(number="77")
    assert answer.status_code == 302
    assert person.name == "辻󠄀 花子"
    found = staff.get(url(cast, "persons/"), {"text": "つじ"}).content.decode()
    assert "辻󠄀 花子" in found
    assert cast.person["chair"].name not in found
    actions.end_service(
        cast.ctx("staff"), person=cast.person["member"], last_day=TODAY - timedelta(days=1), reason=EndReason.DEATH
    )
    seat = Seat.objects.get(vacant_from=TODAY)
    values = {"seat": str(seat.pk), "from_date": TODAY.isoformat(), "caucus": ""}
    assert staff.post(url(cast, f"persons/{person.pk}/office/"), values).status_code == 302
    assert Role.MEMBER in people.roles_of(person.pk, TODAY)
    held = Seat.objects.filter(offices__to_date=UNTIL).first()
    wrong = staff.post(url(cast, f"persons/{person.pk}/office/"), values | {"seat": str(held.pk)})
    assert wrong.status_code == 422, "a held seat is no choice"


def test_what_ends_is_shown_before_it_ends(cast: Cast):
    staff, head = cast.client("staff"), cast.person["caucus_head"]
    page = staff.get(url(cast, f"persons/{head.pk}/end/")).content.decode()
    assert "議席を欠員として記録する" in page
    assert "会派責任者" in page
    early = staff.post(url(cast, f"persons/{head.pk}/end/"), {"last_day": "2020-01-01", "reason": "resignation"})
    assert early.status_code == 422
    answer = staff.post(url(cast, f"persons/{head.pk}/end/"), {"last_day": TODAY.isoformat(), "reason": "resignation"})
    assert answer.status_code == 302
    assert people.roles_of(head.pk, TOMORROW) == frozenset()
    history = staff.get(url(cast, f"persons/{head.pk}/")).content.decode()
    assert "退任・異動を登録しました" in history
    assert "辞職" in history


def test_a_member_sees_only_themselves(cast: Cast):
    member = cast.client("member")
    own = member.get(url(cast, f"persons/{cast.person['member'].pk}/"))
    assert own.status_code == 200
    assert "member@example.jp" in own.content.decode()
    assert member.get(url(cast, f"persons/{cast.person['chair'].pk}/")).status_code == 404
    assert (
        member.get(url(cast, "persons/me/"), follow=True).redirect_chain[0][0].endswith(f"{cast.person['member'].pk}/")
    )


def test_phone_and_mail_are_for_those_who_may_contact(cast: Cast):
    path = url(cast, f"persons/{cast.person['chair'].pk}/")
    assert "chair@example.jp" in cast.client("city_it").get(path).content.decode()
    assert "chair@example.jp" not in cast.client("caucus_head").get(path).content.decode()


def test_another_assemblys_person_unit_and_post_do_not_exist(cast: Cast, neighbour: Cast):
    staff = cast.client("staff")
    for path in (
        f"persons/{neighbour.person['chair'].pk}/",
        f"persons/{neighbour.person['chair'].pk}/end/",
        f"units/{neighbour.unit[UnitKind.CAUCUS].pk}/",
        f"posts/{neighbour.post['chair'].pk}/appoint/",
        f"posts/{neighbour.post['chair'].pk}/change/",
    ):
        assert staff.get(url(cast, path)).status_code == 404, path
    foreign = {"person": str(neighbour.person["member"].pk), "from_date": TOMORROW.isoformat()}
    assert staff.post(url(cast, f"posts/{cast.post['staff'].pk}/appoint/"), foreign).status_code == 422


def test_a_split_through_the_pages(cast: Cast):
    staff, old = cast.client("staff"), cast.unit[UnitKind.CAUCUS]
    first = f"caucuses/split/?sources={old.pk}&from_date={TOMORROW}&name_1=潮風&name_2=青海"
    page = staff.get(url(cast, first))
    assert page.status_code == 200
    members = {role: cast.person[role] for role in ("chair", "deputy", "caucus_head", "member")}
    answers = {f"go_{person.pk}": "new-0" for person in members.values()}
    answers[f"go_{members['caucus_head'].pk}"] = "new-1"
    answers[f"go_{members['member'].pk}"] = ""
    answers["head_0"] = str(members["chair"].pk)
    assert staff.post(url(cast, first), answers).status_code == 422, "nobody may be left out"
    answers[f"go_{members['member'].pk}"] = "none"
    assert staff.post(url(cast, first), answers).status_code == 302
    shio = Unit.objects.get(name="潮風")
    assert Membership.objects.filter(unit=shio).count() == 2
    assert Appointment.objects.get(post__unit=shio).person == members["chair"]
    old.refresh_from_db()
    assert (old.to_date, old.successor) == (TODAY, shio)
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=TOKYO)):
        assert members["member"].shown_name in cast.client("staff").get(url(cast, "units/")).content.decode()


def test_an_unknown_way_of_reorganizing_is_not_found(cast: Cast):
    assert cast.client("staff").get(url(cast, "caucuses/nothing/")).status_code == 404


def test_posts_show_what_is_wrong_at_once(cast: Cast):
    staff = cast.client("staff")
    page = staff.get(url(cast, "posts/")).content.decode()
    assert "代理する人がいません" in page
    assert "統一窓口: この役割の職がありません" in page
    values = {
        "title": "副議長",
        "role": "deputy",
        "from_date": "2023-05-01",
        "is_required": "on",
        "order": "2",
        "deputy_of": str(cast.post["chair"].pk),
        "deputy_order": "1",
    }
    assert staff.post(url(cast, f"posts/{cast.post['deputy'].pk}/"), values).status_code == 302
    rows = {row.post.role: row for row in post_rows(TODAY)}
    assert rows[Role.CHAIR].finding == ""
    actions.end_appointment(
        cast.ctx("staff"),
        appointment=Appointment.objects.get(post=cast.post["deputy"]),
        last_day=TODAY - timedelta(days=1),
        reason=EndReason.RESIGNATION,
    )
    rows = {row.post.role: row for row in post_rows(TODAY)}
    assert (rows[Role.DEPUTY].finding, rows[Role.CHAIR].finding) == ("expired", "no_deputy")


def test_a_new_chair_takes_over_and_gets_the_papers(cast: Cast):
    staff, member = cast.client("staff"), cast.person["member"]
    page = staff.get(url(cast, "chair/"), follow=True)
    text = page.content.decode()
    for title in ("承認を待つ申請", "緊急連絡網と連絡カード", "会議で決まっていない議題"):
        assert title in text
    values = {"person": str(member.pk), "from_date": TOMORROW.isoformat(), "decision_number": "選挙第1号"}
    answer = staff.post(url(cast, f"posts/{cast.post['chair'].pk}/change/"), values)
    made = Appointment.objects.get(post=cast.post["chair"], person=member)
    assert answer["Location"] == url(cast, f"appointments/{made.pk}/")
    assert made.to_date == UNTIL
    assert people.roles_of(cast.person["chair"].pk, TOMORROW) == {Role.MEMBER}
    paper = staff.get(answer["Location"]).content.decode()
    assert cast.person["chair"].shown_name in paper
    for name in ("notice.pdf", "handover.pdf"):
        pdf = staff.get(url(cast, f"appointments/{made.pk}/{name}"))
        assert pdf.content.startswith(b"%PDF-")


def test_a_former_holder_loses_every_right_at_midnight(cast: Cast):
    person, account = cast.person["staff"], cast.account["staff"]
    actions.end_service(cast.ctx("manager"), person=person, last_day=TODAY, reason=EndReason.TRANSFER)
    assert actor_in_scope(account, TODAY).roles == {Role.STAFF}
    with time_machine.travel(datetime(2026, 11, 23, 23, 59, 59, tzinfo=TOKYO), tick=False):
        assert cast.client("staff").get(url(cast, "persons/")).status_code == 200
    with time_machine.travel(datetime(2026, 11, 24, 0, 0, 0, tzinfo=TOKYO), tick=False):
        assert cast.client("staff").get(url(cast, "persons/")).status_code in {403, 404}


def test_a_meeting_its_item_and_the_decision_at_the_clause(cast: Cast):
    staff = cast.client("staff")
    committee = actions.form_unit(cast.ctx("staff"), kind=UnitKind.COMMITTEE, name="議会運営委員会", from_date=TODAY)
    staff.post(
        url(cast, "meetings/new/"),
        {"unit": str(committee.pk), "name": "第3回 議会運営委員会", "held_on": TODAY.isoformat()},
    )
    meeting = Meeting.objects.get()
    values = {"title": "体制の見直し", "clause_path": "6(1)", "outcome": "agreed", "decision": ""}
    assert staff.post(url(cast, f"meetings/{meeting.pk}/items/new/"), values).status_code == 422
    values["decision"] = "案のとおり決定した。"
    assert staff.post(url(cast, f"meetings/{meeting.pk}/items/new/"), values).status_code == 302
    item = MeetingItem.objects.get()
    assert "案のとおり" in staff.get(url(cast, "meetings/"), {"clause": "6(1)"}).content.decode()
    assert "案のとおり" not in staff.get(url(cast, "meetings/"), {"clause": "6(2)"}).content.decode()
    assert staff.get(url(cast, f"items/{item.pk}/")).status_code == 200
    assert staff.get(url(cast, f"units/{committee.pk}/")).status_code == 200


def test_the_whole_term_ends_in_one_act(cast: Cast):
    staff = cast.client("staff")
    term = Seat.objects.first().term
    page = staff.get(url(cast, f"terms/{term.pk}/close/")).content.decode()
    assert cast.person["chair"].shown_name in page
    staff.post(url(cast, f"terms/{term.pk}/close/"))
    assert set(Office.objects.values_list("end_reason", flat=True)) == {"term"}
    answer = staff.post(
        url(cast, "terms/new/"), {"number": 21, "seats": 3, "from_date": "2027-05-01", "to_date": "2031-04-30"}
    )
    assert answer.status_code == 302
    assert Seat.objects.filter(term__number=21).count() == 3


@pytest.mark.parametrize("path", LISTS)
def test_lists_cost_the_same_for_many(cast: Cast, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as few:
        cast.client("staff").get(url(cast, path))
    few_count = len(few)
    ctx = cast.ctx("staff")
    for number in range(12):
        person = actions.register_person(ctx, name=f"増員 {number}")
        unit = actions.form_unit(ctx, kind=UnitKind.CAUCUS, name=f"会派{number}", from_date=TODAY)
        post = actions.create_post(ctx, unit=unit, title="書記", role=Role.STAFF, from_date=TODAY)
        actions.appoint(ctx, post=post, person=person, from_date=TODAY)
        actions.record_meeting(ctx, name=f"会議{number}", held_on=TODAY, unit=unit, items=[{"title": "件"}])
    with django_assert_max_num_queries(few_count + 1):
        cast.client("staff").get(url(cast, path))


def test_every_form_of_a_row_opens(cast: Cast):
    staff = cast.client("staff")
    keys: dict[str, UUID] = {
        "persons": cast.person["member"].pk,
        "units": cast.unit[UnitKind.CAUCUS].pk,
        "posts": cast.post["manager"].pk,
        "offices": Office.objects.first().pk,
        "seats": Seat.objects.first().pk,
        "memberships": Membership.objects.first().pk,
        "appointments": Appointment.objects.first().pk,
    }
    for path in (
        "persons/{persons}/edit/",
        "persons/{persons}/office/",
        "offices/{offices}/",
        "seats/{seats}/vacancy/",
        "units/{units}/",
        "units/{units}/edit/",
        "units/{units}/join/",
        "memberships/{memberships}/leave/",
        "posts/{posts}/",
        "posts/{posts}/end/",
        "posts/{posts}/appoint/",
        "appointments/{appointments}/",
        "appointments/{appointments}/end/",
    ):
        assert staff.get(url(cast, path.format(**keys))).status_code == 200, path
    assert Post.objects.count() == 8
