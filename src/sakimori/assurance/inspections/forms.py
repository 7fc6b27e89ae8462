"""Forms of rounds, findings and breaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.inspections.queries import Proposal
from sakimori.assurance.inspections.types import Audience
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput

LONG = forms.Textarea(attrs={"rows": 4})
LOW = forms.Textarea(attrs={"rows": 2})


class RoundForm(forms.Form):
    """Name, date and words of a round."""

    title = forms.CharField(label=_("件名"), max_length=120)
    due_on = forms.DateField(label=_("期限"), widget=DateInput, help_text=_("会期を外した日をお勧めします。"))
    message = forms.CharField(label=_("お願いの文"), widget=LOW, max_length=2000, required=False)


class QuestionForm(forms.Form):
    """The office's own words for a question, its place, and whether it is asked."""

    text = forms.CharField(
        label=_("質問"), max_length=200, help_text=_("「はい」が望ましい答えになるように、一つのことだけを尋ねます。")
    )
    hint = forms.CharField(label=_("説明"), max_length=400, required=False, widget=LOW)
    is_asked = forms.BooleanField(label=_("今回尋ねる"), required=False)
    order = forms.IntegerField(label=_("並び順"), min_value=1, max_value=500)


class NewQuestionForm(forms.Form):
    """A question of the office's own."""

    audience = forms.ChoiceField(label=_("尋ねる相手"), choices=Audience.choices)
    text = QuestionForm.base_fields["text"]
    hint = QuestionForm.base_fields["hint"]
    clause_path = forms.ChoiceField(label=_("条項"), required=False)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_path"].choices = [("", _t("（特定の条項ではない）")), *clauses]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The office's remarks on the result."""

    closing_note = forms.CharField(
        label=_("事務局の所見"),
        widget=LONG,
        max_length=4000,
        required=False,
        help_text=_("結果の報告に載ります。お名前は書かないでください。"),
    )


class ExcuseForm(forms.Form):
    """Why somebody is not waited for."""

    because = forms.CharField(label=_("回答を待たない理由"), max_length=200)


class FindingsForm(forms.Form):
    """For each question that was answered "no": open a corrective action or not, who mends it, by when."""

    def __init__(
        self,
        *args: Any,
        proposals: Sequence[Proposal],
        people: Iterable[Person],
        heads: Mapping[UUID, Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(people)
        due_on = self.initial.get("due_on")
        for row in proposals:
            key = row.question.key
            where = ", ".join(unit.name for unit in row.units)
            label = f"{row.question.clause_path} {row.question.shown_text}".strip()
            self.fields[f"open-{key}"] = forms.BooleanField(
                label=_t("起こす: %(question)s") % {"question": label},
                required=False,
                initial=True,
                help_text=_t("「いいえ」 %(count)s件　%(where)s") % {"count": row.count, "where": where},
            )
            head = heads.get(row.only_unit.pk) if row.only_unit else None
            owner = Pick(
                label=_t("担当者（%(question)s）") % {"question": label},
                required=False,
                initial=str(head.pk) if head else "",
            )
            owner.offer(known, lambda one: one.shown_name, empty=_t("（まだ決めない）"))
            self.fields[f"owner-{key}"] = owner
            self.fields[f"due-{key}"] = forms.DateField(
                label=_t("期限（%(question)s）") % {"question": label}, widget=DateInput, initial=due_on
            )


class BreachForm(forms.Form):
    """What was noticed, and what is asked."""

    person = Pick(label=_("お知らせする人"), help_text=_("会派や事務局のことは、その責任者にお知らせします。"))
    unit = Pick(label=_("対象の部署・会派"), required=False)
    clause_path = forms.ChoiceField(label=_("条項"), required=False)
    noticed_on = forms.DateField(label=_("気づいた日"), widget=DateInput)
    happened = forms.CharField(label=_("いつのことか"), max_length=120, required=False)
    what = forms.CharField(
        label=_("気づいたこと"), widget=LONG, max_length=4000, help_text=_("事実だけを、責めない言い方で書きます。")
    )
    request = forms.CharField(label=_("お願いしたいこと"), widget=LOW, max_length=2000, required=False)
    answer_by = forms.DateField(label=_("回答の期限"), widget=DateInput)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        units: Iterable[Unit],
        clauses: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda one: one.shown_name)  # type: ignore[attr-defined]
        self.fields["unit"].offer(units, lambda one: one.name, empty=_t("（個人のこと）"))  # type: ignore[attr-defined]
        self.fields["clause_path"].choices = [("", _t("（特定の条項ではない）")), *clauses]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer that came on paper or by word of mouth."""

    answered_on = forms.DateField(label=_("回答日"), widget=DateInput)
    answer = forms.CharField(label=_("回答"), widget=LONG, max_length=4000)


class CorrectForm(forms.Form):
    """What is put right, in words that name nobody."""

    title = forms.CharField(
        label=_("件名"), max_length=160, help_text=_("改善措置の一覧に載ります。お名前は書かないでください。")
    )
    measure = forms.CharField(label=_("改善の内容"), widget=LONG, max_length=4000)
    owner = Pick(label=_("担当者"), required=False, help_text=_("担当者のお名前は、改善措置の一覧を見る人に見えます。"))
    due_on = forms.DateField(label=_("期限"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda one: one.shown_name, empty=_t("（まだ決めない）"))  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Why nothing is left to put right."""

    because = forms.CharField(label=_("改善措置を起こさずに終える理由"), max_length=400, widget=LOW)
