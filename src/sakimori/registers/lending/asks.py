"""What is asked by link: the pledge, the receipt, the report of a loss, the return of what is due.

Each page shows its own subject and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.ui.forms import DateInput
from sakimori.foundation.ui.signature import SignatureField
from sakimori.registers.lending import queries
from sakimori.registers.lending.actions import apply_loss, apply_pledge, apply_receipt, apply_return
from sakimori.registers.lending.actions.due import REMIND_BEFORE
from sakimori.registers.lending.forms import LossForm
from sakimori.registers.lending.models import Loan, Pledge, Receipt
from sakimori.registers.lending.types import ASK_LOSS, ASK_PLEDGE, ASK_RECEIPT, ASK_RETURN, Plan

TICK = {"required": _("確認のうえ、チェックを入れてください。")}


class _Signing(forms.Form):
    """A tick is enough; a signature may be written."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        picture = values.get("signature")
        values["signature"] = SimpleUploadedFile("signature.png", picture, "image/png") if picture else ""
        return values


class PledgeForm(_Signing):
    """Agreeing to the terms."""

    agreed = forms.BooleanField(label=_("上のことを守り、借りることを申請します。"), error_messages=TICK)
    signature = SignatureField(required=False, help_text=_("書かなくてもかまいません。"))


class ReceiptForm(_Signing):
    """These things were received, or given back."""

    agreed = forms.BooleanField(label=_("上のとおりで間違いありません。"), error_messages=TICK)
    note = forms.CharField(
        label=_("違うところや、気づいたこと"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    signature = SignatureField(required=False, help_text=_("書かなくてもかまいません。"))


class PlanForm(forms.Form):
    """When it will be given back, or why longer."""

    plan = forms.ChoiceField(label=_("ご予定"), choices=Plan.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("お持ちになる日"), widget=DateInput, required=False)
    note = forms.CharField(
        label=_("延ばす理由や、連絡したいこと"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("plan") == Plan.RETURN and not values.get("day") and "day" not in self.errors:
            self.add_error("day", _("お持ちになる日を入力してください。"))
        if values.get("plan") == Plan.EXTEND and not values.get("note", "").strip():
            self.add_error("note", _("延ばしてほしい理由と、いつまでかを書いてください。"))
        values["day"] = values["day"].isoformat() if values.get("day") else ""
        return values


class ReportForm(LossForm):
    """The report; its day is kept as text, as answers are."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("happened_on"):
            values["happened_on"] = values["happened_on"].isoformat()
        return values


def _pledge_page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    made = Pledge.objects.get(pk=ask.subject_id)
    loans = Loan.objects.filter(pledge=made).select_related("asset").order_by("asset__number")
    return {"pledge": made, "loans": list(loans)}


def _receipt_page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    receipt = Receipt.objects.get(pk=ask.subject_id)
    return {"receipt": receipt, "loans": queries.loans_on(receipt)}


def _loss_page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    return {"loan": Loan.objects.select_related("asset").get(pk=ask.subject_id)}


def _return_page(ctx: Context, ask: Ask) -> Mapping[str, Any]:
    soon = ctx.today + timedelta(days=max(REMIND_BEFORE) + 1)
    return {"loans": [loan for loan in queries.held_by(ask.person_id, ctx.today) if loan.due_on <= soon]}


PLEDGE = AskKind(
    name=ASK_PLEDGE,
    title=_("貸与申請書・誓約書"),
    template="lending/asks/pledge.html",
    page=_pledge_page,
    form=lambda ask, data, files: PledgeForm(data, files),
    apply=apply_pledge,
    submit_label=_("誓約して申請する"),
)
RECEIPT = AskKind(
    name=ASK_RECEIPT,
    title=_("受け取った物・返した物の確認"),
    template="lending/asks/receipt.html",
    page=_receipt_page,
    form=lambda ask, data, files: ReceiptForm(data, files),
    apply=apply_receipt,
    submit_label=_("確認しました"),
)
LOSS = AskKind(
    name=ASK_LOSS,
    title=_("紛失・破損等の届出"),
    template="lending/asks/loss.html",
    page=_loss_page,
    form=lambda ask, data, files: ReportForm(data, files),
    apply=apply_loss,
    submit_label=_("届け出る"),
)
RETURN = AskKind(
    name=ASK_RETURN,
    title=_("お借りの物の返納のお願い"),
    template="lending/asks/return.html",
    page=_return_page,
    form=lambda ask, data, files: PlanForm(data, files),
    apply=apply_return,
    submit_label=_("予定を知らせる"),
    remind_before=REMIND_BEFORE,
)
KINDS = (PLEDGE, RECEIPT, LOSS, RETURN)
