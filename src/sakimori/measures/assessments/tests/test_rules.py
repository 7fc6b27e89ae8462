"""The steps of a check, whatever order people act in; what an answer needs; what a score is."""

from __future__ import annotations

import itertools
import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakimori.measures.assessments import actions
from sakimori.measures.assessments.content import shipped
from sakimori.measures.assessments.models import ContractCheck
from sakimori.measures.assessments.rules import (
    OPEN,
    TRANSITIONS,
    Difference,
    Score,
    after,
    difference,
    may_answer,
    needs_words,
    score_of,
)
from sakimori.measures.assessments.tests.parts import a_check, a_link, outside, questions
from sakimori.measures.assessments.types import Choice, Event, Judgement, Outcome, State
from sakimori.testing import Cast

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
OVER = (State.JUDGED, State.WITHDRAWN)


def walked(events: list[Event]) -> list[State]:
    """States along the way; what cannot happen changes nothing."""
    states = [State.ASKED]
    for event in events:
        states.append(after(states[-1], event) or states[-1])
    return states


@UNHURRIED
@given(st.lists(st.sampled_from(Event), max_size=30))
def test_whatever_happens_the_end_is_the_end_and_nobody_judges_what_was_not_handed_in(events):
    states = walked(events)
    for earlier, later in itertools.pairwise(states):
        if earlier in OVER:
            assert later == earlier
        if later == State.JUDGED and earlier != State.JUDGED:
            assert earlier == State.ANSWERED
    if State.JUDGED in states:
        assert State.ANSWERED in states[: states.index(State.JUDGED)]


def test_every_state_is_reached_and_every_open_one_can_end():
    reached = {State.ASKED}
    for _round in State:
        reached |= {to for (source, _event), to in TRANSITIONS.items() if source in reached}
    assert reached == set(State)
    assert all(after(state, Event.WITHDRAW) == State.WITHDRAWN for state in OPEN)
    assert not [event for event in Event for state in OVER if after(state, event)]


@UNHURRIED
@given(st.sampled_from(State), st.booleans())
def test_answers_are_closed_once_handed_in_but_for_what_was_asked_back(state, is_asked_back):
    expected = state == State.ASKED or (state == State.RETURNED and is_asked_back)
    assert may_answer(state, is_asked_back=is_asked_back) == expected


@UNHURRIED
@given(st.lists(st.sampled_from([*Judgement.values, ""]), max_size=40))
def test_the_score_counts_only_what_was_judged_and_applies(judgements):
    score = score_of(judgements)
    assert 0 <= score.ok <= score.counted <= len(judgements)
    assert score.counted == sum(one in ("ok", "insufficient") for one in judgements)
    assert score.percent is None if not score.counted else 0 <= score.percent <= 100
    assert score + Score(0, 0) == score


def test_words_and_differences():
    assert [needs_words(one) for one in Choice] == [False, True, True, True]
    assert difference(None, ("yes", "")) == Difference.NEW
    assert difference(("yes", "a"), ("yes", "a")) == Difference.SAME
    assert difference(("no", "a"), ("yes", "a")) == Difference.CHANGED


def test_the_shipped_questions_are_few_complete_and_in_both_languages():
    found = shipped()
    assert 10 <= len(found.questions) <= 15
    assert len({one.key for one in found.questions}) == len(found.questions)
    for one in found.questions:
        for words in (one.ja, one.en):
            assert all((words.topic, words.text, words.explanation, words.evidence)), one.key
            assert len(words.text) <= 400


@pytest.mark.parametrize("seed", range(4))
def test_people_of_both_sides_acting_at_random_never_leave_the_steps(cast: Cast, seed):
    """Every act either leads where the rules say, or is refused and changes nothing."""
    dice = random.Random(seed)
    check = a_check(cast)
    _token, link = a_link(cast, check)
    side, staff, guest = actions.Side.by(link), cast.ctx("manager"), outside(cast)
    asked = questions(check)
    marks = {one.pk: (Judgement.OK, "") for one in asked}
    acts = {
        Event.SUBMIT: lambda: actions.submit(guest, side=side),
        Event.ASK_BACK: lambda: actions.ask_back(staff, check=check, text="くわしく", question=dice.choice(asked)),
        Event.GO_ON: lambda: actions.go_on(staff, check=check),
        Event.JUDGE: lambda: actions.finish(
            staff, check=check, outcome=Outcome.GOOD, opinion="", is_signed_on_paper=True
        ),
        Event.WITHDRAW: lambda: actions.withdraw(staff, check=check, reason="契約が終わった"),
        "answer": lambda: actions.save_answer(guest, side=side, question=dice.choice(asked), choice=Choice.YES),
        "answer all": lambda: [actions.save_answer(guest, side=side, question=one, choice=Choice.YES) for one in asked],
        "marks": lambda: actions.judge_answers(staff, check=check, judgements=marks),
        "reply": lambda: [
            actions.reply(guest, side=side, follow_up=one, text="はい") for one in check.follow_ups.all() if one.is_open
        ],
    }
    for _step in range(40):
        before = State(ContractCheck.objects.get().state)
        name = dice.choices(list(acts), [4, 2, 1, 2, 0.2, 2, 4, 3, 3])[0]
        try:
            acts[name]()
        except (ValidationError, PermissionDenied):
            assert ContractCheck.objects.get().state == before
            continue
        now = State(ContractCheck.objects.get().state)
        assert now == (after(before, name) if isinstance(name, Event) else before)
        row = ContractCheck.objects.get()
        if now in (State.ANSWERED, State.JUDGED):
            assert row.answers.count() == len(asked)
        if now == State.JUDGED:
            assert not row.answers.filter(judgement="").exists()
