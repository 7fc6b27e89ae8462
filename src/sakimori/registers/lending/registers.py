"""The lending ledger (貸出台帳) as a table, and the lists of permits and take-outs, which only go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register, Row
from sakimori.registers.assets.options import asset_options
from sakimori.registers.lending.models import Loan, Permit, TakeOut
from sakimori.registers.lending.queries import LENDABLE_KINDS
from sakimori.registers.lending.types import Condition, ReturnReason
from sakimori.registers.organization.options import person_options


def _conditions() -> list[Option]:
    return [Option(one.value, one.label) for one in Condition]


def _reasons() -> list[Option]:
    return [Option(one.value, one.label) for one in ReturnReason]


def _things() -> list[Option]:
    return asset_options(LENDABLE_KINDS)


def loans(on: date) -> Register:
    """Every loan up to the day, past ones too."""
    return Register(
        name="lending.loans",
        title=_("貸出台帳"),
        columns=(
            Column(
                "asset", _("資産の管理番号"), Kind.REFERENCE, ("管理番号", "備品番号", "機器番号", "製造番号", "端末番号"),
                required=True, options=_things, help=_("資産台帳にある管理番号か製造番号。"),
            ),
            Column(
                "person", _("借りている人"), Kind.REFERENCE, ("氏名", "貸出先", "借用者", "使用者", "利用者", "議員名"),
                required=True, options=person_options, help=_("名簿にある人の名前。"),
            ),
            Column("lent_on", _("貸した日"), Kind.DATE, ("貸出日", "貸与日", "貸出年月日"), required=True),
            Column(
                "due_on", _("返納の期限"), Kind.DATE, ("返却予定日", "返却期限", "返納予定日"),
                help=_("空欄なら、任期の終わりまで。"),
            ),
            Column("returned_on", _("返った日"), Kind.DATE, ("返却日", "返納日", "返却年月日")),
            Column("return_reason", _("返納の理由"), Kind.CHOICE, ("返却理由",), options=_reasons),
            Column("purpose", _("用途"), aliases=("使用目的", "目的"), max_length=120),
            Column("accessories", _("渡した付属品"), aliases=("付属品",)),
            Column("condition", _("貸出時の状態"), Kind.CHOICE, ("状態",), options=_conditions),
            Column("return_note", _("返納時の状態の説明"), aliases=("備考", "返却時の状態"), max_length=200),
        ),
        key_columns=("asset", "lent_on"),
        export_rows=lambda: _loans(on),
        id_key="id",
        check_row=_Checks(on),
    )  # fmt: skip


def _loans(on: date) -> Iterator[Row]:
    rows = Loan.objects.filter(lent_on__lte=on).order_by("asset__number", "lent_on", "id")
    for row in rows.iterator():
        yield {
            "id": str(row.pk),
            "asset": row.asset_id,
            "person": row.person_id,
            "lent_on": row.lent_on,
            "due_on": row.due_on,
            "returned_on": row.returned_on,
            "return_reason": row.return_reason or None,
            "purpose": row.purpose,
            "accessories": row.accessories,
            "condition": row.condition or None,
            "return_note": row.return_note,
        }


Span = tuple[date, date, str]
"""First and last day of a loan, and its key or its line in the file."""


@dataclass(slots=True)
class _Checks:
    """Days fit together, and nothing is lent to two persons at once, in the file and in the register."""

    on: date
    spans: dict[UUID, list[Span]] | None = None
    lines: int = 0

    def _read(self) -> dict[UUID, list[Span]]:
        found: dict[UUID, list[Span]] = {}
        for key, asset, first, last in Loan.objects.values_list("pk", "asset_id", "lent_on", "returned_on"):
            found.setdefault(asset, []).append((first, last or date.max, str(key)))
        return found

    def __call__(self, row: Row) -> Iterable[tuple[str, str]]:
        asset, first, last = row.get("asset"), row.get("lent_on"), row.get("returned_on")
        if asset is None or first is None:
            return
        self.spans = self._read() if self.spans is None else self.spans
        self.lines += 1
        own = str(row.get("id") or f"line {self.lines}")
        if first > self.on:
            yield "lent_on", _t("先の日付は入力できません。")
        if last is not None and not first <= last <= self.on:
            yield "returned_on", _t("貸した日から今日までの日にしてください。")
        if row.get("due_on") and row["due_on"] < first:
            yield "due_on", _t("貸した日より前の日です。")
        others = self.spans.setdefault(asset, [])
        end = last or date.max
        # A loan of the register that begins on the same day is this one.
        same = [one for one in others if one[2] == own or (one[0] == first and not one[2].startswith("line"))]
        if any(one not in same and first < one[1] and one[0] < end for one in others):
            yield "lent_on", _t("同じ資産が、この期間に別の人にも貸し出されています。")
        self.spans[asset] = [*(one for one in others if one not in same), (first, end, own)]


def permits(on: date) -> Register:
    """Every permit up to the day. They only go out: a permit comes of an approval, never of a table."""
    return Register(
        name="lending.permits",
        title=_("持出し・利用の許可"),
        columns=(
            Column("asset", _("資産の管理番号")),
            Column("name", _("名称")),
            Column("kind", _("種類")),
            Column("person", _("許可を受ける人"), Kind.NAME),
            Column("from_date", _("開始日"), Kind.DATE),
            Column("to_date", _("終了日"), Kind.DATE),
            Column("destination", _("持出し先・使う場所")),
            Column("purpose", _("目的")),
            Column("conditions", _("条件")),
            Column("granted_on", _("許可日"), Kind.DATE),
            Column("revoked_on", _("取消日"), Kind.DATE),
        ),
        key_columns=("asset", "person", "from_date"),
        export_rows=lambda: _permits(on),
    )


def _permits(on: date) -> Iterator[Row]:
    rows = Permit.objects.filter(from_date__lte=on).select_related("asset", "person")
    for row in rows.order_by("asset__number", "from_date", "id"):
        yield {
            "asset": row.asset.number,
            "name": row.asset.name,
            "kind": str(row.get_kind_display()),
            "person": row.person.shown_name,
            "from_date": row.from_date,
            "to_date": row.to_date,
            "destination": row.destination,
            "purpose": row.purpose,
            "conditions": row.conditions,
            "granted_on": row.granted_on,
            "revoked_on": row.revoked_on,
        }


def take_outs(on: date) -> Register:
    """Every take-out up to the day."""
    return Register(
        name="lending.take-outs",
        title=_("持出しの記録"),
        columns=(
            Column("asset", _("資産の管理番号")),
            Column("name", _("名称")),
            Column("person", _("持ち出す人"), Kind.NAME),
            Column("destination", _("持出し先")),
            Column("purpose", _("目的")),
            Column("left_on", _("持出し日"), Kind.DATE),
            Column("due_on", _("戻す日"), Kind.DATE),
            Column("back_on", _("戻った日"), Kind.DATE),
            Column("back_note", _("戻ったときの確認")),
        ),
        key_columns=("asset", "person", "left_on"),
        export_rows=lambda: _take_outs(on),
    )


def _take_outs(on: date) -> Iterator[Row]:
    rows = TakeOut.objects.filter(left_on__lte=on).select_related("asset", "person")
    for row in rows.order_by("left_on", "asset__number", "id"):
        yield {
            "asset": row.asset.number,
            "name": row.asset.name,
            "person": row.person.shown_name,
            "destination": row.destination,
            "purpose": row.purpose,
            "left_on": row.left_on,
            "due_on": row.due_on,
            "back_on": row.back_on,
            "back_note": row.back_note,
        }
