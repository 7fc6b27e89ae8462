"""What is missing, as the office works on it: named, counted, and no dearer than the figures until somebody writes."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import translation

from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.assurance.conformance.worklist import all_gaps, gap_count, gaps, work
from sakimori.foundation.asks.actions import answer_ask
from sakimori.foundation.asks.models import Ask
from sakimori.policy.clauses import actions as policy
from sakimori.testing import NOW, TODAY

KEY = "compliance.acknowledged"


def test_the_work_list_names_the_first_subjects_and_counts_the_others(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=40))
    ctx = cast.ctx("staff")
    board = queries.board(ctx)
    works = work(ctx, board)
    assert sum(len(one.gaps) + one.more for one in works) == gap_count(board)
    unread = next(one for one in works if one.row.key == KEY)
    assert len(unread.gaps) == 3 and unread.more == len(gaps(ctx, [KEY])) - 3
    assert [one.row.standing.breached > 0 for one in works] == sorted(
        (one.row.standing.breached > 0 for one in works), reverse=True
    )


def test_what_is_missing_costs_one_statement_until_somebody_writes(cast, django_assert_num_queries):
    version = adopt(cast, decided_on=TODAY - timedelta(days=40))
    ctx = cast.ctx("staff")
    board = queries.board(ctx)
    before = all_gaps(ctx, board)
    assert [(gap.label, gap.due, gap.duty.key) for gap in before] == [
        (gap.label, gap.due, gap.duty.key) for gap in gaps(ctx, queries.duties_of(board), known=board)
    ]
    with django_assert_num_queries(1):
        assert all_gaps(ctx, board) == before
    policy.ask_everyone(ctx, version=version, due_on=TODAY + timedelta(days=14))
    ask = Ask.objects.get(person=cast.person["member"])
    answer_ask(cast.ctx("member"), ask=ask, answer={"confirmed": True, "statement": "読みました"})
    after = all_gaps(ctx, queries.board(ctx))
    gone = {gap.label for gap in before if gap.duty.key == KEY} - {g.label for g in after if g.duty.key == KEY}
    assert gone == {cast.person["member"].shown_name}


def test_what_was_kept_in_one_language_reads_in_the_other(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=40))
    ctx = cast.ctx("staff")
    with translation.override("ja"):
        japanese = all_gaps(ctx, queries.board(ctx))
    with translation.override("en"):
        english = all_gaps(ctx, queries.board(ctx))
    assert len(japanese) == len(english) > 0
    assert not any(re.search("[ぁ-ん]", gap.reason + gap.remedy_label) for gap in english)
    assert all(re.search("[ぁ-ん一-龥]", gap.reason) for gap in japanese)


def test_another_day_is_looked_at_anew(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=20))
    assert all(
        not gap.is_breached
        for gap in all_gaps(cast.ctx("staff"), queries.board(cast.ctx("staff")))
        if gap.duty.key == KEY
    )
    late = cast.ctx("staff", at=NOW + timedelta(days=60))
    assert any(gap.is_breached for gap in all_gaps(late, queries.board(late)) if gap.duty.key == KEY)
