"""Reads of checks: what a link leads to, one check with everything, lists, scores over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.measures.assessments.contracts import contracts_to_check
from sakimori.measures.assessments.models import (
    AnswerFile,
    AnswerTrace,
    CheckAnswer,
    CheckLink,
    CheckQuestion,
    CheckRound,
    ContractCheck,
    Correction,
    FollowUpQuestion,
    Questionnaire,
    QuestionnaireVersion,
)
from sakimori.measures.assessments.rules import Difference, Score, difference, may_answer
from sakimori.measures.assessments.types import State
from sakimori.registers.suppliers.models import Contract, Supplier

YEARLY = 365


def link_by_token(token: str) -> CheckLink | None:
    """The link of a token, with its check and what it asks. One SQL statement."""
    rows = CheckLink.objects.select_related("check_row__round__version__questionnaire", "check_row__contract")
    return rows.filter(digest=digest_of(token)).first()


@dataclass(slots=True)
class Row:
    """One question of a check with all that belongs to it."""

    question: CheckQuestion
    answer: CheckAnswer | None
    before: CheckAnswer | None
    may_answer: bool
    files: list[AnswerFile] = field(default_factory=list)
    follow_ups: list[FollowUpQuestion] = field(default_factory=list)

    @property
    def difference(self) -> str:
        """How the answer stands to the one before."""
        now = (self.answer.choice, self.answer.text) if self.answer else None
        return difference(now, (self.before.choice, self.before.text) if self.before else None)

    @property
    def is_changed(self) -> bool:
        """Whether it differs from the one before."""
        return self.difference == Difference.CHANGED


@dataclass(frozen=True, slots=True)
class Sheet:
    """A check's questions in order, and what belongs to none of them."""

    rows: list[Row]
    files: list[AnswerFile]
    follow_ups: list[FollowUpQuestion]

    @property
    def done(self) -> int:
        """How many are answered."""
        return sum(row.answer is not None for row in self.rows)

    @property
    def is_complete(self) -> bool:
        """Whether everything is answered, what was asked back too."""
        return self.done == len(self.rows) and not any(one.is_open for one in self.open_follow_ups)

    @property
    def open_follow_ups(self) -> list[FollowUpQuestion]:
        """What was asked back and waits."""
        every = [*self.follow_ups, *(one for row in self.rows for one in row.follow_ups)]
        return [one for one in every if one.is_open]

    @property
    def can_keep(self) -> int:
        """How many have no answer yet but had one last time."""
        return sum(row.answer is None and row.before is not None for row in self.rows)

    @property
    def unjudged(self) -> int:
        """How many answers wait for a judgement."""
        return sum(row.answer is not None and not row.answer.judgement for row in self.rows)


def sheet_of(check: ContractCheck) -> Sheet:
    """Everything of a check, question by question. One SQL statement."""
    questions, own, earlier, sent, follow_ups = together(
        CheckQuestion.objects.filter(version_id=check.round.version_id),
        check.answers.select_related("judged_by"),
        CheckAnswer.objects.filter(check_row_id=check.before_id).select_related("question"),
        check.files.filter(removed_at__isnull=True).select_related("file"),
        check.follow_ups.all(),
    )
    answers = {row.question_id: row for row in own}
    before = {row.question.key: row for row in earlier}
    files: dict[UUID | None, list[AnswerFile]] = defaultdict(list)
    for row in sorted(sent, key=lambda row: (row.added_at, row.pk)):
        files[row.question_id].append(row)
    asked: dict[UUID | None, list[FollowUpQuestion]] = defaultdict(list)
    for one in sorted(follow_ups, key=lambda one: (one.asked_at, one.pk)):
        asked[one.question_id].append(one)
    made = [
        Row(
            question,
            answers.get(question.pk),
            before.get(question.key),
            may_answer(check.state, is_asked_back=any(one.is_under_way(check) for one in asked[question.pk])),
            files[question.pk],
            asked[question.pk],
        )
        for question in sorted(questions, key=lambda question: question.number)
    ]
    return Sheet(made, files[None], asked[None])


def corrections_of(check: ContractCheck) -> list[Correction]:
    """What the contractor was asked to mend, by date."""
    rows = check.corrections.select_related("improvement", "question")
    return list(rows.order_by("improvement__due_on", "id"))


def links_of(check: ContractCheck) -> list[CheckLink]:
    """Who of the contractor has a way in, newest first."""
    return list(check.links.select_related("made_by").order_by("revoked_at", "-made_on", "-id"))


def colleagues_of(link: CheckLink) -> list[CheckLink]:
    """Links that somebody gave on."""
    return list(CheckLink.objects.filter(made_by=link).order_by("id"))


def traces_of(check: ContractCheck) -> list[AnswerTrace]:
    """Who answered what and when, newest first."""
    rows = AnswerTrace.objects.filter(answer__check_row=check).select_related("answer__question")
    return list(rows.order_by("-at", "-id")[:300])


def full_check(key: UUID) -> ContractCheck | None:
    """A check with all that its page names."""
    rows = ContractCheck.objects.select_related(
        "round__version__questionnaire", "contract__supplier", "before__round", "judge", "signature"
    )
    return rows.filter(pk=key).first()


def state_on(check: ContractCheck, on: date, today: date) -> State | None:
    """The state at the end of a past day, as far as days are kept; None where it was not asked yet."""
    if on >= today:
        return State(check.state)
    if check.round.opened_on > on:
        return None
    if check.withdrawn_on and check.withdrawn_on <= on:
        return State.WITHDRAWN
    if check.judged_on and check.judged_on <= on:
        return State.JUDGED
    return State.ANSWERED if check.submitted_at and _day(check.submitted_at) <= on else State.ASKED


def _day(at: datetime) -> date:
    return at.astimezone(TOKYO).date()


@dataclass(frozen=True, slots=True)
class Line:
    """A check in the list, as it stood on a day."""

    check: ContractCheck
    state: State
    is_late: bool
    answered: int
    asked: int


def lines(on: date, today: date) -> list[Line]:
    """Every check that had been asked: those that wait first, by date. One SQL statement."""
    rows = (
        ContractCheck.objects.select_related("round__version__questionnaire", "contract__supplier", "judge")
        .annotate(answered=Count("answers", distinct=True), asked=Count("round__version__questions", distinct=True))
        .order_by(F("judged_on").desc(nulls_first=True), "due_on", "contract__supplier__kana", "id")
    )
    found = []
    for row in rows:
        state = state_on(row, on, today)
        if state is not None:
            is_late = state in (State.ASKED, State.RETURNED) and row.due_on < on
            found.append(Line(row, state, is_late, getattr(row, "answered", 0), getattr(row, "asked", 0)))
    return found


@dataclass(frozen=True, slots=True)
class Wanting:
    """A contract that must be checked, with the last check and the day of the next."""

    contract: Contract
    last: date | None
    due: date | None
    is_under_way: bool


def contracts_with_dates(on: date) -> list[Wanting]:
    """Contracts that run or begin soon: when each was last checked and when it must be again. One SQL statement."""
    days = adopted_days("supplier.checked", on, YEARLY)
    rows = contracts_to_check(on).annotate(
        last=Max("checks__judged_on", filter=Q(checks__state=State.JUDGED, checks__judged_on__lte=on)),
        under_way=Count(
            "checks", filter=Q(checks__state__in=[State.ASKED, State.ANSWERED, State.RETURNED]), distinct=True
        ),
    )
    rows = rows.annotate(due=days_after("last", days))
    return [Wanting(row, row.last, row.due if row.last else row.from_date, row.under_way > 0) for row in rows]


def rounds() -> QuerySet[CheckRound]:
    """Rounds, newest first, with how far they are."""
    done = Count("checks", filter=Q(checks__state=State.JUDGED), distinct=True)
    rows = CheckRound.objects.annotate(total=Count("checks", distinct=True), done=done)
    return rows.order_by("-opened_on", "-id")


def checks_of_round(found: CheckRound) -> list[ContractCheck]:
    """The contractors of a round, in the order of their names."""
    rows = found.checks.select_related("contract__supplier").annotate(
        answered=Count("answers", distinct=True),
        live_links=Count("links", filter=Q(links__revoked_at__isnull=True), distinct=True),
    )
    return list(rows.order_by("contract__supplier__kana", "contract__supplier__name", "id"))


def questionnaires() -> list[Questionnaire]:
    """Every questionnaire with its versions, newest first."""
    versions = QuestionnaireVersion.objects.annotate(size=Count("questions")).order_by("-number")
    rows = Questionnaire.objects.prefetch_related(Prefetch("versions", queryset=versions, to_attr="by_number"))
    return list(rows.order_by("retired_on", "name"))


def usable_versions() -> list[QuestionnaireVersion]:
    """The newest version of each of the assembly's own questionnaires."""
    rows = QuestionnaireVersion.objects.filter(questionnaire__retired_on__isnull=True, questionnaire__key="")
    newest: dict[UUID, QuestionnaireVersion] = {}
    for row in rows.select_related("questionnaire").order_by("questionnaire__name", "number"):
        newest[row.questionnaire_id] = row
    return list(newest.values())


@dataclass(frozen=True, slots=True)
class YearScore:
    """What of a supplier's answers was sufficient in a fiscal year."""

    year: int
    score: Score


def scores_of(supplier: Supplier) -> list[YearScore]:
    """A supplier's score over the years, all its contracts together. One SQL statement."""
    rows = ContractCheck.objects.filter(contract__supplier=supplier, state=State.JUDGED).select_related("round")
    found: dict[int, Score] = defaultdict(lambda: Score(0, 0))
    for row in rows:
        found[row.round.fiscal_year] += row.score
    return [YearScore(year, found[year]) for year in sorted(found)]


def checks_of(contract: Contract) -> list[ContractCheck]:
    """Every check of a contract, newest first. One SQL statement."""
    rows = ContractCheck.objects.filter(contract=contract).select_related("round")
    return list(rows.order_by("-round__opened_on", "-id"))


def judged_checks(contracts: Iterable[Contract]) -> list[ContractCheck]:
    """Finished checks of contracts, oldest first."""
    rows = ContractCheck.objects.filter(contract__in=list(contracts), state=State.JUDGED)
    return list(rows.select_related("round", "contract", "judge").order_by("judged_on", "id"))


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer of one year, and whether it differs from the one before."""

    year: int
    answer: CheckAnswer | None
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One question over the years: a cell for each check."""

    topic: str
    text: str
    cells: list[Cell]


def compared(checks: Sequence[ContractCheck]) -> list[Compared]:
    """Questions × checks; the same key is the same question. One SQL statement."""
    answers = CheckAnswer.objects.filter(check_row__in=checks).select_related("question").order_by("question__number")
    words: dict[str, CheckQuestion] = {}
    cells: dict[str, dict[UUID, CheckAnswer]] = defaultdict(dict)
    for row in answers:
        words[row.question.key] = row.question
        cells[row.question.key][row.check_row_id] = row
    return [Compared(one.words.topic, one.words.text, _row_of(checks, cells[key])) for key, one in words.items()]


def _row_of(checks: Sequence[ContractCheck], answers: dict[UUID, CheckAnswer]) -> list[Cell]:
    row: list[Cell] = []
    before: tuple[str, str] | None = None
    for check in checks:
        answer = answers.get(check.pk)
        now = (answer.choice, answer.text) if answer else None
        row.append(Cell(check.round.fiscal_year, answer, difference(now, before) == Difference.CHANGED))
        before = now or before
    return row


def waiting_for_judgement() -> int:
    """How many checks the contractors handed in and nobody has judged."""
    return ContractCheck.objects.filter(state=State.ANSWERED).count()
