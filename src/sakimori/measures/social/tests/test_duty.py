"""The duty of social media: its faults, its dates, and past days."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Appointment
from sakimori.measures.social import actions
from sakimori.measures.social.duties import SOCIAL
from sakimori.measures.social.tests.things import account, adopted, at, safe
from sakimori.testing import TODAY
from sakimori.testing_duties import breaches, due_days

START = TODAY - timedelta(days=100)


@action("test.leave-social-post", permission=Permission.ORGANIZATION_MANAGE, sentence="職を離れました")
def leave_post(ctx, *, post, day):
    for row in Appointment.objects.filter(post=post):
        row.to_date = day
        row.save()


def test_an_account_needs_four_things_and_past_days_know_when(cast):
    found = account(cast, day=START)
    safe(cast, found, TODAY - timedelta(days=10))
    assert breaches(SOCIAL, TODAY) == []
    assert due_days(SOCIAL, TODAY) == {TODAY + timedelta(days=355)}
    assert breaches(SOCIAL, TODAY - timedelta(days=11)) == [
        (
            "X @minatono_gikai",
            "在職している責任者がいない、発信の範囲が決まっていない、二要素認証を確かめていない、投稿できる人を確かめていない。",
        )
    ]
    assert breaches(SOCIAL, START - timedelta(days=1)) == []


def test_a_second_factor_that_was_switched_off(cast):
    found = safe(cast, account(cast, day=START), START)
    actions.look_through(cast.ctx("staff"), account=found, looked_on=TODAY, has_mfa=False)
    assert breaches(SOCIAL, TODAY) == [("X @minatono_gikai", "二要素認証を確かめていない。")]
    assert breaches(SOCIAL, TODAY - timedelta(days=1)) == []


def test_posters_are_gone_through_every_year(cast):
    safe(cast, account(cast, day=TODAY), TODAY)
    late = TODAY + timedelta(days=366)
    assert breaches(SOCIAL, TODAY + timedelta(days=365)) == []
    assert [why for _what, why in breaches(SOCIAL, late)] == ["投稿できる人を最後に確かめたのは令和8年11月23日。"]


def test_who_left_may_not_post(cast):
    found = safe(cast, account(cast))
    ctx = cast.ctx("staff")
    actions.give_part(ctx, account=found, part="poster", person=cast.person["staff"], from_date=TODAY)
    leave_post(ctx, post=cast.post["staff"], day=TODAY)
    assert breaches(SOCIAL, TODAY) == []
    name = cast.person["staff"].name
    assert breaches(SOCIAL, TODAY + timedelta(days=1)) == [
        ("X @minatono_gikai", f"{name}は、もう在職していません。受け持ちを引き継いでください。")
    ]


def test_a_handover_is_finished_within_a_week(cast):
    found = safe(cast, account(cast, day=START), START)
    day = TODAY - timedelta(days=8)
    part = actions.give_part(
        cast.ctx("staff", at=at(START)), account=found, part="poster", person=cast.person["staff"], from_date=START
    )
    handover = actions.end_part(cast.ctx("staff", at=at(day)), part=part, to_date=day)
    why = "人が替わったあと、パスワード・二要素認証・復旧用の連絡先を替えていません。"
    assert breaches(SOCIAL, day + timedelta(days=7)) == []
    assert day + timedelta(days=7) in due_days(SOCIAL, day)
    assert breaches(SOCIAL, TODAY) == [("X @minatono_gikai", why)]
    actions.finish_handover(
        cast.ctx("staff"),
        handover=handover,
        password_changed_on=TODAY,
        mfa_moved_on=TODAY,
        recovery_changed_on=TODAY,
    )
    assert breaches(SOCIAL, TODAY) == []


def test_a_closed_account_is_not_asked_about(cast):
    found = account(cast, day=START)
    adopted(cast, START)
    day = TODAY - timedelta(days=5)
    actions.close_account(cast.ctx("staff", at=at(day)), account=found, closed_on=day, close_note="閉じた")
    assert breaches(SOCIAL, TODAY) == []
    assert len(breaches(SOCIAL, day)) == 1
