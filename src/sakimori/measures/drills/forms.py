"""Forms of drills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.drills.content import Lure, Scenario
from sakimori.measures.drills.types import Arrived, DrillKind, Means

TALL, LOW = forms.Textarea(attrs={"rows": 5}), forms.Textarea(attrs={"rows": 3})
YES_NO = (("yes", _("行う")), ("no", _("行わない")))


class ChoicesForm(forms.Form):
    """For each kind whether, and why."""

    decided_on = forms.DateField(label=_("決めた日"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in DrillKind:
            self.fields[f"is_{kind}"] = forms.ChoiceField(label=kind.label, choices=YES_NO, widget=forms.RadioSelect)
            self.fields[f"reason_{kind}"] = forms.CharField(
                label=_("%(kind)sを行う、または行わない理由") % {"kind": kind.label}, max_length=400, widget=LOW
            )


class DrillForm(forms.Form):
    """A plan."""

    kind = forms.ChoiceField(
        label=_("訓練の種類"), choices=[row for row in DrillKind.choices if row[0] != DrillKind.PHISHING]
    )
    title = forms.CharField(label=_("件名"), max_length=120)
    planned_on = forms.DateField(label=_("予定日"), widget=DateInput)
    scenario_key = forms.ChoiceField(
        label=_("用意された筋書き"), required=False, help_text=_("選ばずに、次の欄に自分の議会の筋書きを書けます。")
    )
    scenario = forms.CharField(label=_("自分の議会の筋書き・補足"), required=False, widget=TALL)
    objectives = forms.CharField(label=_("目的"), required=False, widget=LOW)
    units = PickMany(label=_("参加する会派・部署"), required=False)
    people = PickMany(label=_("参加する人"), required=False)

    def __init__(
        self, *args: Any, scenarios: Sequence[Scenario], units: Iterable[Unit], people: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario_key"].choices = [("", _("（使わない）")), *((s.key, s.title) for s in scenarios)]  # type: ignore[attr-defined]
        self.fields["units"].offer(units, lambda unit: unit.name)  # type: ignore[attr-defined]
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """One line of the course of events."""

    minute = forms.IntegerField(label=_("開始からの分"), min_value=0, max_value=10000)
    text = forms.CharField(label=_("起きたこと・したこと"), max_length=400, widget=LOW)


class ResultForm(forms.Form):
    """What came of it."""

    held_on = forms.DateField(label=_("実施日"), widget=DateInput)
    result = forms.CharField(label=_("結果"), widget=TALL)
    first_report_minutes = forms.IntegerField(
        label=_("最初の報告まで（分）"), required=False, min_value=0, max_value=100000
    )
    persons_called = forms.IntegerField(label=_("連絡した人数"), required=False, min_value=0, max_value=10000)
    persons_reached = forms.IntegerField(label=_("連絡がついた人数"), required=False, min_value=0, max_value=10000)
    figures = forms.CharField(label=_("そのほかの数字"), required=False, widget=LOW)


class LessonForm(forms.Form):
    """What it taught, and what follows."""

    text = forms.CharField(label=_("分かったこと"), widget=LOW)
    due_on = forms.DateField(
        label=_("直す期限"), required=False, widget=DateInput, help_text=_("入力すると、改善措置の一覧に載ります。")
    )
    owner = Pick(label=_("直す人"), required=False)
    nothing_because = forms.CharField(label=_("直すことがない理由"), required=False, max_length=400, widget=LOW)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=_("（まだ決めない）"))  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file of a drill."""

    file = forms.FileField(label=_("ファイル"), help_text=_("写真、PDF、Word、Excel など。20 MB まで。"))
    note = forms.CharField(label=_("説明"), required=False, max_length=200)


class CloseForm(forms.Form):
    """Without a lesson: why there is nothing to mend."""

    nothing_because = forms.CharField(
        label=_("直すことがない理由"), required=False, max_length=400, widget=LOW,
        help_text=_("教訓を記録してあれば、空のままで構いません。"),
    )  # fmt: skip


class PhishingForm(forms.Form):
    """Mail and days of a phishing drill."""

    title = forms.CharField(label=_("件名"), max_length=120)
    lure_key = forms.ChoiceField(label=_("訓練メールの文面"), widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("送り始める日"), widget=DateInput, help_text=_("予告から7日以上あとの日にします。")
    )
    last_on = forms.DateField(
        label=_("送り終える日"), widget=DateInput, help_text=_("この間の開庁日の9時から17時に、ばらばらに送ります。")
    )
    ends_on = forms.DateField(
        label=_("報告を待つ最後の日"),
        widget=DateInput,
        help_text=_("次の日に、ひとりでに集計し、符号をすべて消します。"),
    )
    objectives = forms.CharField(label=_("目的"), required=False, widget=LOW)

    def __init__(self, *args: Any, lures: Sequence[Lure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lure_key"].choices = [(row.key, row.title) for row in lures]  # type: ignore[attr-defined]


class AnnounceForm(forms.Form):
    """Everybody was told."""

    announcement = forms.CharField(label=_("予告の文"), widget=forms.Textarea(attrs={"rows": 9}))
    announced_on = forms.DateField(label=_("予告した日"), widget=DateInput)
    announced_by = forms.CharField(
        label=_("予告の方法"), max_length=120, help_text=_("全員協議会、会派への通知、掲示など。")
    )


class PeopleForm(forms.Form):
    """Who gets a mail."""

    people = PickMany(label=_("対象の人"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class PosterForm(forms.Form):
    """A poster in a room."""

    room = forms.CharField(label=_("貼る部屋"), max_length=80)
    users = forms.IntegerField(
        label=_("その部屋を使う人数"), min_value=1, max_value=10000, help_text=_("5人以上が使う場所に貼ります。")
    )


class ReportForm(forms.Form):
    """One minute: what came, roughly when. Nothing has to be written."""

    text = forms.CharField(
        label=_("どんなメールですか"), required=False, max_length=1000, widget=LOW,
        help_text=_("差出人や件名など、分かることだけで構いません。"),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("いつ届きましたか"), choices=Arrived.choices, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    link = forms.CharField(
        label=_("メールにあったリンク"), required=False, max_length=400,
        help_text=_("開かずに、長押しか右クリックでコピーして貼り付けます。難しければ、空のままで構いません。"),
    )  # fmt: skip
    is_again = forms.BooleanField(label=_("同じメールを、前にも報告した"), required=False)
    name = forms.CharField(
        label=_("お名前"), required=False, max_length=80,
        help_text=_("折り返しの連絡や、お名前を挙げてのお礼をしてよいときだけ書いてください。"),
    )  # fmt: skip


class UnitReportForm(ReportForm):
    """A report of somebody whom we do not know: the group may be said."""

    unit_id = forms.ChoiceField(label=_("所属"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", _("（答えない）")), *units]  # type: ignore[attr-defined]
        self.order_fields(["means", "text", "minutes", "unit_id", "link", "is_again", "name"])


class StaffReportForm(UnitReportForm):
    """Staff enter a report by phone or mail."""

    means = forms.ChoiceField(
        label=_("報告の方法"), choices=[(Means.PHONE, Means.PHONE.label), (Means.MAIL, Means.MAIL.label)]
    )


class HandleForm(forms.Form):
    """What was done about a real one."""

    outcome = forms.CharField(label=_("確かめたことと、対応の内容"), max_length=400, widget=LOW)
