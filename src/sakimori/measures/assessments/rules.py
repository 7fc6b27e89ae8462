"""Pure decisions about checks: what leads where, who may change what, what an answer must hold, what a score is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sakimori.measures.assessments.types import LINK_DAYS_AFTER_DUE, Choice, Event, Judgement, State

TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.ASKED, Event.SUBMIT): State.ANSWERED,
    (State.ASKED, Event.WITHDRAW): State.WITHDRAWN,
    (State.ANSWERED, Event.ASK_BACK): State.RETURNED,
    (State.ANSWERED, Event.JUDGE): State.JUDGED,
    (State.ANSWERED, Event.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Event.ASK_BACK): State.RETURNED,
    (State.RETURNED, Event.SUBMIT): State.ANSWERED,
    (State.RETURNED, Event.GO_ON): State.ANSWERED,
    (State.RETURNED, Event.WITHDRAW): State.WITHDRAWN,
}
"""Everything that is not here cannot happen. A judged check stays as it was judged: a new one is asked instead."""

WAITING_FOR_CONTRACTOR = (State.ASKED, State.RETURNED)
OPEN = (State.ASKED, State.ANSWERED, State.RETURNED)


def after(state: State | str, event: Event) -> State | None:
    """Where an event leads; None where it cannot happen."""
    return TRANSITIONS.get((State(state), event))


def may_answer(state: State | str, *, is_asked_back: bool) -> bool:
    """Whether the contractor may change an answer: until it is handed in, then only where something was asked back."""
    return state == State.ASKED or (state == State.RETURNED and is_asked_back)


def needs_words(choice: Choice | str) -> bool:
    """Whether an answer says nothing without a word of explanation."""
    return choice != Choice.YES


def link_ends(due_on: date, today: date) -> date:
    """The last day of a link made today."""
    return max(due_on, today) + timedelta(days=LINK_DAYS_AFTER_DUE)


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the answers that count were found sufficient."""

    ok: int
    counted: int

    @property
    def percent(self) -> int | None:
        """None where nothing counted."""
        return (100 * self.ok + self.counted // 2) // self.counted if self.counted else None

    def __add__(self, other: Score) -> Score:
        return Score(self.ok + other.ok, self.counted + other.counted)


def score_of(judgements: Iterable[Judgement | str]) -> Score:
    """What does not apply is left out; what was not judged counts as nothing."""
    found = [one for one in judgements if one in (Judgement.OK, Judgement.INSUFFICIENT)]
    return Score(sum(one == Judgement.OK for one in found), len(found))


class Difference:
    """How an answer stands to that of the year before."""

    NEW, SAME, CHANGED = "new", "same", "changed"


def difference(now: tuple[str, str] | None, before: tuple[str, str] | None) -> str:
    """Compare (choice, words) of two years."""
    if before is None or now is None:
        return Difference.NEW
    return Difference.SAME if now == before else Difference.CHANGED
