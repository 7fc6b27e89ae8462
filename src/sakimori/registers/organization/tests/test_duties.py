"""The three duties of the organisation on days before, on and after what happens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.people.models import Appointment, Seat
from sakimori.foundation.people.types import EndReason, Role, UnitKind
from sakimori.registers.organization import actions
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import CheckResult, ContactKind
from sakimori.testing import TODAY, UNTIL, Cast
from sakimori.testing_duties import breaches, due_days

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
PERSONS, ROLES, CONTACTS = "scope.persons-registered", "organization.roles-filled", "organization.contacts-checked"


def window(cast: Cast) -> None:
    actions.change_post(cast.ctx("staff"), post=cast.post["staff"], is_window=True)


def test_a_whole_register_breaches_nothing(cast: Cast):
    assert breaches(PERSONS, TODAY) == []


def test_a_death_is_a_known_vacancy_and_an_unknown_one_is_a_gap(cast: Cast):
    actions.end_service(cast.ctx("staff"), person=cast.person["member"], last_day=YESTERDAY, reason=EndReason.DEATH)
    assert breaches(PERSONS, TODAY) == []
    seat = Seat.objects.get(vacant_from=TODAY)
    actions.record_vacancy(cast.ctx("staff"), seat=seat, vacant_from=TOMORROW)
    assert [what for what, _why in breaches(PERSONS, TODAY)] == [f"議席 {seat.number}"]
    assert breaches(PERSONS, YESTERDAY) == []


def test_a_vacancy_stays_known_for_its_days_after_the_seat_is_filled(cast: Cast):
    ctx = cast.ctx("staff")
    day = date(2026, 10, 1)
    actions.end_service(ctx, person=cast.person["member"], last_day=day, reason=EndReason.RESIGNATION)
    person = actions.register_person(ctx, name="補欠")
    seat = Seat.objects.get(vacant_from__isnull=False)
    actions.seat_member(ctx, person=person, seat=seat, from_date=TODAY)
    assert breaches(PERSONS, YESTERDAY) == []
    assert breaches(PERSONS, TODAY) == []


def test_without_a_term_nobody_can_tell_who_is_missing(cast: Cast):
    assert ("議会", "現在の任期と議席が登録されていません。") in breaches(PERSONS, UNTIL + timedelta(days=1))


def test_a_caucus_without_a_person_in_charge(cast: Cast):
    actions.form_unit(cast.ctx("staff"), kind=UnitKind.CAUCUS, name="潮風", from_date=TODAY)
    assert breaches(PERSONS, TODAY) == [("潮風", "会派責任者が登録されていません。")]
    assert breaches(PERSONS, YESTERDAY) == []
    assert ("潮風 会派責任者", "任命されていません。") in breaches(ROLES, TODAY)


def test_the_chart_must_have_a_window(cast: Cast):
    assert breaches(ROLES, TODAY) == [("議会", "職が登録されていない役割があります: 統一窓口")]
    window(cast)
    assert breaches(ROLES, TODAY) == []


def test_an_optional_post_may_be_empty(cast: Cast):
    window(cast)
    unit = cast.unit[UnitKind.SECRETARIAT]
    actions.create_post(cast.ctx("staff"), unit=unit, title="主事", role=Role.STAFF, from_date=TODAY, is_required=False)
    assert breaches(ROLES, TODAY) == breaches(PERSONS, TODAY) == []


def test_an_appointment_that_outlives_the_office(cast: Cast):
    """The cast's chair was appointed without an end; the term ends."""
    window(cast)
    after = UNTIL + timedelta(days=1)
    reasons = dict(breaches(ROLES, after))
    assert reasons[str(Role.CHAIR.label)] == "就いている人の議員としての任期が終わっています。"


def test_the_end_of_an_appointment_is_due_until_a_successor_is_named(cast: Cast):
    ctx, member = cast.ctx("staff"), cast.person["member"]
    made = actions.appoint(ctx, post=cast.post["deputy"], person=member, from_date=TODAY, to_date=TOMORROW)
    assert due_days(ROLES, TODAY) == {TOMORROW}
    assert (str(Role.DEPUTY.label), "任命されていません。") in breaches(ROLES, TOMORROW + timedelta(days=1))
    actions.appoint(ctx, post=cast.post["deputy"], person=cast.person["deputy"], from_date=made.to_date + timedelta(1))
    assert TOMORROW not in due_days(ROLES, TODAY)


@pytest.fixture
def contact(cast: Cast) -> EmergencyContact:
    ctx = cast.ctx("staff")
    return actions.save_contact(
        ctx, kind=ContactKind.WINDOW, name="窓口", post=cast.post["staff"], phone_day="0123-45-6789"
    )


def test_a_contact_is_checked_by_a_confirmation_not_by_a_call_nobody_answered(cast: Cast, contact):
    ctx = cast.ctx("staff")
    assert breaches(CONTACTS, TODAY) == [("窓口", "まだ一度も確認していません。")]
    actions.confirm_contacts(ctx, contacts=[contact], on=TODAY, result=CheckResult.UNREACHED)
    assert len(breaches(CONTACTS, TODAY)) == 1
    actions.confirm_contacts(ctx, contacts=[contact], on=TODAY, result=CheckResult.REACHED)
    assert breaches(CONTACTS, TODAY) == []
    assert due_days(CONTACTS, TODAY) == {TODAY + timedelta(days=365)}


def test_the_cadence_is_the_assemblys_own(cast: Cast, contact):
    actions.confirm_contacts(cast.ctx("staff"), contacts=[contact], on=TODAY)
    settle_duty(cast.ctx("manager"), duty=CONTACTS, days=90, reason="半年に二度の研修に合わせる")
    assert due_days(CONTACTS, TODAY) == {TODAY + timedelta(days=90)}
    assert breaches(CONTACTS, TODAY + timedelta(days=91)) == [("窓口", "前回の確認から期間がたちました。")]


def test_a_change_of_number_or_holder_asks_for_a_new_check(cast: Cast, contact):
    early = cast.ctx("staff", at=cast.ctx("staff").at - timedelta(days=10))
    actions.confirm_contacts(early, contacts=[contact], on=TODAY - timedelta(days=10))
    other = actions.register_person(cast.ctx("staff"), name="後任")
    actions.appoint(cast.ctx("staff"), post=cast.post["staff"], person=other, from_date=TODAY)
    assert breaches(CONTACTS, TODAY) == [("窓口", "担当者か番号が替わってから、確認していません。")]
    assert breaches(CONTACTS, YESTERDAY) == []
    actions.confirm_contacts(cast.ctx("staff"), contacts=[contact], on=TODAY)
    actions.save_contact(
        cast.ctx("staff", at=cast.ctx("staff").at + timedelta(days=2)),
        kind=ContactKind.WINDOW,
        contact=EmergencyContact.objects.get(),
        phone_night="090-0000-0000",
    )
    assert breaches(CONTACTS, TODAY) == []
    assert len(breaches(CONTACTS, TODAY + timedelta(days=2))) == 1


def test_a_retired_contact_asks_for_nothing(cast: Cast, contact):
    actions.retire_contact(cast.ctx("staff"), contact=contact)
    assert breaches(CONTACTS, TOMORROW) == []


def test_the_neighbour_sees_its_own_only(cast: Cast, neighbour: Cast):
    actions.form_unit(cast.ctx("staff"), kind=UnitKind.CAUCUS, name="潮風", from_date=TODAY)
    with scope(neighbour.assembly.pk):
        assert breaches(PERSONS, TODAY) == []


@pytest.mark.parametrize("key", [PERSONS, ROLES, CONTACTS])
def test_every_population_is_one_statement(cast: Cast, key, django_assert_num_queries):
    subjects = built_duties()[key](TODAY).subjects
    with django_assert_num_queries(len(subjects)):
        breaches(key, TODAY)
    assert Appointment.objects.exists()
