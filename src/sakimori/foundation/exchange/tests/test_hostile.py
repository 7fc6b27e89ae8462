"""Uploads that want to hurt: each is refused with a sentence that says what to do, and nothing else ever happens."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sakimori.foundation.exchange import archive
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.readers import preview
from sakimori.foundation.exchange.tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from sakimori.foundation.exchange.tests.ledgers import merged_ledger, plain_xlsx
from sakimori.foundation.exchange.tests.sample import register

GOOD = plain_xlsx([["氏名", "会派"], ["山田", "無所属"]])
LEDGER = merged_ledger()
SHEET = "xl/worksheets/sheet1.xml"


def changed(name: str, change: Callable[[bytes], bytes], content: bytes = GOOD) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            target.writestr(member.filename, change(data) if member.filename == name else data)
    return out.getvalue()


def far_cell(reference: str) -> bytes:
    row = "".join(mark for mark in reference if mark.isdigit())
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return changed(SHEET, lambda data: data.replace(b"</sheetData>", cell))


def with_lying_size(content: bytes) -> bytes:
    """The directory claims 10 bytes for every member."""
    data = bytearray(content)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<L", data, place + 24, 10)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def test_the_untouched_file_is_read() -> None:
    assert preview(register(), GOOD).ready


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        (b"\n\n", "空です"),
        (b"%PDF-1.7", "ExcelかCSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        (GOOD[:-200], "保存し直して"),
        (GOOD[:300], "保存し直して"),
        (b"PK\x03\x04" + b"\x00" * 100, "保存し直して"),
        (b"x" * (MAX_BYTES + 1), "20MB"),
        (b"\xff\x80\x81\xfd\x00\xa0", "CSV UTF-8"),
        ('氏名,会派\n"山田,無所属\n'.encode(), "引用符"),
        (("氏名,会派\n" + "a,b\n" * (MAX_ROWS + 200)).encode(), "行が多すぎ"),
        (("氏名,会派" + ",x" * (MAX_COLUMNS + 1)).encode(), "列が多すぎ"),
        ("氏名\x00,会派\n山田,無所属".encode(), "文字コード"),
        (far_cell("A1048576"), "行目に値"),
        (far_cell("XFD3"), "列目に値"),
        (far_cell("ZZZZ3"), "保存し直して"),
        (changed(SHEET, lambda data: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + data.split(b"?>", 1)[1]), "保存し直して"),
        (changed(SHEET, lambda data: data[:-20]), "保存し直して"),
        (changed("xl/workbook.xml", lambda _data: b"<a/>"), "保存し直して"),
    ],
)
def test_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        preview(register(), content)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    bomb = changed(SHEET, lambda data: data + b"<!--" + b" " * 3_000_000 + b"-->")
    assert len(bomb) < 30_000
    with pytest.raises(FileRefused, match="大きくなりすぎ"):
        preview(register(), bomb)
    with pytest.raises(FileRefused, match="大きくなりすぎ"):
        preview(register(), with_lying_size(bomb))


def test_values_in_other_members_are_watched_too() -> None:
    """A workbook may name any member as a sheet."""
    content = far_cell("A1048576")
    renamed = changed(
        "xl/_rels/workbook.xml.rels", lambda data: data.replace(b"worksheets/sheet1.xml", b"media/x.xml"), content
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(renamed)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            target.writestr(member.filename.replace("worksheets/sheet1.xml", "media/x.xml"), source.read(member))
    with pytest.raises(FileRefused, match="行目に値"):
        preview(register(), out.getvalue())


def test_formatted_empty_cells_far_away_do_no_harm() -> None:
    content = changed(
        SHEET,
        lambda data: data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    )
    assert preview(register(), content).ready


@given(st.integers(0, len(LEDGER) - 1), st.binary(min_size=1, max_size=4))
@settings(max_examples=120, deadline=None)
def test_damaged_workbooks_never_crash(place: int, junk: bytes) -> None:
    content = LEDGER
    with suppress(FileRefused):
        preview(register(), content[:place] + junk + content[place + len(junk) :])


@given(st.binary(max_size=400))
@example(b"\xfe\xff")
@example(b'"')
@settings(max_examples=120, deadline=None)
def test_any_bytes_never_crash(content: bytes) -> None:
    with suppress(FileRefused):
        preview(register(), content)
