"""Forms of audits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.actions.work import LARGEST_SAMPLE
from sakimori.assurance.audits.types import Answer, AuditKind, Result, YearChoice
from sakimori.foundation.improvements.types import Grade
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.policy.clauses.models import Clause

LONG = forms.Textarea(attrs={"rows": 3})


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **more)


def _people(field: Any, people: Iterable[Person], empty: str) -> None:
    field.offer(people, lambda one: one.shown_name, empty=empty)


class YearForm(forms.Form):
    """What is decided about audits in a fiscal year."""

    choice = forms.ChoiceField(label=_("この年度の監査"), choices=YearChoice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"), max_length=400, widget=LONG, help_text=_("行わないことも、理由があれば一つの決定です。")
    )
    decided_on = _day(_("決めた日"))
    decided_by = Pick(label=_("決めた人"))

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        _people(self.fields["decided_by"], people, _t("選んでください"))


class PlanForm(forms.Form):
    """An audit to come."""

    title = forms.CharField(label=_("件名"), max_length=120)
    kind = forms.ChoiceField(label=_("監査の種類"), choices=AuditKind.choices)
    aim = forms.CharField(label=_("監査の目的"), max_length=2000, required=False, widget=LONG)
    starts_on = _day(_("始める日"), help_text=_("会期と閉庁日を避けた日を入れてあります。"))
    ends_on = _day(_("報告までの日"), help_text=_("この日を過ぎても報告がなければ、条項ごとの状況に表示します。"))
    units = PickMany(label=_("監査を受ける部署・会派"), required=False)
    clauses = PickMany(
        label=_("監査する条項"),
        help_text=_("上の条項を選ぶと、その下の条項も入ります。監査人に見えるのは、ここで選んだ条項だけです。"),
    )

    def __init__(self, *args: Any, clauses: Iterable[Clause], units: Iterable[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].offer(units, lambda unit: unit.name)  # type: ignore[attr-defined]
        self.fields["clauses"].offer(clauses, lambda clause: f"{clause.path} {clause.heading}".strip())  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """The period and the terms of an auditor."""

    affiliation = forms.CharField(
        label=_("監査人の所属"), max_length=120, required=False, help_text=_("例: 市監査委員事務局、近隣の議会事務局")
    )
    is_lead = forms.BooleanField(label=_("主任として"), required=False)
    from_date = _day(_("見られる最初の日"))
    to_date = _day(_("見られる最後の日"), help_text=_("この期間の前と後は、監査のページは開きません。"))
    conflict_reason = forms.CharField(
        label=_("独立していないと考えられるとき、それでも頼む理由"), max_length=400, required=False, widget=LONG
    )
    second_look_by = Pick(
        label=_("そのとき、重ねて確かめる人"), required=False, help_text=_("議長、市の情報部門、近隣の議会の人など。")
    )

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        _people(self.fields["second_look_by"], people, _t("（まだ決めない）"))


class AppointForm(TermsForm):
    """Who audits."""

    person = Pick(label=_("名簿から選ぶ"), required=False)
    outside_name = forms.CharField(
        label=_("名簿にない外部の人の氏名"),
        max_length=80,
        required=False,
        help_text=_("名簿に登録し、専用リンクを渡せます。"),
    )
    email = forms.EmailField(label=_("外部の人のメールアドレス"), required=False)
    field_order = ("person", "outside_name", "email", "affiliation", "is_lead", "from_date", "to_date")

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        known = list(people)
        super().__init__(*args, people=known, **more)
        _people(self.fields["person"], known, _t("（名簿から選ばない）"))


class ReasonForm(forms.Form):
    """Why it is called off."""

    reason = forms.CharField(label=_("中止の理由"), max_length=400, widget=LONG)


class ResultForm(forms.Form):
    """What was found at a line or of a drawn subject."""

    result = forms.ChoiceField(label=_("結果"), choices=Result.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("確かめた内容"),
        max_length=400,
        required=False,
        widget=LONG,
        help_text=_("何を見て、そう判断しましたか。"),
    )


class CheckForm(ResultForm):
    """The same with a file."""

    note = forms.CharField(
        label=_("確かめた内容"),
        max_length=4000,
        required=False,
        widget=LONG,
        help_text=_("何を見て、そう判断しましたか。"),
    )
    proof = forms.FileField(label=_("写真や書類"), required=False, help_text=_("PDF・画像・Excelなど、20 MBまで。"))


class QuestionForm(forms.Form):
    """The auditor's own question."""

    text = forms.CharField(label=_("確かめること"), max_length=400, widget=LONG)


class SampleForm(forms.Form):
    """How many are drawn, and with which seed."""

    size = forms.IntegerField(label=_("抽出する数"), min_value=1, max_value=LARGEST_SAMPLE, initial=5)
    seed = forms.CharField(
        label=_("抽出の種"),
        max_length=64,
        required=False,
        help_text=_("空欄なら自動で作ります。だれでも同じ種で引き直し、同じ対象になることを確かめられます。"),
    )


class FindingForm(forms.Form):
    """Something to be mended."""

    grade = forms.ChoiceField(label=_("程度"), choices=Grade.choices, initial=Grade.MINOR)
    title = forms.CharField(label=_("件名"), max_length=160)
    text = forms.CharField(label=_("見つかったこと"), max_length=4000, widget=LONG)


class ReportForm(forms.Form):
    """The auditor's conclusion."""

    summary = forms.CharField(label=_("監査の結論"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    method = forms.CharField(
        label=_("監査の方法"),
        max_length=2000,
        widget=LONG,
        help_text=_("例: 記録の閲覧、聞取り、現地の確認。抽出の種は自動で載ります。"),
    )


class DeliverForm(forms.Form):
    """The report reached the chair."""

    delivered_on = _day(_("議長に渡した日"))
    to = forms.CharField(label=_("受け取った人"), max_length=120)
    how = forms.CharField(label=_("渡した方法"), max_length=120, required=False, help_text=_("例: 議長室で手渡し"))


class AnswerForm(forms.Form):
    """What the audited side says to a finding."""

    answer = forms.ChoiceField(label=_("監査への回答"), choices=Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("回答の内容"), max_length=4000, widget=LONG)
    cause = forms.CharField(label=_("なぜ起きたか"), max_length=4000, required=False, widget=LONG)
    measure = forms.CharField(label=_("改善の内容"), max_length=4000, required=False, widget=LONG)
    owner = Pick(label=_("担当者"), required=False, help_text=_("受け入れるときは、担当者にお願いが届きます。"))
    due_on = _day(_("改善の期限"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        _people(self.fields["owner"], people, _t("（まだ決めない）"))


class FollowUpForm(forms.Form):
    """Looked at again."""

    is_settled = forms.TypedChoiceField(
        label=_("改善されていましたか"),
        choices=[("yes", _("はい。この指摘は片付いた")), ("no", _("いいえ。担当者へ差し戻す"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("追って確かめた内容"), max_length=4000, widget=LONG)
    due_on = _day(_("新しい期限（差し戻すとき）"), required=False)
    same_person_reason = forms.CharField(
        label=_("担当者が自ら確かめる理由"),
        max_length=400,
        required=False,
        help_text=_("担当者ご本人が確かめるときだけ。"),
    )


class CloseForm(forms.Form):
    """The end of an audit."""

    note = forms.CharField(
        label=_("終えるときの記録"),
        max_length=400,
        required=False,
        widget=LONG,
        help_text=_("片付いていない指摘があるときは、続きをどこで扱うかを入力してください。"),
    )
