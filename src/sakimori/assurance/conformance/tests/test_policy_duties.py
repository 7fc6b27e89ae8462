"""Each duty of the policy on both sides of its dates, for two assemblies at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sakimori.assurance.conformance.actions import settings_by_key
from sakimori.assurance.conformance.engine import evaluate
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import State
from sakimori.policy.clauses import actions
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.policy.clauses.types import ReviewOutcome, TriggerKind
from sakimori.testing import NOW, TODAY


@pytest.fixture
def states(cast, neighbour):
    """How a duty stands on a day: (here, at the neighbour's), by one evaluation over both."""

    def both(key: str, on: date) -> tuple[State, State]:
        with every_assembly():
            found = evaluate([key], on, settings_by_key(on), [cast.assembly.pk, neighbour.assembly.pk])
        return found[cast.assembly.pk, key].state, found[neighbour.assembly.pk, key].state

    return both


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def test_established_from_the_day_of_effect(cast, neighbour, states):
    adopt(cast, days_ago=3)
    assert states("policy.established", days(-4)) == (State.BREACHED, State.BREACHED)
    assert states("policy.established", days(-3)) == (State.KEPT, State.BREACHED)
    with scope(neighbour.assembly.pk):
        adopt(neighbour, days_ago=1)
    assert states("policy.established", days(-2)) == (State.KEPT, State.BREACHED)
    assert states("policy.established", days(-1)) == (State.KEPT, State.KEPT)


def test_published_within_the_days_that_each_assembly_settled(cast, neighbour, states):
    version = adopt(cast, days_ago=3)
    with scope(neighbour.assembly.pk):
        adopt(neighbour, days_ago=3)
        settle_duty(neighbour.ctx("manager"), duty="policy.published", days=10)
    assert states("policy.published", days(4)) == (State.DUE_SOON, State.DUE_SOON)
    assert states("policy.published", days(5)) == (State.BREACHED, State.DUE_SOON)
    assert states("policy.published", days(7)) == (State.BREACHED, State.DUE_SOON)
    assert states("policy.published", days(8)) == (State.BREACHED, State.BREACHED)
    actions.record_publication(cast.ctx("staff"), version=version, published_on=TODAY, address="https://example.jp/")
    assert states("policy.published", days(8)) == (State.KEPT, State.BREACHED)


def test_acknowledged_by_everyone_within_the_days(cast, neighbour, states):
    version = adopt(cast, days_ago=0)
    with scope(neighbour.assembly.pk):
        adopt(neighbour, days_ago=0)
    assert states("compliance.acknowledged", days(30))[1] == State.DUE_SOON
    assert states("compliance.acknowledged", days(31)) == (State.BREACHED, State.BREACHED)
    actions.ask_everyone(cast.ctx("staff"), version=version, due_on=days(14))
    roles = {person.pk: role for role, person in cast.person.items()}
    for ask in Ask.objects.all():
        assert states("compliance.acknowledged", days(31))[0] == State.BREACHED
        answer_ask(cast.ctx(roles[ask.person_id]), ask=ask, answer={"statement": "読みました"})
    assert states("compliance.acknowledged", days(31)) == (State.KEPT, State.BREACHED)


def test_reviewed_in_the_cadence_and_after_what_calls_for_it(cast, neighbour, states):
    version = adopt(cast, days_ago=10)
    with scope(neighbour.assembly.pk):
        adopt(neighbour, days_ago=10)
    assert states("policy.reviewed", days(2000)) == (State.KEPT, State.KEPT)  # 必要に応じて: no date of its own
    settle_duty(cast.ctx("manager"), duty="policy.reviewed", days=365)
    assert states("policy.reviewed", days(355)) == (State.DUE_SOON, State.KEPT)
    assert states("policy.reviewed", days(356)) == (State.BREACHED, State.KEPT)
    with scope(neighbour.assembly.pk):
        actions.record_trigger(
            neighbour.ctx("staff"), kind=TriggerKind.LAW, occurred_on=days(-2), text="施行規則の改正"
        )
    assert states("policy.reviewed", days(-3))[1] == State.KEPT
    assert states("policy.reviewed", days(-2))[1] == State.BREACHED
    later = cast.ctx("staff", at=NOW + timedelta(days=360))
    actions.record_review(
        later, version=version, reviewed_on=days(360), outcome=ReviewOutcome.NO_CHANGE, reasons="影響がない"
    )
    assert states("policy.reviewed", days(359)) == (State.BREACHED, State.BREACHED)
    assert states("policy.reviewed", days(360)) == (State.KEPT, State.BREACHED)
