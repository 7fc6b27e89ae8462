"""The ledger of contracts of an office comes in, untidy as it is, and goes out again; dates, hand-over and the book."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.papers.handovers import Leaving, handovers_of
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.actions.imports import import_contracts, import_suppliers
from sakimori.registers.suppliers.book import chapters, pack_chapter
from sakimori.registers.suppliers.dates import DATES
from sakimori.registers.suppliers.models import Contract, Supplier
from sakimori.registers.suppliers.registers import contracts, suppliers
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.testing import TODAY


def sheet(rows) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("契約一覧")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell != "":
                page.write(number, place, cell)
    book.close()
    return out.getvalue()


def unchanged(register, content) -> bool:
    """Whether the file says just what is known already."""
    found = Reading().preview(register, content)
    assert not found.errors and not found.cell_errors and found.rows
    return not found.ready


LEDGER = [
    ["令和８年度　委託契約一覧"],
    [],
    ["契約番号", "業務名", "受託者", "主管課", "履行開始日", "履行期限", "自動更新の有無", "摘要"],
    ["議委８－０１", "議会中継業務委託", "さざなみ映像株式会社", "契約課", "R8.4.1", "R9.3.31", "いいえ", "本会議のみ"],
    ["", "会議録検索システム", "ことのは記録株式会社", "契約課", "令和5年4月1日", "令和9年3月31日", "はい", ""],
]


def test_the_list_of_contracts_of_an_office_comes_in_as_it_is(cast):
    company(cast)  # one of the two is known already
    before = Entry.objects.count()
    found = import_contracts(cast.ctx("staff"), content=sheet(LEDGER), reading=Reading())
    assert found.new == 2
    assert Entry.objects.count() == before + 1
    made = Contract.objects.get(title="議会中継業務委託")
    assert (made.party, made.office, made.user) == ("みなと野市長", "契約課", "みなと野市議会")
    assert made.from_date == date(2026, 4, 1) and not made.auto_renews and made.note == "本会議のみ"
    assert Supplier.objects.count() == 2
    assert unchanged(contracts(TODAY), sheet(LEDGER))


def test_what_goes_out_comes_back_without_a_change(cast):
    contract(cast, number="議委8-01", auto_renews=True, notice_days=60, keeper=cast.person["staff"])
    for write in (write_xlsx, lambda register: write_csv(register).content):
        assert unchanged(contracts(TODAY), write(contracts(TODAY)))
        assert unchanged(suppliers(TODAY), write(suppliers(TODAY)))
    assert Contract.objects.get().keeper == cast.person["staff"]


def test_one_wrong_row_and_nothing_is_written(cast):
    wrong = [*LEDGER, ["", "逆の期間", "白波印刷株式会社", "", "R8.4.1", "R8.3.1", "", ""]]
    with pytest.raises(ValidationError):
        import_contracts(cast.ctx("staff"), content=sheet(wrong), reading=Reading())
    assert not Contract.objects.exists() and not Supplier.objects.exists()
    rows = [["会社名", "法人番号", "電話番号"], ["架空商事", "1234567890123", "0999-00-0000"]]
    with pytest.raises(ValidationError):
        import_suppliers(cast.ctx("staff"), content=sheet(rows), reading=Reading())


def test_the_calendar_knows_ends_notice_days_certificates_and_pledges(cast):
    supplier = company(cast)
    actions.record_certificate(cast.ctx("staff"), supplier=supplier, kind="pmark", expires_on=date(2026, 12, 15))
    contract(cast, supplier, title="検索", auto_renews=True, notice_days=90)
    party = actions.register_third_party(
        cast.ctx("staff"), name="清掃", kind="cleaner", handles="紙", from_date=date(2026, 4, 1),
        to_date=date(2027, 3, 31),
    )  # fmt: skip
    actions.record_pledge(cast.ctx("staff"), third_party=party, pledged_on=TODAY, until=date(2026, 12, 1))
    found = list(DATES.between(cast.ctx("staff"), date(2026, 12, 1), date(2027, 3, 31)))
    assert {(row.day, row.title.split(":")[0]) for row in found} == {
        (date(2026, 12, 1), "第三者の誓約の期限"),
        (date(2026, 12, 15), "認証の有効期限"),
        (date(2026, 12, 31), "更新しない申出の期限"),
        (date(2027, 3, 31), "契約の自動更新"),
        (date(2027, 3, 31), "第三者の期間の終わり（返却・消去を確かめる）"),
    }
    december = list(DATES.between(cast.ctx("staff"), date(2026, 12, 31), date(2026, 12, 31)))
    assert [row.title for row in december] == ["更新しない申出の期限: 検索"]


def test_whoever_leaves_hands_on_their_contracts(cast):
    found = contract(cast, keeper=cast.person["staff"])
    leaving = Leaving(cast.post["staff"], cast.person["staff"], TODAY)
    lines = [row for _list, rows in handovers_of(cast.ctx("manager"), leaving) for row in rows]
    assert any(found.title in row.label and row.due == found.to_date for row in lines)
    actions.hand_on(cast.ctx("manager"), contracts=[found], keeper=cast.person["manager"])
    assert Contract.objects.get().keeper == cast.person["manager"]


def test_the_pack_says_whom_to_call(cast):
    found = company(cast, phone="0999-00-4000", phone_emergency="0120-000-400")
    contract(cast, found)
    [row] = pack_chapter(cast.system())[0].rows
    assert list(row[:2]) == ["さざなみ映像株式会社", "議会中継"] and "0120-000-400" in row
    assert [part.title for part in chapters(cast.ctx("manager"))] == ["委託先の連絡先", "続いている契約"]
    assert chapters(cast.ctx("member")) == []
