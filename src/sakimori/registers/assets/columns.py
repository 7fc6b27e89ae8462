"""Columns of the list: what people may choose to see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown
from sakimori.registers.assets.models import Asset


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its official name and what it shows of a row (a text or a day)."""

    label: Promise | str
    show: Callable[[Asset], Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row."""

    label: Promise | str
    value: Any

    @property
    def is_day(self) -> bool:
        """Whether it is written in eras."""
        return isinstance(self.value, date)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as the page shows it."""

    asset: Asset
    cells: tuple[Cell, ...]


def _chosen(name: str) -> Callable[[Asset], str]:
    return lambda asset: str(getattr(asset, f"get_{name}_display")())


def _plain(name: str) -> Callable[[Asset], Any]:
    return lambda asset: getattr(asset, name)


def custodian_of(asset: Asset) -> str:
    """The post, the person, or both."""
    named = [asset.custodian_post.title if asset.custodian_post else "", str(asset.custodian or "")]
    return " ".join(filter(None, named))


def class_of(asset: Asset) -> str:
    """The class at a glance: confidentiality, then whether there are personal data."""
    personal = _t("個人情報") if asset.has_personal_data else ""
    return "・".join(filter(None, [str(asset.get_confidentiality_display()), personal]))


HOLDER: Final = "holder"

COLUMNS: Final[Mapping[str, ListColumn]] = {
    "kind": ListColumn(_("種別"), _chosen("kind")),
    "category": ListColumn(_("細別"), _chosen("category")),
    "state": ListColumn(_("状態"), _chosen("state")),
    "unit": ListColumn(_("所管"), lambda asset: str(asset.unit or "")),
    "place": ListColumn(_("置き場所"), lambda asset: str(asset.place or "")),
    "custodian": ListColumn(_("管理責任者"), custodian_of),
    HOLDER: ListColumn(_("貸出先"), lambda asset: ""),
    "class": ListColumn(_("分類"), class_of),
    "owner_kind": ListColumn(_("所有"), _chosen("owner_kind")),
    "owner_name": ListColumn(_("貸主・所有者"), _plain("owner_name")),
    "owner_number": ListColumn(_("貸主の管理番号"), _plain("owner_number")),
    "zone": ListColumn(_("ネットワーク"), _chosen("zone")),
    "maker": ListColumn(_("メーカー"), _plain("maker")),
    "model": ListColumn(_("型番"), _plain("model")),
    "serial": ListColumn(_("製造番号"), _plain("serial")),
    "phone_number": ListColumn(_("電話番号"), _plain("phone_number")),
    "introduced_on": ListColumn(_("導入日"), _plain("introduced_on")),
    "lease_to": ListColumn(_("リース終了日"), _plain("lease_to")),
    "support_ends_on": ListColumn(_("サポート終了日"), _plain("support_ends_on")),
    "retention_until": ListColumn(_("保存期間の満了日"), _plain("retention_until")),
    "note": ListColumn(_("備考"), _plain("note")),
}
DAYS: Final = frozenset({"introduced_on", "lease_to", "support_ends_on", "retention_until"})
DEFAULT: Final = ("kind", "state", "place", HOLDER, "custodian", "class")


def shown_columns(keys: list[str]) -> tuple[Shown, ...]:
    """The chosen columns for a file, number and name first; a row is an asset with the name of who has it."""

    def column(key: str, made: ListColumn) -> Shown:
        kind = Kind.DATE if key in DAYS else Kind.TEXT
        if key == HOLDER:
            return Shown(key, made.label, lambda row: row[1])
        return Shown(key, made.label, lambda row: made.show(row[0]), kind)

    head = (
        Shown("number", _("管理番号"), lambda row: row[0].number),
        Shown("name", _("名称"), lambda row: row[0].name, width=30),
    )
    return (*head, *(column(key, COLUMNS[key]) for key in COLUMNS if key in keys))


def list_rows(assets: tuple[Asset, ...], keys: list[str], holders: Mapping[UUID, str]) -> list[ListRow]:
    """The rows with the chosen columns."""
    shown = [(key, COLUMNS[key]) for key in COLUMNS if key in keys]
    return [
        ListRow(
            asset,
            tuple(
                Cell(column.label, holders.get(asset.pk, "") if key == HOLDER else column.show(asset))
                for key, column in shown
            ),
        )
        for asset in assets
    ]
