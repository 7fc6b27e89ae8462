"""The office's list of third parties comes in as it is and goes out again; pledges are added, never written over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.exchange.applying import Reading
from sakimori.foundation.exchange.writers import write_csv, write_xlsx
from sakimori.registers.premises.actions import end_place, register_place
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.actions.party_imports import import_third_parties
from sakimori.registers.suppliers.models import SecrecyPledge, ThirdParty
from sakimori.registers.suppliers.party_registers import third_parties
from sakimori.registers.suppliers.tests.office import company, contract
from sakimori.registers.suppliers.tests.test_exchange import sheet, unchanged
from sakimori.registers.suppliers.types import PledgeMeans
from sakimori.testing import SINCE, TODAY

LEDGER = [
    ["議会の情報に触れる外部の者　一覧"],
    [],
    ["氏名", "区分", "個人", "勤務先", "契約の件名", "取扱情報", "始期", "終期", "誓約日", "誓約期限", "摘要"],
    ["潮　みどり", "速記者・文字起こし", "はい", "", "", "委員会の音声", "R8.4.1", "R9.3.31", "R8.4.6", "R9.3.31", ""],
    [
        "撮影班",
        "録画・中継・録音の事業者",
        "いいえ",
        "",
        "議会中継業務委託",
        "本会議の映像",
        "R8.4.1",
        "R9.3.31",
        "",
        "",
        "三名",
    ],
    ["監査委員", "監査委員・外部の監査人", "いいえ", "みなと野市", "", "領収書", "R8.4.1", "", "", "", ""],
]


def take_in(cast, rows):
    return import_third_parties(cast.ctx("staff"), content=sheet(rows), reading=Reading())


def test_the_list_of_an_office_comes_in_as_it_is(cast):
    known = contract(cast)
    assert take_in(cast, LEDGER).new == 3
    recorder = ThirdParty.objects.get(name="潮　みどり")
    assert recorder.is_person and recorder.must_return and recorder.to_date == date(2027, 3, 31)
    pledge = SecrecyPledge.objects.get()
    assert (pledge.third_party, pledge.signer, pledge.means) == (recorder, "潮　みどり", PledgeMeans.PAPER)
    assert pledge.until == date(2027, 3, 31) and pledge.statement
    crew = ThirdParty.objects.get(name="撮影班")
    assert crew.contract == known and crew.supplier == known.supplier and crew.note == "三名"
    assert ThirdParty.objects.get(name="監査委員").belongs_to == "みなと野市"
    assert unchanged(third_parties(TODAY), sheet(LEDGER))


def test_what_goes_out_comes_back_without_a_change(cast):
    room = register_place(cast.ctx("staff"), kind="chamber", name="本会議場", from_date=SINCE)
    party = actions.register_third_party(
        cast.ctx("staff"), name="撮影班", kind="recording", handles="映像", from_date=SINCE, contract=contract(cast),
        place=room, pledge={"pledged_on": SINCE}, no_pledge_reason="", must_return=False,
    )  # fmt: skip
    actions.record_return(cast.ctx("staff"), third_party=party, returned_on=TODAY, return_note="録画 1式")
    actions.register_third_party(
        cast.ctx("staff"), name="傍聴人", kind="audience", handles="配布資料", from_date=date(2027, 4, 1),
        supplier=company(cast, "架空商会"), no_pledge_reason="公開の資料だけ。",
    )  # fmt: skip
    end_place(cast.ctx("staff"), place=room, last_day=TODAY - timedelta(days=1))
    for write in (write_xlsx, lambda register: write_csv(register).content):
        assert unchanged(third_parties(TODAY), write(third_parties(TODAY)))


def test_a_newer_pledge_is_added_and_the_old_one_stays(cast):
    take_in(cast, LEDGER[:4] if contract(cast) else [])
    head, row = (
        ["氏名", "区分", "取扱情報", "始期", "誓約日", "誓約期限"],
        ["潮　みどり", "速記者・文字起こし", "委員会の音声", "R8.4.1"],
    )
    assert take_in(cast, [head, [*row, "R8.11.2", "R10.3.31"]]).changed == 1
    assert [str(one.pledged_on) for one in SecrecyPledge.objects.order_by("pledged_on")] == ["2026-04-06", "2026-11-02"]
    [error] = Reading().preview(third_parties(TODAY), sheet([head, [*row, "", ""]])).cell_errors
    assert "登録にある誓約は消せません" in error.message
    for given, until in (("R8.4.1", ""), ("R8.11.2", "R20.3.31")):
        with pytest.raises(ValidationError, match="誓約の記録は変えられません"):
            take_in(cast, [head, [*row, given, until]])
    assert SecrecyPledge.objects.count() == 2


def test_what_came_back_is_recorded_and_not_unsaid(cast):
    take_in(cast, LEDGER[:4])
    head = ["氏名", "区分", "取扱情報", "始期", "終期", "返却日", "返却の内容"]
    row = ["潮　みどり", "速記者・文字起こし", "委員会の音声", "R8.4.1", "R8.11.20"]
    assert take_in(cast, [head, [*row, "R8.11.20", "音声の写しを消した"]]).changed == 1
    party = ThirdParty.objects.get()
    assert (party.returned_on, party.return_note) == (date(2026, 11, 20), "音声の写しを消した")
    with pytest.raises(ValidationError, match="消せません"):
        take_in(cast, [head, [*row, "", ""]])


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("終期", "R8.3.1", "開始日以後"),
        ("誓約日", "R9.1.1", "先の日付"),
        ("誓約期限", "R7.4.1", "誓約の日以後"),
        ("契約の件名", "どこにもない契約", "どこにもない契約"),
        ("区分", "宇宙人", "宇宙人"),
    ],
)
def test_one_wrong_row_and_nothing_is_written(cast, column, value, says):
    contract(cast)
    wrong = [*LEDGER[:-1], [value if head == column else cell for head, cell in zip(LEDGER[2], LEDGER[3], strict=True)]]
    wrong[-1][0] = "別の人"
    found = Reading().preview(third_parties(TODAY), sheet(wrong))
    assert any(says in error.message + error.value for error in found.cell_errors)
    with pytest.raises(ValidationError):
        take_in(cast, wrong)
    assert not ThirdParty.objects.exists()
