"""Forms of erasure and disposal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.rules import fitting_methods
from sakimori.registers.disposal.types import CaseKind, Method, Occasion
from sakimori.registers.lending.models import Loan

NAMED = _("（選んでください）")
YES_NO = (("", _("関係なし・不明")), ("yes", _("解除した")), ("no", _("解除していない")))
ROUTES = (
    (Role.SECRETARY_GENERAL.value, _("事務局長")),
    (Role.CHAIR.value, _("議長")),
    (f"{Role.SECRETARY_GENERAL.value} {Role.CHAIR.value}", _("事務局長、そのあと議長")),
)


class ErasureForm(forms.Form):
    """How the data of one thing were made unreadable."""

    occasion = forms.ChoiceField(label=_("機会"), choices=Occasion.choices)
    method = forms.ChoiceField(label=_("方法"))
    erased_on = forms.DateField(label=_("消去日"), widget=DateInput)
    operator = forms.CharField(label=_("作業した人・事業者"), max_length=120)
    witness = Pick(label=_("立ち会った職員"), required=False)
    certificate = forms.FileField(label=_("消去証明書"), required=False, help_text=_("PDF か画像。20MBまで。"))
    certificate_serial = forms.CharField(
        label=_("証明書にある製造番号"),
        max_length=80,
        required=False,
        help_text=_("証明書に書かれているとおりに。台帳の番号と照合します。"),
    )
    lock_released = forms.ChoiceField(
        label=_("MDM・アクティベーションロック"), choices=YES_NO, required=False, help_text=_("タブレットなどで。")
    )
    photo = forms.FileField(label=_("写真"), required=False)
    exception_reason = forms.CharField(
        label=_("基準と違うときの理由"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("方法や証拠が基準に足りないときだけ。"),
    )
    exception_by = Pick(label=_("例外を認めた人"), required=False)
    note = forms.CharField(label=_("備考"), max_length=200, required=False)

    def __init__(self, *args: Any, asset: Asset, held: str, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(people)
        fit = fitting_methods(asset.kind, asset.category, held)
        usual = [(method.value, method.label) for method in Method if method in fit]
        other = [(method.value, method.label) for method in Method if method not in fit]
        groups = [(_("基準に合う方法"), usual), (_("基準に合わない方法（例外の記録が必要）"), other)]
        self.fields["method"].choices = groups  # type: ignore[attr-defined]
        for name in ("witness", "exception_by"):
            self.fields[name].offer(rows, lambda person: person.shown_name, empty=NAMED)  # type: ignore[attr-defined]

    def clean_lock_released(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["lock_released"])


class ErasuresForm(forms.Form):
    """Many returned things were erased in the same way; whatever needs an exception is recorded alone."""

    loans = PickMany(label=_("消去した物"))
    method = forms.ChoiceField(label=_("方法"), choices=Method.choices)
    erased_on = forms.DateField(label=_("消去日"), widget=DateInput)
    operator = forms.CharField(label=_("作業した人・事業者"), max_length=120)
    witness = Pick(label=_("立ち会った職員"), required=False)
    certificate = forms.FileField(
        label=_("消去証明書"),
        required=False,
        help_text=_("選んだ物すべての製造番号が載っていることを、確かめてから付けてください。"),
    )
    note = forms.CharField(label=_("備考"), max_length=200, required=False)

    def __init__(self, *args: Any, loans: Iterable[Loan], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loans"].offer(loans, lambda loan: f"{loan.asset}　{loan.asset.serial}".strip())  # type: ignore[attr-defined]
        self.fields["witness"].offer(people, lambda person: person.shown_name, empty=NAMED)  # type: ignore[attr-defined]


class CaseForm(forms.Form):
    """A disposal file."""

    kind = forms.ChoiceField(label=_("種類"), choices=CaseKind.choices)
    title = forms.CharField(label=_("件名"), max_length=120)
    contractor = forms.CharField(label=_("事業者"), max_length=120, required=False)
    subcontractors = forms.CharField(
        label=_("再委託先"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("一行に一社ずつ。")
    )
    planned_on = forms.DateField(label=_("引渡し予定日"), required=False, widget=DateInput)
    note = forms.CharField(label=_("備考"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ItemsForm(forms.Form):
    """Which assets: ticked from those that wait, or by their numbers."""

    assets = PickMany(label=_("廃棄・返却を待つ資産"), required=False)
    numbers = forms.CharField(
        label=_("管理番号・製造番号で加える"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行に一つずつ。Excel の列をそのまま貼り付けられます。"),
    )

    def __init__(self, *args: Any, waiting: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assets"].offer(waiting)  # type: ignore[attr-defined]


class SerialsForm(forms.Form):
    """The contractor's list, pasted or as a file."""

    serials = forms.CharField(
        label=_("製造番号の一覧を貼り付ける"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行に一つずつ。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("または、事業者の一覧のファイル"),
        required=False,
        help_text=_("Excel（.xlsx）か CSV。製造番号の列を自動で見つけます。"),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("serials", "").strip() and not values.get("file"):
            raise forms.ValidationError(_("一覧を貼り付けるか、ファイルを選んでください。"))
        return values


class DayForm(forms.Form):
    """One day."""

    day = forms.DateField(label=_("日付"), widget=DateInput)


class RouteForm(forms.Form):
    """Who decides."""

    route = forms.ChoiceField(label=_("承認する人"), choices=ROUTES, widget=forms.RadioSelect)


class ReasonForm(forms.Form):
    """Why an asset is taken out of the file."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class ExcuseForm(forms.Form):
    """Why the file may close although a serial or an erasure is not confirmed, and who allowed it."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    allowed_by = Pick(label=_("例外を認めた人"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allowed_by"].offer(people, lambda person: person.shown_name, empty=NAMED)  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A paper of the file."""

    title = forms.CharField(label=_("件名"), max_length=120, required=False)
    file = forms.FileField(label=_("ファイル"), help_text=_("PDF、画像、Excel など。20MBまで。"))
