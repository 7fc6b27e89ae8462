"""The result of a round: figures by question and clause, beside the earlier rounds on the same questions (AUD-7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from sakimori.assurance.inspections.models import Answer, Question, Round
from sakimori.assurance.inspections.rules import Figures, together

EARLIER = 2
"""Rounds beside which a result stands."""
LAST = 999
"""Questions of no clause stand at the end."""


@dataclass(slots=True)
class QuestionResult:
    """One question."""

    question: Question
    figures: Figures
    earlier: list[int | None] = field(default_factory=list)
    """Share of "yes" in the earlier rounds, newest first; None where it was not asked."""
    is_new: bool = False


@dataclass(slots=True)
class ClauseResult:
    """One clause, with its questions."""

    path: str
    heading: str
    questions: list[QuestionResult]
    earlier: list[int | None] = field(default_factory=list)
    """The same share on those questions that both rounds have."""

    @property
    def figures(self) -> Figures:
        """All of its questions together."""
        return together(row.figures for row in self.questions)


@dataclass(slots=True)
class Result:
    """A whole round."""

    clauses: list[ClauseResult]
    rounds: list[Round]
    """The earlier rounds, newest first."""

    @property
    def figures(self) -> Figures:
        """Everything together."""
        return together(row.figures for row in self.clauses)

    @property
    def questions(self) -> list[QuestionResult]:
        """Every question in order."""
        return [row for clause in self.clauses for row in clause.questions]


def result_of(found: Round) -> Result:
    """Figures of a round so far. Three SQL statements, whatever the number of answers."""
    rounds = [found, *_before(found)]
    counted = _counted(rounds)
    clauses: dict[tuple[str, str], ClauseResult] = {}
    for question in found.questions.filter(is_asked=True).order_by("order", "key"):
        row = QuestionResult(question, counted.get((found.pk, question.key), Figures()))
        row.earlier = [_good(counted, one, [question.key]) for one in rounds[1:]]
        row.is_new = bool(rounds[1:]) and all((one.pk, question.key) not in counted for one in rounds[1:])
        place = (question.clause_path, question.clause_heading)
        clauses.setdefault(place, ClauseResult(*place, [])).questions.append(row)
    for clause in clauses.values():
        keys = [row.question.key for row in clause.questions]
        clause.earlier = [_good(counted, one, keys) for one in rounds[1:]]
    return Result(sorted(clauses.values(), key=_reading_order), rounds[1:])


def _reading_order(clause: ClauseResult) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", clause.path)] or [LAST]


def _before(found: Round) -> Sequence[Round]:
    rows = Round.objects.filter(closed_on__isnull=False).exclude(pk=found.pk)
    if found.opened_on is not None:
        rows = rows.filter(closed_on__lte=found.opened_on)
    return list(rows.order_by("-opened_on", "-id")[:EARLIER])


def _counted(rounds: Sequence[Round]) -> dict[tuple[object, str], Figures]:
    rows = (
        Answer.objects.filter(question__round__in=rounds, respondent__answered_on__isnull=False)
        .values_list("question__round_id", "question__key", "value", "source")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found: dict[tuple[object, str], Figures] = {}
    for round_id, key, value, source, count in rows:
        found.setdefault((round_id, key), Figures()).add(value, source, count)
    return found


def _good(counted: dict[tuple[object, str], Figures], one: Round, keys: Sequence[str]) -> int | None:
    return together(counted[one.pk, key] for key in keys if (one.pk, key) in counted).good
