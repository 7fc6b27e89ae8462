"""Forms about contracts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.forms.basis import CHOOSE, FILE_HELP, CorporateNumberField, RecordForm
from sakimori.registers.suppliers.models import Contract, ContractAccess, ContractExit, Subcontract
from sakimori.registers.suppliers.types import EndReason


class ContractForm(RecordForm):
    """A contract."""

    model = Contract
    shown = (
        "supplier",
        "title",
        "number",
        "party",
        "office",
        "user",
        "keeper",
        "concluded_on",
        "from_date",
        "to_date",
        "auto_renews",
        "renewal_months",
        "notice_days",
        "is_outsourcing",
        "has_remote_access",
        "remote_note",
        "work_place",
        "data_place",
        "may_subcontract",
        "exit_plan",
        "note",
    )
    services = PickMany(label=_("この契約のサービス・業務"), required=False)


class RenewalForm(forms.Form):
    """The next term."""

    to_date = forms.DateField(
        label=_("新しい終了日"), required=False, widget=DateInput, help_text=_("期限のない契約にするときは空欄。")
    )
    is_automatic = forms.BooleanField(label=_("自動更新による"), required=False)
    note = forms.CharField(label=_("備考"), max_length=200, required=False)


class EndForm(forms.Form):
    """The end of a contract."""

    ended_on = forms.DateField(label=_("最後の日"), widget=DateInput)
    end_reason = forms.ChoiceField(label=_("終わった理由"), choices=[("", CHOOSE), *EndReason.choices])


class ExitForm(RecordForm):
    """What came back and what was erased."""

    model = ContractExit
    shown = ("returned_on", "returned_note", "erased_on", "erased_note", "nothing_reason")
    proof = forms.FileField(label=_("消去・返却の証明"), required=False, help_text=FILE_HELP)


class AccessForm(RecordForm):
    """An asset that a contractor may touch."""

    model = ContractAccess
    shown = ("asset", "kind", "is_remote", "note", "from_date", "to_date")


class SubcontractForm(RecordForm):
    """A step of the chain."""

    model = Subcontract
    shown = (
        "name",
        "corporate_number",
        "country",
        "work",
        "touches_media",
        "parent",
        "consented_on",
        "from_date",
        "to_date",
    )
    corporate_number = CorporateNumberField()
    consent = forms.FileField(label=_("承諾の書類"), required=False, help_text=FILE_HELP)


class PaperForm(forms.Form):
    """A copy of the contract or of what belongs to it."""

    title = forms.CharField(label=_("件名"), max_length=120, required=False)
    pages = forms.CharField(label=_("見る場所"), max_length=120, required=False, help_text=_("例 特記事項は12〜18頁"))
    file = forms.FileField(label=_("ファイル"), help_text=FILE_HELP)


class VisitsForm(forms.Form):
    """Visits that belong to a contract."""

    visits = PickMany(label=_("入室の記録"))
