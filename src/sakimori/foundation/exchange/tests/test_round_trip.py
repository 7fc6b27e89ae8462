"""What goes out comes back as the same values, in every format."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.foundation.exchange.columns import Register
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.readers import RowAction, preview
from sakimori.foundation.exchange.tests.sample import person, register
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.exchange.writers import write_csv, write_xlsx

KANJI = "山田太郎髙橋﨑𠮷葛󠄂辻󠄀神福漢字々ヶがぎパ 　ABＡ１ｱ①㈱=+-@'\"<>&,;\t\n_x000B_#"
texts = st.text(st.one_of(st.sampled_from(KANJI), st.characters(exclude_categories=["Cs", "Cc", "Cn"])), max_size=40)
clean = texts.map(kept_text)
names = clean.map(lambda text: text.replace("\n", " ").strip()).filter(lambda name: name and name != "#N/A")
days = st.one_of(st.none(), st.dates(date(1900, 3, 1), date(2100, 12, 31)))

rows_of_people = st.lists(
    st.builds(
        person,
        name=names,
        kana=st.text("ぁあがんーァパヴ・", max_size=10).map(kept_text),
        caucus=st.sampled_from([None, "c1", "c2", "c3"]),
        state=st.sampled_from([None, "IN", "OUT"]),
        from_date=days,
        to_date=days,
        times=st.one_of(st.none(), st.integers(-(10**12), 10**12)),
        chief=st.sampled_from([None, True, False]),
        email=st.sampled_from(["", "a@example.jp"]),
        phone=st.sampled_from(["", "0120-000-000", "+81-3-0000-0000"]),
        note=clean,
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: [{**row, "id": f"p{number}"} for number, row in enumerate(rows)])


def out(register_: Register, form: str) -> bytes:
    if form == "xlsx":
        return write_xlsx(register_, with_wareki=True)
    return write_csv(register_, with_wareki=True).content


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@given(rows=rows_of_people)
@settings(max_examples=60, deadline=None)
def test_export_and_import_give_the_same_values(form: str, rows: list[dict[str, Any]]) -> None:
    people = register(rows)
    found = preview(people, out(people, form))
    assert found.errors == ()
    assert [str(error) for error in found.cell_errors] == []
    assert found.unknown_columns == ()
    assert found.missing_columns == ()
    assert [{**row.values, "id": before["id"]} for row, before in zip(found.rows, rows, strict=True)] == rows
    assert {row.action for row in found.rows} == {RowAction.SAME}
    assert not found.ready


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_into_an_empty_register_everything_is_new(form: str) -> None:
    rows = [person(), person(id="p2", name="𠮷田 神子", state="OUT", to_date=date(2025, 3, 31))]
    sent = out(register(rows, id_key=""), form)
    found = preview(register([], id_key=""), sent)
    assert found.ready
    assert found.count(RowAction.NEW) == 2
    assert found.rows[1].values["name"] == "𠮷田 神子"


def test_a_corrected_name_finds_its_row_by_the_identifier() -> None:
    sent = write_xlsx(register([person(name="高橋 辻󠄀子")]))
    found = preview(register([person()]), sent)
    assert [(row.action, row.changed) for row in found.rows] == [(RowAction.UPDATE, ("name",))]
    assert found.rows[0].before == person()


def test_formulas_are_texts_in_csv() -> None:
    sent = write_csv(register([person(name="@山田", note="=HYPERLINK(1)", times=-3)])).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in sent
    assert "'@山田" in sent
    assert ",-3," in sent


def test_cp932_reports_what_it_cannot_hold() -> None:
    rows = [person(name="髙橋﨑", note=""), person(id="p2", name="𠮷田辻󠄀", note="〜と−")]
    file = write_csv(register(rows), "cp932")
    text = file.content.decode("cp932")
    assert "髙橋﨑" in text
    assert "〓田辻," in text
    assert "～と－" in text
    assert [(loss.row, loss.column, loss.character, loss.replacement) for loss in file.losses] == [
        (3, "議員名", "𠮷", "〓"),
        (3, "議員名", "辻󠄀", "辻"),
        (3, "備考", "〜", "～"),
        (3, "備考", "−", "－"),
    ]
    assert "U+20BB7" in str(file.losses[0])


def test_cp932_comes_back() -> None:
    people = register([person(name="髙橋﨑")])
    found = preview(people, write_csv(people, "cp932").content)
    assert found.errors == ()
    assert found.rows[0].action is RowAction.SAME


def test_same_rows_give_the_same_bytes() -> None:
    assert write_xlsx(register([person()])) == write_xlsx(register([person()]))


def test_a_text_too_long_for_a_cell_is_not_dropped() -> None:
    people = register([person(note="長" * 40_000)])
    with pytest.raises(FileRefused, match="2行目「備考」"):
        write_xlsx(people)
    assert len(write_csv(people).content) > 100_000


def test_what_excel_needs_is_in_the_file() -> None:
    """Comments, drop-downs, frozen headings, real dates; no formula anywhere."""
    with zipfile.ZipFile(BytesIO(write_xlsx(register([person()])))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        comments = book.read("xl/comments1.xml").decode()
    assert 'state="frozen"' in sheet
    assert sheet.count('type="list"') == 3
    assert "<f>" not in sheet
    assert "45047" in sheet
    assert "在職か退任を選びます。" in comments
    assert "=SUM(1)と書いた" in sheet
