"""Reads of a turnover. Who leaves, stays or comes follows from the offices; what is done from loans, erasures, keys,
accounts and acknowledgements. Nothing is ticked by hand, so nothing falls between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.lists.past import as_on
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Membership, Office, Person, Term
from sakimori.foundation.people.types import UnitKind
from sakimori.policy.clauses.models import Acknowledgement
from sakimori.policy.clauses.types import ACKNOWLEDGE
from sakimori.registers.disposal.queries import waiting_for_erasure
from sakimori.registers.lending.models import Loan
from sakimori.registers.premises.models import KeyLoan
from sakimori.registers.turnover.models import ClosedAccount, ReturnSlot, Turnover
from sakimori.registers.turnover.teaching import Learnt, learnt_by
from sakimori.registers.turnover.types import STEPS_OF, Side, Step


@dataclass(frozen=True, slots=True)
class Mark:
    """A step of one person: done, or what is open in words of a number."""

    step: Step
    done: bool
    open_count: int = 0
    is_asked: bool = False
    """The person was asked and has not answered yet."""


@dataclass(slots=True)
class Row:
    """One person in the turnover."""

    person: Person
    side: Side
    seat: int | None
    caucus: str
    slot: ReturnSlot | None = None
    loans: list[Loan] = field(default_factory=list)
    keys: list[KeyLoan] = field(default_factory=list)
    accounts: list[ClosedAccount] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Whether nothing is open any more."""
        return all(mark.done for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Total:
    """A step over everybody it concerns."""

    step: Step
    done: int
    total: int
    asked: int = 0
    """Of those left: how many were asked already."""

    @property
    def left(self) -> int:
        """Persons for whom it is open."""
        return self.total - self.done


def turnovers(on: date) -> list[Turnover]:
    """Those begun by the day as they stood then, newest first."""
    rows = Turnover.objects.filter(opened_on__lte=on).select_related("term", "next_term")
    return as_on(rows.order_by("-election_date", "-id"), on, "closed_on")


def turnover_of(term: Term) -> Turnover | None:
    """The turnover at the end of a term."""
    return Turnover.objects.filter(term=term).first()


def terms_without_turnover() -> list[Term]:
    """Terms that end some day and have no turnover yet, newest first."""
    known = Turnover.objects.filter(term=OuterRef("pk"))
    return list(Term.objects.filter(~Exists(known), to_date__isnull=False).order_by("-to_date"))


def next_term(turnover: Turnover) -> Term | None:
    """The chosen next term, else the first that begins after the one that ends."""
    if turnover.next_term is not None:
        return turnover.next_term
    return Term.objects.filter(from_date__gt=turnover.term.from_date).order_by("from_date").first()


def people(turnover: Turnover) -> list[Row]:
    """Everybody concerned and what is open for each, by seat. A fixed number of SQL statements."""
    rows = _rows(turnover)
    keys = list(rows)
    end = turnover.term.to_date
    loans = _by_person(
        Loan.objects.filter(person__in=keys, returned_on__isnull=True).select_related("asset").order_by("asset__number")
    )
    lent_since: set[UUID] = set()
    coming_term = next_term(turnover)
    start = coming_term.from_date if coming_term else None
    if start is not None:
        since = Loan.objects.filter(person__in=keys, lent_on__gte=turnover.opened_on, due_on__gte=start)
        lent_since = set(since.values_list("person_id", flat=True))
    key_loans = _by_person(
        KeyLoan.objects.filter(person__in=keys, returned_on__isnull=True).select_related("key__place").order_by("id")
    )
    slots = {row.person_id: row for row in turnover.slots.all()}
    accounts = _by_person(turnover.closed.order_by("service", "id"))
    unerased = {loan.person_id for loan in waiting_for_erasure(date.max)}
    agreed = _acknowledged(keys, start)
    learnt = learnt_by([key for key in keys if rows[key].side is Side.COMING], start) if start is not None else {}
    asked = set(Ask.objects.open().filter(kind=ACKNOWLEDGE, person__in=keys).values_list("person_id", flat=True))
    for key, row in rows.items():
        row.loans, row.keys, row.accounts = loans.get(key, []), key_loans.get(key, []), accounts.get(key, [])
        row.slot = slots.get(key)
        row.marks = list(
            _marks(
                row,
                end=end,
                start=start,
                is_unerased=key in unerased,
                is_lent=key in lent_since,
                agreed=key in agreed,
                asked=key in asked,
                learnt=learnt.get(key),
            )
        )
    return sorted(rows.values(), key=lambda row: (list(Side).index(row.side), row.seat or 0, row.person.kana))


def _rows(turnover: Turnover) -> dict[UUID, Row]:
    """Persons of the ending and of the next term with what the turnover means for them. Four SQL statements."""
    coming_term = next_term(turnover)
    before = _offices(turnover.term, at=turnover.term.to_date)
    after = _offices(coming_term, at=None) if coming_term else {}
    expected = dict(turnover.candidates.values_list("person_id", "stays"))
    caucus = dict(
        Membership.objects.filter(covers(turnover.opened_on), unit__kind=UnitKind.CAUCUS).values_list(
            "person_id", "unit__name"
        )
    )
    found: dict[UUID, Row] = {}
    for key, office in {**after, **before}.items():
        found[key] = Row(office.person, _side(key, before, after, expected), office.seat.number, caucus.get(key, ""))
    return found


def _offices(term: Term, at: date | None) -> dict[UUID, Office]:
    rows = Office.objects.filter(seat__term=term).select_related("person", "seat").order_by("from_date")
    if at is not None:
        rows = rows.filter(to_date__gte=at)
    return {office.person_id: office for office in rows}


def _side(
    key: UUID, before: Mapping[UUID, Office], after: Mapping[UUID, Office], expected: Mapping[UUID, bool | None]
) -> Side:
    if key not in before:
        return Side.COMING
    if key in after:
        return Side.STAYING
    if after:
        return Side.LEAVING
    stays = expected.get(key)
    return Side.UNKNOWN if stays is None else Side.STAYING if stays else Side.LEAVING


def _marks(
    row: Row,
    *,
    end: date | None,
    start: date | None,
    is_unerased: bool,
    is_lent: bool,
    agreed: bool,
    asked: bool,
    learnt: Learnt | None,
) -> Sequence[Mark]:
    short = [loan for loan in row.loans if end and loan.due_on <= end]
    open_accounts = [account for account in row.accounts if account.closed_on is None]
    found = {
        Step.RESULT: Mark(Step.RESULT, done=False),
        Step.SLOT: Mark(Step.SLOT, done=row.slot is not None or not (row.loans or row.keys)),
        Step.RETURN: Mark(Step.RETURN, not row.loans, len(row.loans)),
        Step.ERASE: Mark(Step.ERASE, not is_unerased),
        Step.KEYS: Mark(Step.KEYS, not row.keys, len(row.keys)),
        Step.ACCOUNTS: Mark(Step.ACCOUNTS, bool(row.accounts) and not open_accounts, len(open_accounts)),
        Step.EXTEND: Mark(Step.EXTEND, not short, len(short)),
        Step.LEND: Mark(Step.LEND, is_lent),
        Step.ACKNOWLEDGE: Mark(Step.ACKNOWLEDGE, start is not None and agreed, is_asked=asked),
    }
    if learnt is not None:
        found[Step.LEARN] = Mark(Step.LEARN, learnt.is_done, is_asked=learnt.is_asked)
    return [found[step] for step in STEPS_OF[row.side] if step in found]


def _acknowledged(people: Sequence[UUID], start: date | None) -> set[UUID]:
    """Who acknowledged the policy in the next term (once a term, POL-9)."""
    if start is None:
        return set()
    rows = Acknowledgement.objects.filter(person__in=people, on__gte=start)
    return set(rows.values_list("person_id", flat=True))


def _by_person(rows: QuerySet) -> dict[UUID, list]:  # type: ignore[type-arg]
    found: dict[UUID, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.person_id].append(row)
    return found


def totals(rows: Sequence[Row]) -> list[Total]:
    """Every step over everybody it concerns."""
    counted: dict[Step, list[Mark]] = {step: [] for step in Step}
    for row in rows:
        for mark in row.marks:
            counted[mark.step].append(mark)
    return [
        Total(
            step,
            sum(mark.done for mark in each),
            len(each),
            sum(mark.is_asked and not mark.done for mark in each),
        )
        for step, each in counted.items()
        if each
    ]


def to_acknowledge(rows: Sequence[Row]) -> list[Person]:
    """Those who are to acknowledge in the new term, have not, and are not asked yet."""
    return [
        row.person
        for row in rows
        for mark in row.marks
        if mark.step is Step.ACKNOWLEDGE and not mark.done and not mark.is_asked
    ]


def to_learn(rows: Sequence[Row]) -> list[Person]:
    """Newcomers who have something to learn and are not asked yet."""
    return [
        row.person
        for row in rows
        for mark in row.marks
        if mark.step is Step.LEARN and not mark.done and not mark.is_asked
    ]


def timetable(turnover: Turnover) -> dict[date, list[ReturnSlot]]:
    """Appointments by day, in order."""
    found: dict[date, list[ReturnSlot]] = defaultdict(list)
    for slot in turnover.slots.select_related("person").order_by("starts_at", "id"):
        found[_local(slot.starts_at).date()].append(slot)
    return dict(found)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TOKYO)
