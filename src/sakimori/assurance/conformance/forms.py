"""What can be asked of the board, and the assembly's own settings of a duty."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.conformance.words import OWNERS
from sakimori.foundation.duties.spec import Ground, State


class BoardFilter(forms.Form):
    """Filters of the board; they live in the address, so a view can be passed on."""

    state = forms.ChoiceField(label=_("状態"), required=False)
    owner = forms.ChoiceField(label=_("担当"), required=False)
    item = forms.ChoiceField(label=_("省令の号"), required=False)
    on = forms.DateField(label=_("いつの状況か"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("すべて"))]
        choices = {
            "state": State.choices,
            "owner": OWNERS.items(),
            "item": [(str(number), "①②③④⑤⑥⑦⑧"[number - 1]) for number in range(1, 9)],
        }
        for name, offered in choices.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [*everything, *offered]


class SettingForm(forms.Form):
    """The assembly's decision about one duty."""

    mode = forms.ChoiceField(
        label=_("決め方"),
        choices=[
            ("days", _("日数を決める")),
            ("open", _("頻度を定めない（必要に応じて）")),
            ("off", _("この議会では対象外とする")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("日数"),
        required=False,
        min_value=1,
        max_value=3650,
        help_text=_("期限までの日数、または点検の間隔。1年なら365。"),
    )
    ground = forms.ChoiceField(label=_("根拠"), choices=Ground.choices, initial=Ground.POLICY)
    reason = forms.CharField(label=_("理由"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    decided_on = forms.DateField(label=_("決定日"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    decision = forms.CharField(label=_("会議名・決裁番号"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("mode") == "days" and not values.get("days") and "days" not in self.errors:
            self.add_error("days", _("日数を入力してください。"))
        return values
