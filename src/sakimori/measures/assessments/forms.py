"""Forms of checks, for both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, PickMany, ShortChoice
from sakimori.foundation.ui.forms import DateInput
from sakimori.foundation.ui.signature import SignatureField
from sakimori.measures.assessments.models import CheckQuestion, QuestionnaireVersion
from sakimori.measures.assessments.queries import Row, Wanting
from sakimori.measures.assessments.types import LONGEST_ANSWER, Choice, Judgement, Means, Occasion, Outcome
from sakimori.registers.suppliers.models import Contract

LOW, TALL = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 5})
KINDS = _("PDF、写真、Word、Excel、CSV。一つ 20 MB まで。")
SHIPPED = "shipped"


class AnswerForm(forms.Form):
    """One question."""

    choice = forms.ChoiceField(label=_("回答"), choices=Choice.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("くわしい内容"), required=False, max_length=LONGEST_ANSWER, widget=TALL,
        help_text=_("「はい」のほかを選んだときは、いまの状況と、いつまでにどうするかを書いてください。"),
    )  # fmt: skip
    file = forms.FileField(label=_("資料"), required=False, help_text=KINDS)


class ReplyForm(forms.Form):
    """The answer to what was asked back."""

    text = forms.CharField(label=_("回答"), max_length=LONGEST_ANSWER, widget=TALL)
    file = forms.FileField(label=_("資料"), required=False, help_text=KINDS)


class DoneForm(forms.Form):
    """What was mended."""

    done_on = forms.DateField(label=_("直した日"), widget=DateInput)
    text = forms.CharField(label=_("直した内容"), max_length=LONGEST_ANSWER, widget=TALL)
    file = forms.FileField(label=_("資料"), required=False, help_text=KINDS)


class InviteForm(forms.Form):
    """A colleague of the contractor."""

    name = forms.CharField(label=_("同僚のお名前"), max_length=120, help_text=_("だれが答えたかを残すために使います。"))


class TableForm(forms.Form):
    """A filled-in form that comes back."""

    file = forms.FileField(label=_("記入した Excel の用紙"))


class EnterForm(AnswerForm):
    """One answer that came on paper, and who gave it."""

    name = forms.CharField(label=_("答えた人"), max_length=120)


class StaffTableForm(TableForm):
    """The same, and who filled it in."""

    name = forms.CharField(label=_("答えた人"), max_length=120)


class RoundForm(forms.Form):
    """Whom to ask what, until when."""

    occasion = forms.ChoiceField(label=_("確認の機会"), choices=Occasion.choices)
    title = forms.CharField(label=_("件名"), max_length=120)
    fiscal_year = forms.IntegerField(
        label=_("年度（西暦）"), min_value=2000, max_value=2100, help_text=_("例 2026（令和8年度）")
    )
    questionnaire = forms.ChoiceField(label=_("質問票"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    contracts = PickMany(label=_("確認する契約"))

    def __init__(
        self,
        *args: Any,
        versions: Sequence[QuestionnaireVersion],
        shipped_name: str,
        contracts: Iterable[Wanting],
        label: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(row.pk), f"{row.questionnaire.shown_name}（{row.number}）") for row in versions]
        self.fields["questionnaire"].choices = [(SHIPPED, shipped_name), *own]  # type: ignore[attr-defined]
        labels = {row.contract.pk: label(row) for row in contracts if not row.is_under_way}
        rows: list[Contract] = [row.contract for row in contracts if not row.is_under_way]
        self.fields["contracts"].offer(rows, lambda contract: labels[contract.pk])  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """A link for somebody of the contractor."""

    name = forms.CharField(label=_("渡す相手"), max_length=120, help_text=_("部署や役職でもかまいません。"))
    how = ShortChoice(
        label=_("渡し方"),
        choices=[("screen", _("アドレスを画面に出す")), ("letter", _("手紙を印刷する"))],
        initial="screen",
    )
    revoke_others = forms.BooleanField(
        label=_("これまでのリンクを使えなくする"), required=False, help_text=_("担当が変わったときや、なくしたとき。")
    )


class RemindForm(forms.Form):
    """How the contractor was reminded."""

    means = ShortChoice(label=_("再度お願いした方法"), choices=Means.choices)


class DueForm(forms.Form):
    """A later date."""

    due_on = forms.DateField(label=_("新しい期限"), widget=DateInput)


class ReasonForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label=_("取りやめる理由"), max_length=400, widget=LOW)


class JudgeForm(forms.Form):
    """A judgement and a note for each answer."""

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            if row.answer is None:
                continue
            number = row.question.number
            self.fields[f"judgement_{number}"] = ShortChoice(
                label=_("質問%(number)dの判定") % {"number": number},
                choices=Judgement.choices,
                required=False,
                initial=row.answer.judgement,
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("質問%(number)dの判定の理由") % {"number": number},
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=row.answer.judgement_note,
            )


class AskBackForm(forms.Form):
    """Something more is asked."""

    text = forms.CharField(label=_("追加の質問"), max_length=600, widget=LOW)
    question = Pick(label=_("どの質問について"), required=False)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)

    def __init__(self, *args: Any, questions: Iterable[CheckQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self.fields["question"], questions)


class CorrectForm(forms.Form):
    """What must be mended by when."""

    text = forms.CharField(label=_("直してほしいこと"), max_length=1000, widget=TALL)
    question = Pick(label=_("どの質問について"), required=False)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    owner = Pick(label=_("確かめる担当者"), required=False)

    def __init__(self, *args: Any, questions: Iterable[CheckQuestion], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self.fields["question"], questions)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=_("（まだ決めない）"))  # type: ignore[attr-defined]


def _offer_questions(field: Any, questions: Iterable[CheckQuestion]) -> None:
    field.offer(questions, lambda one: f"{one.number} {one.words.topic}", empty=_("（特定の質問ではない）"))


class FinishForm(forms.Form):
    """What the office makes of the whole."""

    outcome = forms.ChoiceField(label=_("全体の判定"), choices=Outcome.choices, widget=forms.RadioSelect)
    opinion = forms.CharField(label=_("所見"), max_length=4000, required=False, widget=TALL)
    how = ShortChoice(
        label=_("署名の方法"),
        choices=[("paper", _("印刷した結果に署名する")), ("screen", _("この画面に署名する"))],
        initial="paper",
    )
    signature = SignatureField(label=_("判定した人の署名"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("how") == "screen" and not values.get("signature") and "signature" not in self.errors:
            self.add_error("signature", _("署名がありません。署名するか、印刷した結果に署名することを選んでください。"))
        return values


class QuestionnaireForm(forms.Form):
    """The assembly's own questions as a table."""

    name = forms.CharField(
        label=_("質問票の名称"), max_length=120, help_text=_("前と同じ名称にすると、その新しい版になります。")
    )
    file = forms.FileField(
        label=_("質問の表"), help_text=_("Excel（.xlsx）か CSV。「質問」という見出しの列が要ります。")
    )
    note = forms.CharField(label=_("変えたこと"), max_length=400, required=False, widget=LOW)
