"""Uploading scans, and what a human says about a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class UploadForm(forms.Form):
    """Scans of sheets."""

    scans = FilesField(
        widget=FilesInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        label=_("スキャンしたファイル"),
        help_text=_(
            "PDF か画像（PNG、JPEG）。何枚でも、順番や向きがばらばらでもかまいません。1ファイル 20 MB、100 ページまで。"
        ),
    )


class SignedForm(forms.Form):
    """The day that stands on the paper."""

    signed_on = forms.DateField(
        label=_("署名した日"),
        required=False,
        widget=DateInput,
        help_text=_("用紙に書かれた日。空欄なら今日になります。"),
    )


class AssignForm(forms.Form):
    """Whose page it is."""

    ask = Pick(label=_("だれの、どのお願いへの回答か"))

    def __init__(self, *args: Any, asks: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ask"].offer(  # type: ignore[attr-defined]
            asks, lambda ask: f"{ask.person.shown_name}（{ask.title}）", empty=str(_("選んでください"))
        )


class AsideForm(forms.Form):
    """Why a page answers nothing."""

    note = forms.CharField(
        label=_("除外の理由"), max_length=200, help_text=_("例: 同じ用紙を二度スキャンした、関係のない書類だった。")
    )
