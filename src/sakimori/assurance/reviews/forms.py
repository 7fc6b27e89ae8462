"""Forms of reviews, reports and surveys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.reviews.queries import Draft
from sakimori.assurance.reviews.types import DecisionKind
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput

LONG = forms.Textarea(attrs={"rows": 3})


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **more)


class PlanForm(forms.Form):
    """A review to come."""

    title = forms.CharField(label=_("件名"), max_length=120)
    planned_on = _day(_("予定日"))
    since = _day(_("対象期間の初日"), help_text=_("この日からの変化と記録を並べます。"))


class DecisionForm(forms.Form):
    """One thing that was decided."""

    kind = forms.ChoiceField(label=_("種類"), choices=DecisionKind.choices)
    text = forms.CharField(label=_("決めたこと"), max_length=400, widget=LONG)
    clause_path = forms.ChoiceField(label=_("条項"), required=False)
    due_on = _day(_("期限"), required=False)
    owner = Pick(label=_("担当者（改善措置のとき）"), required=False)

    def __init__(self, data: Any, *, clauses: Iterable[tuple[str, str]], people: Iterable[Person], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["clause_path"].choices = [("", _t("（特定の条項ではない）")), *clauses]  # type: ignore[attr-defined]
        self.fields["owner"].offer(people, lambda one: one.shown_name, empty=_t("（まだ決めない）"))  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """The review was held."""

    held_on = _day(_("開催日"))
    attendants = forms.CharField(label=_("出席者"), widget=LONG, max_length=2000)
    conclusion = forms.CharField(label=_("結論"), widget=LONG, max_length=4000, required=False)
    next_on = _day(_("次の予定"), required=False)


class ReportForm(forms.Form):
    """The chair's words."""

    message = forms.CharField(
        label=_("はじめに（議長のことば）"), widget=forms.Textarea(attrs={"rows": 6}), max_length=4000, required=False
    )


class SurveyForm(forms.Form):
    """A survey arrived."""

    title = forms.CharField(label=_("調査の名称"), max_length=160)
    asked_by = forms.CharField(label=_("調査した機関"), max_length=120, help_text=_("例: 総務省、県市町村課"))
    received_on = _day(_("受け取った日"))
    due_on = _day(_("回答期限"))
    note = forms.CharField(label=_("備考"), max_length=400, required=False)


class AnswersForm(forms.Form):
    """The office's own words by item; the draft stands beside each."""

    def __init__(self, data: Any, *, drafts: Iterable[Draft], **more: Any) -> None:
        super().__init__(data, **more)
        for draft in drafts:
            self.fields[str(draft.item)] = forms.CharField(
                label=draft.title, required=False, max_length=4000, widget=LONG, help_text=draft.text
            )


class SentForm(forms.Form):
    """It was sent."""

    answered_on = _day(_("回答日"))
    copy = forms.FileField(
        label=_("送った回答の写し"), required=False, help_text=_("PDF・Word・Excel・画像、20 MBまで")
    )
