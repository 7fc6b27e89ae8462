"""Forms of exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput, lines
from sakimori.measures.exceptions.types import Ending, ExceptionKind
from sakimori.registers.assets.models import Asset

NOBODY = _("（決めない）")
ROUTES = (
    (Role.CHAIR.value, _("議長")),
    (Role.SECRETARY_GENERAL.value, _("事務局長")),
    (f"{Role.SECRETARY_GENERAL.value} {Role.CHAIR.value}", _("事務局長、そのあと議長")),
)


class OwnForm(forms.Form):
    """Somebody applies for themselves."""

    title = forms.CharField(label=_("件名"), max_length=120, help_text=_("例: 控室の古いパソコンを3月まで使う"))
    clause_path = forms.ChoiceField(label=_("どの決まりの例外か"))
    what = forms.CharField(label=_("認めてほしいこと"), widget=lines(3), max_length=2000)
    reason = forms.CharField(label=_("理由"), widget=lines(3), max_length=2000)
    substitute = forms.CharField(
        label=_("代わりに行うこと"), widget=lines(3), max_length=2000, help_text=_("危険を減らすために、何をするか。")
    )
    from_date = forms.DateField(label=_("開始日"), widget=DateInput)
    to_date = forms.DateField(label=_("終了日"), widget=DateInput, help_text=_("1年まで。"))

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_path"].choices = [("", _("（選んでください）")), *clauses]  # type: ignore[attr-defined]


class ExceptionForm(OwnForm):
    """The office applies for somebody or something."""

    kind = forms.ChoiceField(label=_("種類"), choices=ExceptionKind.choices)
    duty = forms.ChoiceField(label=_("確認項目"), required=False, help_text=_("決まっていれば選びます。"))
    risk = forms.CharField(label=_("考えられる影響"), widget=lines(2), max_length=2000, required=False)
    person = Pick(label=_("対象となる人"), required=False)
    unit = Pick(label=_("対象の部署・会派"), required=False)
    asset = Pick(label=_("対象の資産"), required=False)
    covers = forms.CharField(label=_("そのほかの対象"), max_length=200, required=False)
    warn_days = forms.IntegerField(label=_("終了日の何日前に知らせるか"), min_value=1, max_value=180, initial=30)
    is_emergency = forms.BooleanField(
        label=_("緊急のため、承認の前に使った（事後の申請）"),
        required=False,
        help_text=_("開始日に、使い始めた日を入力します。速やかに決裁を受けてください。"),
    )
    improvement = Pick(
        label=_("改善措置"), required=False, help_text=_("この例外の間に直すことが、改善措置にあれば選びます。")
    )
    route = forms.ChoiceField(label=_("承認する人"), choices=ROUTES)

    field_order = (
        "kind", "title", "clause_path", "duty", "what", "reason", "risk", "substitute", "person", "unit", "asset",
        "covers", "is_emergency", "from_date", "to_date", "warn_days", "improvement", "route",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        duties: Iterable[tuple[str, str]],
        people: Iterable[Person],
        units: Iterable[Unit],
        assets: Iterable[Asset],
        improvements: Iterable[Improvement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_path"].required = False
        self.fields["duty"].choices = [("", _("（選ばない）")), *duties]  # type: ignore[attr-defined]
        self.fields["person"].offer(people, lambda one: one.shown_name, empty=NOBODY)  # type: ignore[attr-defined]
        self.fields["unit"].offer(units, lambda one: one.name, empty=NOBODY)  # type: ignore[attr-defined]
        self.fields["asset"].offer(assets, empty=NOBODY)  # type: ignore[attr-defined]
        self.fields["improvement"].offer(  # type: ignore[attr-defined]
            improvements, lambda one: f"{one.number} {one.title}", empty=_("（なし）")
        )


class ExtendForm(forms.Form):
    """The same for longer."""

    to_date = forms.DateField(label=_("新しい終了日"), widget=DateInput)
    reason = forms.CharField(label=_("延長する理由"), widget=lines(3), max_length=2000)
    substitute = forms.CharField(label=_("代わりに行うこと"), widget=lines(3), max_length=2000)
    route = forms.ChoiceField(label=_("承認する人"), choices=ROUTES)


class EndForm(forms.Form):
    """How it came to its end."""

    ending = forms.ChoiceField(
        label=_("終わり方"),
        choices=[(one.value, one.label) for one in (Ending.KEPT_AGAIN, Ending.WITHDRAWN)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("確かめたこと・理由"), widget=lines(3), max_length=400)


class PaperDecisionForm(forms.Form):
    """A decision that was made on paper."""

    is_approval = forms.ChoiceField(
        label=_("決定"), choices=[("yes", _("承認")), ("no", _("不承認"))], widget=forms.RadioSelect
    )
    person = Pick(label=_("決定した人"))
    decided_on = forms.DateField(label=_("決定日"), widget=DateInput)
    decision_number = forms.CharField(label=_("決裁番号"), max_length=60, required=False)
    note = forms.CharField(label=_("条件・意見"), max_length=400, required=False, widget=lines(2))
    same_person_reason = forms.CharField(label=_("申請者と承認者が同じ理由"), max_length=400, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda one: one.shown_name, empty=_("（選んでください）"))  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The list was gone through."""

    reviewed_on = forms.DateField(label=_("見直した日"), widget=DateInput)
    meeting = forms.CharField(label=_("会議・見た人"), max_length=120, required=False)
    note = forms.CharField(
        label=_("結果"), widget=lines(3), max_length=2000, help_text=_("続ける理由、減らせるものなど。")
    )
