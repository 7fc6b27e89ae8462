"""A small register of people, like the ones that modules declare, kept in a list instead of a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sakimori.foundation.exchange.columns import Column, Kind, Option, Register

CAUCUSES = [Option("c1", "青葉の会"), Option("c2", "市民クラブ"), Option("c3", "無所属")]
STATES = [Option("IN", "在職"), Option("OUT", "退任", aliases=("辞職", "退職"))]

COLUMNS = (
    Column("name", "議員名", Kind.NAME, aliases=("氏名", "名前"), required=True, max_length=100),
    Column("kana", "ふりがな", Kind.KANA, aliases=("フリガナ", "よみ")),
    Column("caucus", "会派", Kind.REFERENCE, options=lambda: CAUCUSES, aliases=("所属会派",)),
    Column("state", "状態", Kind.CHOICE, options=lambda: STATES, help="在職か退任を選びます。"),
    Column("from_date", "就任日", Kind.DATE, aliases=("任期開始", "任期（自）")),
    Column("to_date", "退任日", Kind.DATE, aliases=("任期終了", "任期（至）")),
    Column("times", "当選回数", Kind.INTEGER, aliases=("期数",)),
    Column("chief", "責任者", Kind.BOOL),
    Column("email", "メールアドレス", Kind.EMAIL, aliases=("メール", "e-mail")),
    Column("phone", "電話番号", Kind.PHONE, aliases=("電話", "TEL")),
    Column("note", "備考", Kind.TEXT, aliases=("摘要",)),
)


def register(rows: Sequence[Mapping[str, Any]] = (), **changes: Any) -> Register:
    return Register(
        **{
            "name": "sample.people",
            "title": "人の登録簿",
            "columns": COLUMNS,
            "key_columns": ("name",),
            "export_rows": lambda: list(rows),
            "id_key": "id",
        }
        | changes
    )


def person(**changes: Any) -> dict[str, Any]:
    return {
        "id": "p1",
        "name": "髙橋 辻󠄀子",
        "kana": "たかはし つじこ",
        "caucus": "c1",
        "state": "IN",
        "from_date": date(2023, 5, 1),
        "to_date": None,
        "times": 3,
        "chief": True,
        "email": "tsujiko@example.jp",
        "phone": "0120-000-000",
        "note": "=SUM(1)と書いた",
    } | changes
