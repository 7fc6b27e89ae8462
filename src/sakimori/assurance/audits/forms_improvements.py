"""Forms of corrective actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.improvements.types import Grade, Origin, State
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput

LONG = forms.Textarea(attrs={"rows": 3})
BY_HAND = (Origin.CHECK, Origin.EXCEPTION, Origin.OTHER)


class FilterForm(forms.Form):
    """Which of them to show; it lives in the address."""

    state = forms.ChoiceField(label=_("状態"), required=False)
    origin = forms.ChoiceField(label=_("きっかけ"), required=False)
    late = forms.BooleanField(label=_("遅れているものだけ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _t("すべて")), *State.choices]  # type: ignore[attr-defined]
        self.fields["origin"].choices = [("", _t("すべて")), *Origin.choices]  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """One that somebody noticed outside audits, inspections, drills and incidents."""

    title = forms.CharField(label=_("件名"), max_length=160)
    finding = forms.CharField(label=_("見つかったこと"), widget=LONG, max_length=4000)
    origin = forms.ChoiceField(label=_("きっかけ"), choices=[(one.value, one.label) for one in BY_HAND])
    grade = forms.ChoiceField(label=_("程度"), choices=Grade.choices, initial=Grade.MINOR)
    clause_path = forms.ChoiceField(label=_("条項"), required=False)
    owner = Pick(label=_("担当者"), required=False)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_path"].choices = [("", _t("（特定の条項ではない）")), *clauses]  # type: ignore[attr-defined]
        self.fields["owner"].offer(people, lambda one: one.shown_name, empty=_t("（まだ決めない）"))  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Who mends it, why it came about, what will be done."""

    owner = Pick(label=_("担当者"), required=False)
    grade = forms.ChoiceField(label=_("程度"), choices=Grade.choices)
    cause = forms.CharField(label=_("なぜ起きたか"), widget=LONG, max_length=4000, required=False)
    measure = forms.CharField(label=_("改善の内容"), widget=LONG, max_length=4000, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda one: one.shown_name, empty=_t("（まだ決めない）"))  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Another date."""

    due_on = forms.DateField(label=_("新しい期限"), widget=DateInput)
    reason = forms.CharField(label=_("延ばす理由"), max_length=400)


class VerifyForm(forms.Form):
    """Somebody looked again."""

    verification = forms.CharField(label=_("確かめた方法と結果"), widget=LONG, max_length=4000)
    same_person_reason = forms.CharField(
        label=_("担当者が自ら確かめる理由"),
        max_length=400,
        required=False,
        help_text=_("担当者ご本人が確かめるときだけ。"),
    )


class ReopenForm(forms.Form):
    """It was not mended after all."""

    reason = forms.CharField(label=_("差し戻す理由"), max_length=400)
    due_on = forms.DateField(label=_("新しい期限"), widget=DateInput)


class DropForm(forms.Form):
    """It is no longer wanted."""

    reason = forms.CharField(label=_("取りやめる理由"), max_length=400)
