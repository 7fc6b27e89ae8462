"""Every register goes out and comes back: what came out changes nothing, what an office writes is taken in or named."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.offers import offer_of
from sakimori.foundation.exchange.readers import RowAction
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.registers.assets.actions import put_in, register_asset
from sakimori.registers.assets.models import Holding
from sakimori.registers.assets.types import AssetKind, AssetState
from sakimori.registers.disposal.actions import open_case
from sakimori.registers.disposal.types import CaseKind
from sakimori.registers.lending import actions as lending
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.tests.things import stick, tablet
from sakimori.registers.premises.actions import lend_key, register_key, register_place
from sakimori.registers.premises.models import KeyLoan, Place
from sakimori.registers.premises.types import KeyKind, PlaceKind
from sakimori.registers.stocktaking import actions as stocktaking
from sakimori.registers.stocktaking.models import Sighting, StockTakeItem
from sakimori.testing import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def sheet(header: list[str], *rows: list[object]) -> bytes:
    """An office's table with a title above it."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("台帳")
    page.write(0, 0, "令和8年度")
    page.write_row(2, 0, header)
    for number, row in enumerate(rows, start=3):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def preview(name, content):
    return Reading().preview(offer_of(name).make(TODAY), content)


def take_in(cast, name, content):
    return offer_of(name).apply(cast.ctx("staff"), content=content, reading=Reading())


def errors(found):
    return [(row.number, str(error)) for row in found.rows for error in row.errors]


@pytest.fixture
def furnished(cast):
    """One of everything."""
    ctx = cast.ctx("staff")
    room = register_place(
        ctx, kind=PlaceKind.CAUCUS_ROOM, name="第1控室", unit=cast.unit["caucus"], from_date=YESTERDAY
    )
    register_place(ctx, kind=PlaceKind.CABINET, name="書庫", parent=room, keeper=cast.person["staff"])
    key = register_key(ctx, place=room, kind=KeyKind.KEY, number="A-1", from_date=YESTERDAY)
    register_key(ctx, place=room, kind=KeyKind.CARD, number="C-1", note="予備")
    lend_key(ctx, key=key, person=cast.person["member"], lent_on=YESTERDAY)
    first, second = tablet(cast, 1, place=room), tablet(cast, 2)
    lending.lend(ctx, person=cast.person["member"], items=[first, second], lent_on=YESTERDAY)
    lending.take_back(ctx, loans=[Loan.objects.get(asset=second)])
    data = register_asset(ctx, kind=AssetKind.INFORMATION, number="情報-1", name="議員名簿")
    put_in(ctx, holder=first, content=data)
    stocktaking.open_take(ctx, title="棚卸し", due_on=TODAY + timedelta(days=9))
    open_case(ctx, kind=CaseKind.DESTROY, title="廃棄", contractor="架空処理", assets=[stick(cast)])
    return cast


@pytest.mark.parametrize("name", ["places", "keys", "loans", "contents", "stocktaking"])
@pytest.mark.parametrize("write", [write_xlsx, lambda made: write_csv(made).content], ids=["xlsx", "csv"])
def test_what_goes_out_comes_back_without_a_change(furnished, name, write):
    made = offer_of(name).make(TODAY)
    found = preview(name, write(made))
    assert errors(found) == [] and len(found.rows) > 0
    assert {row.action for row in found.rows} == {RowAction.SAME}, [row.changed for row in found.rows]


@pytest.mark.parametrize("name", ["permits", "take-outs", "disposals", "visits"])
def test_what_only_goes_out_cannot_be_taken_in(furnished, name):
    offer = offer_of(name)
    assert offer.apply is None and write_xlsx(offer.make(TODAY)).startswith(b"PK")
    assert furnished.client("staff").get(furnished.url(f"exchange/{name}/export.xlsx")).status_code in {200, 404}


def test_an_offices_lending_ledger_becomes_loans(cast):
    tablet(cast, 1), tablet(cast, 2)
    member, chair = cast.person["member"].shown_name, cast.person["chair"].shown_name
    content = sheet(
        ["端末番号", "議員名", "貸出日", "返却予定日", "返却日", "備考"],
        ["端末-0001", chair, "R7.4.1", "R8.3.31", "令和8年3月31日", "傷あり"],
        ["ＳＮ-0001", member, "２０２６/４/１", "", "", ""],
        ["端末-0002", member, "令和8年5月1日", "令和9年3月31日", "", ""],
    )
    done = take_in(cast, "loans", content)
    assert (done.new, done.changed) == (3, 0)
    past, now = Loan.objects.filter(asset__number="端末-0001").order_by("lent_on")
    assert (past.person, past.returned_on, past.return_note) == (cast.person["chair"], date(2026, 3, 31), "傷あり")
    assert now.returned_on is None and now.asset.state == AssetState.IN_USE and now.due_on > now.lent_on
    again = preview("loans", content)
    assert {row.action for row in again.rows} <= {RowAction.SAME, RowAction.UPDATE} and errors(again) == []


def test_what_a_lending_ledger_gets_wrong_is_named_and_nothing_is_written(cast):
    tablet(cast, 1)
    member, chair = cast.person["member"].shown_name, cast.person["chair"].shown_name
    content = sheet(
        ["管理番号", "氏名", "貸出日", "返却日"],
        ["端末-0001", member, "2026-04-01", ""],
        ["端末-0001", chair, "2026-05-01", ""],
        ["端末-9999", member, "2026-04-01", ""],
        ["端末-0001", "知らない 人", "2026-04-01", ""],
        ["端末-0001", member, "2099-04-01", ""],
        ["端末-0001", member, "2025-04-01", "2025-03-01"],
    )
    found = errors(preview("loans", content))
    text = " ".join(words for _row, words in found)
    assert {row for row, _words in found} == {5, 6, 7, 8, 9}
    assert "別の人にも" in text and "先の日付" in text
    with pytest.raises(ValidationError):
        take_in(cast, "loans", content)
    assert not Loan.objects.exists()


def test_places_and_keys_of_an_office_come_in(cast):
    head = ["部屋名", "区分", "使用会派", "管理責任者"]
    place = sheet(head, ["第1控室", "会派控室", cast.unit["caucus"].name, cast.person["caucus_head"].shown_name])
    assert take_in(cast, "places", place).new == 1
    assert Place.objects.get().keeper == cast.person["caucus_head"]
    bad = sheet(head, ["第2控室", "会派控室", "", ""])
    with pytest.raises(ValidationError) as error:
        take_in(cast, "places", bad)
    assert "使う会派" in str(error.value)
    keys = ["部屋", "番号", "貸出先", "貸与日"]
    member, chair = cast.person["member"].shown_name, cast.person["chair"].shown_name
    take_in(cast, "keys", sheet(keys, ["第1控室", "A-1", member, "2026-04-01"], ["第1控室", "A-2", "", ""]))
    assert [loan.person for loan in KeyLoan.objects.all()] == [cast.person["member"]]
    take_in(
        cast, "keys", sheet(["部屋", "種類", "番号", "貸出先", "貸与日"], ["第1控室", "鍵", "A-1", chair, "2026-10-01"])
    )
    held = KeyLoan.objects.get(returned_on__isnull=True)
    assert (held.person, held.lent_on) == (cast.person["chair"], date(2026, 10, 1))
    wrong = preview("keys", sheet(keys, ["第1控室", "A-3", "", "2026-04-01"]))
    assert "持っている人も" in str(errors(wrong))


def test_results_written_without_a_network_come_in(furnished):
    number = StockTakeItem.objects.select_related("asset").filter(asset__kind="device").first().asset.number
    content = sheet(["管理番号", "有無", "備考"], [number, "○", "棚の上"])
    assert take_in(furnished, "stocktaking", content).changed == 1
    seen = Sighting.objects.get(asset__number=number)
    assert (seen.result, seen.note) == ("found", "棚の上")
    assert StockTakeItem.objects.get(asset__number=number).result == "found"


def test_contents_come_in_and_end(furnished):
    register_asset(furnished.ctx("staff"), kind=AssetKind.INFORMATION, number="情報-2", name="相談記録")
    head = ["情報資産の管理番号", "機器の管理番号", "最後にあった日"]
    content = sheet(head, ["情報-2", "端末-0001", ""], ["情報-1", "端末-0001", TODAY.isoformat()])
    done = take_in(furnished, "contents", content)
    assert (done.new, done.changed) == (1, 1)
    assert Holding.objects.get(content__number="情報-1").to_date == TODAY
    same = preview("contents", sheet(head, ["情報-2", "情報-2", ""]))
    assert "同じ資産" in str(errors(same))
