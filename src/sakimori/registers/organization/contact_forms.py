"""Forms about the emergency contact list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Post
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import CheckResult, ContactKind


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post, told apart by its unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name} {obj.title}"


class ContactForm(forms.Form):
    """One entry of the list."""

    kind = forms.ChoiceField(label=_("種別"), choices=ContactKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例: 議会事務局 統一窓口、端末の保守窓口"))
    post = PostChoice(
        label=_("職"),
        queryset=Post.objects.none(),
        required=False,
        help_text=_("職を選ぶと、その職に就いている人が担当者として表示されます。人が替わったら確認し直します。"),
    )
    person = forms.ModelChoiceField(
        label=_("担当者"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("職にひも付かない担当者だけ選びます。"),
    )
    phone_day = forms.CharField(label=_("電話（日中）"), max_length=30, required=False)
    phone_night = forms.CharField(label=_("電話（夜間・休日）"), max_length=30, required=False)
    email = forms.EmailField(label=_("メールアドレス"), required=False)
    order = forms.IntegerField(label=_("連絡の順"), min_value=0, max_value=999, initial=0)
    note = forms.CharField(
        label=_("備考"), max_length=200, required=False, help_text=_("受付時間や、かけるときの注意など。")
    )

    def __init__(self, posts: Any, people: Any, data: Any = None, contact: EmergencyContact | None = None) -> None:
        initial = {name: getattr(contact, name) for name in self.base_fields} if contact else None
        super().__init__(data, initial=initial)
        for name, rows in (("post", posts), ("person", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = _t("選ばない")  # type: ignore[attr-defined]
        for name in ("phone_day", "phone_night"):
            self.fields[name].widget.attrs.update({"inputmode": "tel", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not any(found.get(name) for name in ("phone_day", "phone_night", "email")):
            self.add_error("phone_day", _t("電話番号かメールアドレスを一つは入力してください。"))
        return found


class CheckForm(forms.Form):
    """What came of trying one or more entries."""

    contacts = forms.MultipleChoiceField(label=_("確認した連絡先"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("確認した日"), widget=DateInput)
    result = forms.ChoiceField(label=_("結果"), choices=CheckResult.choices, widget=forms.RadioSelect)
    how = forms.CharField(label=_("方法"), max_length=200, required=False, help_text=_("例: 夜間の番号に試しにかけた"))

    def __init__(self, rows: Sequence[EmergencyContact], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["contacts"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["contacts"].error_messages["required"] = _t("確認した連絡先を一つ以上選んでください。")
