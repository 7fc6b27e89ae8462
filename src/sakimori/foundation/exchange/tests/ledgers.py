"""Ledgers as offices keep them, built here so that no office's data are in the tests."""

from __future__ import annotations

import codecs
from datetime import datetime
from io import BytesIO

import xlsxwriter


def merged_ledger() -> bytes:
    """Title and date above, two rows of merged headings, mixed dates, blank rows, a total and a note below."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    cover = book.add_worksheet("表紙")
    cover.write(0, 0, "議員名簿の使い方")
    sheet = book.add_worksheet("名簿")
    hidden = book.add_worksheet("旧")
    hidden.write_row(0, 0, ["氏名", "フリガナ", "会派", "状態"])
    hidden.hide()
    day = book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日";@'})
    sheet.merge_range(0, 0, 0, 8, "青葉市議会 議員名簿")
    sheet.write(1, 8, "令和8年4月1日現在")
    sheet.merge_range(3, 0, 4, 0, "氏　名※")
    sheet.merge_range(3, 1, 4, 1, "フリガナ（任意）")
    sheet.merge_range(3, 2, 4, 2, "所属\n会派")
    sheet.merge_range(3, 3, 3, 4, "任期")
    sheet.write_row(4, 3, ["開始", "終了"])
    sheet.merge_range(3, 5, 4, 5, "期 数")
    sheet.merge_range(3, 6, 3, 7, "連絡先")
    sheet.write_row(4, 6, ["電話", "メール"])
    sheet.merge_range(3, 8, 4, 8, "ロッカー")
    sheet.write_row(5, 0, ["髙橋　辻󠄀子", "ﾀｶﾊｼ ﾂｼﾞｺ", "青葉の会"])
    sheet.write_datetime(5, 3, datetime(2023, 5, 1), day)
    sheet.write_row(5, 4, ["令和９年４月３０日", "３", "０１２０－０００－０００", "Ｔ@example.jp", 12])
    sheet.write_row(7, 0, ["神谷 𠮷男", "", "無所属", 45047, "R9.4.30", 1, "", "", "A-3"])
    sheet.write_row(8, 0, ["合計", "", "", "", "", 2])
    sheet.write(9, 0, "※ 敬称は略しています。")
    book.close()
    return out.getvalue()


def csv_ledger(encoding: str, delimiter: str = ",") -> bytes:
    rows = [
        ["議員名簿", "", "", ""],
        ["氏名", "所属会派", "任期（自）", "TEL"],
        ['髙橋 "﨑" 子', "市民クラブ", "令和5年5月1日", "0120-000-000"],
        ["", "", "", ""],
        ["山田 太郎", "無所属", "2023/5/1", "(0120)000-000"],
    ]
    text = "".join(
        delimiter.join(f'"{cell}"'.replace(' "', ' ""').replace('" 子', '"" 子') for cell in row) + "\r\n"
        for row in rows
    )
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    return mark + text.encode(encoding)


def plain_xlsx(rows: list[list[object]], name: str = "Sheet1") -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("=ERROR"):
                sheet.write_formula(number, place, "=1/0", None, "#DIV/0!")
            else:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()
