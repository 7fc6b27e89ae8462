"""The open round of stock-taking as a table: it goes out, is filled in without a network, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.registers.assets.options import asset_options
from sakimori.registers.lending.types import Condition
from sakimori.registers.premises.queries import places
from sakimori.registers.stocktaking.models import StockTakeItem
from sakimori.registers.stocktaking.types import Result


def results(on: date) -> Register:
    """What every open round expects, and what was found of it."""
    return Register(
        name="stocktaking.results",
        title=_("棚卸しの結果"),
        columns=(
            Column(
                "asset",
                _("資産の管理番号"),
                Kind.REFERENCE,
                ("管理番号", "備品番号"),
                required=True,
                options=asset_options,
            ),
            Column("name", _("名称"), help=_("読み込むときは使いません。")),
            Column("expected", _("あるはずの場所・人"), help=_("読み込むときは使いません。")),
            Column("result", _("結果"), Kind.CHOICE, ("確認結果", "有無"), options=_results),
            Column("place", _("あった場所"), Kind.REFERENCE, ("実際の場所",), options=lambda: _places(on)),
            Column("condition", _("状態"), Kind.CHOICE, options=_conditions),
            Column("note", _("備考"), max_length=200),
        ),
        key_columns=("asset",),
        export_rows=_rows,
    )


def _results() -> list[Option]:
    return [
        Option(Result.FOUND.value, Result.FOUND.label, ("有", "○", "あり", "確認")),
        Option(Result.ELSEWHERE.value, Result.ELSEWHERE.label),
        Option(Result.MISSING.value, Result.MISSING.label, ("無", "×", "なし", "不明")),
    ]


def _conditions() -> list[Option]:
    return [Option(one.value, one.label) for one in Condition]


def _places(on: date) -> list[Option]:
    return [Option(place.pk, place.name) for place in places(on)]


def _rows() -> Iterator[Row]:
    rows = StockTakeItem.objects.filter(stock_take__closed_on__isnull=True)
    for row in rows.select_related("asset", "place", "holder").order_by("place__order", "asset__number", "id"):
        where = row.holder.shown_name if row.holder else row.place.name if row.place else ""
        yield {
            "id": str(row.pk),
            "asset": row.asset_id,
            "name": row.asset.name,
            "expected": where,
            "result": row.result or None,
            "place": None,
            "condition": None,
            "note": "",
        }
