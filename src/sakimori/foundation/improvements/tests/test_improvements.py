"""A fault is found, somebody mends it, somebody else looks again; nothing is over without proof."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.improvements import actions
from sakimori.foundation.improvements.models import Extension, Proof
from sakimori.foundation.improvements.queries import late
from sakimori.foundation.improvements.types import ASK_KIND, Origin, State
from sakimori.testing import NOW, TODAY

SOON = TODAY + timedelta(days=30)


@pytest.fixture
def improvement(cast):
    return actions.open_improvement(
        cast.ctx("staff"),
        title="USBメモリの置き場所",
        finding="鍵のかかる場所に置かれていない。",
        origin=Origin.AUDIT,
        due_on=SOON,
        owner=cast.person["manager"],
    )


def report(cast, improvement, role="manager"):
    return actions.report_done(
        cast.ctx(role),
        improvement=improvement,
        done_on=TODAY,
        done_note="鍵付きの書庫に移した。",
        cause="置き場所が決まっていなかった。",
    )


def test_the_owner_is_asked_and_somebody_else_closes_it(cast, improvement):
    ask = Ask.objects.get(kind=ASK_KIND)
    assert (ask.person, ask.due_on, improvement.number) == (cast.person["manager"], SOON, 1)
    report(cast, improvement)
    assert improvement.state == State.DONE and Proof.objects.get().text == "鍵付きの書庫に移した。"
    actions.verify_improvement(cast.ctx("staff"), improvement=improvement, verification="書庫を見た。")
    assert (improvement.state, improvement.verified_by) == (State.CLOSED, cast.person["staff"])
    ask.refresh_from_db()
    assert ask.state == AskState.WITHDRAWN


def test_the_owner_closes_it_only_with_a_reason(cast, improvement):
    report(cast, improvement)
    with pytest.raises(ValidationError) as error:
        actions.verify_improvement(cast.ctx("manager"), improvement=improvement, verification="自分で見た。")
    assert "same_person_reason" in error.value.message_dict
    actions.verify_improvement(
        cast.ctx("manager"),
        improvement=improvement,
        verification="自分で見た。",
        same_person_reason="職員が一人のため。",
    )
    assert improvement.same_person_reason == "職員が一人のため。"


def test_nothing_is_closed_without_being_done(cast, improvement):
    with pytest.raises(ValidationError):
        actions.verify_improvement(cast.ctx("staff"), improvement=improvement, verification="見た。")
    with pytest.raises(ValidationError):
        actions.report_done(cast.ctx("manager"), improvement=improvement, done_on=TODAY, done_note=" ")
    with pytest.raises(PermissionDenied):
        actions.drop_improvement(cast.ctx("member"), improvement=improvement, reason="要らない")


def test_what_was_not_mended_goes_back_to_the_owner(cast, improvement):
    report(cast, improvement)
    actions.reopen_improvement(
        cast.ctx("chair"), improvement=improvement, reason="鍵が掛かっていなかった。", due_on=SOON + timedelta(days=7)
    )
    assert improvement.state == State.OPEN and improvement.done_on is None
    assert Ask.objects.open().get(kind=ASK_KIND).due_on == SOON + timedelta(days=7)


def test_a_moved_date_is_kept_with_its_reason(cast, improvement):
    with pytest.raises(ValidationError):
        actions.extend_improvement(cast.ctx("staff"), improvement=improvement, due_on=SOON, reason="遅れる")
    later = SOON + timedelta(days=10)
    actions.extend_improvement(cast.ctx("staff"), improvement=improvement, due_on=later, reason="書庫の納品待ち")
    assert [(row.from_due, row.to_due) for row in Extension.objects.all()] == [(SOON, later)]
    assert Ask.objects.open().get(kind=ASK_KIND).due_on == later


def test_late_ones_are_found_until_they_are_mended(cast, improvement):
    day = SOON + timedelta(days=1)
    assert list(late(SOON)) == [] and list(late(day)) == [improvement]
    report(cast, improvement)
    assert list(late(day)) == []


def test_another_owner_is_asked_instead(cast, improvement):
    actions.plan_improvement(
        cast.ctx("staff"), improvement=improvement, owner=cast.person["staff"], cause="", measure="書庫を買う"
    )
    assert Ask.objects.open().get(kind=ASK_KIND).person == cast.person["staff"]
    assert Ask.objects.filter(kind=ASK_KIND, state=AskState.WITHDRAWN).count() == 1


def test_numbers_run_on_and_dates_in_the_past_are_refused(cast, improvement):
    with pytest.raises(ValidationError):
        actions.open_improvement(
            cast.ctx("staff", at=NOW), title="x", finding="y", origin=Origin.CHECK, due_on=TODAY - timedelta(days=1)
        )
    second = actions.open_improvement(cast.ctx("staff"), title="x", finding="y", origin=Origin.CHECK, due_on=SOON)
    assert (improvement.number, second.number) == (1, 2)
    assert not Ask.objects.filter(subject_id=second.pk).exists()
