"""Workbooks made by other programs than ours: what Excel and LibreOffice write differently is read alike."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.exchange.tests.ledgers import merged_ledger
from sakimori.foundation.exchange.workbook import Limits, read_workbook

LIMITS = Limits(100, 20)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DEFAULTS = {
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships><Relationship Id="r1" Type="{LINKS}/worksheet" Target="/xl/worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{LINKS}/styles" Target="./styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="200" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>'
        '<numFmt numFmtId="201" formatCode="[Red]0.00E+00"/><numFmt numFmtId="202" formatCode="0&quot;days&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/>'
        '<xf numFmtId="201"/><xf numFmtId="202"/><xf numFmtId="57"/></cellXfs></styleSheet>'
    ),
}


def book(cells: str, **parts: str) -> bytes:
    members = (
        DEFAULTS | {"xl/worksheets/s.xml": f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"} | parts
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(name, text)
    return out.getvalue()


def cells_of(cells: str, **parts: str) -> list[list[object]]:
    return [list(row) for row in read_workbook(book(cells, **parts), LIMITS)[0].rows]


def test_kinds_of_cells() -> None:
    assert cells_of(
        '<row r="2"><c r="B2"><v>12</v></c><c><v>1.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="str"><f>A1</f><v>式</v></c><c t="inlineStr"><is><t>直</t><r><t>接</t></r><rPh><t>チョク</t></rPh></is></c>'
        '<c t="d"><v>2026-04-01</v></c></row><row><c><v>3</v></c></row>'
    ) == [[], [None, 12, 1.5, True, "#N/A", "式", "直接", "2026-04-01"], [3]]


def test_dates_by_their_format() -> None:
    found = cells_of("<row>" + "".join(f'<c s="{style}"><v>46113</v></c>' for style in range(6)) + "</row>")
    day = datetime(2026, 4, 1)
    assert found == [[46113, day, day, 46113, 46113, day]]


def test_dates_of_old_macintosh_workbooks() -> None:
    main = DEFAULTS["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert cells_of('<row><c s="1"><v>44651</v></c></row>', **{"xl/workbook.xml": main}) == [[datetime(2026, 4, 1)]]


def test_readings_kept_by_excel_are_not_part_of_a_name() -> None:
    shared = (
        f'<sst {MAIN} count="4294967296" uniqueCount="4294967296"><si><t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh></si>'
        "<si><r><t>山</t></r><r><t>田_x000A_太郎_xD800_</t></r></si></sst>"
    )
    found = cells_of('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', **{"xl/sharedStrings.xml": shared})
    assert found == [["髙橋", "山田\n太郎\ufffd"]]


@pytest.mark.parametrize(
    "cells",
    [
        '<row><c t="s"><v>5</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c r="A0"><v>5</v></c></row>',
        '<row r="0"><c r="1A"><v>5</v></c></row>',
        '<row r="101"><c><v>5</v></c></row>',
        '<row><c r="U1"><v>5</v></c></row>',
        "<row>" * 70 + "</row>" * 70,
        "&unknown;",
    ],
)
def test_nonsense_is_refused(cells: str) -> None:
    with pytest.raises(FileRefused):
        read_workbook(book(cells), LIMITS)


def test_numbers_that_are_none_stay_text() -> None:
    assert cells_of("<row><c><v>NaN</v></c><c><v>1e999</v></c><c><v>x</v></c></row>") == [["NaN", "1e999", "x"]]


ledger = zipfile.ZipFile(BytesIO(merged_ledger()))
PARTS = {name: ledger.read(name) for name in ledger.namelist() if name.endswith((".xml", ".rels"))}
JUNK = [
    b"-1",
    b"0",
    b"4294967296",
    b"",
    b"A0",
    "é".encode(),
    b"1e400",
    b"NaN",
    b"A1:ZZZ9999999",
    b"&#65;",
    b"<",
    b"\xff",
]


@given(st.sampled_from(sorted(PARTS)), st.integers(0, 10**6), st.sampled_from(JUNK))
@settings(max_examples=150, deadline=None)
def test_values_that_lie_never_crash(name: str, place: int, junk: bytes) -> None:
    found = list(re.finditer(rb'(?<==")[^"]*|(?<=>)[^<]+', PARTS[name]))
    chosen = found[place % len(found)]
    data = PARTS[name][: chosen.start()] + junk + PARTS[name][chosen.end() :]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for each, original in PARTS.items():
            target.writestr(each, data if each == name else original)
    with suppress(FileRefused):
        read_workbook(out.getvalue(), LIMITS)
