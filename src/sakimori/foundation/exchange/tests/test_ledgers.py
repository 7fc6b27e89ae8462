"""Ledgers of real offices are understood, and what is not understood is said by row and column."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.header import IGNORED
from sakimori.foundation.exchange.readers import RowAction, preview
from sakimori.foundation.exchange.tests.ledgers import csv_ledger, merged_ledger, plain_xlsx
from sakimori.foundation.exchange.tests.sample import person, register
from sakimori.foundation.exchange.text import kept_text


def test_title_rows_merged_headings_and_japanese_dates() -> None:
    found = preview(register(), merged_ledger())
    assert found.sheet == "名簿"
    assert found.sheets == ("表紙", "名簿")
    assert found.header_row == 4
    assert [str(error) for error in found.cell_errors] == []
    assert [row.number for row in found.rows] == [6, 8]
    assert found.rows[0].values == {
        "name": "髙橋　辻󠄀子",
        "kana": "タカハシ ツジコ",
        "caucus": "c1",
        "from_date": date(2023, 5, 1),
        "to_date": date(2027, 4, 30),
        "times": 3,
        "phone": "0120-000-000",
        "email": "T@example.jp",
    }
    assert found.rows[1].values["name"] == "神谷 𠮷男"
    assert found.rows[1].values["from_date"] == date(2023, 5, 1)
    assert found.unknown_columns == ("ロッカー",)
    assert found.missing_columns == ("状態", "責任者", "備考")
    assert found.skipped == ((9, "合計"), (10, "※ 敬称は略しています。"))
    assert found.ready


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("cp932", ","), ("utf-8", ","), ("utf-8-sig", "\t"), ("utf-16-le", "\t"), ("utf-16-be", ","), ("cp932", ";")],
)
def test_csv_in_every_encoding(encoding: str, delimiter: str) -> None:
    found = preview(register(), csv_ledger(encoding, delimiter))
    assert [str(error) for error in found.cell_errors] == []
    assert [row.number for row in found.rows] == [3, 5]
    assert found.rows[0].values["name"] == '髙橋 "﨑" 子'
    assert found.rows[0].values["caucus"] == "c2"
    assert found.rows[1].values["from_date"] == date(2023, 5, 1)
    assert found.rows[1].values["phone"] == "(0120)000-000"


def test_errors_say_where_and_what_to_do() -> None:
    rows: list[list[object]] = [
        ["議員名", "会派", "就任日", "当選回数", "責任者", "メールアドレス", "電話番号", "ふりがな", "状態"],
        ["", "緑の会", "令和8年13月1日", "三", "たぶん", "taro", 120000000, "yamada", "在籍"],
        ["山田", "", "8.4.1", 2.5, "", "", "", "", "退職"],
        ["田中", "", "=ERROR", "", "", "", "", "", ""],
        ["田 中", "", "", "", "", "", "", "", ""],
    ]
    found = preview(register(), plain_xlsx(rows))
    messages = [str(error) for error in found.cell_errors]
    assert messages[0] == "2行目「議員名」: 空欄です。必ず記入してください。"
    assert messages[1] == "2行目「ふりがな」: ひらがなかカタカナで書いてください。"
    assert messages[2] == "2行目「会派」: 「緑の会」は選べません。次から選んでください: 青葉の会、市民クラブ、無所属"
    assert messages[3].startswith("2行目「状態」: 「在籍」は選べません。")
    assert messages[4] == "2行目「就任日」: 「令和8年13月1日」という日はありません。月と日を確かめてください。"
    assert messages[5] == "2行目「当選回数」: 「三」は整数ではありません。例: 12"
    assert messages[6].startswith("2行目「責任者」: 「たぶん」は読めません。")
    assert messages[7].startswith("2行目「メールアドレス」: メールアドレスの形ではありません。")
    assert messages[8].startswith("2行目「電話番号」: 数値になっていて先頭の0が消えています。")
    assert messages[9].startswith("3行目「就任日」: 「8.4.1」の年は元号か4桁の西暦で")
    assert messages[10] == "3行目「当選回数」: 「2.5」は整数ではありません。例: 12"
    assert messages[11] == "4行目「就任日」: 計算式がエラーになっています。値を書き直してください。"
    assert messages[12] == "5行目「議員名」: 4行目と同じものです。どちらかを消してください。"
    assert len(messages) == 13
    assert not found.ready
    assert found.rows[1].values["state"] == "OUT"


def test_errors_in_english_for_english_readers() -> None:
    with translation.override("en"):
        found = preview(register(), plain_xlsx([["議員名", "就任日"], ["山田", "8.4.1"]]))
    assert "needs an era" in found.cell_errors[0].message


def test_new_changed_and_same_rows() -> None:
    registered = [person(), person(id="p2", name="山田 太郎", times=1)]
    rows: list[list[object]] = [["氏名", "当選回数"], ["髙橋辻󠄀子", 3], ["山田太郎", 2], ["新人 花子", 1]]
    found = preview(register(registered), plain_xlsx(rows))
    assert [(row.action, row.changed) for row in found.rows] == [
        (RowAction.UPDATE, ("name",)),
        (RowAction.UPDATE, ("name", "times")),
        (RowAction.NEW, ()),
    ]
    assert "note" not in found.rows[0].values
    assert found.rows[1].before == registered[1]


def test_two_rows_of_the_register_with_one_name_need_the_identifier() -> None:
    registered = [person(), person(id="p2")]
    found = preview(register(registered), plain_xlsx([["氏名", "期数"], ["髙橋 辻󠄀子", 3]]))
    assert "管理番号" in found.cell_errors[0].message


def test_an_unknown_identifier_is_an_error() -> None:
    rows: list[list[object]] = [["氏名", "管理番号（変更しないでください）"], ["山田", "p9"], ["田中", ""]]
    found = preview(register([person()]), plain_xlsx(rows))
    assert [error.value for error in found.cell_errors] == ["p9"]
    assert found.rows[1].action is RowAction.NEW


def test_missing_key_column_is_an_error_with_what_to_do() -> None:
    found = preview(register(), plain_xlsx([["会派", "就任日"], ["無所属", "R5.5.1"]]))
    assert found.errors == ("「議員名」の列が見つかりません。見出しを直すか、列を割り当ててください。",)


def test_the_user_assigns_columns() -> None:
    content = plain_xlsx([["だれ", "いつから", "会派"], ["山田", "R5.5.1", "緑"]])
    lost = preview(register(), content)
    assert lost.errors
    assert [found.text for found in lost.headings] == ["だれ", "いつから", "会派"]
    found = preview(register(), content, mapping={0: "name", 1: "from_date", 2: IGNORED})
    assert found.ready
    assert found.rows[0].values == {"name": "山田", "from_date": date(2023, 5, 1)}
    assert found.unknown_columns == ()


@pytest.mark.parametrize("mapping", [{0: "salary"}, {-1: "name"}, {0: "note", 1: "note"}])
def test_wrong_assignments_are_refused(mapping: dict[int, str]) -> None:
    with pytest.raises(FileRefused):
        preview(register(), plain_xlsx([["だれ", "何"], ["山田", "x"]]), mapping=mapping)


def test_a_sheet_can_be_chosen() -> None:
    with pytest.raises(FileRefused, match="「無い」"):
        preview(register(), merged_ledger(), sheet="無い")
    assert preview(register(), merged_ledger(), sheet="表紙").errors


def test_checks_of_the_module_see_the_whole_row() -> None:
    def check(row: object) -> list[tuple[str, str]]:
        assert isinstance(row, dict)
        return [("to_date", "就任日より前です。")] if row["to_date"] and row["to_date"] < row["from_date"] else []

    content = plain_xlsx([["氏名", "退任日"], ["髙橋 辻󠄀子", "R1.5.1"]])
    found = preview(register([person()], check_row=check), content)
    assert [str(error) for error in found.cell_errors] == ["2行目「退任日」: 就任日より前です。"]


def test_names_are_kept_as_typed() -> None:
    for name in ("神\ufa19", "福\ufa1b", "辻\U000e0100", "𠮷", "髙﨑", "ＡＢ", "\U0002f81a"):
        assert kept_text(f" {name}　") == name
    assert kept_text("か\u3099") == "が"
    assert kept_text("a\r\nb\x00") == "a\nb"


def test_surname_and_given_name_in_two_columns() -> None:
    content = plain_xlsx(
        [["番号", "姓", "名", "セイ", "メイ", "期数"], [1, "髙橋", "辻󠄀子", "タカハシ", "ツジコ", 3], [2, "山田"]]
    )
    found = preview(register(), content)
    assert [row.values["name"] for row in found.rows] == ["髙橋 辻󠄀子", "山田"]
    assert found.rows[0].values["kana"] == "タカハシ ツジコ"
    assert found.unknown_columns == ("番号",)
    chosen = preview(register(), content, mapping={1: "name", 2: "name"})
    assert chosen.rows[0].values["name"] == "髙橋 辻󠄀子"
