"""Coming back: condition, accessories ticked back, second signature, receipt; media are checked for malware (AST-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.assets.actions import change_state
from sakimori.registers.assets.types import LIVE_STATES, AssetKind, AssetState
from sakimori.registers.lending.actions.due import settle_returns
from sakimori.registers.lending.actions.loans import add_photos
from sakimori.registers.lending.actions.papers import NOT_YET, Signed, ask_for, keep_picture, keep_scan, make_receipt
from sakimori.registers.lending.models import Loan, LossReport, Receipt
from sakimori.registers.lending.types import ASK_RECEIPT, Condition, LossResult, ReceiptKind, ReturnReason

MANAGE = Permission.ASSET_MANAGE


@dataclass(frozen=True, slots=True)
class Back:
    """One loan as it came back; `missing` names accessories that did not, one a line."""

    loan: Loan
    condition: Condition | str = Condition.GOOD
    note: str = ""
    missing: str = ""
    malware_checked_on: date | None = None
    malware_note: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()


@action("lending.take-back", permission=MANAGE, sentence=_("資産が返納されました"))
def take_back(
    ctx: Context,
    *,
    loans: Sequence[Back | Loan],
    reason: ReturnReason | str = ReturnReason.TERM,
    returned_on: date | None = None,
    signed: Signed = NOT_YET,
    counter: bytes = b"",
    note: str = "",
    by_link: bool = False,
) -> list[Receipt]:
    """Things come back; each person gets one 返納書. A medium needs its malware check, or why there was none.

    Raises ValidationError naming each thing that cannot be taken back like this.
    """
    backs = [back if isinstance(back, Back) else Back(back) for back in loans]
    day = returned_on or ctx.today
    _check(ctx, backs, day)
    people = {back.loan.person_id: back.loan.person for back in backs}
    if len(people) > 1 and signed.is_given:
        raise ValidationError({"loans": _t("署名は、一人ずつ受け取ってください。")})
    receipts: dict[UUID, Receipt] = {}
    picture, scan = keep_picture(ctx, signed), keep_scan(ctx, signed)
    given = replace(signed, scan=b"", is_paper=bool(signed.scan) or signed.is_paper)
    for key, person in people.items():
        receipts[key] = make_receipt(
            ctx,
            kind=ReceiptKind.RETURN,
            person=person,
            signed=given,
            counter=counter,
            note=note,
            picture=picture,
            scan=scan,
        )
    for back in backs:
        _come_back(ctx, back, day, reason, receipts[back.loan.person_id])
    settle_returns(ctx, people=list(people))
    if by_link:
        ask_for(ctx, kind=ASK_RECEIPT, subjects=[(row.person, row) for row in receipts.values()])
    return list(receipts.values())


def _check(ctx: Context, backs: Sequence[Back], day: date) -> None:
    if not backs:
        raise ValidationError({"loans": _t("返す物を一つ以上選んでください。")})
    if day > ctx.today:
        raise ValidationError({"returned_on": _t("返った日に先の日付は入力できません。")})
    problems = []
    for back in backs:
        words = {"asset": back.loan.asset}
        if back.loan.returned_on is not None:
            problems.append(_t("%(asset)s: すでに返納されています。") % words)
        if day < back.loan.lent_on:
            problems.append(_t("%(asset)s: 返った日は貸した日以後の日にしてください。") % words)
        checked = back.malware_checked_on is not None or back.malware_note.strip()
        if back.loan.asset.kind == AssetKind.MEDIA and not checked:
            text = _t("%(asset)s: ウイルス検査をしたかどうか、しない場合はその理由を入力してください。")
            problems.append(text % words)
    if problems:
        raise ValidationError({"loans": problems})


def _come_back(ctx: Context, back: Back, day: date, reason: ReturnReason | str, receipt: Receipt) -> None:
    loan = back.loan
    loan.returned_on, loan.return_reason = day, reason
    loan.return_condition, loan.return_note = back.condition, back.note.strip()
    loan.missing_accessories = back.missing.strip()
    loan.malware_checked_on, loan.malware_note = back.malware_checked_on, back.malware_note.strip()
    loan.return_receipt = receipt
    loan.full_clean()
    loan.save()
    add_photos(ctx, loan=loan, photos=back.photos, is_return=True)
    asset = loan.asset
    if asset.state == AssetState.LOST:
        for report in LossReport.objects.filter(asset=asset, closed_on__isnull=True):
            report.closed_on, report.result = day, LossResult.FOUND
            report.outcome = report.outcome or _t("返納されました。")
            report.save()
    state = AssetState.REPAIR if back.condition == Condition.BROKEN else AssetState.SPARE
    if asset.state in {*LIVE_STATES, AssetState.LOST} and asset.state != state:
        change_state(ctx, asset=asset, state=state, reason=_t("返納"))


@action("lending.check-malware", permission=MANAGE, sentence=_("返却された媒体のウイルス検査を記録しました"))
def check_malware(ctx: Context, *, loan: Loan, checked_on: date | None = None, reason: str = "") -> Loan:
    """The check that was missing at the return, or why there was none."""
    if checked_on is None and not reason.strip():
        raise ValidationError({"checked_on": _t("検査した日か、検査しない理由を入力してください。")})
    if checked_on is not None and checked_on > ctx.today:
        raise ValidationError({"checked_on": _t("検査日に先の日付は入力できません。")})
    loan.malware_checked_on, loan.malware_note = checked_on, reason.strip()
    loan.full_clean()
    loan.save()
    return loan
