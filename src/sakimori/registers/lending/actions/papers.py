"""Pledges and receipts: made, signed on a screen, by link or on paper; asked for by link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import TOKYO, Channel, Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import withdraw_asks
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.lending import queries
from sakimori.registers.lending.models import Loan, Pledge, Receipt
from sakimori.registers.lending.pledges import terms_in_force
from sakimori.registers.lending.types import ASK_LOSS, ASK_PLEDGE, ASK_RECEIPT, ReceiptKind

MANAGE = Permission.ASSET_MANAGE
ASK_DAYS = 7
"""Own target for signing what was sent by link."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How something was signed: on the screen (a picture), on paper (perhaps with its scan), or not yet."""

    picture: bytes = b""
    scan_name: str = ""
    scan: bytes = b""
    is_paper: bool = False
    on: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether there is a signature at all."""
        return bool(self.picture) or self.is_paper or bool(self.scan)


NOT_YET = Signed()


def channel_of(ctx: Context, signed: Signed) -> Channel:
    """Through which channel a signature came."""
    if signed.is_paper or signed.scan:
        return Channel.PAPER
    return Channel.COUNTER if ctx.channel == Channel.WEB else ctx.channel


def keep_picture(ctx: Context, signed: Signed) -> StoredFile | None:
    """The picture of a signature as a file."""
    return store_file(ctx, name="signature.png", data=signed.picture) if signed.picture else None


def keep_scan(ctx: Context, signed: Signed) -> StoredFile | None:
    """The scan of a signed paper as a file."""
    return store_file(ctx, name=signed.scan_name or "scan", data=signed.scan) if signed.scan else None


@action("lending.pledge", permission=MANAGE, sentence=_("貸与の申請と誓約を記録しました"))
def pledge(
    ctx: Context,
    *,
    person: Person,
    signed: Signed = NOT_YET,
    wanted: str = "",
    picture: StoredFile | None = None,
    scan: StoredFile | None = None,
) -> Pledge:
    """Keep that somebody asked to borrow and pledged the terms in force; not signed yet, it waits with these words."""
    statement = terms_in_force(min(signed.on or ctx.today, ctx.today))
    made = Pledge(person=person, statement=statement, wanted=wanted.strip())
    if signed.is_given:
        made.pledged_on = _day(ctx, signed)
        made.channel = channel_of(ctx, signed)
        made.signature = picture or keep_picture(ctx, signed)
        made.scan = scan or keep_scan(ctx, signed)
    made.full_clean()
    made.save()
    return made


@action("lending.receipt", permission=MANAGE, sentence=_("受領書・返納書を作りました"))
def make_receipt(
    ctx: Context,
    *,
    kind: ReceiptKind | str,
    person: Person,
    signed: Signed = NOT_YET,
    counter: bytes = b"",
    note: str = "",
    picture: StoredFile | None = None,
    scan: StoredFile | None = None,
) -> Receipt:
    """One paper for everything that goes out or comes back together; `counter` is the office's own signature."""
    made = Receipt(
        kind=kind,
        number=queries.next_receipt(kind),
        person=person,
        made_on=ctx.today,
        staff_id=ctx.actor.person_id,
        note=note.strip(),
        counter_signature=keep_picture(ctx, Signed(counter)),
    )
    if signed.is_given:
        made.signed_at = _moment(ctx, signed)
        made.channel = channel_of(ctx, signed)
        made.signature = picture or keep_picture(ctx, signed)
        made.scan = scan or keep_scan(ctx, signed)
    made.full_clean()
    made.save()
    return made


@action("lending.sign-receipt", permission=MANAGE, sentence=_("紙の受領書・返納書を入力しました"))
def sign_receipt(ctx: Context, *, receipt: Receipt, signed: Signed) -> Receipt:
    """A signature that came on paper or later on the screen; asks for it are taken back."""
    receipt.signed_at = _moment(ctx, signed)
    receipt.channel = channel_of(ctx, signed)
    receipt.signature = keep_picture(ctx, signed) or receipt.signature
    receipt.scan = keep_scan(ctx, signed) or receipt.scan
    receipt.full_clean()
    receipt.save()
    _take_back(ctx, ASK_RECEIPT, receipt)
    return receipt


@action("lending.sign-pledge", permission=MANAGE, sentence=_("紙の申請書・誓約書を入力しました"))
def sign_pledge(ctx: Context, *, made: Pledge, signed: Signed) -> Pledge:
    """A pledge that was waiting came on paper or at the counter."""
    made.pledged_on = _day(ctx, signed)
    made.channel = channel_of(ctx, signed)
    made.signature = keep_picture(ctx, signed) or made.signature
    made.scan = keep_scan(ctx, signed) or made.scan
    made.full_clean()
    made.save()
    _take_back(ctx, ASK_PLEDGE, made)
    return made


def _take_back(ctx: Context, kind: str, row: Recorded) -> None:
    waiting = list(Ask.objects.open().filter(kind=kind, subject_id=row.pk))
    if waiting:
        withdraw_asks(ctx, asks=waiting, note=_t("紙で受け取りました。"))


def _day(ctx: Context, signed: Signed) -> date:
    day = signed.on or ctx.today
    if day > ctx.today:
        raise ValidationError({"signed_on": _t("署名の日に先の日付は入力できません。")})
    return day


def _moment(ctx: Context, signed: Signed) -> datetime:
    """The time of signing; of a day on paper, noon in Japan."""
    day = _day(ctx, signed)
    return ctx.at if day == ctx.today else datetime(day.year, day.month, day.day, 12, tzinfo=TOKYO)


# --- by link ----------------------------------------------------------------------------------------------------------

TITLES = {
    ASK_PLEDGE: _("貸与申請書・誓約書"),
    ASK_RECEIPT: _("受け取った物・返した物の確認"),
    ASK_LOSS: _("紛失・破損等の届出"),
}


@action("lending.ask", permission=MANAGE, sentence=_("貸与の書類をリンクでお願いしました"))
def ask_for(
    ctx: Context, *, kind: str, subjects: Sequence[tuple[Person, Recorded]], due_on: date | None = None
) -> list[Ask]:
    """Ask each person about their own row; who was asked already is left out."""
    keys = [row.pk for _person, row in subjects]
    with translation.override("ja"):  # the person reads it, whatever the language of whoever asks
        title = str(TITLES[kind])
    asked = set(Ask.objects.open().filter(kind=kind, subject_id__in=keys).values_list("subject_id", flat=True))
    rows = [
        Ask(
            kind=kind,
            person=person,
            title=title,
            subject_model=row._meta.label_lower,
            subject_id=row.pk,
            opened_on=ctx.today,
            due_on=due_on or ctx.today + timedelta(days=ASK_DAYS),
        )
        for person, row in subjects
        if row.pk not in asked
    ]
    return list(Ask.objects.bulk_create(rows))


@action("lending.ask-papers", permission=MANAGE, sentence=_("貸与の書類をリンクでお願いしました"))
def ask_for_papers(ctx: Context, *, loans: Iterable[Loan]) -> list[Ask]:
    """Whatever pledge or receipt these loans lack is asked for by link; what is missing altogether is made first."""
    pledges: dict[Any, tuple[Person, Recorded]] = {}
    receipts: dict[Any, tuple[Person, Recorded]] = {}
    new_pledges: dict[Any, Pledge] = {}
    new_receipts: dict[Any, Receipt] = {}
    for loan in loans:
        if loan.pledge is None:
            loan.pledge = new_pledges.get(loan.person_id) or pledge(ctx, person=loan.person)
            new_pledges[loan.person_id] = loan.pledge
        if loan.receipt is None:
            loan.receipt = new_receipts.get(loan.person_id) or make_receipt(
                ctx, kind=ReceiptKind.LEND, person=loan.person
            )
            new_receipts[loan.person_id] = loan.receipt
        loan.save()
        if loan.pledge.pledged_on is None:
            pledges[loan.pledge_id] = (loan.person, loan.pledge)
        if loan.receipt.signed_at is None:
            receipts[loan.receipt_id] = (loan.person, loan.receipt)
    made = ask_for(ctx, kind=ASK_PLEDGE, subjects=list(pledges.values()))
    return [*made, *ask_for(ctx, kind=ASK_RECEIPT, subjects=list(receipts.values()))]


def apply_pledge(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The answer to a pledge: the statement that was shown, perhaps signed."""
    made = Pledge.objects.get(pk=ask.subject_id)
    made.statement = str(answer.get("statement") or made.statement)
    made.pledged_on, made.channel = _answered_on(ctx, answer), ctx.channel
    made.signature, made.scan = _file(answer.get("signature")), ask.scan
    made.save()


def apply_receipt(ctx: Context, ask: Ask, answer: Mapping[str, Any]) -> None:
    """The answer to a receipt: everything was received (or given back)."""
    receipt = Receipt.objects.get(pk=ask.subject_id)
    day = _answered_on(ctx, answer)
    receipt.signed_at = ctx.at if day == ctx.today else datetime(day.year, day.month, day.day, 12, tzinfo=TOKYO)
    receipt.channel = ctx.channel
    receipt.signature, receipt.scan = _file(answer.get("signature")), ask.scan
    if answer.get("note"):
        receipt.note = str(answer["note"])
    receipt.save()


def _answered_on(ctx: Context, answer: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(answer["signed_on"])) if answer.get("signed_on") else ctx.today


def _file(key: object) -> StoredFile | None:
    return StoredFile.objects.get(pk=str(key)) if key else None
