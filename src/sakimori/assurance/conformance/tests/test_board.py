"""From a policy's text to a living board, without a browser."""

from __future__ import annotations

from datetime import timedelta
from importlib import resources

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.actions import fresh_standings, mark_stale, record_history, snapshot
from sakimori.assurance.conformance.models import DutyHistory, DutyStatus
from sakimori.assurance.conformance.worklist import gaps
from sakimori.foundation.actions import events
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import State, built_duties, catalogue
from sakimori.policy.clauses import actions as policy
from sakimori.testing import NOW, TODAY, make_cast

TEXT = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")


def adopt(cast, decided_on=TODAY - timedelta(days=3), text=TEXT):
    """A policy taken in and decided."""
    version = policy.take_in_text(cast.ctx("staff"), text=text)
    return policy.decide_version(
        cast.ctx("manager"), version=version, decided_on=decided_on, effective_on=decided_on, meeting="議会運営委員会"
    )


def test_without_a_policy_the_board_says_so(cast):
    board = queries.board(cast.ctx("staff"))
    assert board.version is None
    established = queries.row_of(board, "policy.established")
    assert (established.state, established.standing.breached) == (State.BREACHED, 1)


def test_a_decided_policy_makes_a_board_that_reads_as_the_policy(cast):
    version = adopt(cast)
    board = queries.board(cast.ctx("staff"))
    assert board.version == version
    assert len(board.clauses) == version.clauses.count() > 20
    assert {duty.key for clause in board.clauses for duty in clause.duties} >= {
        "compliance.acknowledged",
        "policy.established",
    }
    assert queries.row_of(board, "policy.established").state == State.KEPT


def test_what_is_not_built_is_never_kept(cast):
    adopt(cast)
    board = queries.board(cast.ctx("staff"))
    for key in set(catalogue()) - set(built_duties()):
        assert queries.row_of(board, key).state == State.NOT_BUILT


def test_publication_turns_from_due_to_breached_to_kept(cast):
    version = adopt(cast, decided_on=TODAY - timedelta(days=3))
    state = lambda ctx: queries.row_of(queries.board(ctx), "policy.published").state  # noqa: E731
    assert state(cast.ctx("staff")) == State.DUE_SOON
    assert state(cast.ctx("staff", at=NOW + timedelta(days=4))) == State.DUE_SOON
    assert state(cast.ctx("staff", at=NOW + timedelta(days=5))) == State.BREACHED
    policy.record_publication(cast.ctx("staff"), version=version, published_on=TODAY, address="https://example.jp/p")
    assert state(cast.ctx("staff")) == State.KEPT


def test_an_answered_ask_moves_the_figure_at_once(cast):
    version = adopt(cast)
    ctx = cast.ctx("member")
    policy.ask_everyone(cast.ctx("staff"), version=version, due_on=TODAY + timedelta(days=14))
    before = queries.row_of(queries.board(ctx), "compliance.acknowledged").standing
    ask = Ask.objects.get(person=cast.person["member"])
    missing = gaps(cast.ctx("staff"), ["compliance.acknowledged"])
    assert before.breached == 0
    late = cast.ctx("staff", at=NOW + timedelta(days=60))
    breached = queries.row_of(queries.board(late), "compliance.acknowledged").standing.breached
    answer_ask(ctx, ask=ask, answer={"confirmed": True, "statement": "読みました"})
    assert queries.row_of(queries.board(late), "compliance.acknowledged").standing.breached == breached - 1
    assert missing == []


def test_only_touched_duties_are_marked_stale(cast):
    adopt(cast)
    fresh_standings(TODAY)
    assert not DutyStatus.objects.filter(is_stale=True).exists()
    settle_duty(cast.ctx("manager"), duty="policy.published", days=3)
    stale = set(DutyStatus.objects.filter(is_stale=True).values_list("duty", flat=True))
    assert "policy.published" in stale
    assert "policy.established" not in stale


def test_a_past_day_shows_what_was_recorded_then(cast):
    version = adopt(cast, decided_on=TODAY - timedelta(days=30))
    record_history(TODAY - timedelta(days=back) for back in range(40, 0, -1))
    policy.record_publication(cast.ctx("staff"), version=version, published_on=TODAY, address="市の掲示板")
    past = queries.board(cast.ctx("staff"), TODAY - timedelta(days=5))
    assert past.is_past
    assert queries.row_of(past, "policy.published").state == State.BREACHED
    assert queries.row_of(queries.board(cast.ctx("staff")), "policy.published").state == State.KEPT
    before = queries.board(cast.ctx("staff"), TODAY - timedelta(days=400))
    assert before.recorded_on is None


def test_history_is_written_only_when_something_differs(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=30))
    record_history(TODAY - timedelta(days=back) for back in range(20, 0, -1))
    assert DutyHistory.objects.filter(duty="policy.established").count() == 1


def test_all_assemblies_are_evaluated_with_a_fixed_number_of_statements(cast, neighbour):
    adopt(cast)
    snapshot(TODAY)
    with CaptureQueriesContext(connection) as two:
        snapshot(TODAY)
    for number in range(3):
        make_cast(f"more-{number}", "増えた町議会")
    snapshot(TODAY)
    with CaptureQueriesContext(connection) as five:
        snapshot(TODAY)
    assert len(two) == len(five)
    with scope(neighbour.assembly.pk):
        assert DutyStatus.objects.get(duty="policy.established").state == State.BREACHED
    assert DutyStatus.objects.get(duty="policy.established").state == State.KEPT


def test_a_duty_may_be_declared_not_applicable_with_a_reason(cast):
    adopt(cast)
    settle_duty(
        cast.ctx("manager"), duty="organization.contacts-checked", is_applicable=False, reason="市が管理している"
    )
    assert (
        queries.row_of(queries.board(cast.ctx("staff")), "organization.contacts-checked").state == State.NOT_APPLICABLE
    )


def test_the_board_needs_a_constant_number_of_statements(cast, django_assert_max_num_queries):
    adopt(cast)
    queries.board(cast.ctx("staff"))
    with django_assert_max_num_queries(8):
        queries.board(cast.ctx("staff"))


@pytest.mark.parametrize("filters", [{"state": "kept"}, {"owner": "chair"}, {"item": "4"}])
def test_filters_leave_only_what_matches(cast, filters):
    adopt(cast)
    board = queries.board(cast.ctx("staff"))
    shown = queries.filtered(board, filters.get("state"), filters.get("owner"), filters.get("item"))
    assert 0 < len(shown.clauses) + len(shown.unplaced) < len(board.clauses) + len(board.unplaced)


def test_the_watcher_is_wired():
    assert mark_stale in events._watchers
