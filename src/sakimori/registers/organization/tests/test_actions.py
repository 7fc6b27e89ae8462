"""What happens to everything a person or a caucus holds when it ends; and who may write it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Seat, Term, Unit
from sakimori.foundation.people.types import EndReason, Role, UnitEnd, UnitKind
from sakimori.registers.organization import actions
from sakimori.registers.organization.actions import NewCaucus
from sakimori.testing import TODAY, UNTIL, Cast

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def test_a_name_is_kept_as_typed_but_composed(cast: Cast):
    person = actions.register_person(cast.ctx("staff"), name="葛󠄀西 か\u3099く", kana="かさい がく", number=" 12 ")
    assert person.name == "葛󠄀西 がく"
    assert person.number == "12"


def test_a_member_does_not_write_the_register(cast: Cast):
    with pytest.raises(PermissionDenied):
        actions.register_person(cast.ctx("member"), name="だれか")


def test_when_an_office_ends_everything_ends_with_it_in_one_entry(cast: Cast):
    head = cast.person["caucus_head"]
    before = Entry.objects.count()
    actions.end_service(cast.ctx("staff"), person=head, last_day=YESTERDAY, reason=EndReason.RESIGNATION)
    assert Entry.objects.count() == before + 1
    assert people.roles_of(head.pk, YESTERDAY) == {Role.MEMBER, Role.CAUCUS_HEAD}
    assert people.roles_of(head.pk, TODAY) == frozenset()
    assert Membership.objects.get(person=head).to_date == YESTERDAY
    seat = Office.objects.get(person=head).seat
    assert (seat.vacant_from, seat.vacancy_note) == (TODAY, "辞職")


def test_ending_what_does_not_exist_says_so(cast: Cast):
    person = actions.register_person(cast.ctx("staff"), name="新人")
    with pytest.raises(ValidationError, match="在職している記録がありません"):
        actions.end_service(cast.ctx("staff"), person=person, last_day=TODAY, reason=EndReason.DEATH)


def test_a_seat_has_one_holder_at_a_time(cast: Cast):
    person = actions.register_person(cast.ctx("staff"), name="補欠 当選")
    seat = Seat.objects.order_by("number").first()
    with pytest.raises(ValidationError, match="別の議員"):
        actions.seat_member(cast.ctx("staff"), person=person, seat=seat, from_date=TODAY)
    actions.end_service(cast.ctx("staff"), person=cast.person["chair"], last_day=YESTERDAY, reason=EndReason.DEATH)
    office = actions.seat_member(
        cast.ctx("staff"),
        person=person,
        seat=Seat.objects.get(pk=seat.pk),
        from_date=TOMORROW,
        caucus=cast.unit[UnitKind.CAUCUS],
    )
    assert office.to_date == UNTIL
    assert people.caucus_of(TOMORROW)[person.pk] == cast.unit[UnitKind.CAUCUS]


def test_a_term_may_not_overlap_and_closing_it_ends_everybody(cast: Cast):
    with pytest.raises(ValidationError, match="重なっています"):
        actions.register_term(cast.ctx("staff"), number=21, from_date=UNTIL, to_date=date(2031, 4, 29), seats=4)
    term = Term.objects.get()
    left = actions.close_term(cast.ctx("staff"), term=term)
    assert len(left) == 4
    assert Appointment.objects.filter(post__role=Role.CHAIR).get().to_date == UNTIL
    assert not Seat.objects.filter(vacant_from__isnull=False).exists()


def test_a_post_of_members_needs_an_office_and_ends_with_it(cast: Cast):
    staff, member = cast.person["staff"], cast.person["member"]
    chair = cast.post["chair"]
    with pytest.raises(ValidationError, match="在職している議員"):
        actions.appoint(cast.ctx("staff"), post=chair, person=staff, from_date=TODAY)
    made = actions.appoint(cast.ctx("staff"), post=chair, person=member, from_date=TODAY, decision_number="議決9")
    assert made.to_date == UNTIL
    assert Appointment.objects.get(post=chair, person=cast.person["chair"]).to_date == YESTERDAY


def test_deputies_do_not_go_round_in_a_circle(cast: Cast):
    ctx = cast.ctx("staff")
    deputy = actions.change_post(ctx, post=cast.post["deputy"], deputy_of=cast.post["chair"], deputy_order=1)
    with pytest.raises(ValidationError, match="輪"):
        actions.change_post(ctx, post=cast.post["chair"], deputy_of=deputy)


def caucus_people(cast: Cast) -> list[Person]:
    return [cast.person[role] for role in ("chair", "deputy", "caucus_head", "member")]


def test_a_split_says_where_everyone_goes(cast: Cast):
    chair, deputy, head, member = caucus_people(cast)
    old = cast.unit[UnitKind.CAUCUS]
    new = [NewCaucus("潮風", "潮", chair), NewCaucus("青海", "", head)]
    args = {"sources": [old], "new": new, "from_date": TODAY, "how": UnitEnd.SPLIT}
    with pytest.raises(ValidationError, match="行き先の決まっていない"):
        actions.reorganize_caucuses(cast.ctx("staff"), placing={chair: 0, deputy: 0, head: 1}, **args)
    shio, aomi = actions.reorganize_caucuses(
        cast.ctx("staff"), placing={chair: 0, deputy: 0, head: 1, member: None}, **args
    )
    old.refresh_from_db()
    assert (old.to_date, old.ended_by, old.successor) == (YESTERDAY, UnitEnd.SPLIT, shio)
    assert aomi.split_from == old
    assert people.caucus_of(TODAY) == {chair.pk: shio, deputy.pk: shio, head.pk: aomi}
    assert people.caucus_of(YESTERDAY)[member.pk] == old
    assert people.roles_of(head.pk, TODAY) == {Role.MEMBER, Role.CAUCUS_HEAD}
    assert Post.objects.get(unit=old).to_date == YESTERDAY


def test_a_caucus_in_which_somebody_stays_goes_on(cast: Cast):
    chair, deputy, head, member = caucus_people(cast)
    old = cast.unit[UnitKind.CAUCUS]
    actions.reorganize_caucuses(
        cast.ctx("staff"),
        sources=[old],
        new=[NewCaucus("潮風")],
        from_date=TODAY,
        how=UnitEnd.SPLIT,
        placing={chair: old, deputy: old, head: 0, member: 0},
    )
    old.refresh_from_db()
    assert old.to_date is None
    assert people.caucus_of(TODAY)[chair.pk] == old
    assert Role.CAUCUS_HEAD not in people.roles_of(head.pk, TODAY), "whoever leaves no longer answers for the caucus"


def test_a_merger_and_a_dissolution(cast: Cast):
    ctx = cast.ctx("staff")
    chair, deputy, head, member = caucus_people(cast)
    old = cast.unit[UnitKind.CAUCUS]
    other = actions.form_unit(ctx, kind=UnitKind.CAUCUS, name="潮風", from_date=YESTERDAY, members=[member])
    moves = {chair: other, deputy: other, head: other}
    actions.end_caucus(ctx, caucus=old, last_day=YESTERDAY, how=UnitEnd.MERGED, moves=moves)
    assert Unit.objects.get(pk=old.pk).successor == other
    everyone = dict.fromkeys([chair, deputy, head, member])
    actions.end_caucus(ctx, caucus=other, last_day=TODAY, how=UnitEnd.DISSOLVED, moves=everyone)
    assert people.caucus_of(TOMORROW) == {}
    assert Unit.objects.get(pk=other.pk).successor is None


def test_a_decision_needs_its_words_and_a_meeting_that_was_held(cast: Cast):
    ctx = cast.ctx("staff")
    meeting = actions.record_meeting(ctx, name="議会運営委員会", held_on=TOMORROW, items=[{"title": "方針の改定"}])
    item = meeting.items.get()
    with pytest.raises(ValidationError, match="決定の内容"):
        actions.record_item(ctx, meeting=meeting, item=item, title=item.title, outcome="agreed")
    with pytest.raises(ValidationError, match="これから開く"):
        actions.record_item(ctx, meeting=meeting, item=item, title=item.title, outcome="agreed", decision="承認")
    second = actions.record_item(ctx, meeting=meeting, title="研修の日程", clause_path="6(5)")
    assert second.order == 2
