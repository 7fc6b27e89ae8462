"""Pages of lending: the counter without JavaScript, links, papers, permissions, what a member sees, how much SQL."""

from __future__ import annotations

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.access.context import Channel
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.papers.handovers import Leaving
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.panels import holders
from sakimori.registers.lending import actions
from sakimori.registers.lending.handovers import HANDOVERS
from sakimori.registers.lending.models import Loan, LossReport, Permit, Pledge, Receipt, TakeOut
from sakimori.registers.lending.panels import loans_panel
from sakimori.registers.lending.tests.things import drawn, png, stick, tablet
from sakimori.registers.lending.types import ASK_LOSS, ASK_PLEDGE, ASK_RECEIPT
from sakimori.testing import SINCE, TODAY, UNTIL, Cast

SIGNED = actions.Signed(picture=png())
DUE = UNTIL.isoformat()


def handed(cast: Cast, *assets: Asset, who: str = "member", **values: object) -> list[Loan]:
    actions.hand_out(cast.ctx("staff"), person=cast.person[who], items=assets, **{"signed": SIGNED, **values})
    return list(Loan.objects.filter(asset__in=assets, returned_on__isnull=True).order_by("asset__number"))


def body(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    pages = pypdfium2.PdfDocument(response.content)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pages))


# --- the counter ------------------------------------------------------------------------------------------------------


def test_a_person_is_found_by_kana(cast):
    html = body(cast.client("staff").get(cast.url("lending/counter/"), {"q": "たかはし"}))
    assert "髙橋 恵" in html
    assert "海野 誠一" not in html


def test_the_counter_works_with_one_text_field_and_no_script(cast):
    first, second = tablet(cast, 1), tablet(cast, 2)
    client, url = cast.client("staff"), cast.url(f"lending/counter/?person={cast.person['member'].pk}")
    marks = f"{first.serial}\n{second.finder_code}\n{first.number}\n"
    looked = body(client.post(url, {"step": "check", "marks": marks, "due_on": DUE}))
    assert looked.count('name="acc-') == 2
    assert Loan.objects.count() == 0
    sent = {"step": "done", "marks": marks, "due_on": DUE, "how": "screen", "signature": drawn()}
    sent |= {f"acc-{first.pk}": "充電器", f"cond-{first.pk}": "worn", f"note-{first.pk}": "角に傷"}
    response = client.post(url, sent)
    receipt = Receipt.objects.get()
    assert response["Location"].endswith(f"receipts/{receipt.pk}/")
    loan = Loan.objects.get(asset=first)
    assert (loan.accessories, loan.condition, loan.condition_note) == ("充電器", "worn", "角に傷")
    assert Loan.objects.get(asset=second).accessories == "ペン\n充電器"
    pdf = text_of(client.get(cast.url(f"lending/receipts/{receipt.pk}/receipt.pdf")))
    for word in ("受領書", "SN-0001", "SN-0002", "髙橋恵", "令和9年4月30日"):
        assert word in pdf


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"marks": "", "how": "paper"}, "渡す物を一つ以上"),
        ({"marks": "なし-1", "how": "paper"}, "なし-1: 台帳に見つかりません"),
        ({"how": "screen"}, "署名がありません"),
        ({"how": "screen", "signature": "data:text/html;base64,AAAA"}, "署名を読み取れませんでした"),
        ({"how": "paper", "due_on": "2030-01-01"}, "任期は令和9年4月30日までです"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(cast, sent, said):
    tablet(cast)
    url = cast.url(f"lending/counter/?person={cast.person['member'].pk}")
    response = cast.client("staff").post(url, {"step": "done", "marks": "端末-0001", "due_on": DUE, **sent})
    assert response.status_code == 422
    assert said in body(response)
    assert not Loan.objects.exists()
    assert not Receipt.objects.exists()


def test_things_come_back_with_accessories_ticked(cast):
    second, first = handed(cast, tablet(cast, 1), stick(cast, 2))
    client, url = cast.client("staff"), cast.url(f"lending/return/{first.person_id}/")
    sent = {
        "loan": [str(first.pk), str(second.pk)],
        "acc": [f"{first.pk}:1"],
        "reason": "resignation",
        "returned_on": TODAY.isoformat(),
        "how": "screen",
        "signature": drawn(),
        "counter": drawn(),
    }
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "ウイルス検査" in body(refused)
    response = client.post(url, sent | {f"virus-{second.pk}": "yes"})
    receipt = Receipt.objects.get(kind="return")
    assert response["Location"].endswith(f"receipts/{receipt.pk}/")
    first.refresh_from_db()
    assert (first.missing_accessories, first.return_reason) == ("ペン", "resignation")
    pdf = text_of(client.get(cast.url(f"lending/receipts/{receipt.pk}/receipt.pdf")))
    assert "返納書" in pdf
    assert "辞職" in pdf


def test_reading_one_thing_finds_who_brings_it_back(cast):
    (loan,) = handed(cast, tablet(cast))
    response = cast.client("staff").get(cast.url("lending/return/"), {"marks": "SN-0001"})
    assert response["Location"] == cast.url(f"lending/return/{loan.person_id}/?loan={loan.pk}")


def test_a_pasted_table_lends_to_many(cast):
    tablet(cast, 1), tablet(cast, 2)
    client, url = cast.client("staff"), cast.url("lending/bulk/")
    assert "端末-0001" in body(client.get(url, {"fill": "tablet"}))
    wrong = client.post(url, {"step": "done", "rows": "髙橋 恵\t端末-0001\n見知らぬ人,端末-0002\n海野誠一\n"})
    assert wrong.status_code == 422
    assert "「見知らぬ人」が名簿に見つかりません" in body(wrong)
    assert not Loan.objects.exists()
    client.post(url, {"step": "done", "rows": "髙橋　恵\t端末-0001\n海野誠一,端末-0002\n", "by_link": "on"})
    assert set(Loan.objects.values_list("person__name", "asset__number")) == {
        ("髙橋 恵", "端末-0001"),
        ("海野 誠一", "端末-0002"),
    }
    assert Ask.objects.open().count() == 4
    letters = client.post(cast.url("lending/papers/letters.pdf"))
    assert len(pypdfium2.PdfDocument(letters.content)) == 4


# --- links ------------------------------------------------------------------------------------------------------------


def link(cast: Cast, ask: Ask) -> str:
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="letter")[ask]
    return f"/l/{cast.assembly.slug}/{token}/"


def test_pledge_and_receipt_are_answered_by_link(cast):
    handed(cast, tablet(cast, 1), signed=actions.NOT_YET, by_link=True)
    tablet(cast, 2)
    pledge_ask, receipt_ask = Ask.objects.get(kind=ASK_PLEDGE), Ask.objects.get(kind=ASK_RECEIPT)
    client = Client()
    url = link(cast, pledge_ask)
    page = body(client.get(url))
    assert "端末-0001" in page
    assert "端末-0002" not in page
    assert client.post(url, {}).status_code == 422
    client.post(url, {"agreed": "on", "signature": drawn()})
    pledge = Pledge.objects.get()
    assert (pledge.pledged_on, pledge.channel) == (TODAY, Channel.LINK)
    assert pledge.signature is not None
    client.post(link(cast, receipt_ask), {"agreed": "on"})
    assert Receipt.objects.get().channel == Channel.LINK
    assert "ご回答ありがとうございました" in body(client.get(url))


def test_a_loss_is_reported_by_link(cast):
    (loan,) = handed(cast, tablet(cast))
    cast.client("staff").post(cast.url(f"lending/loans/{loan.pk}/ask-loss/"))
    url = link(cast, Ask.objects.get(kind=ASK_LOSS))
    Client().post(url, {"kind": "stolen", "happened_on": TODAY.isoformat(), "where": "駐車場", "how": "車上荒らし"})
    report = LossReport.objects.get()
    assert (report.person, report.channel, report.loan) == (cast.person["member"], Channel.LINK, loan)
    assert Asset.objects.get().state == "lost"


def test_staff_enter_the_paper_with_its_scan(cast):
    handed(cast, tablet(cast), signed=actions.NOT_YET, by_link=True)
    ask = Ask.objects.get(kind=ASK_RECEIPT)
    scan = SimpleUploadedFile("受領書.png", png(), "image/png")
    day = (TODAY - timedelta(days=2)).isoformat()
    sent = {"agreed": "on", "channel": "paper", "signed_on": day, "scan": scan}
    cast.client("staff").post(cast.url(f"asks/{ask.pk}/paper/"), sent)
    receipt = Receipt.objects.get()
    assert (receipt.channel, receipt.signed_at.date().isoformat()) == (Channel.PAPER, day)
    assert receipt.scan is not None


def test_the_code_on_a_printed_receipt_opens_where_its_scan_is_filed(cast):
    handed(cast, tablet(cast), signed=actions.NOT_YET)
    receipt = Receipt.objects.get()
    client, url = cast.client("staff"), cast.url(f"lending/receipts/{receipt.pk}/paper/")
    assert client.get(url).status_code == 200
    client.post(url, {"signed_on": TODAY.isoformat(), "scan": SimpleUploadedFile("a.png", png(), "image/png")})
    receipt.refresh_from_db()
    assert receipt.scan is not None
    assert client.get(cast.url(f"lending/receipts/{receipt.pk}/scan/"))["Content-Type"] == "image/png"
    client.post(cast.url(f"lending/persons/{receipt.person_id}/pledge/"), {"signed_on": TODAY.isoformat()})
    assert Pledge.objects.get().channel == Channel.PAPER


# --- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("pledge", ("貸与申請書・誓約書", "選挙運動には使いません", "SN-0001")),
        ("receipt", ("受領書", "SN-0001", "充電器")),
        ("loss", ("紛失・破損等届", "いきさつ", "警察への届出")),
        ("return", ("返納書", "任期満了", "そろう")),
    ],
)
def test_forms_are_filled_in_for_several_people_and_blank(cast, kind, words):
    handed(cast, tablet(cast))
    people = [str(cast.person["member"].pk), str(cast.person["chair"].pk)]
    response = cast.client("staff").get(cast.url("lending/papers/"), {"kind": kind, "people": people, "blank": "on"})
    assert len(pypdfium2.PdfDocument(response.content)) == 3
    text = text_of(response)
    for word in (*words, "髙橋恵", "海野誠一"):
        assert word in text


# --- permissions and take-outs ----------------------------------------------------------------------------------------


def test_a_member_applies_and_the_secretary_general_grants(cast, django_capture_on_commit_callbacks):
    (loan,) = handed(cast, tablet(cast))
    sent = {
        "kind": "standing",
        "asset": str(loan.asset_id),
        "destination": "自宅・市内",
        "purpose": "議案の確認",
        "from_date": TODAY.isoformat(),
        "to_date": DUE,
    }
    response = cast.client("member").post(cast.url("lending/mine/permit/"), sent)
    assert response["Location"] == cast.url("lending/mine/")
    application = Application.objects.get()
    head = cast.client("secretary_general")
    with django_capture_on_commit_callbacks(execute=True):
        head.post(cast.url(f"applications/{application.pk}/"), {"is_approval": "yes"})
    permit = Permit.objects.get()
    assert permit.granted_on == TODAY
    assert "有効" in body(cast.client("staff").get(cast.url("lending/permits/")))
    cast.client("staff").post(cast.url(f"lending/permits/{permit.pk}/revoke/"), {"reason": "紛失したため"})
    permit.refresh_from_db()
    assert permit.revoked_on == TODAY


def test_a_private_device_needs_every_condition(cast):
    sent = {"category": "smartphone", "name": "私物スマホ", "model": "X1", "purpose": "連絡", "to_date": DUE}
    client, url = cast.client("member"), cast.url("lending/mine/device/")
    refused = client.post(url, sent | {"safe": ["lock", "update"]})
    assert "すべてに当てはまることが条件です" in body(refused)
    client.post(url, sent | {"safe": ["lock", "update", "family", "report", "erase"]})
    permit = Permit.objects.select_related("asset").get()
    assert (permit.asset.owner_kind, permit.asset.custodian, permit.granted_on) == (
        "member",
        cast.person["member"],
        None,
    )
    assert "画面のロック" in permit.conditions


def test_a_take_out_leaves_and_comes_back(cast):
    tablet(cast)
    client = cast.client("staff")
    sent = {
        "asset": "端末-0001",
        "person": str(cast.person["staff"].pk),
        "destination": "県庁",
        "purpose": "会議",
        "left_on": TODAY.isoformat(),
        "due_on": TODAY.isoformat(),
    }
    client.post(cast.url("lending/take-outs/new/"), sent)
    out = TakeOut.objects.get()
    assert "有効な許可がありません" in body(client.get(cast.url("lending/take-outs/")))
    url = cast.url(f"lending/take-outs/{out.pk}/back/")
    assert client.post(url, {"back_on": TODAY.isoformat(), "note": ""}).status_code == 422
    client.post(url, {"back_on": TODAY.isoformat(), "note": "異常なし"})
    out.refresh_from_db()
    assert out.back_note == "異常なし"


# --- what others see --------------------------------------------------------------------------------------------------


def test_a_member_sees_only_their_own(cast):
    handed(cast, tablet(cast, 1))
    (other,) = handed(cast, tablet(cast, 2), who="chair")
    client = cast.client("member")
    html = body(client.get(cast.url("lending/mine/")))
    assert "端末-0001" in html
    assert "端末-0002" not in html
    assert client.get(cast.url(f"lending/mine/{other.pk}/loss/")).status_code == 404
    assert client.get(cast.url("lending/")).status_code == 403
    assert "お借りしている物" in body(client.get(cast.url("")))


def test_another_assembly_answers_with_nothing(cast, neighbour):
    (loan,) = handed(cast, tablet(cast))
    with scope(neighbour.assembly.pk):
        client = neighbour.client("staff")
        for path in (f"loans/{loan.pk}/", f"persons/{loan.person_id}/", f"receipts/{loan.receipt_id}/"):
            assert client.get(neighbour.url(f"lending/{path}")).status_code == 404
        assert client.get(cast.url("lending/")).status_code == 404
        marks = {"step": "check", "marks": "端末-0001"}
        url = neighbour.url(f"lending/counter/?person={neighbour.person['member'].pk}")
        assert "台帳に見つかりません" in body(client.post(url, marks))
        url = neighbour.url(f"lending/counter/?person={loan.person_id}")
        assert "髙橋 恵さんに渡す" not in body(client.get(url))


def test_the_asset_shows_its_holder_and_history(cast):
    (loan,) = handed(cast, tablet(cast))
    panel = loans_panel(cast.ctx("staff"), loan.asset)
    assert [line.text for line in panel.lines] == ["髙橋 恵さんに貸出し中"]
    assert loans_panel(cast.ctx("member"), loan.asset) is None
    assert holders().names([loan.asset_id], TODAY) == {loan.asset_id: "髙橋 恵"}
    html = body(cast.client("staff").get(cast.url(f"assets/{loan.asset_id}/")))
    assert "髙橋 恵さんに貸出し中" in html


def test_what_is_lent_stands_on_the_handover_sheet(cast):
    handed(cast, tablet(cast), who="chair")
    (sheet,) = HANDOVERS
    rows = sheet.rows(cast.ctx("staff"), Leaving(cast.post["chair"], cast.person["chair"], TODAY))
    assert [(row.label, row.due) for row in rows] == [("端末-0001 タブレット", UNTIL)]
    assert list(sheet.rows(cast.ctx("staff"), Leaving(cast.post["chair"], None, SINCE))) == []


# --- figures ----------------------------------------------------------------------------------------------------------

PAGES = (
    "", "?show=overdue", "?show=unsigned", "counter/", "counter/?person={person}", "return/{person}/",
    "persons/{person}/", "loans/{loan}/", "receipts/{receipt}/", "papers/", "losses/", "permits/", "take-outs/", "mine/",
)  # fmt: skip


def counts(cast: Cast, values: dict[str, str]) -> dict[str, int]:
    client, found = cast.client("staff"), {}
    for path in PAGES:
        url = cast.url("lending/" + path.format(**values))
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        found[path] = len(captured)
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_pages_need_few_statements_however_much_is_lent(cast):
    (loan,) = handed(cast, tablet(cast, 1))
    handed(cast, tablet(cast, 20), signed=actions.NOT_YET, by_link=True)
    values = {"person": str(loan.person_id), "loan": str(loan.pk), "receipt": str(loan.receipt_id)}
    few = counts(cast, values)
    handed(cast, *(tablet(cast, number) for number in range(2, 12)), signed=actions.NOT_YET, by_link=True)
    handed(cast, *(tablet(cast, number) for number in range(12, 16)), who="chair")
    assert counts(cast, values) == few
    assert max(few.values()) <= 12, few


def test_an_expired_permission_is_applied_for_again(cast):
    sent = {"category": "smartphone", "name": "私物スマホ", "model": "X1", "purpose": "連絡", "to_date": DUE}
    cast.client("member").post(
        cast.url("lending/mine/device/"), sent | {"safe": ["lock", "update", "family", "report", "erase"]}
    )
    permit = Permit.objects.get()
    again = {"purpose": "連絡", "from_date": TODAY.isoformat(), "to_date": DUE, "route": "chair"}
    cast.client("staff").post(cast.url(f"lending/permits/{permit.pk}/renew/"), again)
    assert Permit.objects.filter(asset=permit.asset, kind="private").count() == 2
    assert Asset.objects.count() == 1


def test_a_receipt_to_be_signed_later_on_paper_waits_without_a_link(cast):
    tablet(cast)
    url = cast.url(f"lending/counter/?person={cast.person['member'].pk}")
    cast.client("staff").post(url, {"step": "done", "marks": "端末-0001", "due_on": DUE, "how": "later"})
    assert Receipt.objects.get().signed_at is None
    assert Pledge.objects.get().pledged_on is None
    assert not Ask.objects.exists()
