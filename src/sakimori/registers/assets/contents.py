"""The register of what lies in what: which information in which system, on which device (AST-3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.registers.assets.models import Holding
from sakimori.registers.assets.options import asset_options


def contents_register(on: date) -> Register:
    """Every line of the day."""
    return Register(
        name="assets.contents",
        title=_("情報の置き場所"),
        columns=(
            Column(
                "content", _("中身の管理番号"), Kind.REFERENCE, ("情報資産の管理番号", "中身"), required=True,
                options=asset_options,
            ),
            Column("content_name", _("中身の名称"), help=_("読み込むときは使いません。")),
            Column(
                "holder", _("入れ物の管理番号"), Kind.REFERENCE, ("システムの管理番号", "機器の管理番号", "保存先", "入れ物"),
                required=True, options=asset_options,
            ),
            Column("holder_name", _("入れ物の名称"), help=_("読み込むときは使いません。")),
            Column("from_date", _("置き始めた日"), Kind.DATE),
            Column("to_date", _("最後にあった日"), Kind.DATE, help=_("いまもあるなら空欄。")),
        ),
        key_columns=("content", "holder"),
        export_rows=lambda: _rows(on),
        check_row=lambda row: _check(row, on),
    )  # fmt: skip


def _rows(on: date) -> Iterator[Row]:
    rows = Holding.objects.on(on).select_related("content", "holder")
    for row in rows.order_by("content__number", "holder__number", "id"):
        yield {
            "id": str(row.pk),
            "content": row.content_id,
            "content_name": row.content.name,
            "holder": row.holder_id,
            "holder_name": row.holder.name,
            "from_date": row.from_date,
            "to_date": row.to_date,
        }


def _check(row: Row, on: date) -> Iterable[tuple[str, str]]:
    if row.get("content") and row.get("content") == row.get("holder"):
        yield "holder", _t("中身と入れ物に、同じ資産は選べません。")
    if row.get("to_date") and row["to_date"] > on:
        yield "to_date", _t("先の日付は入力できません。")
