"""Forms of the check of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.types import LARGEST_SAMPLE, Seen
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput

LINES = forms.Textarea(attrs={"rows": 3})


class DrawForm(forms.Form):
    """Of which unit, from which records, how many, with which seed."""

    unit = Pick(label=_("確認する部署・会派"))
    duty = forms.ChoiceField(label=_("確認項目"))
    size = forms.IntegerField(label=_("抽出する数"), min_value=1, max_value=LARGEST_SAMPLE, initial=5)
    seed = forms.CharField(
        label=_("抽出の種"),
        max_length=64,
        required=False,
        help_text=_("空欄なら自動で作ります。だれでも同じ種で引き直し、同じ対象になることを確かめられます。"),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], duties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, lambda unit: unit.name)  # type: ignore[attr-defined]
        self.fields["duty"].choices = list(duties)  # type: ignore[attr-defined]


class SeenForm(forms.Form):
    """What was seen of one record."""

    result = forms.ChoiceField(label=_("結果"), choices=Seen.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("確かめた内容"), max_length=400, required=False, widget=LINES)


class CloseCheckForm(forms.Form):
    """The check is over."""

    note = forms.CharField(label=_("所見"), max_length=2000, required=False, widget=LINES)
    due_on = forms.DateField(
        label=_("直す期限"), required=False, widget=DateInput, help_text=_("守られていないものがあるとき。")
    )
    owner = Pick(label=_("直す担当者"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda one: one.shown_name, empty=_("（まだ決めない）"))  # type: ignore[attr-defined]
