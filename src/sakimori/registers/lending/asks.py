"""What is asked by link: the pledge, the receipt, the report of a loss. Each page shows its own subject and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.kinds import AskKind
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.ui.signature import SignatureField
from sakimori.registers.lending import queries
from sakimori.registers.lending.actions import apply_loss, apply_pledge, apply_receipt
from sakimori.registers.lending.forms import LossForm
from sakimori.registers.lending.models import Loan, Pledge, Receipt
from sakimori.registers.lending.types import ASK_LOSS, ASK_PLEDGE, ASK_RECEIPT

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
KINDS = (PLEDGE, RECEIPT, LOSS)
