"""Criteria and the judgement of each procurement and renewal (VEN-3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import next_paper_number
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.registers.suppliers.actions.companies import Upload, keep
from sakimori.registers.suppliers.criteria import CriteriaLine, criteria_on
from sakimori.registers.suppliers.models import (
    Candidate,
    CandidateMark,
    Contract,
    Criteria,
    CriteriaItem,
    Selection,
)
from sakimori.registers.suppliers.types import Mark, Need, Occasion

MANAGE = Permission.SUPPLIER_MANAGE
Marks = Mapping[UUID, tuple[Mark | str, str]]
"""Mark and note by item of the criteria."""


@action("suppliers.criteria", permission=MANAGE, sentence=_("選定基準の案を書きました"))
def write_criteria(
    ctx: Context, *, title: str, preface: str, items: Sequence[CriteriaLine], criteria: Criteria | None = None
) -> Criteria:
    """A draft, new or written anew. What was decided is never changed: write the next version."""
    if criteria is not None and criteria.decided_on is not None:
        raise ValidationError(_t("決定した選定基準は直せません。新しい版を書いてください。"))
    if not items:
        raise ValidationError({"items": _t("確かめることを一つ以上書いてください。")})
    made = criteria or Criteria(number=(Criteria.objects.aggregate(last=Max("number"))["last"] or 0) + 1)
    made.title, made.preface = title.strip(), preface.strip()
    made.full_clean()
    made.save()
    made.items.all().delete()
    rows = [
        CriteriaItem(criteria=made, order=order, text=line.text.strip(), need=Need(line.need))
        for order, line in enumerate(items, start=1)
    ]
    CriteriaItem.objects.bulk_create(rows)
    return made


@action("suppliers.criteria-decide", permission=MANAGE, sentence=_("選定基準を決定しました"))
def decide_criteria(
    ctx: Context,
    *,
    criteria: Criteria,
    decided_on: date,
    effective_on: date,
    decision: str = "",
    file: Upload | None = None,
) -> Criteria:
    """The draft is decided and holds from a day. Raises ValidationError."""
    if criteria.decided_on is not None:
        raise ValidationError(_t("この選定基準は、すでに決定しています。"))
    if decided_on > ctx.today:
        raise ValidationError({"decided_on": _t("先の日付は入力できません。")})
    if effective_on < decided_on:
        raise ValidationError({"effective_on": _t("施行日は決定日以後の日にしてください。")})
    criteria.decided_on, criteria.effective_on, criteria.decision = decided_on, effective_on, decision.strip()
    criteria.file = keep(ctx, file)
    criteria.full_clean()
    criteria.save()
    return criteria


@action("suppliers.selection", permission=MANAGE, sentence=_("選定の記録を作りました"))
def open_selection(
    ctx: Context,
    *,
    title: str,
    occasion: Occasion | str = Occasion.NEW,
    contract: Contract | None = None,
    note: str = "",
) -> Selection:
    """Begin a judgement by the criteria in force. Raises ValidationError where there are none."""
    criteria = criteria_on(ctx.today)
    if criteria is None:
        raise ValidationError(_t("施行中の選定基準がありません。先に選定基準を決定してください。"))
    row = Selection(
        number=next_paper_number(Selection.objects.values_list("number", flat=True), ctx.today), title=title.strip(),
        occasion=occasion, criteria=criteria, contract=contract, opened_on=ctx.today, note=note.strip(),
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


@action("suppliers.candidate", permission=MANAGE, sentence=_("選定の候補を書きました"))
def write_candidate(
    ctx: Context, /, *, selection: Selection, candidate: Candidate | None = None, marks: Marks | None = None,
    **values: Any,
) -> Candidate:  # fmt: skip
    """A candidate with its marks, new or written anew."""
    _must_be_open(selection)
    row = candidate or Candidate(selection=selection)
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.supplier is not None and not row.company:
        row.company = row.supplier.name
    if bool(row.listing) != bool(row.listing_number):
        field = "listing_number" if row.listing else "listing"
        raise ValidationError({field: _t("一覧の名前と番号の両方を入力してください。")})
    row.full_clean()
    row.save()
    if marks is not None:
        row.marks.all().delete()
        CandidateMark.objects.bulk_create(
            [CandidateMark(candidate=row, item_id=key, mark=mark, note=note) for key, (mark, note) in marks.items()]
        )
    return row


@action("suppliers.candidate-off", permission=MANAGE, sentence=_("選定の候補を外しました"))
def remove_candidate(ctx: Context, *, candidate: Candidate) -> None:
    """It was no candidate after all."""
    _must_be_open(candidate.selection)
    candidate.marks.all().delete()
    candidate.delete()


@action("suppliers.judge", permission=MANAGE, sentence=_("選定の判断を記録しました"))
def judge(
    ctx: Context,
    *,
    selection: Selection,
    chosen: Candidate,
    judged_on: date,
    reason: str,
    decision: str = "",
    contract: Contract | None = None,
) -> Selection:
    """Which one and why. Refused while the listing or own reasons, the countries or a mark of a must are missing."""
    _must_be_open(selection)
    if judged_on > ctx.today:
        raise ValidationError({"judged_on": _t("先の日付は入力できません。")})
    if not reason.strip():
        raise ValidationError({"reason": _t("選んだ理由を入力してください。")})
    lacking = shortcomings(selection, chosen)
    if lacking:
        raise ValidationError({"chosen": lacking})
    chosen.is_chosen = True
    chosen.save()
    selection.judged_on, selection.judged_by_id = judged_on, ctx.actor.person_id
    selection.reason, selection.decision = reason.strip(), decision.strip()
    selection.contract = contract or selection.contract
    selection.full_clean()
    selection.save()
    return selection


@action("suppliers.selection-contract", permission=MANAGE, sentence=_("選定の記録を契約に結びました"))
def tie_contract(ctx: Context, *, selection: Selection, contract: Contract) -> Selection:
    """The contract that came of it."""
    selection.contract = contract
    selection.save()
    return selection


def shortcomings(selection: Selection, chosen: Candidate) -> list[str]:
    """What is missing before this one may be chosen."""
    found = []
    if not chosen.listing_number and not chosen.own_reason:
        found.append(_t("公的な一覧の番号か、一覧にないときの議会の判断と理由を入力してください。"))
    if not chosen.hq_country or not chosen.owner_country:
        found.append(_t("本店のある国と、親会社・過半数の株主の国を入力してください。"))
    marks = dict(chosen.marks.values_list("item_id", "mark"))
    musts = CriteriaItem.objects.filter(criteria=selection.criteria_id, need=Need.MUST)
    unmarked = [item.order for item in musts.order_by("order") if item.pk not in marks]
    if unmarked:
        numbers = "、".join(str(order) for order in unmarked)
        found.append(_t("必須の項目に評価がありません: %(numbers)s番") % {"numbers": numbers})
    return found


def _must_be_open(selection: Selection) -> None:
    if selection.judged_on is not None:
        raise ValidationError(_t("この選定は、すでに判断しています。"))
