"""Forms of upkeep. Rows to choose from are offered by the view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput, MomentField, SuggestedField, lines
from sakimori.registers.assets.models import Asset
from sakimori.registers.upkeep.models import Work
from sakimori.registers.upkeep.types import WorkKind, WorkResult

CHOOSE = _("（選んでください）")
KNOWN = _("台帳にある事業者は、候補から選ぶと、その事業者のページとつながります。台帳にない会社も書けます。")
ROUTES = (
    ("", _("受けない")),
    (Role.SECRETARY_GENERAL.value, _("事務局長")),
    (Role.CHAIR.value, _("議長")),
    (f"{Role.SECRETARY_GENERAL.value} {Role.CHAIR.value}", _("事務局長、そのあと議長")),
)


class PlanForm(forms.Form):
    """What will be done."""

    asset = Pick(label=_("システム・機器"))
    kind = forms.ChoiceField(label=_("種類"), choices=WorkKind.choices)
    title = forms.CharField(label=_("件名"), max_length=120)
    reason = forms.CharField(label=_("内容と理由"), widget=lines(3), max_length=2000)
    planned_on = forms.DateField(label=_("予定日"), widget=DateInput)
    company = SuggestedField(label=_("事業者"), max_length=120, required=False, help_text=KNOWN)
    operator = forms.CharField(label=_("作業する人"), max_length=120, required=False)
    person = Pick(label=_("担当する職員"), required=False)
    before = forms.CharField(
        label=_("作業前の状態"), widget=lines(3), max_length=2000, required=False, help_text=_("版、設定など。")
    )
    way_back = forms.CharField(
        label=_("戻し方"),
        widget=lines(3),
        max_length=2000,
        required=False,
        help_text=_("うまくいかないときに戻す手順。"),
    )
    test = forms.CharField(
        label=_("確かめ方"),
        widget=lines(3),
        max_length=2000,
        required=False,
        help_text=_("終わったあとに、何を見るか。"),
    )
    route = forms.ChoiceField(label=_("決裁"), choices=ROUTES, required=False)

    def __init__(
        self, *args: Any, assets: Iterable[Asset], people: Iterable[Person], companies: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].suggest(companies)  # type: ignore[attr-defined]
        self.fields["asset"].offer(assets, empty=CHOOSE)  # type: ignore[attr-defined]
        self.fields["person"].offer(people, lambda one: one.shown_name, empty=_("（決めない）"))  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """What was done and how it turned out."""

    done_on = forms.DateField(label=_("実施日"), widget=DateInput)
    operator = forms.CharField(label=_("作業した人"), max_length=120, required=False)
    result = forms.ChoiceField(label=_("結果"), choices=WorkResult.choices, widget=forms.RadioSelect)
    after = forms.CharField(label=_("作業後の状態"), widget=lines(3), max_length=2000)
    tested = forms.CharField(label=_("確かめた結果"), widget=lines(3), max_length=2000, required=False)
    unapproved_reason = forms.CharField(
        label=_("承認の前に行った理由"), max_length=400, required=False, help_text=_("承認の前に行ったときだけ。")
    )


class ReasonForm(forms.Form):
    """Why it is called off."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=lines(2))


class VisitForm(forms.Form):
    """For which work somebody came in."""

    work = Pick(label=_("変更・保守の記録"), required=False)

    def __init__(self, *args: Any, works: Iterable[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work"].offer(  # type: ignore[attr-defined]
            works, lambda one: f"{one.number} {one.title}（{one.asset}）", empty=_("（なし）")
        )


class WindowForm(forms.Form):
    """A time in which somebody outside may come in."""

    asset = Pick(label=_("システム・機器"))
    work = Pick(label=_("変更・保守の記録"), required=False)
    company = SuggestedField(label=_("事業者"), max_length=120, help_text=KNOWN)
    operator = forms.CharField(label=_("接続する人"), max_length=120)
    means = forms.CharField(label=_("接続の方法"), max_length=120, help_text=_("例: 保守用の回線、画面共有のソフト"))
    purpose = forms.CharField(label=_("目的"), max_length=200)
    from_at = MomentField(label=_("開始"))
    until_at = MomentField(label=_("終了"))
    allowed_by = Pick(label=_("認めた人"))

    def __init__(
        self,
        *args: Any,
        assets: Iterable[Asset],
        works: Iterable[Work],
        people: Iterable[Person],
        companies: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].suggest(companies)  # type: ignore[attr-defined]
        self.fields["asset"].offer(assets, empty=CHOOSE)  # type: ignore[attr-defined]
        self.fields["work"].offer(works, lambda one: f"{one.number} {one.title}", empty=_("（なし）"))  # type: ignore[attr-defined]
        self.fields["allowed_by"].offer(people, lambda one: one.shown_name, empty=CHOOSE)  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """The connection is switched on."""

    opened_at = MomentField(label=_("開けた時刻"))


class CloseForm(forms.Form):
    """The connection is switched off."""

    closed_at = MomentField(label=_("閉じた時刻"))
    done = forms.CharField(label=_("行われたこと"), widget=lines(3), max_length=2000)
    late_reason = forms.CharField(
        label=_("終了より後に閉じた理由"), max_length=400, required=False, help_text=_("終了の時刻を過ぎたときだけ。")
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in."""
