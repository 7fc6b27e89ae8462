"""What was or will be disposed of, as a table. It only goes out: a file closes by reconciling serials, not by a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Register, Row
from sakimori.registers.disposal.models import DisposalItem, Erasure


def disposals(on: date) -> Register:
    """Every asset of a disposal file opened by the day, with its newest erasure."""
    return Register(
        name="disposal.items",
        title=_("廃棄・返却の記録"),
        columns=(
            Column("number", _("資産の管理番号")),
            Column("name", _("名称")),
            Column("serial", _("製造番号")),
            Column("case", _("件名"), width=28),
            Column("kind", _("種類")),
            Column("contractor", _("事業者")),
            Column("method", _("消去の方法"), width=24),
            Column("erased_on", _("消去日"), Kind.DATE),
            Column("matched_on", _("照合できた日"), Kind.DATE),
            Column("exception", _("照合できないまま閉じる理由")),
            Column("closed_on", _("完了日"), Kind.DATE),
        ),
        key_columns=("number", "case"),
        export_rows=lambda: _rows(on),
    )


def _rows(on: date) -> Iterator[Row]:
    rows = DisposalItem.objects.filter(case__opened_on__lte=on).select_related("asset", "case")
    items = list(rows.order_by("case__opened_on", "asset__number", "id"))
    found = Erasure.objects.filter(asset__in=[item.asset_id for item in items], is_sufficient=True)
    newest = {row.asset_id: row for row in found.order_by("erased_on", "id")}
    for item in items:
        erasure = newest.get(item.asset_id)
        yield {
            "number": item.asset.number,
            "name": item.asset.name,
            "serial": item.serial,
            "case": item.case.title,
            "kind": str(item.case.get_kind_display()),
            "contractor": item.case.contractor,
            "method": str(erasure.get_method_display()) if erasure else "",
            "erased_on": erasure.erased_on if erasure else None,
            "matched_on": item.matched_on,
            "exception": item.exception_reason,
            "closed_on": item.case.closed_on,
        }
