"""The sheet of a walk-round: one page, every item with three big answers, a word and a photo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.registers.premises.actions import Found, Photo
from sakimori.registers.premises.forms import DateField
from sakimori.registers.premises.rules import fingerprint
from sakimori.registers.premises.types import Answer


class RoundForm(forms.Form):
    """One walk. `once` names the sheet, so that sending it twice records it once."""

    checked_on = DateField(label=_("点検日"))
    note = forms.CharField(
        label=_("そのほか気づいたこと"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    items = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, *, items: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.texts = list(items)
        self.initial["items"] = fingerprint(self.texts)
        for order, text in enumerate(self.texts, start=1):
            self.fields[f"answer_{order}"] = forms.ChoiceField(
                label=f"{order}. {text}", choices=Answer.choices, widget=forms.RadioSelect,
                error_messages={"required": _t("どれかを選んでください。")},
            )  # fmt: skip
            self.fields[f"note_{order}"] = forms.CharField(label=_t("気づいたこと"), max_length=200, required=False)
            self.fields[f"photo_{order}"] = forms.FileField(
                label=_t("写真"), required=False,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("items") not in (None, fingerprint(self.texts)):
            raise forms.ValidationError(
                _t("点検の途中で、点検項目が変わりました。画面を開き直して、もう一度答えてください。")
            )
        for order in range(1, len(self.texts) + 1):
            if values.get(f"answer_{order}") == Answer.BAD and not values.get(f"note_{order}"):
                self.add_error(f"note_{order}", _t("直すところを書いてください。"))
        return values

    def rows(self) -> list[tuple[BoundField, BoundField, BoundField, bool]]:
        """Answer, word and photo of each item, and whether the last two are shown at once."""
        found = []
        for order in range(1, len(self.texts) + 1):
            answer, note, photo = (self[f"{name}_{order}"] for name in ("answer", "note", "photo"))
            is_open = bool(note.errors or photo.errors or (self.is_bound and note.value()))
            found.append((answer, note, photo, is_open))
        return found

    def found(self) -> list[Found]:
        """What was found, item by item."""
        values = self.cleaned_data
        return [
            Found(
                text,
                Answer(values[f"answer_{order}"]),
                values[f"note_{order}"],
                Photo(values[f"photo_{order}"].name, values[f"photo_{order}"].read())
                if values[f"photo_{order}"]
                else None,
            )
            for order, text in enumerate(self.texts, start=1)
        ]

    @property
    def sheet(self) -> UUID:
        """Which sheet this is."""
        return UUID(str(self.cleaned_data["once"]))


class MendForm(forms.Form):
    """What was found bad has been mended."""

    mended_on = DateField(label=_("直した日"))
    how_mended = forms.CharField(label=_("直した内容"), max_length=200)


class ItemsForm(forms.Form):
    """The items of the assembly's round."""

    items = forms.CharField(
        label=_("点検項目"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "1行に1項目。「…ている」「…ていない」と書くと、「よい」の意味がはっきりします。空にすると、はじめの10項目に戻ります。"
        ),
    )
