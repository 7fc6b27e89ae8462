"""Forms of classes, holdings, connections, numbered copies and retention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.assets.models import Asset, NumberedCopy
from sakimori.registers.assets.rules_classes import EVERYDAY, QUESTIONS, Answer
from sakimori.registers.assets.types import Confidentiality, Level, OwnerKind, RetentionEnd, RetentionEvent

YES_NO = (("True", _("あり")), ("False", _("なし")))
REASON_ROWS = {"rows": 3}


class QuestionForm(forms.Form):
    """Three plain questions; the answers stay in the address, nothing is stored."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for key, question, help_text in QUESTIONS:
            self.fields[key] = forms.ChoiceField(
                label=str(question),
                help_text=str(help_text),
                choices=Answer.choices,
                widget=forms.RadioSelect,
                required=False,
            )


_CLASS_LABELS = dict(Confidentiality.choices)
SHOWN = (*EVERYDAY, Confidentiality.C3B.value, Confidentiality.C3A.value)


class ClassForm(forms.Form):
    """The class itself, as proposed or otherwise, with the reason."""

    confidentiality = forms.ChoiceField(
        label=_("機密性"), choices=[(value, _CLASS_LABELS[value]) for value in SHOWN], widget=forms.RadioSelect
    )
    has_personal_data = forms.TypedChoiceField(
        label=_("個人情報"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        coerce=lambda value: value == "True",
    )
    integrity = forms.ChoiceField(
        label=_("完全性（まちがいが許されないか）"), choices=Level.choices, widget=forms.RadioSelect
    )
    availability = forms.ChoiceField(
        label=_("可用性（使えないと困るか）"), choices=Level.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs=REASON_ROWS),
        help_text=_("提案の理由を直して使えます。"),
    )


class LimitForm(forms.Form):
    """The assembly's own wording."""

    text = forms.CharField(label=_("取扱制限"), max_length=300, widget=forms.Textarea(attrs=REASON_ROWS))


class HoldingForm(forms.Form):
    """Something lies in this thing."""

    content = Pick(label=_("中に入っているもの"))
    from_date = forms.DateField(label=_("いつから"), widget=DateInput)

    def __init__(self, data: Any, *, offered: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["content"].offer(offered, _with_class, empty=_t("選んでください"))  # type: ignore[attr-defined]


def _with_class(asset: Asset) -> str:
    return f"{asset} ({asset.confidentiality})" if asset.confidentiality else str(asset)


class EndForm(forms.Form):
    """From which day something is no longer so."""

    on = forms.DateField(label=_("この日から、なくなった"), widget=DateInput)


class ConnectionForm(forms.Form):
    """A line of the system map."""

    source = Pick(label=_("つなぐ元"))
    target = Pick(label=_("つなぐ先"))
    label = forms.CharField(label=_("回線・用途"), max_length=80, required=False)
    owner_kind = forms.ChoiceField(
        label=_("回線の所有"), choices=[("", _("（決めていない）")), *OwnerKind.choices], required=False
    )
    from_date = forms.DateField(label=_("いつから"), widget=DateInput)

    def __init__(self, data: Any, *, offered: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = list(offered)
        for name in ("source", "target"):
            self.fields[name].offer(rows, empty=_t("選んでください"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("source") is not None and values.get("source") == values.get("target"):
            self.add_error("target", _t("つなぐ元とは別のものを選んでください。"))
        return values


class HandOutForm(forms.Form):
    """Who gets a numbered copy."""

    persons = PickMany(label=_("配付先"), required=False)
    others = forms.CharField(
        label=_("名簿にない配付先"),
        required=False,
        widget=forms.Textarea(attrs=REASON_ROWS),
        help_text=_("一行に一人。説明員や報道の方など。80字まで。"),
    )
    given_on = forms.DateField(label=_("配付日"), widget=DateInput)
    due_on = forms.DateField(
        label=_("回収する日"), widget=DateInput, required=False, help_text=_("回収しないときは空欄。")
    )
    note = forms.CharField(label=_("備考"), max_length=200, required=False, help_text=_("会議の名前など。"))

    def __init__(self, data: Any, *, offered: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["persons"].offer(offered, lambda person: person.shown_name)  # type: ignore[attr-defined]

    def clean_others(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if any(len(name) > 80 for name in names):
            raise forms.ValidationError(_t("一人につき80字までで書いてください。"))
        return names


class SettleForm(forms.Form):
    """Copies came back or were shredded."""

    copies = PickMany(label=_("写し"))
    on = forms.DateField(label=_("日付"), widget=DateInput)
    step = forms.ChoiceField(choices=[("collected", _("回収した")), ("shredded", _("裁断した"))])

    def __init__(self, data: Any, *, offered: Iterable[NumberedCopy], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["copies"].offer(offered)  # type: ignore[attr-defined]


class RetentionForm(forms.Form):
    """A period and what it counts from; while that has not come, it waits."""

    event = forms.ChoiceField(label=_("起算の事由"), choices=RetentionEvent.choices)
    happened_on = forms.DateField(
        label=_("その日"),
        widget=DateInput,
        required=False,
        help_text=_(
            "作り終えた日、契約が終わった日など。まだのときは空けておき、来たら入れます。起算日が決まっているものは、空けておけば変わりません。"
        ),
    )
    years = forms.IntegerField(label=_("保存年限（年）"), min_value=1, max_value=100)
    end = forms.ChoiceField(
        label=_("満了後"), choices=[("", _("（決めていない）")), *RetentionEnd.choices], required=False
    )


DECISIONS = (
    (RetentionEnd.DESTROY.value, _("廃棄する")),
    (RetentionEnd.TRANSFER.value, _("公文書館などへ移管する")),
    ("extend", _("保存を延ばす")),
    ("hold", _("廃棄を止める（訴訟、調査、開示請求など）")),
)


class DecisionForm(forms.Form):
    """What happens to a record whose period ends."""

    decision = forms.ChoiceField(label=_("どうしますか"), choices=DECISIONS, widget=forms.RadioSelect)
    years = forms.IntegerField(
        label=_("延ばす年数"), min_value=1, max_value=100, required=False, help_text=_("保存を延ばすときだけ。")
    )
    reason = forms.CharField(label=_("理由"), max_length=200)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == "extend" and not values.get("years") and "years" not in self.errors:
            self.add_error("years", _t("延ばす年数を入力してください。"))
        return values


class ReasonForm(forms.Form):
    """A reason, nothing else."""

    reason = forms.CharField(label=_("理由"), max_length=200)
