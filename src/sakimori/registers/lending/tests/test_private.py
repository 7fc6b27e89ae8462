"""Private devices: permitted, their conditions looked at, expired (BYOD)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.actions import change_state
from sakimori.registers.lending import actions
from sakimori.registers.lending.models import Permit, PermitCheck
from sakimori.registers.lending.tests.test_duties import staff
from sakimori.registers.lending.types import PERMIT
from sakimori.testing import TODAY, Cast
from sakimori.testing_duties import breaches, due_days

KEY = "technical.remote-access-approved"
DAY = timedelta(days=1)


def applied(cast: Cast, *, ago: int = 0, length: int = 800) -> Permit:
    day = TODAY - ago * DAY
    return actions.apply_for_device(
        staff(cast, day),
        person=cast.person["member"],
        name="私物スマートフォン",
        category="smartphone",
        model="",
        serial="P-1",
        to_date=day + length * DAY,
        purpose="連絡",
        conditions="画面ロック",
        route=[Role.SECRETARY_GENERAL],
    )


def decided(cast: Cast, permit: Permit, *, ago: int = 0, is_approval: bool = True) -> Permit:
    ctx = cast.ctx("secretary_general", at=staff(cast, TODAY - ago * DAY).at)
    decide_application(ctx, application=permit.application, is_approval=is_approval)
    actions.grant_decided(cast.system(), ApplicationDecided(permit.application.pk, PERMIT, permit.pk, is_approval))
    permit.refresh_from_db()
    return permit


def why(on=TODAY) -> list[str]:
    return [reason for _label, reason in breaches(KEY, on)]


def test_a_device_whose_application_waits_is_not_in_use_and_refused_it_must_go(cast):
    permit = applied(cast)
    assert why() == []
    decided(cast, permit, is_approval=False)
    assert "有効な許可がありません" in why()[0]
    change_state(cast.ctx("staff"), asset=permit.asset, state="returned")
    assert why(TODAY + DAY) == []


def test_the_permission_expires(cast):
    permit = decided(cast, applied(cast, ago=100, length=100), ago=100)
    assert permit.to_date == TODAY
    assert why() == []
    assert due_days(KEY, TODAY) == {TODAY}
    assert "有効な許可がありません" in why(TODAY + DAY)[0]
    again = actions.apply_for_permit(
        cast.ctx("staff"), kind=permit.kind, asset=permit.asset, person=permit.person, from_date=TODAY,
        to_date=TODAY + 300 * DAY, purpose="連絡", route=[Role.SECRETARY_GENERAL],
    )  # fmt: skip
    assert why(TODAY + DAY), "a renewal that waits is no permission"
    decided(cast, again)
    assert why(TODAY + DAY) == []


def test_its_conditions_are_looked_at_once_a_year_or_as_the_assembly_says(cast):
    permit = decided(cast, applied(cast, ago=365), ago=365)
    assert why() == []
    assert due_days(KEY, TODAY) == {TODAY}
    assert "確かめる期限" in why(TODAY + DAY)[0]
    actions.check_permit(cast.ctx("staff"), permit=permit, checked_on=TODAY, is_kept=True, note="更新済み")
    assert why(TODAY + DAY) == []
    assert "確かめる期限" in why(TODAY + 366 * DAY)[0]
    settle_duty(cast.ctx("manager"), duty=KEY, days=30, is_applicable=True, reason="申し合わせ")
    assert why(TODAY + 30 * DAY) == []
    assert why(TODAY + 31 * DAY)


def test_conditions_that_are_not_kept_are_a_breach_until_they_are(cast):
    permit = decided(cast, applied(cast, ago=10), ago=10)
    client, url = cast.client("staff"), cast.url(f"lending/permits/{permit.pk}/check/")
    assert "画面ロック" in client.get(url).content.decode()
    bad = {"checked_on": TODAY - DAY, "is_kept": "no", "note": "OSが古い"}
    assert client.post(url, bad).status_code == 302
    assert "守られていない" in why()[0]
    assert why(TODAY - 2 * DAY) == []
    page = client.get(cast.url(f"lending/permits/{permit.pk}/")).content.decode()
    assert "OSが古い" in page
    assert client.post(url, {"checked_on": TODAY, "is_kept": "yes", "note": "更新した"}).status_code == 302
    assert why() == []


@pytest.mark.parametrize(
    "sent",
    [
        {"note": "x"},
        {"is_kept": "yes", "checked_on": TODAY + DAY, "note": "x"},
        {"is_kept": "maybe", "checked_on": TODAY},
    ],
)
def test_a_check_of_the_future_or_of_nothing_is_refused(cast, sent):
    permit = decided(cast, applied(cast))
    response = cast.client("staff").post(cast.url(f"lending/permits/{permit.pk}/check/"), sent)
    assert response.status_code == 422
    assert not PermitCheck.objects.exists()


def test_what_was_not_granted_has_no_conditions_to_look_at(cast):
    permit = applied(cast)
    assert cast.client("staff").get(cast.url(f"lending/permits/{permit.pk}/check/")).status_code == 404
    assert cast.client("member").get(cast.url(f"lending/permits/{permit.pk}/check/")).status_code == 403
