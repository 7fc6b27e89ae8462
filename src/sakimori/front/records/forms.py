"""Forms about the ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.forms import DateInput
from sakimori.front.records.queries import PARTS


class Days(forms.Form):
    """A first and a last day, both included, either may be open."""

    since = forms.DateField(label=_("この日から"), required=False, widget=DateInput)
    until = forms.DateField(label=_("この日まで"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _t("「この日まで」は「この日から」以後の日にしてください。"))
        return found


class Filter(Days):
    """What part of the ledger to show; kept in the address."""

    person = forms.ChoiceField(label=_("操作した人"), required=False)
    act = forms.ChoiceField(label=_("内容"), required=False, choices=[("", _("すべて")), *PARTS])

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data)
        rows = [(str(person.pk), person.shown_name) for person in people]
        choices = [("", _("すべて")), ("system", _("防人（自動処理）")), *rows]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


class ExportForm(Days):
    """What goes into an evidence bundle."""

    with_files = forms.BooleanField(label=_("登録したファイルも入れる"), required=False, initial=True)


class EraseForm(forms.Form):
    """Why contents are erased."""

    reason = forms.CharField(
        label=_("消去の理由と根拠"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "例: 個人情報保護法第98条に基づく本人の請求（令和8年11月2日受付）。個人の情報は書かないでください。"
        ),
    )
    agreed = forms.BooleanField(label=_("元に戻せないことを確かめました"))
