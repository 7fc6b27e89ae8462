"""Forms about what inventory sources report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import Pick
from sakimori.registers.assets.inventories import LAYOUTS, source_name
from sakimori.registers.assets.models import Asset, InventorySource, ReportedDevice


class SourceForm(forms.Form):
    """Of which source a list is, and how it is laid out."""

    source = Pick(label=_("出どころ"), required=False)
    new_source = forms.CharField(
        label=_("新しい出どころの名前"),
        required=False,
        max_length=80,
        help_text=_("例: 端末管理サービス（MDM）。同じ出どころの一覧は、いつも同じ名前で取り込みます。"),
    )
    layout = forms.ChoiceField(label=_("形式"), required=False, help_text=_("空欄なら、見出しの行から判断します。"))

    def __init__(self, data: Any, *args: Any, offered: Iterable[InventorySource], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["source"].offer(offered, empty=_t("（新しい出どころ）"))  # type: ignore[attr-defined]
        named = [(layout.key, layout.title) for layout in LAYOUTS]
        self.fields["layout"].choices = [("", _t("見出しから判断する")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        picked = values.get("source")
        # A name that was typed is meant: the choice above may just have been left as it was.
        values["name"] = source_name(values.get("new_source", "")) or (picked.name if picked else "")
        if not values["name"] and not self.errors:
            self.add_error("new_source", _t("出どころを選ぶか、新しい名前を書いてください。"))
        return values


class UploadForm(SourceForm):
    """A list as the tool gave it."""

    file = forms.FileField(
        label=_("機器一覧のファイル"),
        help_text=_("ExcelブックかCSV。20MBまで。ツールから書き出したまま、列を消さずに選んでください。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class LinkForm(forms.Form):
    """Which asset of the register a device is."""

    asset = Pick(label=_("台帳の資産"), required=False)

    def __init__(self, data: Any, *, offered: Iterable[Asset], device: ReportedDevice) -> None:
        super().__init__(data, initial={"asset": str(device.asset_id or "")})
        is_linked = device.asset_id is not None
        self.fields["asset"].required = not is_linked
        empty = _t("（どの資産にも結び付けない）") if is_linked else _t("選んでください")
        self.fields["asset"].offer(offered, _label, empty=empty)  # type: ignore[attr-defined]


def _label(asset: Asset) -> str:
    return " ".join(filter(None, (asset.number, asset.name, asset.model, asset.serial)))


class IgnoreForm(forms.Form):
    """Why a device is not on the register."""

    reason = forms.CharField(
        label=_("台帳に載せない理由"), max_length=200, help_text=_("例: 市の所有で、議会では使っていない。")
    )
