"""A ledger as offices keep it, three hundred rows of it, goes in through the browser, comes out, and can be taken back.

Title rows, two rows of merged headings, full-width digits, eras, words of the office's own, blank rows, a total; and
mistakes that must all be named before anything is written.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter

from sakimori.dates import wareki
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.exchange.readers import preview
from sakimori.foundation.exchange.tables import read_sheets
from sakimori.front.exchange.models import ColumnMapping, ImportRun
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.registers import devices
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.testing import TODAY
from tests.browser import axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT = 300
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
UPPER = ["No.", "機器名", "種類", "製造", "", "所属", "保管場所", "導入年月日", "リース", "", "重要度", "棚札", "価格"]
LOWER = ["", "", "", "製造元", "シリアル番号", "", "", "", "開始", "終了", "", "", ""]
MERGED = ((3, 3, 3, 4), (3, 8, 3, 9), *((3, place, 4, place) for place in (0, 1, 2, 5, 6, 7, 10, 11, 12)))
FIRST_ROW = 6
"""The row of the first thing, as a spreadsheet counts."""
OWN = "棚札"
"""What this office calls the number that the lender has put on it."""
MACHINES = (
    ("議員用タブレット", "iPad"),
    ("髙橋式ノート", "ノートパソコン"),
    ("持出し用メモリ", "USBメモリ"),
    ("複合機", "複合機"),
)


def bought(number: int) -> date:
    """The day on which a thing came; some before, some after the era changed."""
    return date(2019, 3, 1) + timedelta(days=number * 8)


def written(number: int) -> str:
    """A day as one of five clerks writes it."""
    day = bought(number)
    era, year = ("R", day.year - 2018) if day >= date(2019, 5, 1) else ("H", day.year - 1988)
    return (
        wareki(day),
        wareki(day).translate(WIDE),
        f"{era}{year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{era}{year:02d}/{day.month:02d}/{day.day:02d}",
    )[number % 5]


def ledger() -> list[list[str]]:
    """The whole sheet, without a mistake."""
    rows = [
        ["令和８年度　情報機器管理台帳"],
        ["みなと野市議会事務局", *[""] * 10, "令和8年11月1日現在"],
        [],
        UPPER,
        LOWER,
    ]
    for number in range(1, COUNT + 1):
        name, kind = MACHINES[number % 4]
        mark = f"備品-{number:04d}"
        start = wareki(bought(number)) if number % 3 == 0 else ""
        end = f"令和{9 + number % 3}年3月31日" if start else ""
        rows.append(
            [
                mark.translate(WIDE) if number % 2 else mark, name, kind, "架空電機", f"SN{number:05d}",
                "議会事務局" if number % 2 else "会　派", "執務室", written(number), start, end,
                "機密性２" if number % 4 else "", f"市-{number:05d}", f"{number * 100:,}",
            ]
        )  # fmt: skip
        if number % 60 == 0:
            rows.append([])
    return [*rows, ["合計", f"{COUNT}点"], ["※ 価格は取得時のもの。"]]


MISTAKES = (
    # (number of the thing, column of the sheet, what stands there, heading that the message names)
    (17, 7, "令和8年2月30日", "導入年月日"),
    (45, 7, "平成40年1月1日", "導入年月日"),
    (80, 2, "謎の箱", "種類"),
    (121, 10, "極秘", "重要度"),
    (199, 0, "備品-0007", "No."),
    (230, 1, "", "機器名"),
    (266, 5, "水道課", "所属"),
    (300, 9, "平成20年4月1日", "リース終了"),
)


def row_of(number: int) -> int:
    """The row of a thing in the spreadsheet: a blank row stands after every sixtieth."""
    return FIRST_ROW + number - 1 + (number - 1) // 60


def spoilt(rows: list[list[str]]) -> list[list[str]]:
    """The same with every mistake."""
    copy = [row[:] for row in rows]
    for number, place, text, _heading in MISTAKES:
        copy[row_of(number) - 1][place] = text
    return copy


def as_csv(rows: list[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("cp932")


def as_xlsx(rows: list[list[str]]) -> bytes:
    """The same as a workbook: merged headings, and days that the spreadsheet itself took for days."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "[$-411]ge.m.d"})
    cover, sheet = book.add_worksheet("説明"), book.add_worksheet("台帳")
    cover.write(0, 0, "この台帳の使い方")
    sheet.merge_range(0, 0, 0, 12, rows[0][0])
    for corner in MERGED:
        sheet.merge_range(*corner, rows[corner[0]][corner[1]])
    for number, row in enumerate(rows[1:], start=1):
        for place, text in enumerate(row):
            if re.fullmatch(r"20\d\d/\d+/\d+", text):
                sheet.write_datetime(number, place, datetime.strptime(text, "%Y/%m/%d"), day)
            elif text:
                sheet.write(number, place, text)
    book.close()
    return out.getvalue()


@pytest.fixture
def office(visitor):
    """The room of which the ledger speaks."""
    with scope(visitor.cast.assembly.pk):
        register_place(visitor.cast.ctx("staff"), kind=PlaceKind.OFFICE, name="執務室")
    return visitor


def test_three_hundred_rows_in_and_out_and_back(office, tmp_path):
    visitor = office
    desk = visitor.open(visitor.cast.url("exchange/"), "staff")
    refused(visitor, desk, as_xlsx(spoilt(ledger())), "kiki.xlsx")
    refused(visitor, desk, as_csv(spoilt(ledger())), "kiki.csv")
    taken_in(visitor, desk, as_csv(ledger()))
    same_as_workbook(visitor, desk, as_xlsx(ledger()))
    round_trip(visitor, desk, tmp_path)
    undone(visitor, desk)


def upload(visitor, desk, content: bytes, name: str) -> None:
    """Choose the register and the file, and look."""
    desk.goto(visitor.address + visitor.cast.url("exchange/"))
    desk.get_by_label("機器・媒体の台帳", exact=True).check()
    desk.get_by_label(re.compile("^ファイル")).set_input_files({"name": name, "mimeType": "", "buffer": content})
    desk.get_by_role("button", name="読み込んで内容を確かめる").click()
    desk.get_by_role("heading", level=1, name="取り込む内容の確認").wait_for()


def figures(desk) -> list[str]:
    """New, changed, same."""
    return desk.locator("main .figure-number").all_inner_texts()


def refused(visitor, desk, content: bytes, name: str) -> None:
    """Every mistake by row and column, and no way to go on."""
    upload(visitor, desk, content, name)
    told = desk.locator(".error-summary li").all_inner_texts()
    assert len(told) == len(MISTAKES), told
    for number, _place, _text, heading in MISTAKES:
        assert [text for text in told if text.startswith(f"{row_of(number)}行目「{heading}」")], (number, heading, told)
    assert f"{row_of(7)}行目と同じ" in " ".join(told)
    assert desk.get_by_role("button", name="この内容で取り込む").count() == 0
    assert axe(desk) == []
    with scope(visitor.cast.assembly.pk):
        assert not Asset.objects.exists()
        assert not ImportRun.objects.exists()


def taken_in(visitor, desk, content: bytes) -> None:
    """The corrected file; one heading is the office's own and is explained once."""
    upload(visitor, desk, content, "kiki-2.csv")
    assert desk.locator(".error-summary").count() == 0
    assert figures(desk) == [str(COUNT), "0", "0"]
    assert "合計" in desk.locator("p.quiet", has_text="読み飛ばした行").inner_text()
    assert f"取り込まない列があります: {OWN}、価格。" in desk.inner_text("main")
    desk.get_by_text("列の割り当てを直す", exact=True).click()
    own = desk.get_by_label(re.compile(f"列目「{OWN}」"))
    assert own.input_value() == "?"
    own.select_option(label="貸主の管理番号")
    desk.get_by_label(re.compile("列目「価格」")).select_option(label="使わない")
    press(desk, desk.get_by_role("button", name="この割り当てで読み直す"))
    assert figures(desk) == [str(COUNT), "0", "0"]
    assert "取り込まない列" not in desk.inner_text("main")
    assert wareki(bought(5)) in desk.locator("table tr", has_text="備品-0005").inner_text()
    desk.get_by_role("button", name="この内容で取り込む").click()
    desk.get_by_text(f"取り込みました。新しい行 {COUNT}件、変わった行 0件。").wait_for()
    with scope(visitor.cast.assembly.pk):
        found = {row.number: row for row in Asset.objects.select_related("unit", "place")}
        assert set(found) == {f"備品-{number:04d}" for number in range(1, COUNT + 1)}
        for number in range(1, COUNT + 1):
            row = found[f"備品-{number:04d}"]
            assert (row.serial, row.introduced_on) == (f"SN{number:05d}", bought(number))
            assert (row.name, row.owner_number) == (MACHINES[number % 4][0], f"市-{number:05d}")
            assert (row.unit.name, row.place.name) == ("議会事務局" if number % 2 else "会派", "執務室")
            assert row.confidentiality == ("2" if number % 4 else "")
            assert row.lease_from == (bought(number) if number % 3 == 0 else None)
            assert row.kind == ("media" if number % 4 == 2 else "device")
        learned = set(ColumnMapping.objects.values_list("heading", "column"))
        assert (OWN, "owner_number") in learned


def same_as_workbook(visitor, desk, content: bytes) -> None:
    """The same ledger as a workbook says the same, and what was explained is known."""
    upload(visitor, desk, content, "kiki-3.xlsx")
    assert figures(desk) == ["0", "0", str(COUNT)]
    assert "登録と違うところはありません" in desk.inner_text("main")
    desk.get_by_text("列の割り当てを直す").click()
    assert desk.get_by_label(re.compile(f"列目「{OWN}」")).input_value() == "owner_number"
    assert desk.get_by_label(re.compile("列目「価格」")).input_value() == "-"


def round_trip(visitor, desk, folder: Path) -> None:
    """Out in three shapes: the tables say the same, and each comes back without a change."""
    names = {"Excel": "out.xlsx", "CSV (UTF-8)": "out.csv", "CSV (Shift_JIS)": "out-sjis.csv"}
    tables = []
    for shape, name in names.items():
        desk.goto(visitor.address + visitor.cast.url("exchange/"))
        with desk.expect_download() as download:
            desk.get_by_role("link", name=re.compile(re.escape(shape) + " ?（機器・媒体の台帳）")).click()
        download.value.save_as(folder / name)
        content = (folder / name).read_bytes()
        with scope(visitor.cast.assembly.pk):
            read = preview(devices(TODAY), content)
        tables.append([row.values for row in read.rows])
        assert len(read_sheets(content)[0].rows) == COUNT + 1
        upload(visitor, desk, content, name)
        assert figures(desk) == ["0", "0", str(COUNT)]
        assert desk.locator(".error-summary").count() == 0
    assert len(tables[0]) == COUNT
    assert tables[0] == tables[1] == tables[2]


def undone(visitor, desk) -> None:
    """The whole import goes back as one."""
    desk.goto(visitor.address + visitor.cast.url("exchange/"))
    press(desk, desk.get_by_role("link", name=re.compile("取り消す ?（機器・媒体の台帳 kiki-2.csv）")))
    assert f"新しい行{COUNT}件" in desk.inner_text("main")
    desk.get_by_role("button", name="取り消して元に戻す").click()
    desk.get_by_text(f"取込みを取り消しました（{COUNT}件）").wait_for()
    with scope(visitor.cast.assembly.pk):
        assert not Asset.objects.exists()
        assert ImportRun.objects.get().undone_on is not None
