"""Forms of stock-taking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking.rules import SHEETS

KINDS = [
    (kind.value, kind.label) for kind in (AssetKind.DEVICE, AssetKind.MEDIA, AssetKind.INFORMATION, AssetKind.DOCUMENT)
]


class TakeForm(forms.Form):
    """A round: what it covers."""

    title = forms.CharField(label=_("件名"), max_length=120)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    kinds = forms.MultipleChoiceField(
        label=_("種別"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("選ばなければ、すべて。"),
    )  # fmt: skip
    units = PickMany(label=_("会派・部署"), required=False, help_text=_("選ばなければ、すべて。"))
    note = forms.CharField(label=_("備考"), max_length=400, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].offer(units, lambda unit: unit.name)  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """A whole room, read one after another or copied from the paper list."""

    place = Pick(label=_("部屋・場所"))
    marks = forms.CharField(
        label=_("読み取った符号・管理番号・製造番号"),
        widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}),
        help_text=_("一行に一つずつ。バーコードリーダーで続けて読めます。紙の一覧の番号を書き写しても構いません。"),
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Asking the holders."""

    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    message = forms.CharField(label=_("お願いの文"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SettleForm(forms.Form):
    """What came of a task."""

    outcome = forms.CharField(label=_("調べた結果"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class HandleForm(forms.Form):
    """What was done about a finder's note."""

    outcome = forms.CharField(label=_("対応の内容"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    is_back = forms.BooleanField(label=_("手元に戻った"), required=False)


class AssignForm(forms.Form):
    """Who looks into it by when."""

    person = Pick(label=_("調べる人"), required=False)
    due_on = forms.DateField(label=_("期限"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=_("（まだ決めない）"))  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """Media counted in a place."""

    place = Pick(label=_("場所"))
    found = forms.IntegerField(label=_("あった本数"), min_value=0, max_value=9999)
    note = forms.CharField(label=_("気づいたこと"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)  # type: ignore[attr-defined]


class LabelForm(forms.Form):
    """Which labels on which sheet."""

    sheet = forms.ChoiceField(
        label=_("ラベル用紙"), choices=[(key, sheet.title) for key, sheet in SHEETS.items()], widget=forms.RadioSelect,
        initial="a4-24",
    )  # fmt: skip
    start = forms.IntegerField(
        label=_("印刷を始める面"),
        min_value=1,
        max_value=65,
        initial=1,
        help_text=_("使いかけの用紙では、左上から数えて。"),
    )
    kind = forms.ChoiceField(label=_("種別"), required=False, choices=[("", _("すべて")), *KINDS])
    unit = Pick(label=_("会派・部署"), required=False)
    place = Pick(label=_("置き場所"), required=False)
    numbers = forms.CharField(
        label=_("管理番号"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行に一つずつ。書くと、この番号だけを印刷します。"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[Unit], places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, lambda unit: unit.name, empty=_("すべて"))  # type: ignore[attr-defined]
        self.fields["place"].offer(places, empty=_("すべて"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        sheet = SHEETS.get(values.get("sheet", ""))
        if sheet and values.get("start", 1) > sheet.on_a_sheet:
            self.add_error("start", _("この用紙の面数より大きい番号です。"))
        return values
