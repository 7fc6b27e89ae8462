"""Lending: one thing, a kit at the counter, or thirty persons at once (AST-4, AST-6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.actions import change_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetState
from sakimori.registers.lending import queries
from sakimori.registers.lending.actions.due import settle_returns
from sakimori.registers.lending.actions.papers import (
    NOT_YET,
    Signed,
    ask_for_papers,
    keep_picture,
    keep_scan,
    make_receipt,
)
from sakimori.registers.lending.actions.papers import (
    pledge as make_pledge,
)
from sakimori.registers.lending.models import Loan, LoanPhoto, Pledge, Receipt
from sakimori.registers.lending.obstacles import obstacles_of
from sakimori.registers.lending.people import reservations_about
from sakimori.registers.lending.terms import Bound, bounds_of
from sakimori.registers.lending.types import Condition, ReceiptKind

MANAGE = Permission.ASSET_MANAGE


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to lend; `accessories` None means all that the register names. Photos are (name, bytes)."""

    asset: Asset
    accessories: str | None = None
    condition: Condition | str = Condition.GOOD
    note: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table person × asset; `due_on` None means until the end of the office."""

    person: Person
    asset: Asset
    due_on: date | None = None


@action("lending.lend", permission=MANAGE, sentence=_("資産を貸しました"))
def lend(
    ctx: Context,
    *,
    person: Person,
    items: Sequence[Item | Asset],
    due_on: date | None = None,
    lent_on: date | None = None,
    pledge: Pledge | None = None,
    receipt: Receipt | None = None,
    beyond_term_reason: str = "",
    purpose: str = "",
    despite_reason: str = "",
) -> list[Loan]:
    """Lend one or several things to one person in one act, by default until the last day of the office.

    Later than that only with a reason. Raises ValidationError that names every thing that cannot be lent.
    """
    things = [item if isinstance(item, Item) else Item(item) for item in items]
    day = lent_on or ctx.today
    bound = bounds_of([person.pk], day)[person.pk]
    due = due_on or bound.due(day)
    _check(ctx, day, [item.asset for item in things])
    _check_due(bound, due, day, beyond_term_reason)
    loans = [
        _loan(item, person=person, day=day, due=due, pledge=pledge, receipt=receipt, purpose=purpose, beyond=beyond)
        for item in things
        for beyond in [beyond_term_reason.strip() if bound.is_beyond(due) else ""]
    ]
    for loan, item in zip(loans, things, strict=True):
        loan.despite_reason = despite_reason.strip()
        loan.full_clean()
        loan.save()
        add_photos(ctx, loan=loan, photos=item.photos)
    _put_to_use(ctx, [item.asset for item in things])
    return loans


def _loan(
    item: Item,
    *,
    person: Person,
    day: date,
    due: date,
    pledge: Pledge | None,
    receipt: Receipt | None,
    purpose: str,
    beyond: str,
) -> Loan:
    accessories = item.asset.accessories if item.accessories is None else item.accessories
    return Loan(
        asset=item.asset,
        person=person,
        lent_on=day,
        due_on=due,
        beyond_term_reason=beyond,
        purpose=purpose.strip(),
        accessories="\n".join(line.strip() for line in accessories.splitlines() if line.strip()),
        condition=item.condition,
        condition_note=item.note.strip(),
        pledge=pledge,
        receipt=receipt,
    )


def _check(ctx: Context, day: date, assets: Sequence[Asset]) -> None:
    """Everything that cannot be lent is named at once."""
    if day > ctx.today:
        raise ValidationError({"lent_on": _t("貸した日に先の日付は入力できません。")})
    if not assets:
        raise ValidationError({"items": _t("貸す物を一つ以上入力してください。")})
    out, barred = queries.open_by_asset(assets), obstacles_of(assets, day)
    problems = []
    seen: set[UUID] = set()
    for asset in assets:
        problem = problem_of(asset, out, barred)
        if asset.pk in seen:
            problem = _t("%(asset)s: 二度入力されています。") % {"asset": asset}
        seen.add(asset.pk)
        if problem:
            problems.append(problem)
    if problems:
        raise ValidationError({"items": problems})


def problem_of(asset: Asset, out: Mapping[UUID, Loan], barred: Mapping[UUID, str]) -> str:
    """Why an asset cannot be lent, or an empty text; `barred` is what other modules know (`obstacles_of`)."""
    if asset.pk in out:
        loan = out[asset.pk]
        words = {"asset": asset, "name": loan.person.shown_name, "day": day_text(loan.lent_on)}
        return _t("%(asset)s: %(day)sから%(name)sさんに貸し出し中です。先に返納を記録してください。") % words
    if asset.kind not in queries.LENDABLE_KINDS:
        return _t("%(asset)s: 情報システムやサービスは貸し出せません。") % {"asset": asset}
    if asset.state not in queries.LENDABLE_STATES:
        words = {"asset": asset, "state": asset.get_state_display()}
        return _t("%(asset)s: 状態が「%(state)s」のため貸せません。使える場合は、資産の状態を直してください。") % words
    if asset.pk in barred:
        return f"{asset}: {barred[asset.pk]}"
    return ""


def _check_due(bound: Bound, due: date, day: date, reason: str) -> None:
    if due < day:
        raise ValidationError({"due_on": _t("返納の期限は貸した日以後の日にしてください。")})
    if bound.is_beyond(due) and not reason.strip():
        if not bound.serves:
            raise ValidationError({"beyond_term_reason": _t("この人は在任していません。貸す理由を入力してください。")})
        words = {"day": day_text(bound.end) if bound.end else ""}
        text = _t("任期は%(day)sまでです。その日以前にするか、任期を越えて貸す理由を入力してください。") % words
        raise ValidationError({"due_on": text})


def _put_to_use(ctx: Context, assets: Sequence[Asset]) -> None:
    spare = [asset for asset in assets if asset.state == AssetState.SPARE]
    if spare:
        change_many(ctx, assets=spare, state=AssetState.IN_USE)
        for asset in spare:
            asset.state = AssetState.IN_USE


@action("lending.hand-out", permission=MANAGE, sentence=_("窓口で資産を貸しました"))
def hand_out(
    ctx: Context,
    *,
    person: Person,
    items: Sequence[Item | Asset],
    signed: Signed = NOT_YET,
    due_on: date | None = None,
    lent_on: date | None = None,
    beyond_term_reason: str = "",
    purpose: str = "",
    counter: bytes = b"",
    note: str = "",
    by_link: bool = False,
    despite_reason: str = "",
) -> Receipt:
    """The counter in one act: pledge, receipt and loans. Not signed, both papers wait; `by_link` asks for them.

    Who has something left to do first (`reservations_about`) gets it only with a reason.
    """
    left = _reservations([person], lent_on or ctx.today, despite_reason)
    picture, scan = keep_picture(ctx, signed), keep_scan(ctx, signed)
    given = replace(signed, scan=b"", is_paper=bool(signed.scan) or signed.is_paper)
    made = make_pledge(ctx, person=person, signed=given, picture=picture, scan=scan)
    receipt = make_receipt(
        ctx,
        kind=ReceiptKind.LEND,
        person=person,
        signed=given,
        counter=counter,
        note=note,
        picture=picture,
        scan=scan,
    )
    loans = lend(
        ctx,
        person=person,
        items=items,
        due_on=due_on,
        lent_on=lent_on,
        pledge=made,
        receipt=receipt,
        beyond_term_reason=beyond_term_reason,
        purpose=purpose,
        despite_reason=despite_reason if left else "",
    )
    if by_link:
        ask_for_papers(ctx, loans=loans)
    return receipt


@action("lending.lend-many", permission=MANAGE, sentence=_("資産をまとめて貸しました"))
def lend_many(
    ctx: Context,
    *,
    rows: Sequence[Row],
    lent_on: date | None = None,
    purpose: str = "",
    by_link: bool = False,
    despite_reason: str = "",
) -> list[Loan]:
    """A table person × asset in one act, e.g. a tablet for each of thirty members. All or nothing.

    Each person gets one pledge and one receipt, to be signed on paper or (`by_link`) through a link of their own.
    """
    day = lent_on or ctx.today
    _check(ctx, day, [row.asset for row in rows])
    bounds = bounds_of([row.person.pk for row in rows], day)
    problems = [text for row in rows if (text := _problem(row, bounds[row.person.pk], day))]
    if problems:
        raise ValidationError({"rows": problems})
    left = _reservations([row.person for row in rows], day, despite_reason)
    papers: dict[UUID, tuple[Pledge, Receipt]] = {}
    loans = []
    for row in rows:
        if row.person.pk not in papers:
            receipt = make_receipt(ctx, kind=ReceiptKind.LEND, person=row.person)
            papers[row.person.pk] = (make_pledge(ctx, person=row.person), receipt)
        pledge, receipt = papers[row.person.pk]
        due = row.due_on or bounds[row.person.pk].due(day)
        item = Item(row.asset)
        loans.append(
            _loan(item, person=row.person, day=day, due=due, pledge=pledge, receipt=receipt, purpose=purpose, beyond="")
        )
    for loan in loans:
        loan.despite_reason = despite_reason.strip() if loan.person_id in left else ""
    Loan.objects.bulk_create(loans)
    _put_to_use(ctx, [row.asset for row in rows])
    if by_link:
        ask_for_papers(ctx, loans=loans)
    return loans


def _reservations(people: Sequence[Person], day: date, reason: str) -> dict[UUID, list[str]]:
    """Who has something left to do first. Raises ValidationError without a reason to hand things over all the same."""
    left = reservations_about(people, day)
    if left and not reason.strip():
        lines = [f"{person.shown_name}: {text}" for person in people for text in left.get(person.pk, [])]
        lines = list(dict.fromkeys(lines))
        hint = _t("先に済ませてもらうか、それでも渡す理由を入力してください。")
        raise ValidationError({"despite_reason": [*lines, hint]})
    return left


def _problem(row: Row, bound: Bound, day: date) -> str:
    words = {"name": row.person.shown_name, "day": day_text(bound.end) if bound.end else ""}
    if not bound.serves:
        return _t("%(name)s: 在任していません。一人ずつ、理由を付けて貸してください。") % words
    if row.due_on is not None and row.due_on < day:
        return _t("%(name)s: 返納の期限は貸した日以後の日にしてください。") % words
    if row.due_on is not None and bound.is_beyond(row.due_on):
        return _t("%(name)s: 任期は%(day)sまでです。期限をその日以前にしてください。") % words
    return ""


@action("lending.change-due", permission=MANAGE, sentence=_("返納の期限を変えました"))
def change_due(ctx: Context, *, loan: Loan, due_on: date, beyond_term_reason: str = "") -> Loan:
    """Move the due date; beyond the end of the office only with a reason."""
    if loan.returned_on is not None:
        raise ValidationError(_t("すでに返納されています。"))
    bound = bounds_of([loan.person_id], ctx.today)[loan.person_id]
    _check_due(bound, due_on, loan.lent_on, beyond_term_reason)
    loan.due_on = due_on
    loan.beyond_term_reason = beyond_term_reason.strip() if bound.is_beyond(due_on) else ""
    loan.full_clean()
    loan.save()
    settle_returns(ctx, people=[loan.person_id])
    return loan


@action("lending.add-photos", permission=MANAGE, sentence=_("貸与の写真を加えました"))
def add_photos(
    ctx: Context, *, loan: Loan, photos: Sequence[tuple[str, bytes]], is_return: bool = False
) -> list[LoanPhoto]:
    """Photos of the thing as it went out or came back."""
    made = []
    for name, data in photos:
        stored = store_file(ctx, name=name, data=data)
        if not stored.media_type.startswith("image/"):
            raise ValidationError({"photos": _t("写真は PNG か JPEG の画像にしてください。")})
        photo = LoanPhoto(loan=loan, is_return=is_return, file=stored)
        photo.save()
        made.append(photo)
    return made
