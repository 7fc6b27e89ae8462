"""Forms of the asset register. Rows to choose from are offered by the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.assets.columns import COLUMNS
from sakimori.registers.assets.filters import NONE
from sakimori.registers.assets.listing import ORDERS, SIZES
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import holders
from sakimori.registers.assets.queries import Choice
from sakimori.registers.assets.rules import CATEGORIES_OF, FIELDS_OF
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind, Zone

ANY = ("", _("すべて"))
UNSET = (NONE, _("未登録"))
ROWS: Mapping[str, str] = {"unit": "units", "place": "places", "custodian_post": "posts", "custodian": "persons"}
"""Fields that point to rows, and the name under which the view offers those."""

Offered = Mapping[str, Iterable[Any]]


class FilterForm(forms.Form):
    """What part of the register to show; kept in the address."""

    text = forms.CharField(
        label=_("探す言葉"),
        required=False,
        max_length=120,
        help_text=_("番号、名称、製造番号、メーカー、型番、電話番号、備考など。"),
    )
    kind = forms.ChoiceField(label=_("種別"), required=False, choices=[ANY, *AssetKind.choices])
    state = forms.ChoiceField(
        label=_("状態"),
        required=False,
        choices=[
            ("", _("台帳にあるもの")),
            *AssetState.choices,
            ("gone", _("台帳から外れたもの")),
            ("all", _("すべて")),
        ],
    )
    category = forms.ChoiceField(label=_("細別"), required=False, choices=[ANY, *Category.choices, UNSET])
    unit = forms.ChoiceField(label=_("所管"), required=False)
    place = forms.ChoiceField(label=_("置き場所"), required=False)
    owner_kind = forms.ChoiceField(label=_("所有"), required=False, choices=[ANY, *OwnerKind.choices])
    zone = forms.ChoiceField(label=_("ネットワーク"), required=False, choices=[ANY, *Zone.choices, UNSET])
    group = forms.ChoiceField(
        label=_("分類"),
        required=False,
        choices=[
            ANY,
            ("1", _("機密性1")),
            ("2up", _("機密性2以上")),
            ("personal", _("個人情報あり")),
            (NONE, _("未分類")),
        ],
    )
    custodian = forms.ChoiceField(
        label=_("管理責任者"), required=False, choices=[ANY, (NONE, _("在任の管理責任者がいないもの"))]
    )
    lent = forms.ChoiceField(label=_("貸出"), required=False, choices=[ANY, ("yes", _("貸出中")), ("no", _("手元"))])
    holder = forms.CharField(label=_("貸出先の氏名"), required=False, max_length=80)
    on = forms.DateField(
        label=_("いつの台帳か"), required=False, widget=DateInput, help_text=_("空欄なら今日。過去の日も選べます。")
    )
    order = forms.ChoiceField(label=_("並べ方"), required=False, choices=list(ORDERS.items()))
    size = forms.TypedChoiceField(
        label=_("一度に表示する件数"),
        required=False,
        coerce=int,
        empty_value=str(SIZES[0]),
        choices=[(n, str(n)) for n in SIZES],
    )
    col = forms.MultipleChoiceField(
        label=_("表示する列"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, column.label) for key, column in COLUMNS.items()],
    )

    def __init__(self, data: Any, *, units: Iterable[Choice], places: Iterable[Choice]) -> None:
        super().__init__(data)
        for name, rows in {"unit": units, "place": places}.items():
            self.fields[name].choices = [ANY, *rows, UNSET]  # type: ignore[attr-defined]
        if holders() is None:
            del self.fields["lent"], self.fields["holder"]

    @property
    def further(self) -> list[forms.BoundField]:
        """The filters below the fold."""
        first = {"text", "kind", "state", "col", "order", "size"}
        return [bound for bound in self if bound.name not in first]

    @property
    def is_narrowed(self) -> bool:
        """Whether any of the filters below the fold is in use."""
        return any(bound.value() for bound in self.further)


class AssetForm(forms.Form):
    """An asset of one kind: only its fields, as the table declares them. The action checks and stores."""

    def __init__(self, data: Any, *, kind: AssetKind | str, offered: Offered, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        kind = AssetKind(kind)
        made = {name: _field(name, kind, offered) for name in FIELDS_OF[kind]}
        self.fields.update(made)


def _field(name: str, kind: AssetKind, offered: Offered) -> forms.Field:
    column = cast("models.Field[Any, Any]", Asset._meta.get_field(name))
    if name in ROWS:
        pick = Pick(label=column.verbose_name, required=False)
        pick.offer(offered[ROWS[name]], _LABELS.get(name, str), empty=_t("（決めていない）"))
        return pick
    if name == "category":
        choices = [(choice.value, choice.label) for choice in CATEGORIES_OF[kind]]
        return forms.ChoiceField(label=column.verbose_name, choices=[("", _t("選んでください")), *choices])
    if name == "number":
        return forms.CharField(
            label=column.verbose_name, max_length=40, required=False, help_text=_("空欄なら、次の番号を付けます。")
        )
    made = cast("forms.Field", column.formfield())
    if isinstance(made, forms.ChoiceField) and not made.required:
        made.choices = [("", _t("（決めていない）")), *((value, label) for value, label in column.flatchoices if value)]
    if isinstance(made, forms.DateField):
        made.widget = DateInput()
    if isinstance(made.widget, forms.Textarea) or name == "note":
        made.widget = forms.Textarea(attrs={"rows": 3})
    return made


def _post_label(post: Any) -> str:
    return f"{post.unit.name} {post.title}"


_LABELS: Mapping[str, Callable[[Any], str]] = {"custodian_post": _post_label}


class StateForm(forms.Form):
    """An asset moves in its life."""

    state = forms.ChoiceField(label=_("新しい状態"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("いつから"), widget=DateInput)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, data: Any, *, states: Iterable[AssetState], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["state"].choices = [(state.value, state.label) for state in states]  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """The same change to several assets. What stays empty is not touched."""

    state = forms.ChoiceField(label=_("状態"), required=False)
    unit = Pick(label=_("所管（会派・部署）"), required=False)
    place = Pick(label=_("置き場所"), required=False)
    custodian_post = Pick(label=_("管理責任者（職）"), required=False)
    custodian = Pick(label=_("管理責任者（人）"), required=False)
    zone = forms.ChoiceField(label=_("ネットワーク"), required=False)
    owner_kind = forms.ChoiceField(label=_("所有"), required=False)
    reason = forms.CharField(
        label=_("理由"), required=False, max_length=200, help_text=_("状態を変えるときは、必ず書いてください。")
    )

    def __init__(self, data: Any, *, offered: Offered, states: Iterable[AssetState]) -> None:
        super().__init__(data)
        same = _t("変えない")
        for name, rows in ROWS.items():
            self.fields[name].offer(offered[rows], _LABELS.get(name, str), empty=same)  # type: ignore[attr-defined]
        chosen = [(state.value, state.label) for state in states]
        for name, choices in {"state": chosen, "zone": Zone.choices, "owner_kind": OwnerKind.choices}.items():
            self.fields[name].choices = [("", same), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("state") and not values.get("reason", "").strip():
            self.add_error("reason", _t("状態を変える理由を書いてください。"))
        if not any(values.get(name) for name in self.fields if name != "reason") and not self.errors:
            raise forms.ValidationError(_t("変える項目を、少なくとも一つ選んでください。"))
        return values


class FileForm(forms.Form):
    """A photo, a manual, a specification."""

    file = forms.FileField(
        label=_("ファイル"),
        help_text=_("写真、PDF、Word、Excel、テキスト。20 MB まで。写真の撮影場所などは消してから保存します。"),
    )
    title = forms.CharField(label=_("件名"), max_length=120, required=False)


class DayForm(forms.Form):
    """A day."""

    on = forms.DateField(label=_("いつの台帳か"), required=False, widget=DateInput)
