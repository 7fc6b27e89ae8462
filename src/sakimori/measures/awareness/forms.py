"""Forms of awareness."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.awareness.shipped import posters
from sakimori.registers.premises.models import Place


class PlanForm(forms.Form):
    """The poster of a month and its words."""

    poster_key = forms.ChoiceField(
        label=_("ポスター"),
        help_text=_("ほかの月のポスターを選ぶと、その月と入れ替わります。"),
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(
        label=_("自分の議会の言葉"),
        required=False,
        max_length=60,
        help_text=_("書くと、用意された一文の代わりに載ります。空欄なら、用意された一文のままです。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["poster_key"].choices = [(row.key, row.sentence) for row in posters()]  # type: ignore[attr-defined]


class DisplayForm(forms.Form):
    """Where it was put up, sent or posted."""

    places = PickMany(label=_("掲示した場所"), required=False)
    where = forms.CharField(
        label=_("送った先・投稿した所"),
        required=False,
        max_length=120,
        help_text=_("メールや議会の連絡用のアプリに貼り付けたときに。例: 全議員へのメール"),
    )
    from_date = forms.DateField(label=_("掲示した日"), widget=DateInput)
    to_date = forms.DateField(
        label=_("外した日"), required=False, widget=DateInput, help_text=_("まだ掲示しているときは空欄にします。")
    )
    put_up_by = Pick(label=_("掲示した人"), required=False)

    def __init__(self, *args: Any, places: Iterable[Place], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].offer(places, lambda place: place.name)  # type: ignore[attr-defined]
        self.fields["put_up_by"].offer(people, lambda person: person.shown_name, empty=_("（記録しない）"))  # type: ignore[attr-defined]


class DownForm(forms.Form):
    """The day it came down."""

    to_date = forms.DateField(label=_("外した日"), widget=DateInput)


class RulesForm(forms.Form):
    """The text that the assembly decided."""

    text = forms.CharField(
        label=_("約束の文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一行に一つずつ書きます。"),
    )
    decision = forms.CharField(label=_("決めた会議・決裁"), max_length=120, help_text=_("例: 議会運営委員会、議長決裁"))
    decided_on = forms.DateField(label=_("決めた日"), widget=DateInput)
    effective_on = forms.DateField(label=_("使い始める日"), widget=DateInput)


class AskForm(forms.Form):
    """A request to everyone who has not agreed."""

    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    message = forms.CharField(
        label=_("お願いの文"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("手紙にも印刷されます。"),
    )
