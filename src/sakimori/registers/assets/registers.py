"""The asset register as Excel and CSV: everything, or only things, or only information (AST-11).

One set of columns; what a ledger does not have stays as it is. The kind is taken from its column or, where a ledger
has none, from what the row says: a storage medium, something with a serial, else what the chosen ledger is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Register, Row
from sakimori.registers.assets.headings import CLASS_REASON, columns
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules import CATEGORIES_OF, CLASS_FIELDS
from sakimori.registers.assets.texts import plain
from sakimori.registers.assets.types import (
    AssetKind,
    Category,
)

REFERENCES: Final = ("unit", "custodian_post", "custodian", "place")
THINGS: Final = (AssetKind.DEVICE, AssetKind.MEDIA, AssetKind.SYSTEM, AssetKind.ACCOUNT)
CONTENTS: Final = (AssetKind.INFORMATION, AssetKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the register that an office keeps as a ledger of its own."""

    name: str
    title: Promise
    kinds: tuple[AssetKind, ...]
    default: AssetKind


ALL = Scope("assets.assets", _("資産台帳（すべて）"), tuple(AssetKind), AssetKind.DEVICE)
DEVICES = Scope("assets.devices", _("機器・媒体の台帳"), THINGS, AssetKind.DEVICE)
INFORMATION = Scope("assets.information", _("情報資産・文書の台帳"), CONTENTS, AssetKind.INFORMATION)


def register(on: date, scope: Scope = ALL) -> Register:
    """The register, or one of its parts; rows are those of the present."""
    return Register(
        name=scope.name,
        title=scope.title,
        columns=columns(),
        key_columns=("number",),
        export_rows=lambda: _rows(scope),
        id_key="id",
        check_row=_Checks(scope),
    )


def devices(on: date) -> Register:
    """Devices, media, systems, accounts."""
    return register(on, DEVICES)


def information(on: date) -> Register:
    """Information and documents."""
    return register(on, INFORMATION)


_VALUES: Final = tuple(column.key for column in columns() if column.key not in {*REFERENCES, CLASS_REASON})


def _rows(scope: Scope) -> Iterator[Row]:
    names = ("id", *_VALUES, *(f"{name}_id" for name in REFERENCES))
    keys = ("id", *_VALUES, *REFERENCES)
    rows = Asset.objects.filter(kind__in=scope.kinds).order_by("number", "id").values_list(*names)
    for row in rows.iterator(chunk_size=2000):
        found = dict(zip(keys, row, strict=True))
        found["id"] = str(found["id"])
        found[CLASS_REASON] = ""
        yield found


def kind_of_row(row: Row, scope: Scope) -> AssetKind:
    """The kind a row says, or what its other cells make of it."""
    if row.get("kind"):
        return AssetKind(row["kind"])
    category = row.get("category")
    if category in CATEGORIES_OF[AssetKind.MEDIA] and category != Category.OTHER:
        return AssetKind.MEDIA
    if category or row.get("serial") or row.get("phone_number"):
        return AssetKind.DEVICE
    return scope.default


class _Checks:
    """What must hold across the cells of a row, and between the file and the register."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.serials: dict[str, tuple[str, str]] | None = None
        self.elsewhere: set[str] = set()
        self.classes: dict[str, tuple[Any, ...]] = {}

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        if self.serials is None:
            self._read()
        first, last = row.get("lease_from"), row.get("lease_to")
        if first and last and last < first:
            yield "lease_to", _t("リース開始日より前の日です。")
        kind = kind_of_row(row, self.scope)
        category = row.get("category")
        if category and category not in CATEGORIES_OF.get(kind, ()):
            yield "category", _t("種別「%(kind)s」には、この細別はありません。") % {"kind": kind.label}
        for name in ("copies", "retention_years"):
            if row.get(name) is not None and not 0 <= row[name] <= 32_767:
                yield name, _t("0以上の小さな数で書いてください。")
        yield from self._class(row)
        yield from self._against_the_register(row)

    def _class(self, row: Row) -> Iterable[tuple[str, str]]:
        """A class that stands is changed only with its reason, and never taken away. What lies in the thing is looked at
        when the file is written: it may come in with the same file."""
        before = self.classes.get(str(row.get("id") or ""), ())
        is_changed = False
        for name, old in zip(CLASS_FIELDS, before):  # noqa: B905 - a row that is new has no class yet
            new = row.get(name)
            if old in (None, "") or new == old:
                continue
            is_changed = True
            if new in (None, "") and name != "has_personal_data":
                yield name, _t("いまの分類（%(value)s）は空にできません。") % {"value": old}
        if is_changed and not row.get(CLASS_REASON):
            yield (
                CLASS_REASON,
                _t("分類が変わります。変える理由を「分類の理由」の列に書くか、いまの分類のままにしてください。"),
            )

    def _against_the_register(self, row: Row) -> Iterable[tuple[str, str]]:
        own, number = str(row.get("id") or ""), str(row.get("number") or "")
        if not own and number in self.elsewhere:
            yield (
                "number",
                _t("この管理番号は、別の台帳（種別）にあります。「資産台帳（すべて）」で取り込んでください。"),
            )
        serial = plain(str(row.get("serial") or ""))
        known = (self.serials or {}).get(serial) if serial else None
        if known and known[0] != own:
            yield (
                "serial",
                _t("この製造番号は %(number)s として登録済みです。管理番号を合わせるか、製造番号を確かめてください。")
                % {"number": known[1]},
            )
        elif serial and not own:
            (self.serials or {})[serial] = ("", number or str(row.get("name")))

    def _read(self) -> None:
        rows = Asset.objects.filter(ended_on__isnull=True).exclude(serial="").values_list("serial", "id", "number")
        self.serials = {plain(serial): (str(key), number) for serial, key, number in rows}
        known = Asset.objects.filter(kind__in=self.scope.kinds).values_list("id", *CLASS_FIELDS)
        self.classes = {str(key): tuple(values) for key, *values in known}
        self.elsewhere = set(Asset.objects.exclude(kind__in=self.scope.kinds).values_list("number", flat=True))
