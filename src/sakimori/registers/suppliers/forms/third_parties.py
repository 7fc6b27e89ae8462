"""Forms about third parties and pledges."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.forms.basis import FILE_HELP, RecordForm
from sakimori.registers.suppliers.models import SecrecyPledge, ThirdParty


class ThirdPartyForm(RecordForm):
    """A third party."""

    model = ThirdParty
    shown = (
        "kind",
        "name",
        "is_person",
        "belongs_to",
        "supplier",
        "contract",
        "handles",
        "access_note",
        "place",
        "from_date",
        "to_date",
        "contact",
        "no_pledge_reason",
        "must_return",
        "note",
    )


class PledgeForm(RecordForm):
    """A pledge of secrecy."""

    model = SecrecyPledge
    shown = ("pledged_on", "until", "means", "signer", "note")
    scan = forms.FileField(label=_("署名の写し"), required=False, help_text=FILE_HELP)


class ReturnForm(forms.Form):
    """What came back or was erased."""

    returned_on = forms.DateField(label=_("返却・消去を確かめた日"), widget=DateInput)
    return_note = forms.CharField(label=_("返却・消去の内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AskPledgeForm(forms.Form):
    """A link for a pledge."""

    until = forms.DateField(
        label=_("誓約の期限"), required=False, widget=DateInput, help_text=_("空欄なら、期限なし。")
    )


class SignForm(forms.Form):
    """The pledge by link."""

    signer = forms.CharField(label=_("お名前（会社のときは、会社名とお名前）"), max_length=120)
    agreed = forms.BooleanField(label=_("上の内容を守ることを誓約します"))
