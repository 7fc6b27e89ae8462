"""Forms of courses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.learning.models import LearningCourse
from sakimori.measures.learning.texts import title_of
from sakimori.measures.learning.types import Audience, Means, Rhythm

LOW = forms.Textarea(attrs={"rows": 3})
MONTHS = [
    ("", _("決めない（毎年度受ける）")),
    *((str(month), _("%(month)s月") % {"month": month}) for month in (10, 11, 12, 1, 2, 3)),
]


class TimeInput(forms.TimeInput):
    """A time of day as the browser picks it."""

    input_type = "time"


class YearForm(forms.Form):
    """The plan of a year and its two rules."""

    decided_on = forms.DateField(label=_("決めた日"), widget=DateInput)
    decided_by = forms.CharField(label=_("決めた人・会議"), max_length=120)
    newcomer_days = forms.IntegerField(
        label=_("新任の人が受けるまでの日数"), min_value=1, max_value=365,
        help_text=_("就任の日（研修の期間が始まる前なら、その初日）から数えます。"),
    )  # fmt: skip
    carry_month = forms.TypedChoiceField(
        label=_("この月以後に受けた人は、次の年度も受けたものとする"), choices=MONTHS, coerce=int, empty_value=None,
        required=False, help_text=_("年度の終わりに受けた人に、4月にもう一度お願いしないためです。"),
    )  # fmt: skip


class RequireForm(forms.Form):
    """A course becomes required."""

    course = forms.ChoiceField(label=_("研修"))
    outside = forms.CharField(
        label=_("外部の研修の名前"),
        max_length=120,
        required=False,
        help_text=_("一覧にない外部の研修を加えるときだけ。"),
    )
    organiser = forms.CharField(label=_("外部の研修の主催"), max_length=120, required=False)
    audience = forms.ChoiceField(label=_("受ける人"), choices=Audience.choices, widget=forms.RadioSelect)
    rhythm = forms.ChoiceField(label=_("受ける間隔"), choices=Rhythm.choices, widget=forms.RadioSelect)
    opens_on = forms.DateField(label=_("始まりの日"), widget=DateInput)
    closes_on = forms.DateField(label=_("終わりの日"), widget=DateInput)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["course"].choices = choices  # type: ignore[attr-defined]
        else:
            for name in ("course", "outside", "organiser"):
                del self.fields[name]


class ReasonForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("理由"), max_length=200, widget=LOW)


class MessageForm(forms.Form):
    """Words that go with asks."""

    message = forms.CharField(label=_("添える言葉"), max_length=400, required=False, widget=LOW)


class AskForm(MessageForm):
    """Who is asked."""

    people = PickMany(label=_("お願いする人"))

    field_order = ("people", "message")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """A session in a room."""

    course = Pick(label=_("研修"))
    title = forms.CharField(label=_("件名"), max_length=120)
    audience = forms.ChoiceField(label=_("受ける人"), choices=Audience.choices)
    held_on = forms.DateField(label=_("開催日"), widget=DateInput)
    starts_at = forms.TimeField(label=_("始まりの時刻"), widget=TimeInput)
    ends_at = forms.TimeField(label=_("終わりの時刻"), widget=TimeInput)
    place = forms.CharField(label=_("場所"), max_length=120)
    lecturer = forms.CharField(label=_("講師"), max_length=120, required=False)
    note = forms.CharField(label=_("内容"), max_length=2000, required=False, widget=LOW)

    def __init__(self, *args: Any, courses: Iterable[LearningCourse] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if courses is None:
            del self.fields["course"]
        else:
            self.fields["course"].offer(courses, title_of)  # type: ignore[attr-defined]


class TickForm(forms.Form):
    """Who was there."""

    people = PickMany(label=_("出席した人"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file of a session."""

    file = forms.FileField(label=_("ファイル"), help_text=_("スライドのPDF、写真、Word、Excelなど。20 MB まで。"))
    note = forms.CharField(label=_("説明"), required=False, max_length=200)


class AttendForm(forms.Form):
    """Who is at the door."""

    who = forms.CharField(
        label=_("議席番号かお名前"), max_length=60,
        help_text=_("議員の方は議席番号だけで構いません。名字だけでも構いません。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("議席番号かお名前を入力してください。")},
    )  # fmt: skip


class CompletionForm(forms.Form):
    """The office notes a completion."""

    course = Pick(label=_("研修"))
    done_on = forms.DateField(label=_("修了日"), widget=DateInput)
    means = forms.ChoiceField(label=_("受け方"), choices=Means.choices, widget=forms.RadioSelect)
    organiser = forms.CharField(label=_("主催"), max_length=120, required=False)
    result = forms.CharField(label=_("結果"), max_length=120, required=False)

    def __init__(self, *args: Any, courses: Iterable[LearningCourse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].offer(courses, title_of)  # type: ignore[attr-defined]


class CourseForm(forms.Form):
    """The text of an own course."""

    text = forms.CharField(
        label=_("本文"), max_length=40_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "code", "spellcheck": "false"}),
        help_text=_("「#」が題名、「##」がカード、「## 確かめ」の下が問いです。カードは3枚から8枚、問いは5問まで。"),
    )  # fmt: skip


class PictureForm(forms.Form):
    """A drawing."""

    name = forms.SlugField(
        label=_("絵の名前"), max_length=40,
        help_text=_("半角の英数字とハイフン。本文に「![絵の説明](絵の名前)」と書くと出ます。"),
    )  # fmt: skip
    file = forms.FileField(label=_("SVGのファイル"), widget=forms.ClearableFileInput(attrs={"accept": ".svg"}))


class ReportForm(forms.Form):
    """Reported to the chair."""

    reported_on = forms.DateField(label=_("報告日"), widget=DateInput)
    reported_to = forms.CharField(label=_("報告した相手"), max_length=120)
    note = forms.CharField(label=_("添えた説明"), max_length=2000, required=False, widget=LOW)


class NameForm(forms.Form):
    """Whether a certificate is somebody's."""

    name = forms.CharField(
        label=_("修了証に書かれたお名前"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("お名前が合っているかどうかだけをお答えします。"),
    )  # fmt: skip
