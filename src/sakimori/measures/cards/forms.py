"""Forms of cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import PickMany
from sakimori.measures.cards.types import Ended, Shape
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.organization.types import ContactKind
from sakimori.registers.premises.models import Place


class BatchForm(forms.Form):
    """What is printed, and how many."""

    shape = forms.ChoiceField(label=_("形"), choices=Shape.choices, widget=forms.RadioSelect)
    copies = forms.IntegerField(label=_("部数"), min_value=1, max_value=1000)
    contact_kinds = forms.MultipleChoiceField(
        label=_("載せる連絡先"), choices=ContactKind.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("カードは8件、壁の紙は14件まで、緊急連絡網の順に載せます。"),
    )  # fmt: skip
    has_night = forms.BooleanField(
        label=_("夜間・休日の番号も載せる"), required=False,
        help_text=_("来客の目に触れる壁の紙には載せません。統一窓口の番号は、いつも載せます。"),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("最初の手順を載せる種類"), choices=IncidentKind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("3つまで。"),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("言語"), choices=[("ja", "日本語"), ("en", "English")], widget=forms.RadioSelect
    )


class GiveForm(forms.Form):
    """Who got one, where one hangs."""

    people = PickMany(label=_("渡した人"), required=False)
    places = PickMany(label=_("貼った場所"), required=False)
    where = forms.CharField(label=_("そのほかの渡し先・場所"), max_length=120, required=False)
    count = forms.IntegerField(label=_("そのほかへの枚数"), min_value=1, max_value=1000, initial=1)

    def __init__(self, *args: Any, people: Iterable[Person], places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]
        self.fields["places"].offer(places, lambda place: place.name)  # type: ignore[attr-defined]


class RecallForm(forms.Form):
    """Why they must come back."""

    reason = forms.CharField(label=_("回収する理由"), max_length=200)


class EndForm(forms.Form):
    """What became of a copy."""

    ended = forms.ChoiceField(label=_("結果"), choices=Ended.choices, widget=forms.RadioSelect, initial=Ended.BACK)
