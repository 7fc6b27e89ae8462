"""Forms of risks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick, ShortChoice
from sakimori.foundation.ui.forms import DateInput, lines
from sakimori.measures.risks.actions import Judgement
from sakimori.measures.risks.queries import RiskRow
from sakimori.measures.risks.types import Answer, AssetGroup, Chance, Harm, Level, Threat
from sakimori.registers.assets.models import Asset

NOBODY = _("（決めない）")


def _step(label: Any, choices: Any, *, required: bool = True) -> ShortChoice:
    return ShortChoice(label=label, choices=choices, required=required)


class StartForm(forms.Form):
    """Which shipped scenarios concern the assembly: a field for each group of threats, a box for each group of assets."""

    owner = Pick(
        label=_("リスクの担当者"),
        required=False,
        help_text=_("加えるリスクの全部の担当者です。あとで一つずつ変えられます。"),
    )

    def __init__(
        self, *args: Any, people: Iterable[Person], offered: Mapping[Threat, Sequence[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=NOBODY)  # type: ignore[attr-defined]
        for threat, choices in offered.items():
            self.fields[threat.short] = forms.MultipleChoiceField(
                label=threat.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
                initial=[key for key, _words in choices],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(threat.short) for threat in Threat):
            raise forms.ValidationError(_t("加えるシナリオを一つ以上選んでください。"))
        return values

    def pairs(self) -> list[tuple[str, str]]:
        """(scenario, group of assets) of every box that was ticked."""
        ticked = [pair for threat in Threat for pair in self.cleaned_data.get(threat.short, ())]
        return [(key, group) for key, _colon, group in (pair.partition(":") for pair in ticked)]


class RiskForm(forms.Form):
    """A risk in the assembly's own words."""

    threat = forms.ChoiceField(label=_("脅威の区分"), choices=Threat.choices)
    title = forms.CharField(label=_("件名"), max_length=120, help_text=_("例: 委員会室のパソコンを来庁者に見られる"))
    happens = forms.CharField(label=_("何が起きるか"), max_length=400, widget=lines(2))
    loses = forms.CharField(label=_("何を失うか"), max_length=400, widget=lines(2))
    asset_group = forms.ChoiceField(label=_("資産の区分"), choices=AssetGroup.choices)
    asset = Pick(label=_("対象の資産"), required=False, help_text=_("一つの資産についてのリスクのときだけ選びます。"))
    owner = Pick(label=_("リスクの担当者"), required=False)
    duties = forms.MultipleChoiceField(
        label=_("いまの対策（確認項目）"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("選んだ項目が守られなくなると、このリスクのページで分かります。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Iterable[Person], assets: Iterable[Asset], duties: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=NOBODY)  # type: ignore[attr-defined]
        self.fields["asset"].offer(  # type: ignore[attr-defined]
            assets, lambda asset: f"{asset.number} {asset.name}", empty=_("（区分の全体）")
        )
        self.fields["duties"].choices = duties  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """A group of threats at once: two questions a risk, or one tap where it is as it was.

    A risk of which nothing is answered is left for another day; so nothing is chosen beforehand.
    """

    assessed_on = forms.DateField(label=_("評価した日"), widget=DateInput)

    def __init__(self, *args: Any, rows: Sequence[RiskRow], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        for row in rows:
            key = str(row.risk.pk)
            self.fields[f"chance-{key}"] = _step(_("どのくらい起きそうですか"), Chance.choices, required=False)
            self.fields[f"harm-{key}"] = _step(_("起きたら、どのくらい困りますか"), Harm.choices, required=False)
            self.fields[f"note-{key}"] = forms.CharField(label=_("そう判断した理由"), max_length=400, required=False)
            if row.last is not None:
                self.fields[f"same-{key}"] = forms.BooleanField(label=_("見直して、前と同じと判断した"), required=False)

    def lines(self) -> list[tuple[RiskRow, list[forms.BoundField]]]:
        """Each risk with its fields, for the page."""
        names = [(row, [f"{name}-{row.risk.pk}" for name in ("same", "chance", "harm", "note")]) for row in self.rows]
        return [(row, [self[name] for name in own if name in self.fields]) for row, own in names]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for row in self.rows:
            key = str(row.risk.pk)
            missing = [name for name in (f"chance-{key}", f"harm-{key}") if not values.get(name)]
            if values.get(f"same-{key}") and len(missing) < 2:
                self.add_error(f"same-{key}", _t("前と同じときは、二つの質問には答えません。"))
            elif len(missing) == 1:
                self.add_error(missing[0], _t("もう一つの質問にも答えてください。"))
        return values

    def judgements(self) -> list[Judgement]:
        """What was answered."""
        found = []
        for row in self.rows:
            chance, harm, note, same = (self._said(row, name) for name in ("chance", "harm", "note", "same"))
            if same and row.last is not None:
                found.append(Judgement(row.risk, row.last.chance, row.last.harm, note))
            elif chance and harm:
                found.append(Judgement(row.risk, int(chance), int(harm), note))
        return found

    def _said(self, row: RiskRow, name: str) -> Any:
        return self.cleaned_data.get(f"{name}-{row.risk.pk}")


class AssessForm(forms.Form):
    """One risk with everything that can be said of it."""

    assessed_on = forms.DateField(label=_("評価した日"), widget=DateInput)
    bare_chance = _step(_("対策がないとき、どのくらい起きそうですか"), Chance.choices)
    bare_harm = _step(_("対策がないとき、起きたらどのくらい困りますか"), Harm.choices)
    chance = _step(_("いまの対策で、どのくらい起きそうですか"), Chance.choices)
    harm = _step(_("いまの対策で、起きたらどのくらい困りますか"), Harm.choices)
    note = forms.CharField(label=_("そう判断した理由"), max_length=400, required=False, widget=lines(2))
    review_on = forms.DateField(
        label=_("次に見直す日"), required=False, widget=DateInput,
        help_text=_("決めた頻度より早く見直すときだけ入力します。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, bare in (("chance", "bare_chance"), ("harm", "bare_harm")):
            if values.get(name) and values.get(bare) and int(values[name]) > int(values[bare]):
                self.add_error(bare, _t("対策がないときのほうが、小さくなっています。"))
        return values


class MendForm(forms.Form):
    """What is done, by whom, until when."""

    kind = forms.ChoiceField(
        label=_("対応"), choices=[(one.value, one.label) for one in Answer.by_work()], widget=forms.RadioSelect
    )
    measure = forms.CharField(label=_("行うこと"), max_length=2000, widget=lines(3))
    owner = Pick(label=_("担当者"), required=False)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=NOBODY)  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Why the risk is accepted, what is done meanwhile, until when."""

    reason = forms.CharField(label=_("受け入れる理由"), max_length=2000, widget=lines(3))
    substitute = forms.CharField(
        label=_("その間に行うこと"), max_length=2000, widget=lines(3),
        help_text=_("起きたことに早く気づく、起きたときの備えをする、など。"),
    )  # fmt: skip
    to_date = forms.DateField(label=_("いつまで"), widget=DateInput, help_text=_("1年まで。"))
    warn_days = forms.IntegerField(label=_("終了日の何日前に知らせるか"), min_value=1, max_value=180, initial=30)


class ExcludeForm(forms.Form):
    """Why it is no matter of the assembly."""

    reason = forms.CharField(
        label=_("対象外とする理由"), max_length=400, widget=lines(2), help_text=_("例: 議会のSNSを持っていない")
    )


class IncludeForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class LineForm(forms.Form):
    """Where the line is drawn."""

    level = forms.TypedChoiceField(
        label=_("そのまま受け入れる範囲"), coerce=int, widget=forms.RadioSelect,
        choices=[
            (Level.LOW.value, _("「低」まで（「中」と「高」は、対応を決める）")),
            (Level.MIDDLE.value, _("「中」まで（「高」は、対応を決める）")),
        ],
    )  # fmt: skip
    meeting = forms.CharField(label=_("決めた会議・人"), max_length=120, help_text=_("例: 議会運営委員会、議長"))
    reason = forms.CharField(label=_("理由"), max_length=400, required=False, widget=lines(2))
