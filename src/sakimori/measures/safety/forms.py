"""Forms of safety checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick, ShortChoice
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.safety.types import Around, Audience, CallResult, CheckKind, Intensity, Means, Tap

LOW = forms.Textarea(attrs={"rows": 3})
AROUND = [("", _("答えない")), *Around.choices]


class StartForm(forms.Form):
    """Who is asked, and why."""

    kind = forms.ChoiceField(label=_("種類"), choices=CheckKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("件名"), max_length=120, help_text=_("例: 11月の安否確認の訓練、台風の大雨"))
    audience = forms.ChoiceField(label=_("対象"), choices=Audience.choices, widget=forms.RadioSelect)
    unit = Pick(label=_("会派・委員会"), required=False, help_text=_("一つだけに聞くときに選びます。"))
    message = forms.CharField(label=_("添える言葉"), max_length=400, required=False, widget=LOW)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, empty=_t("選ばない"))  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """One tap, and what may be added to it."""

    tap = forms.ChoiceField(label=_("ご無事ですか"), choices=Tap.choices, widget=forms.RadioSelect)
    family = ShortChoice(label=_("ご家族"), choices=AROUND, required=False, initial="")
    house = ShortChoice(label=_("お住まい"), choices=AROUND, required=False, initial="")
    note = forms.CharField(label=_("ひとこと"), max_length=400, required=False, widget=LOW)


class EnteredForm(AnswerForm):
    """What the office heard."""

    means = ShortChoice(label=_("聞いた方法"), choices=[], initial=Means.PHONE)

    field_order = ("tap", "means", "family", "house", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in (Means.PHONE, Means.PAPER, Means.ORAL)]
        self.fields["means"].choices = choices  # type: ignore[attr-defined]
        self.fields["tap"].label = _t("安否と登庁")


class QuickForm(forms.Form):
    """One press on the list of calls: an answer, or that nobody took the call."""

    tap = forms.ChoiceField(choices=[*Tap.choices, *CallResult.choices])


class WallForm(AnswerForm):
    """At the wall: who it is comes first."""

    who = forms.CharField(
        label=_("議席番号・整理番号か、お名前のかな"), max_length=60,
        help_text=_("議員の方は議席番号だけで構いません。名字のかなだけでも構いません。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("番号か、お名前のかなを入力してください。")},
    )  # fmt: skip

    field_order = ("who", "tap", "family", "house", "note")


class CloseForm(forms.Form):
    """What was learnt."""

    lesson = forms.CharField(label=_("分かったこと"), max_length=1000, required=False, widget=LOW)
    due_on = forms.DateField(
        label=_("直す期限"), widget=DateInput, required=False,
        help_text=_("訓練で直すことが見つかったとき。入れると改善措置になります。"),
    )  # fmt: skip
    nothing_because = forms.CharField(
        label=_("直すことがない理由"), max_length=400, required=False, help_text=_("訓練で直すことがなかったとき。")
    )

    def __init__(self, *args: Any, is_test: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_test:
            del self.fields["due_on"], self.fields["nothing_because"]


class LineForm(forms.Form):
    """Who calls somebody."""

    caller = Pick(label=_("この人に電話をかける人"), required=False)
    place = forms.IntegerField(label=_("順番"), min_value=0, max_value=99, help_text=_("小さい数から順に電話します。"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caller"].offer(people, empty=_t("だれもかけない（連絡網の最初の人）"))  # type: ignore[attr-defined]


class CallForm(forms.Form):
    """A call of the contact tree."""

    result = forms.ChoiceField(label=_("結果"), choices=CallResult.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("メモ"), max_length=200, required=False)


class SettingForm(forms.Form):
    """The assembly's own rules."""

    test_day = forms.IntegerField(
        label=_("毎月の訓練の日"), min_value=1, max_value=28, required=False,
        help_text=_("1〜28。毎月のこの日が、予定表に出ます。空にすると出ません。"),
    )  # fmt: skip
    keep_days = forms.IntegerField(
        label=_("回答を残す日数"), min_value=1, max_value=3650,
        help_text=_("まとめた日からこの日数がたつと、だれがどう答えたかを消します。数字は残ります。"),
    )  # fmt: skip
    is_watching = forms.BooleanField(
        label=_("地震の電文で自動に始める"), required=False,
        help_text=_("気象庁の電文（震度速報、震源・震度に関する情報）のファイルが置かれると、安否確認を始めます。"),
    )  # fmt: skip
    threshold = forms.ChoiceField(label=_("始める震度"), choices=Intensity.choices)
    areas = forms.CharField(
        label=_("見る区域"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行に一つ。電文に出る区域や市町村の名前、またはコード。例: みなと野県南部、みなと野市"),
    )  # fmt: skip
    pause_hours = forms.IntegerField(
        label=_("続けて始めない時間"), min_value=1, max_value=240,
        help_text=_("余震のたびに始めないため。始めたときより強い揺れのときだけは、また始めます。"),
    )  # fmt: skip
