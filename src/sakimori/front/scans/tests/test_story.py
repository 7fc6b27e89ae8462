"""Sheets go out to many and come back shuffled: what is clear is filed at once, what is not is looked at."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.asks.models import Ask, AskState, PrintedSheet
from sakimori.foundation.papers.bitmaps import Bitmap, bitmap_of, pages_of, png_of
from sakimori.foundation.papers.sheets import SIGN, row_from
from sakimori.front.scans.models import ScannedPage
from sakimori.front.scans.reading import SHARES
from sakimori.front.scans.tests.inking import ink, name, quarter, scan, tick
from sakimori.front.scans.types import PageState, Why
from sakimori.policy.clauses.models import Acknowledgement
from sakimori.policy.clauses.tests.test_acknowledge import adopt, hire, open_campaign
from sakimori.testing import TODAY


@pytest.fixture
def printed(cast) -> dict[Ask, Bitmap]:
    """Twelve sheets as pictures, by the ask."""
    hire(cast.ctx("manager"), cast, 5)
    adopt(cast)
    asks = open_campaign(cast)
    chosen = [str(ask.pk) for ask in asks.values()]
    answer = cast.client("staff").post(cast.url("policy/acknowledgement/"), {"act": "letters", "asks": chosen})
    assert answer["Content-Type"] == "application/pdf"
    in_order = Ask.objects.order_by("person__kana", "id").select_related("person")
    return {ask: page.bitmap for ask, page in zip(in_order, pages_of(answer.content), strict=True)}


def box_of(ask):
    row = row_from(PrintedSheet.objects.get(ask=ask).pages[0][0])
    return row.boxes[0]


def filled(ask, bitmap, *, ticked=True, signed=True):
    box = box_of(ask)
    strokes = [tick(box.x, box.y)] if ticked else []
    return ink(bitmap, [*strokes, *(name(*SIGN[:2]) if signed else [])])


def upload(cast, *files):
    given = [SimpleUploadedFile(file_name, data) for file_name, data in files]
    return cast.client("staff").post(cast.url("scans/"), {"scans": given}, follow=True)


def test_twelve_sheets_come_back_shuffled(cast, printed):
    asks = list(printed)
    assert len(asks) == 12
    unsigned, unticked = asks[3], asks[7]
    pages = [filled(ask, bitmap, ticked=ask != unticked, signed=ask != unsigned) for ask, bitmap in printed.items()]
    random.Random(5).shuffle(pages)
    pages[4] = quarter(pages[4], 2)
    blank = Bitmap(b"\xff" * len(pages[0].data), pages[0].width, pages[0].height)
    answer = upload(cast, ("まとめて.pdf", scan(*pages, blank, turn=0.4)))
    text = answer.content.decode()
    assert "12枚を取り込みました" in text and "白紙1枚は除きました" in text
    states = ScannedPage.objects.values_list("ask_id", "state")
    assert {ask for ask, state in states if state == PageState.UNSURE} == {unsigned.pk, unticked.pk}
    assert "この10件をすべて登録する" in text
    staff = cast.client("staff")
    staff.post(cast.url("scans/file/"))
    assert Acknowledgement.objects.count() == 10
    kept = Acknowledgement.objects.get(person=asks[0].person)
    assert (kept.on, kept.channel, kept.scan) == (TODAY, "paper", ScannedPage.objects.get(ask=asks[0]).file)

    page = ScannedPage.objects.get(ask=unsigned)
    assert page.why == Why.UNSIGNED
    check = staff.get(cast.url(f"scans/{page.pk}/"))
    assert 'name="confirmed"' in check.content.decode() and "checked" in check.content.decode()
    picture = staff.get(cast.url(f"scans/{page.pk}/picture.png?part=1"))
    assert picture.content.startswith(b"\x89PNG")
    day = TODAY - timedelta(days=2)
    staff.post(cast.url(f"scans/{page.pk}/"), {"confirmed": "on", "signed_on": day.isoformat()})
    assert Acknowledgement.objects.get(person=unsigned.person).on == day

    page = ScannedPage.objects.get(ask=unticked)
    assert staff.post(cast.url(f"scans/{page.pk}/"), {}).status_code == 422
    assert Ask.objects.open().get() == unticked
    staff.post(cast.url(f"scans/{page.pk}/aside/"), {"note": "書き直してもらう"})
    page.refresh_from_db()
    assert (page.state, page.note) == (PageState.ASIDE, "書き直してもらう")


def test_nothing_is_filed_twice(cast, printed):
    ask, other = list(printed)[:2]
    pdf = scan(filled(ask, printed[ask]))
    upload(cast, ("一枚.pdf", pdf))
    again = upload(cast, ("もう一度.pdf", pdf))
    assert "前に取り込んだ用紙と同じ" in again.content.decode()
    assert ScannedPage.objects.count() == 1
    staff = cast.client("staff")
    staff.post(cast.url("scans/file/"))
    staff.post(cast.url("scans/file/"))
    page = ScannedPage.objects.get()
    assert staff.post(cast.url(f"scans/{page.pk}/"), {"confirmed": "on"}).status_code == 200
    assert Acknowledgement.objects.count() == 1
    answered = upload(cast, ("別の写し.pdf", scan(filled(ask, printed[ask]), turn=1.0)))
    assert "すでに回答しています" in answered.content.decode()

    upload(cast, ("画像.png", png_of(filled(other, printed[other]))))
    assert ScannedPage.objects.filter(ask=other, state=PageState.SURE).exists()
    cast.client("member")
    other.refresh_from_db()
    staff.post(cast.url(f"asks/{other.pk}/paper/"), {"confirmed": "on", "channel": "counter"})
    told = staff.post(cast.url("scans/file/"), follow=True).content.decode()
    assert "すでに回答済み" in told
    page = ScannedPage.objects.get(ask=other)
    assert (page.state, page.why) == (PageState.UNKNOWN, Why.ANSWERED)
    assert Acknowledgement.objects.count() == 2


def test_a_page_without_a_code_gets_its_person_by_hand(cast, printed):
    ask = next(iter(printed))
    bitmap = filled(ask, printed[ask])
    width = bitmap.width
    torn = Bitmap(b"\xff" * (width * 420) + bitmap.data[width * 420 :], width, bitmap.height)
    text = upload(cast, ("破れ.pdf", scan(torn))).content.decode()
    assert "二次元コードが読めません" in text
    page = ScannedPage.objects.get()
    staff = cast.client("staff")
    chosen = staff.post(cast.url(f"scans/{page.pk}/assign/"), {"ask": str(ask.pk)})
    assert chosen.status_code == 302
    staff.post(cast.url(f"scans/{page.pk}/"), {"confirmed": "on"})
    ask.refresh_from_db()
    assert (ask.state, ask.scan_id) == (AskState.ANSWERED, page.file_id)


def test_the_picture_is_upright_however_the_sheet_lay(cast, printed):
    ask = next(iter(printed))
    shown = []
    for times in range(4):
        upload(cast, (f"{times}.png", png_of(quarter(filled(ask, printed[ask]), times))))
        page = ScannedPage.objects.get(source=f"{times}.png")
        turned = bitmap_of(page.file and _pdf_of(page), long_side=400, turn=page.turn)
        shown.append((turned.width < turned.height, page.part))
        box = box_of(ask)
        left, top, right, bottom = (edge / SHARES for edge in page.part)
        assert left < box.x / 210 < right and top < box.y / 297 < bottom
    assert {upright for upright, _part in shown} == {True}
    assert max(abs(a - b) for _up, part in shown for a, b in zip(part, shown[0][1], strict=True)) < SHARES / 100


def _pdf_of(page):
    from sakimori.foundation.files.queries import read_file

    return read_file(page.file)
