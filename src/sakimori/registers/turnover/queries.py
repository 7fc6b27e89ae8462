"""Reads of a turnover. Who leaves, stays or comes follows from the offices; what is done from loans, erasures, keys,
accounts and acknowledgements. Nothing is ticked by hand, so nothing falls between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.together import together
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
    return turnover.next_term or _term_after(turnover).first()


def _term_after(turnover: Turnover) -> QuerySet[Term]:
    """The chosen next term, else the first that begins after the one that ends; no row where there is none."""
    if turnover.next_term_id is not None:
        return Term.objects.filter(pk=turnover.next_term_id)
    return Term.objects.filter(from_date__gt=turnover.term.from_date).order_by("from_date")[:1]


def people(turnover: Turnover) -> list[Row]:
    """Everybody concerned and what is open for each, by seat. Two SQL statements, and those of learning."""
    rows, start = _rows(turnover)
    coming = [key for key, row in rows.items() if row.side is Side.COMING]
    learnt = learnt_by(coming, start) if start is not None else {}
    lent_since, unerased, agreed, asked = _fill_in(turnover, rows, start)
    for key, row in rows.items():
        row.marks = list(
            _marks(
                row,
                end=turnover.term.to_date,
                start=start,
                is_unerased=key in unerased,
                is_lent=key in lent_since,
                agreed=key in agreed,
                asked=key in asked,
                learnt=learnt.get(key),
            )
        )
    return sorted(rows.values(), key=lambda row: (list(Side).index(row.side), row.seat or 0, row.person.kana))


def _fill_in(turnover: Turnover, rows: Mapping[UUID, Row], start: date | None) -> list[set[UUID]]:
    """Tells each row what the person has and when it comes back. Gives who was lent things for the next term, who
    returned something that is not erased, who acknowledged the policy in the next term (once a term, POL-9), and who was
    asked to. One SQL statement."""
    # Nothing can have been done for a term that is not known.
    start = start or date.max
    lent = Loan.objects.filter(person__in=rows, lent_on__gte=turnover.opened_on, due_on__gte=start)
    agreed = Acknowledgement.objects.filter(person__in=rows, on__gte=start)
    loans, keys, accounts, slots, *holders = together(
        Loan.objects.filter(person__in=rows, returned_on__isnull=True).select_related("asset"),
        KeyLoan.objects.filter(person__in=rows, returned_on__isnull=True).select_related("key__place"),
        turnover.closed.all(),
        turnover.slots.all(),
        lent.values_list("person_id", flat=True),
        waiting_for_erasure(date.max).values_list("person_id", flat=True),
        agreed.values_list("person_id", flat=True),
        Ask.objects.open().filter(kind=ACKNOWLEDGE, person__in=rows).values_list("person_id", flat=True),
    )
    its_loans = _by_person(sorted(loans, key=lambda loan: loan.asset.number))
    its_keys = _by_person(sorted(keys, key=lambda loan: loan.pk))
    its_accounts = _by_person(sorted(accounts, key=lambda account: (account.service, account.pk)))
    its_slot = {slot.person_id: slot for slot in slots}
    for key, row in rows.items():
        row.loans, row.keys, row.accounts = its_loans[key], its_keys[key], its_accounts[key]
        row.slot = its_slot.get(key)
    return [set(persons) for persons in holders]


def _rows(turnover: Turnover) -> tuple[dict[UUID, Row], date | None]:
    """Persons of the ending and of the next term with what the turnover means for them, and when the next term begins.
    One SQL statement."""
    end = turnover.term.to_date
    offices = Office.objects.select_related("person", "seat")
    ending = offices.filter(seat__term=turnover.term)
    caucuses = Membership.objects.filter(covers(turnover.opened_on), unit__kind=UnitKind.CAUCUS)
    coming, last, first, expected, caucus = together(
        _term_after(turnover),
        ending.filter(to_date__gte=end) if end else ending,
        offices.filter(seat__term__in=_term_after(turnover)),
        turnover.candidates.values_list("person_id", "stays"),
        caucuses.values_list("person_id", "unit__name"),
    )
    before, after = _by_holder(last), _by_holder(first)
    stays, name = dict(expected), dict(caucus)
    rows = {
        key: Row(office.person, _side(key, before, after, stays), office.seat.number, name.get(key, ""))
        for key, office in {**after, **before}.items()
    }
    return rows, coming[0].from_date if coming else None


def _by_holder(offices: Iterable[Office]) -> dict[UUID, Office]:
    """The last office of each."""
    return {office.person_id: office for office in sorted(offices, key=lambda office: office.from_date)}


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


def _by_person(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
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
