"""Whoever holds what is due soon is asked to give it back, and says when; the ask ends by itself (AST-6).

One ask a person for everything that is due. It opens a day before the first reminder, so that the reminder of fourteen
days (`asks.RETURN`) falls on its day; a short loan is asked for shortly before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import withdraw_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.types import AssetState
from sakimori.registers.lending import queries
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.types import ASK_RETURN, Plan

REMIND_BEFORE = (14, 3)
"""Days before the due date on which the holder is reminded."""
LONG_LOAN = timedelta(days=28)
"""A loan that was shorter from the beginning is told of only by the last reminder."""


def _opens(loan: Loan) -> date:
    first = max(REMIND_BEFORE) if loan.due_on - loan.lent_on >= LONG_LOAN else min(REMIND_BEFORE)
    return loan.due_on - timedelta(days=first + 1)


def due_by_person(on: date, people: Collection[UUID] | None = None) -> dict[UUID, date]:
    """Person → the first due date among what they should be asked for on the day; what is lost is not asked for."""
    rows = queries.open_loans(on).filter(due_on__lte=on + timedelta(days=max(REMIND_BEFORE) + 1))
    if people is not None:
        rows = rows.filter(person__in=people)
    found: dict[UUID, date] = {}
    for loan in rows.exclude(asset__state=AssetState.LOST):
        if _opens(loan) <= on:
            found.setdefault(loan.person_id, loan.due_on)
    return found


@action("lending.ask-returns", permission=Permission.ASSET_MANAGE, sentence=_("返納の期限が近い人にお願いしました"))
def ask_returns(ctx: Context) -> list[Ask]:
    """Open what is missing, end what is settled. Whoever answered is left in peace until the day they named."""
    settle_returns(ctx)
    wanted = due_by_person(ctx.today)
    open_now = set(Ask.objects.open().filter(kind=ASK_RETURN).values_list("person_id", flat=True))
    answered = queries.return_answers(wanted)
    keys = [
        key
        for key, due in wanted.items()
        if key not in open_now and (key not in answered or _is_broken(answered[key], due, ctx.today))
    ]
    people = Person.objects.in_bulk(keys)
    with translation.override("ja"):  # the person reads it, whatever the language of the job
        title = _t("お借りの物の返納のお願い")
    rows = [
        Ask(
            kind=ASK_RETURN,
            person=people[key],
            title=title,
            subject_model=Person._meta.label_lower,
            subject_id=key,
            opened_on=ctx.today,
            due_on=wanted[key],
        )
        for key in keys
    ]
    return list(Ask.objects.bulk_create(rows))


def _is_broken(ask: Ask, due: date, on: date) -> bool:
    """Whether an answer is of another due date, or what it promised did not come true."""
    planned = date.fromisoformat(str((ask.answer or {}).get("day") or due.isoformat()))
    return ask.due_on != due or on > max(due, planned)


@action("lending.settle-returns", permission=Permission.ASSET_MANAGE, sentence=_("返納のお願いを終えました"))
def settle_returns(ctx: Context, *, people: Collection[UUID] | None = None) -> int:
    """End the asks of those who gave back, or whose due date was moved. Gives how many ended."""
    asks = Ask.objects.open().filter(kind=ASK_RETURN)
    if people is not None:
        asks = asks.filter(person__in=people)
    waiting = list(asks)
    wanted = due_by_person(ctx.today, [ask.person_id for ask in waiting]) if waiting else {}
    over = [ask for ask in waiting if wanted.get(ask.person_id) != ask.due_on]
    back, moved = _parted(over, wanted)
    ended = (
        withdraw_asks(ctx, asks=back, note=_t("返納、期限の延長、または紛失の届により、お願いを終えました。"))
        if back
        else 0
    )
    return ended + (withdraw_asks(ctx, asks=moved, note=_t("返納の期限が変わりました。")) if moved else 0)


def _parted(asks: Iterable[Ask], wanted: Mapping[UUID, date]) -> tuple[list[Ask], list[Ask]]:
    back: list[Ask] = []
    moved: list[Ask] = []
    for ask in asks:
        (moved if ask.person_id in wanted else back).append(ask)
    return back, moved


def apply_return(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The plan stays in the answer; the office sees it with the loans. A day that was is no plan."""
    if answer["plan"] == Plan.RETURN and date.fromisoformat(str(answer["day"])) < ctx.today:
        raise ValidationError({"day": _t("今日以後の日にしてください。")})
