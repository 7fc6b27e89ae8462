"""Forms of a case: opening it, the first question, level, timeline, steps, limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.incidents.levels import QUESTIONS, Level
from sakimori.measures.incidents.models import Case, Task
from sakimori.measures.incidents.types import (
    AssetEffect,
    GroundKind,
    IndicatorKind,
    Known,
    LineKind,
    Means,
    PartyKind,
    Unit,
    Whose,
    owner_choices,
)
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.models import Asset

TALL, LOW = forms.Textarea(attrs={"rows": 5}), forms.Textarea(attrs={"rows": 2})
LATER = _("わからないときは、空のままで結構です。")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day with its time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day with its time, in Japan."""

    widget = MomentInput


class OpenForm(forms.Form):
    """The least that a case needs; everything else can follow."""

    kind = forms.ChoiceField(label=_("何が起きましたか"), choices=IncidentKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("分かっていること"), widget=LOW, help_text=_("聞いたままで結構です。"))
    noticed_at = MomentField(label=_("事務局が知った日時"), help_text=_("期限は、この時刻から数えます。"))
    happened_at = MomentField(label=_("起きた日時"), required=False, help_text=LATER)
    title = forms.CharField(
        label=_("件名"), max_length=120, required=False, help_text=_("空欄なら、種類の名前にします。")
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (label, choices) in QUESTIONS.items():
            self.fields[key] = forms.ChoiceField(label=str(label), choices=choices.choices, widget=forms.RadioSelect)
        self.fields["restricted_because"] = forms.CharField(
            label=_("取扱いを限る理由"),
            max_length=200,
            required=False,
            help_text=_("議員が関わるなど、見る人を限るときだけ入力します。"),
        )
        hidden = Pick(
            label=_("この事案を見せない人"),
            required=False,
            help_text=_("事案に関わる人がいるとき。役職で見られる人でも、見られなくなります。あとから加えられます。"),
        )
        hidden.offer(people, lambda person: person.shown_name, empty="—")
        self.fields["kept_from"] = hidden

    def answers(self) -> dict[str, str]:
        """The answers to the four questions."""
        return {key: self.cleaned_data[key] for key in QUESTIONS}


class WhoseForm(forms.Form):
    """The first question."""

    whose = forms.MultipleChoiceField(
        label=_("だれの情報ですか"),
        choices=Whose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("当てはまるものをすべて。情報が関わらないときは、選ばないでください。"),
    )
    has_persons = forms.ChoiceField(label=_("個人情報が含まれますか"), choices=Known.choices, widget=forms.RadioSelect)
    persons_count = forms.IntegerField(label=_("本人の人数"), min_value=0, required=False, help_text=LATER)
    is_hostile = forms.BooleanField(
        label=_("だれかが不正な目的で行ったおそれがある"),
        required=False,
        help_text=_("盗難、不正アクセス、ウイルスなど。"),
    )


class LevelForm(forms.Form):
    """Another level, and why."""

    level = forms.TypedChoiceField(label=_("程度"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("変える理由"), max_length=400, widget=LOW)

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(one.number, f"{one.number} {one.name} — {one.meaning}") for one in levels]  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """Title, kind and times."""

    title = forms.CharField(label=_("件名"), max_length=120)
    kind = forms.ChoiceField(label=_("種類"), choices=IncidentKind.choices)
    happened_at = MomentField(label=_("起きた日時"), required=False)
    noticed_at = MomentField(label=_("事務局が知った日時"), help_text=_("直すと、動いている期限を数え直します。"))
    reason = forms.CharField(label=_("直す理由"), max_length=400, widget=LOW)


class LineForm(forms.Form):
    """A line of the timeline, and what it mentions."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=[(kind.value, kind.label) for kind in (LineKind.FACT, LineKind.DECISION, LineKind.CONTACT)],
        widget=forms.RadioSelect,
        initial=LineKind.FACT,
    )
    at = MomentField(label=_("起きた日時"))
    text = forms.CharField(label=_("内容"), widget=TALL, help_text=_("見たこと、聞いたことを、そのまま書きます。"))
    whom = forms.CharField(label=_("連絡の相手"), max_length=120, required=False)
    means = forms.ChoiceField(label=_("連絡の方法"), choices=[("", "—"), *Means.choices], required=False)
    asset = Pick(label=_("関係する資産"), required=False)
    effect = forms.ChoiceField(
        label=_("資産への影響"), choices=AssetEffect.choices, initial=AssetEffect.SUSPECTED, required=False
    )
    party = Pick(label=_("関係する人"), required=False)
    party_name = forms.CharField(label=_("名簿にない人の氏名"), max_length=120, required=False)
    party_kind = forms.ChoiceField(
        label=_("その人の関わり"), choices=PartyKind.choices, initial=PartyKind.INVOLVED, required=False
    )
    indicator = forms.CharField(
        label=_("手がかり"), max_length=400, required=False, help_text=_("不審なアドレス、URL、ファイル名など。")
    )
    indicator_kind = forms.ChoiceField(
        label=_("手がかりの種類"), choices=IndicatorKind.choices, initial=IndicatorKind.OTHER, required=False
    )
    minutes = forms.IntegerField(label=_("かかった時間（分）"), min_value=0, max_value=1440, required=False)

    def __init__(
        self,
        *args: Any,
        assets: Iterable[Asset],
        people: Iterable[Person],
        roles: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if roles:
            self.fields["role"] = forms.ChoiceField(
                label=_("どの役としてか"), choices=[("", _("（役なし）")), *roles], required=False
            )
            self.order_fields(["kind", "role"])
        self.fields["asset"].offer(assets, str, empty=_("（なし）"))  # type: ignore[attr-defined]
        self.fields["party"].offer(people, lambda person: person.shown_name, empty=_("（なし）"))  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """The right words for a line."""

    at = MomentField(label=_("起きた日時"))
    text = forms.CharField(label=_("正しい内容"), widget=TALL)


class HandOverForm(forms.Form):
    """A change of shift."""

    to = Pick(label=_("次の担当者"))
    text = forms.CharField(
        label=_("引き継ぐこと"), widget=TALL, help_text=_("いまの状況、待っている返事、次にすること。")
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class TickForm(forms.Form):
    """A step is done."""

    at = MomentField(label=_("済んだ日時"))
    by = Pick(label=_("行った人"), required=False)
    text = forms.CharField(label=_("結果や気づいたこと"), widget=LOW, required=False)
    minutes = forms.IntegerField(label=_("かかった時間（分）"), min_value=0, max_value=1440, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].offer(people, lambda person: person.shown_name, empty=_("自分"))  # type: ignore[attr-defined]


class PressForm(forms.Form):
    """Nothing to fill in: pressing the button is the act."""


class ReasonForm(forms.Form):
    """Why something is not done or is changed."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=LOW)


class PaperTicksForm(forms.Form):
    """Times from a printed playbook, one field a step."""

    def __init__(self, *args: Any, tasks: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {f"task_{task.pk}": task for task in tasks}
        for name, task in self.tasks.items():
            self.fields[name] = MomentField(label=task.text, required=False)

    def done(self) -> list[tuple[Task, Any]]:
        """The steps with a time."""
        return [(task, self.cleaned_data[name]) for name, task in self.tasks.items() if self.cleaned_data[name]]


class TaskForm(forms.Form):
    """A step of one's own."""

    text = forms.CharField(label=_("すること"), max_length=400, widget=LOW)
    owner = forms.ChoiceField(label=_("行う人"), choices=owner_choices)
    says = forms.CharField(label=_("だれが決めるか"), max_length=120, required=False)
    due_at = MomentField(label=_("期限"), required=False)


class ClockDoneForm(forms.Form):
    """A limit was kept."""

    done_at = MomentField(label=_("済んだ日時"))
    note_text = forms.CharField(label=_("だれに、どう伝えたか"), max_length=400, widget=LOW, required=False)


class ClockNotForm(forms.Form):
    """It is not done, because."""

    why_not = forms.CharField(label=_("行わない理由"), max_length=400, widget=LOW)


LENGTH = _("数字だけを書き、次の欄で単位を選びます。例: 3 と「開庁日」で、3開庁日のうちに。")


class ClockAdjustForm(forms.Form):
    """Another limit in this case."""

    amount = forms.IntegerField(label=_("期間"), min_value=0, max_value=1000, help_text=LENGTH)
    unit = forms.ChoiceField(label=_("単位"), choices=Unit.choices)
    owner = forms.ChoiceField(label=_("行う人"), choices=owner_choices)
    reason = forms.CharField(label=_("変える理由"), max_length=400, widget=LOW)


class ClockAddForm(forms.Form):
    """A limit of one's own."""

    title = forms.CharField(label=_("すること"), max_length=160)
    ground_kind = forms.ChoiceField(label=_("根拠の種類"), choices=GroundKind.choices)
    ground = forms.CharField(label=_("根拠"), max_length=400, widget=LOW)
    owner = forms.ChoiceField(label=_("行う人"), choices=owner_choices)
    amount = forms.IntegerField(label=_("期間"), min_value=0, max_value=1000, help_text=LENGTH)
    unit = forms.ChoiceField(label=_("単位"), choices=Unit.choices)


class RestrictForm(forms.Form):
    """Who may see it, and why so few."""

    reason = forms.CharField(label=_("取扱いを限る理由"), max_length=200)
    people = PickMany(
        label=_("見てよい人"), required=False, help_text=_("議長、副議長、事務局長、管理者のほかに見てよい人。")
    )
    kept_from = PickMany(
        label=_("この事案を見せない人"),
        required=False,
        help_text=_("事案に関わる人。議長や管理者であっても、見られなくなります。"),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(people)
        for name in ("people", "kept_from"):
            self.fields[name].offer(found, lambda person: person.shown_name)  # type: ignore[attr-defined]


class KeptFromForm(forms.Form):
    """From whom a restricted case is kept, and why."""

    people = PickMany(label=_("この事案を見せない人"), required=False)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class OtherCaseForm(forms.Form):
    """Another case."""

    other = Pick(label=_("ほかの事案"))
    reason = forms.CharField(label=_("関係・理由"), max_length=200)

    def __init__(self, *args: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].offer(cases, lambda case: f"{case.code} {case.title}")  # type: ignore[attr-defined]


class AssetForm(forms.Form):
    """An asset that is concerned."""

    asset = Pick(label=_("資産"))
    effect = forms.ChoiceField(label=_("影響"), choices=AssetEffect.choices)
    note_text = forms.CharField(label=_("説明"), max_length=200, required=False)

    def __init__(self, *args: Any, assets: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].offer(assets, str)  # type: ignore[attr-defined]


class VisitsForm(forms.Form):
    """Visits that a case concerns."""

    visits = PickMany(label=_("入室の記録"))
    about = forms.CharField(
        label=_("事案との関わり"), max_length=200, required=False, help_text=_("選んだ記録のすべてに付きます。")
    )


class SpendForm(forms.Form):
    """Hours or yen."""

    person = Pick(label=_("働いた人"), required=False)
    minutes = forms.IntegerField(label=_("かかった時間（分）"), min_value=0, max_value=14400, required=False)
    yen = forms.IntegerField(label=_("かかった費用（円）"), min_value=0, required=False)
    what = forms.CharField(label=_("内容"), max_length=200)
    on = forms.DateField(label=_("日付"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=_("（費用だけ）"))  # type: ignore[attr-defined]
