"""Forms of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.dates import DateSource
from sakimori.foundation.people.types import PeriodKind
from sakimori.foundation.ui.forms import DateInput


class PeriodForm(forms.Form):
    """A period of the assembly's year."""

    kind = forms.ChoiceField(label=_("種類"), choices=PeriodKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例: 令和8年第4回定例会"))
    from_date = forms.DateField(label=_("開始日"), widget=DateInput)
    to_date = forms.DateField(label=_("終了日"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("from_date"), values.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _t("終了日は開始日以後の日にしてください。"))
        return values


class ShownForm(forms.Form):
    """Which lines of the calendar to show; none chosen means all."""

    show = forms.MultipleChoiceField(label=_("表示するもの"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, *, sources: Iterable[DateSource], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["show"].choices = [(source.name, source.title) for source in sources]  # type: ignore[attr-defined]


class FeedForm(forms.Form):
    """What the feed is for."""

    name = forms.CharField(label=_("使い道"), max_length=60, help_text=_("例: 事務局の共有カレンダー"))


class AgreeForm(forms.Form):
    """Who agreed to the plan of the year."""

    agreed_on = forms.DateField(label=_("合意した日"), widget=DateInput)
    meeting = forms.CharField(
        label=_("会議・合意した人"), max_length=120, help_text=_("例: 議会運営委員会、事務局内の打合せ")
    )
    note = forms.CharField(
        label=_("決めたこと"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ずらしたもの、減らしたものなど。"),
    )  # fmt: skip
