"""Rooms are controlled: somebody in charge, checked within the cadence; today, soon, late, and on past days."""

from __future__ import annotations

from datetime import date, timedelta

from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground, built_duties
from sakimori.foundation.people.types import EndReason, UnitKind
from sakimori.registers.organization import actions as organization
from sakimori.registers.premises import actions
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.rules import CHECK_DUTY as DUTY
from sakimori.registers.premises.types import PlaceKind
from sakimori.testing import SINCE, TODAY, Cast
from sakimori.testing_duties import breaches, due_days

YESTERDAY = TODAY - timedelta(days=1)
NOBODY = "管理する人が決まっていません。"
EMPTY = "管理する職が空席か、管理する人が在職していません。"
UNCHECKED = "鍵・入退室の点検も巡回点検も、まだ一度も行われていません。"
LATE = "前回の点検から期間がたちました。"


def server_room(cast: Cast, **values: object) -> Place:
    found = {"kind": PlaceKind.SERVER_ROOM, "name": "機器室", "is_managed_area": True, "from_date": SINCE} | values
    return actions.register_place(cast.ctx("staff"), **found)


def checked(cast: Cast, place: Place, on: date) -> None:
    actions.check_entry(cast.ctx("staff"), place=place, checked_on=on)


def test_a_kept_and_checked_room_breaches_nothing(cast: Cast):
    place = server_room(cast, keeper_post=cast.post["manager"])
    checked(cast, place, YESTERDAY)
    assert breaches(DUTY, TODAY) == []
    assert due_days(DUTY, TODAY) == {YESTERDAY + timedelta(days=365)}


def test_nobody_in_charge_and_never_checked(cast: Cast):
    place = server_room(cast)
    assert set(breaches(DUTY, TODAY)) == {("機器室", NOBODY), ("機器室", UNCHECKED)}
    remedies = [
        (subjects.remedy.url_name, subjects.remedy.by(row))
        for subjects in built_duties()[DUTY](TODAY).subjects
        for row in subjects.rows.filter(subjects.breached)
    ]
    assert remedies == [("premises:place-edit", {"place_id": place.pk}), ("premises:round", {"place_id": place.pk})]


def test_offices_and_cabinets_are_not_asked_about(cast: Cast):
    server_room(cast, kind=PlaceKind.OFFICE, is_managed_area=False)
    assert breaches(DUTY, TODAY) == []


def test_an_empty_post_or_a_keeper_who_left_is_nobody(cast: Cast):
    post = organization.create_post(
        cast.ctx("staff"), unit=cast.unit["secretariat"], title="係長", role="staff", from_date=SINCE
    )
    for place in (server_room(cast, keeper_post=post), server_room(cast, name="書庫", keeper=cast.person["member"])):
        checked(cast, place, YESTERDAY)
    assert breaches(DUTY, TODAY) == [("機器室", EMPTY)]
    organization.end_service(
        cast.ctx("staff"), person=cast.person["member"], last_day=YESTERDAY, reason=EndReason.RESIGNATION
    )
    assert {what for what, _why in breaches(DUTY, TODAY)} == {"機器室", "書庫"}
    assert [what for what, _why in breaches(DUTY, YESTERDAY)] == ["機器室"], "the past day is as it was"


def test_a_caucus_room_is_in_the_charge_of_its_head(cast: Cast):
    caucus = cast.unit[UnitKind.CAUCUS]
    room = actions.register_place(
        cast.ctx("staff"), kind=PlaceKind.CAUCUS_ROOM, name="控室", unit=caucus, from_date=SINCE
    )
    assert room.keeper_post == cast.post["caucus_head"]
    checked(cast, room, YESTERDAY)
    assert breaches(DUTY, TODAY) == []
    actions.change_place(cast.ctx("staff"), place=room, keeper_post=None)
    assert breaches(DUTY, TODAY) == [], "without a post of its own, it is the head's"
    organization.end_service(
        cast.ctx("staff"), person=cast.person["caucus_head"], last_day=YESTERDAY, reason=EndReason.DEATH
    )
    assert breaches(DUTY, TODAY) == [("控室", NOBODY)]


def test_the_cadence_is_the_assemblys(cast: Cast):
    place = server_room(cast, keeper_post=cast.post["manager"])
    last = TODAY - timedelta(days=100)
    checked(cast, place, last)
    assert breaches(DUTY, TODAY) == []
    settle_duty(
        cast.ctx("manager"),
        duty=DUTY,
        days=90,
        ground=Ground.POLICY,
        decided_on=TODAY,
        decision="議運",
        reason="四半期",
    )
    assert breaches(DUTY, TODAY) == [("機器室", LATE)]
    checked(cast, place, TODAY - timedelta(days=80))
    assert breaches(DUTY, TODAY) == []
    assert due_days(DUTY, TODAY) == {TODAY + timedelta(days=10)}, "due soon"


def test_late_on_the_day_after_and_a_past_day_does_not_know_later_checks(cast: Cast):
    place = server_room(cast, keeper_post=cast.post["manager"])
    checked(cast, place, date(2025, 11, 22))
    assert breaches(DUTY, date(2026, 11, 22)) == []
    assert breaches(DUTY, TODAY) == [("機器室", LATE)]
    checked(cast, place, TODAY)
    assert breaches(DUTY, TODAY) == []
    assert breaches(DUTY, date(2025, 11, 21)) == [("機器室", UNCHECKED)]


def test_a_place_that_ended_is_not_asked_about(cast: Cast):
    place = server_room(cast)
    actions.end_place(cast.ctx("staff"), place=place, last_day=YESTERDAY)
    assert breaches(DUTY, TODAY) == []
    assert len(breaches(DUTY, YESTERDAY)) == 2
