"""Forms behind the label of an asset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.registers.lending.types import Condition
from sakimori.registers.premises.models import Place


class SeeForm(forms.Form):
    """One asset in front of me: it is here, and how it is."""

    place = Pick(label=_("いまの場所"), required=False)
    condition = forms.ChoiceField(
        label=_("状態"), choices=Condition.choices, initial=Condition.GOOD, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("気づいたこと"), max_length=200, required=False)
    photo = forms.FileField(
        label=_("写真"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places, empty=_("（人が持っている・わからない）"))  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a finder writes."""

    message = forms.CharField(
        label=_("どこで見つけましたか。いまどこにありますか。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=_("ご連絡先"), max_length=160, required=False, help_text=_("お礼とお引取りのためだけに使います。")
    )
