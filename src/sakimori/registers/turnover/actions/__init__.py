"""Every write of a turnover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.models import Campaign
from sakimori.foundation.people.models import Person, Term
from sakimori.policy.clauses.actions import ask_people
from sakimori.policy.clauses.queries import in_force
from sakimori.registers.lending.actions import settle_returns
from sakimori.registers.lending.models import Loan
from sakimori.registers.turnover import queries
from sakimori.registers.turnover.models import Candidate, ClosedAccount, ReturnSlot, Turnover
from sakimori.registers.turnover.rules import Hours, slots
from sakimori.registers.turnover.teaching import ask_to_learn
from sakimori.registers.turnover.types import Side

MANAGE = Permission.ASSET_MANAGE


@action("turnover.open", permission=MANAGE, sentence=_("改選の作業を始めました"))
def open_turnover(
    ctx: Context, *, term: Term, election_date: date, return_place: str = "", message: str = ""
) -> Turnover:
    """Begin the work for the end of a term."""
    if term.to_date is None:
        raise ValidationError({"term": _t("この任期には終わりの日がありません。先に任期を登録してください。")})
    turnover = Turnover(
        term=term,
        election_date=election_date,
        opened_on=ctx.today,
        return_place=return_place.strip(),
        message=message.strip(),
    )
    turnover.full_clean()
    turnover.save()
    return turnover


@action("turnover.change", permission=MANAGE, sentence=_("改選の作業の内容を直しました"))
def change_turnover(
    ctx: Context, *, turnover: Turnover, election_date: date, return_place: str, message: str, next_term: Term | None
) -> Turnover:
    """Election day, place of return, words of the letter, the term that begins."""
    _must_be_open(turnover)
    turnover.election_date, turnover.next_term = election_date, next_term
    turnover.return_place, turnover.message = return_place.strip(), message.strip()
    turnover.full_clean()
    turnover.save()
    return turnover


@action("turnover.expect", permission=MANAGE, sentence=_("改選の見込みを登録しました"))
def expect(ctx: Context, *, turnover: Turnover, stays: Mapping[Person, bool | None]) -> int:
    """Who is expected to stay or leave, before the offices of the next term exist. Gives how many changed."""
    _must_be_open(turnover)
    known = {row.person_id: row for row in turnover.candidates.all()}
    changed = 0
    for person, value in stays.items():
        row = known.get(person.pk) or Candidate(turnover=turnover, person=person)
        if row._state.adding and value is None:
            continue
        if row._state.adding or row.stays != value:
            row.stays = value
            row.save()
            changed += 1
    return changed


@action("turnover.make-timetable", permission=MANAGE, sentence=_("返納の日程を組みました"))
def make_timetable(ctx: Context, *, turnover: Turnover, first: date, last: date, hours: Hours) -> int:
    """Give everyone who leaves (or may) and has something an appointment; who has one keeps it. Gives the new ones."""
    _must_be_open(turnover)
    rows = [row for row in queries.people(turnover) if row.side in {Side.LEAVING, Side.UNKNOWN}]
    wanted = [row.person for row in rows if row.slot is None and (row.loans or row.keys)]
    taken = set(turnover.slots.values_list("starts_at", flat=True))
    free = (moment for each in slots(first, last, hours) if (moment := each.replace(tzinfo=TOKYO)) not in taken)
    made = [ReturnSlot(turnover=turnover, person=person, starts_at=moment) for person, moment in zip(wanted, free)]  # noqa: B905
    if len(made) < len(wanted):
        raise ValidationError(
            {
                "last": _t("枠が%(lack)s人分足りません。日を増やすか、一人あたりの時間を短くしてください。")
                % {"lack": len(wanted) - len(made)}
            }
        )
    ReturnSlot.objects.bulk_create(made)
    return len(made)


@action("turnover.move-slot", permission=MANAGE, sentence=_("返納の日時を変えました"))
def move_slot(ctx: Context, *, turnover: Turnover, person: Person, starts_at: datetime, note: str = "") -> ReturnSlot:
    """Another time for one person."""
    _must_be_open(turnover)
    slot = turnover.slots.filter(person=person).first() or ReturnSlot(turnover=turnover, person=person)
    slot.starts_at, slot.note = starts_at, note.strip()
    slot.full_clean()
    slot.save()
    return slot


@action("turnover.list-accounts", permission=MANAGE, sentence=_("停止するアカウントを登録しました"))
def list_accounts(ctx: Context, *, turnover: Turnover, services: Sequence[str], due_on: date) -> int:
    """Every service for everyone who leaves; what is listed already stays. Gives the new ones."""
    _must_be_open(turnover)
    names = [name.strip() for name in services if name.strip()]
    if not names:
        raise ValidationError({"services": _t("サービスの名前を一行に一つずつ書いてください。")})
    leaving = [row.person for row in queries.people(turnover) if row.side is Side.LEAVING]
    known = set(turnover.closed.values_list("person_id", "service"))
    made = [
        ClosedAccount(turnover=turnover, person=person, service=name, due_on=due_on)
        for person in leaving
        for name in names
        if (person.pk, name) not in known
    ]
    for row in made:
        row.full_clean(exclude=["turnover", "person"], validate_constraints=False)
    ClosedAccount.objects.bulk_create(made)
    return len(made)


@action("turnover.close-accounts", permission=MANAGE, sentence=_("アカウントの停止を記録しました"))
def close_accounts(ctx: Context, *, accounts: Sequence[ClosedAccount], closed_on: date, note: str = "") -> int:
    """Accounts were closed in their services."""
    if closed_on > ctx.today:
        raise ValidationError({"closed_on": _t("先の日付は入力できません。")})
    keys = [row.pk for row in accounts]
    rows = ClosedAccount.objects.filter(pk__in=keys, closed_on__isnull=True)
    return rows.update(closed_on=closed_on, note=note.strip())


@action("turnover.extend", permission=MANAGE, sentence=_("貸与を次の任期へ引き継ぎました"))
def extend_loans(ctx: Context, *, turnover: Turnover, people: Sequence[Person]) -> int:
    """Loans of those who stay run to the end of the next term: the decision that lets a loan outlive a term (AST-6)."""
    term = queries.next_term(turnover)
    if term is None or term.to_date is None:
        raise ValidationError(_t("次の任期と終わりの日が登録されていません。先に「任期と議席」で登録してください。"))
    rows = {row.person.pk: row for row in queries.people(turnover) if row.side is Side.STAYING}
    keys = [loan.pk for person in people if person.pk in rows for loan in rows[person.pk].loans]
    extended = Loan.objects.filter(pk__in=keys, due_on__lt=term.to_date).update(due_on=term.to_date)
    settle_returns(ctx, people=[person.pk for person in people])
    return extended


@action(
    "turnover.ask-acknowledgement", permission=Permission.ASK_MANAGE, sentence=_("新しい任期の確認をお願いしました")
)
def ask_acknowledgement(ctx: Context, *, turnover: Turnover, due_on: date, message: str = "") -> Campaign:
    """Ask whoever came or stayed, and has not acknowledged in the new term, to acknowledge the policy in force."""
    _must_be_open(turnover)
    version = in_force(ctx.today)
    if version is None:
        raise ValidationError(_t("効力のある方針がありません。先に方針を決定してください。"))
    term = queries.next_term(turnover)
    if term is None or ctx.today < term.from_date:
        raise ValidationError(_t("新しい任期が始まってからお願いできます。就任の前の確認は、任期の確認になりません。"))
    people = queries.to_acknowledge(queries.people(turnover))
    return ask_people(ctx, version=version, people=people, due_on=due_on, message=message)


@action("turnover.ask-learning", permission=Permission.ASK_MANAGE, sentence=_("新任の人に研修をお願いしました"))
def ask_learning(ctx: Context, *, turnover: Turnover, message: str = "") -> int:
    """Ask newcomers for the courses that they are to take. Gives how many asks were opened. Raises ValidationError."""
    _must_be_open(turnover)
    people = queries.to_learn(queries.people(turnover))
    if not people:
        raise ValidationError(_t("お願いする人がいません。"))
    return ask_to_learn(ctx, people, message.strip())


@action("turnover.close", permission=MANAGE, sentence=_("改選の作業を終えました"))
def close_turnover(ctx: Context, *, turnover: Turnover) -> Turnover:
    """End the work. Refused while anything is open, naming the persons."""
    _must_be_open(turnover)
    left = [row for row in queries.people(turnover) if not row.is_done]
    if left:
        names = "、".join(row.person.shown_name for row in left[:20])
        raise ValidationError(_t("まだ終わっていない人がいます: %(names)s") % {"names": names})
    turnover.closed_on = ctx.today
    turnover.save()
    return turnover


def _must_be_open(turnover: Turnover) -> None:
    if turnover.closed_on is not None:
        raise ValidationError(_t("この作業は、すでに終わっています。"))
