"""One tablet's whole life with a member: lent, pledged by link, lost, found, given back, erased; the board follows.

The days pass as they would: what nobody does in time is breached, and what is done makes it kept again.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import pypdfium2
import pytest
from playwright.sync_api import Page

from sakimori.foundation.assemblies.scope import scope
from sakimori.policy.clauses import actions as policy
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.models import Erasure
from sakimori.registers.lending.actions import Signed, hand_out
from sakimori.registers.lending.models import Loan, LossReport, Pledge, Receipt
from sakimori.registers.lending.tests.things import png, tablet
from sakimori.registers.premises.actions import check_entry, register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.testing import UNTIL
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LENT = date(2026, 9, 1)
LATE = LENT + timedelta(days=8)
"""A week was left for the papers; on this day they are late."""
OVER = UNTIL + timedelta(days=2)
"""The term is over and the tablet is still away."""
UNERASED = OVER + timedelta(days=8)
DOCUMENTED, RETURNED, ERASED = "physical.lending-documented", "physical.returned", "physical.erased"


@pytest.fixture
def office(calendar, visitor):
    """A policy in force, a room in good hands, one spare tablet, and one that a member of the staff keeps all the time."""
    calendar.go(LENT)
    cast = visitor.cast
    at = datetime(2026, 9, 1, tzinfo=UTC)
    ctx = cast.ctx("staff", at)
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    with scope(cast.assembly.pk):
        version = policy.take_in_text(ctx, text=text)
        policy.decide_version(
            cast.ctx("manager", at), version=version, decided_on=LENT, effective_on=LENT, meeting="議会運営委員会"
        )
        room = register_place(ctx, kind=PlaceKind.CAUCUS_ROOM, name="会派控室", unit=cast.unit["caucus"])
        check_entry(ctx, place=room, checked_on=LENT)
        tablet(cast, 1)
        second = tablet(cast, 2)
        hand_out(
            ctx, person=cast.person["staff"], items=[second], due_on=date(2028, 3, 31),
            signed=Signed(picture=png()),
        )  # fmt: skip
    return visitor


def told(visitor, key: str) -> tuple[str, Page]:
    """What the board says of a duty to whoever logs in on that day, and its page."""
    page = visitor.open(visitor.cast.url(f"board/duties/{key}/"), "staff")
    return page.locator("main .badge").first.inner_text().strip(), page


def clause_says(page) -> str:
    """What the board says of the clause of the duty that is shown."""
    page.locator("main dl.facts a").first.click()
    page.wait_for_url(re.compile("/board/clauses/"))
    return page.locator("main .badge").first.inner_text().strip()


def pages_of(page, click) -> list[str]:
    """The text of each A4 page of the PDF that comes when something is pressed, without blanks and line ends."""
    with page.expect_download() as download:
        click.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    pdf = pypdfium2.PdfDocument(download.value.path())
    assert all(round(sheet.get_width()) == 595 and round(sheet.get_height()) == 842 for sheet in pdf)
    return [re.sub(r"\s", "", sheet.get_textpage().get_text_bounded()) for sheet in pdf]


def sign(page, index: int = 0) -> None:
    """A finger on the pad."""
    canvas = page.locator("canvas.signature-pad").nth(index)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + box["height"] - 20, steps=6)
    page.mouse.up()


def test_one_tablet_from_the_loan_to_the_erasure(office, calendar):
    cast, visitor = office.cast, office
    member = cast.person["member"]
    desk = visitor.open(cast.url("lending/"), "staff")
    lend(visitor, desk)

    calendar.go(LATE)
    said, desk = told(visitor, DOCUMENTED)
    assert said == "守られていない"
    assert clause_says(desk) == "守られていない"
    sign_by_link(visitor, desk)
    said, page = told(visitor, DOCUMENTED)
    assert said == "守られている"
    assert clause_says(page) == "守られている"
    papers_name_everything(visitor, desk)

    report_by_phone(visitor)
    handle(visitor, desk)

    calendar.go(OVER)
    said, desk = told(visitor, RETURNED)
    assert said == "守られていない"
    give_back(visitor, desk)
    assert told(visitor, RETURNED)[0] == "守られている"

    calendar.go(UNERASED)
    said, desk = told(visitor, ERASED)
    assert said == "守られていない"
    erase(visitor, desk)
    assert told(visitor, ERASED)[0] == "守られている"
    desk.goto(visitor.address + cast.url(f"lending/persons/{member.pk}/"))
    assert "ありません。" in desk.inner_text("main")
    with scope(cast.assembly.pk):
        assert Asset.objects.get(serial="SN-0001").state == "spare"
        assert not Loan.objects.filter(person=member, returned_on=None).exists()


def lend(visitor, desk) -> None:
    """Over the counter, with what belongs to it; the papers will be signed later."""
    desk.get_by_role("link", name="窓口で渡す").click()
    desk.wait_for_url(re.compile("/counter/"))  # the search listens once the page has loaded
    desk.get_by_label("名前・ふりがな").fill("たかはし")
    desk.get_by_role("link", name="海野 誠一").wait_for(state="detached")
    desk.get_by_role("link", name="髙橋 恵").click()
    desk.wait_for_url(re.compile("person="))
    desk.get_by_label(re.compile("管理番号・製造番号・ラベルの符号")).press_sequentially("SN-0001")
    desk.get_by_text("付属品と状態").click()
    desk.get_by_label("渡す付属品").fill("ペン\n充電器\nカバー")
    desk.get_by_label("状態", exact=True).select_option("worn")
    desk.get_by_label("状態の説明").fill("左上に擦り傷")
    desk.get_by_label("紙を印刷し、あとで署名してもらう").check()
    desk.get_by_role("button", name="誓約と受領を記録して渡す").click()
    desk.get_by_role("heading", level=1, name="受領書 第2号").wait_for()
    assert "署名を待っています" in desk.inner_text("main")
    (text,) = pages_of(desk, desk.get_by_role("link", name="印刷する（PDF）"))
    for word in ("受領書", "髙橋恵", "SN-0001", "端末-0001", "カバー", "傷・汚れあり", "左上に擦り傷", "渚美咲"):
        assert word in text


def sign_by_link(visitor, desk) -> None:
    """Two letters with a QR code: the pledge and the receipt, on the member's own phone."""
    cast = visitor.cast
    desk.goto(visitor.address + cast.url("lending/papers/"))
    desk.get_by_role("button", name="全員にリンクでお願いする").click()
    desk.get_by_text("件をリンクでお願いしました").wait_for()
    letters = pages_of(desk, desk.get_by_role("button", name="全員分の手紙を印刷する"))
    assert [("髙橋恵" in text, "海野" in text) for text in letters] == [(True, False)] * 2
    for text, title, button in zip(
        letters,
        ("貸与申請書・誓約書", "受け取った物・返した物の確認"),
        ("誓約して申請する", "確認しました"),
        strict=True,
    ):
        assert title in text
        path = re.search(r"/l/[\w-]+/[\w-]+/", text).group()
        phone = visitor.open(path, width=PHONE)
        assert axe(phone) == []
        shown = phone.inner_text("main")
        assert all(word in shown for word in ("端末-0001", "SN-0001", "カバー"))
        phone.get_by_role("checkbox").check()
        sign(phone)
        phone.get_by_text("署名がありました").wait_for()
        phone.get_by_role("button", name=button).click()
        phone.get_by_role("heading", name="ご回答ありがとうございました").wait_for()
    with scope(cast.assembly.pk):
        pledge, receipt = (model.objects.get(person=cast.person["member"]) for model in (Pledge, Receipt))
        assert (pledge.pledged_on, pledge.channel, receipt.channel) == (LATE, "link", "link")
        assert pledge.signature is not None
        assert receipt.signature is not None


def papers_name_everything(visitor, desk) -> None:
    """Each of the four forms on one A4 page for the member, with what is lent."""
    desk.goto(visitor.address + visitor.cast.url(f"lending/persons/{visitor.cast.person['member'].pk}/"))
    for title in ("貸与申請書・誓約書", "受領書", "紛失・破損等届", "返納書"):
        (text,) = pages_of(desk, desk.get_by_role("link", name=title, exact=True))
        assert title in text
        assert "みなと野市議会議長" in text
        assert all(word in text for word in ("髙橋恵", "端末-0001", "SN-0001", "カバー"))


def report_by_phone(visitor) -> None:
    """The member notices the loss on the way and reports it with the phone at hand."""
    cast = visitor.cast
    phone = visitor.open(cast.url("lending/mine/"), "member", PHONE)
    press(phone, phone.get_by_role("link", name=re.compile("なくした・壊れた")))
    assert axe(phone) == []
    phone.get_by_label("紛失").check()
    phone.get_by_label(re.compile("起きた日")).fill(LATE.isoformat())
    phone.get_by_label(re.compile("^場所")).fill("特急の網棚")
    phone.get_by_label(re.compile("いきさつ")).fill("視察の帰りに置き忘れた")
    phone.get_by_label(re.compile("中に入っていた情報")).fill("会議の資料")
    phone.get_by_role("button", name="届け出る").click()
    phone.get_by_text("届出を受け付けました").wait_for()
    assert "「紛失」を届け出ました" in phone.locator("main .queue li").first.inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    with scope(cast.assembly.pk):
        assert Asset.objects.get(serial="SN-0001").state == "lost"
        assert LossReport.objects.get().person == cast.person["member"]


def handle(visitor, desk) -> None:
    """The office writes down what was done, prints the report, and records that it was found."""
    desk.goto(visitor.address + visitor.cast.url("lending/losses/"))
    desk.get_by_role("link", name="端末-0001").click()
    desk.get_by_role("link", name="書き加える").click()
    desk.get_by_label(re.compile("とった措置")).fill("遠隔ロックをかけた")
    desk.get_by_label(re.compile("警察の受理番号")).fill("第1234号")
    desk.get_by_role("button", name="書き加える").click()
    (text,) = pages_of(desk, desk.get_by_role("link", name="紙の届（PDF）"))
    for word in ("髙橋恵", "特急の網棚", "第1234号", "遠隔ロックをかけた", "令和8年9月9日", "SN-0001"):
        assert word in text
    desk.get_by_role("link", name="結果を記録する").click()
    desk.get_by_label("見つかった").check()
    desk.get_by_label(re.compile("どうなったか")).fill("終着駅で保管されていた")
    desk.get_by_role("button", name="記録する").click()
    desk.get_by_text("結果を記録しました").wait_for()
    with scope(visitor.cast.assembly.pk):
        assert Asset.objects.get(serial="SN-0001").state == "in_use"
        assert Loan.objects.get(asset__serial="SN-0001").returned_on is None


def give_back(visitor, desk) -> None:
    """The term is over; the pen is missing and the paper says so."""
    desk.get_by_role("link", name="返納を受け付ける").first.click()
    desk.get_by_label(re.compile("^タブレット")).check()
    desk.get_by_label("充電器").check()
    desk.get_by_label("カバー").check()
    desk.get_by_text("状態と写真").click()
    desk.get_by_label("状態の説明").fill("画面の保護材が剥がれている")
    assert desk.get_by_label("返納の理由").input_value() == "term"
    sign(desk, 0)
    sign(desk, 1)
    desk.get_by_role("button", name="返納を受け付ける").click()
    desk.get_by_role("heading", level=1, name="返納書 第1号").wait_for()
    assert "返らなかった付属品: ペン" in desk.inner_text("main")
    (text,) = pages_of(desk, desk.get_by_role("link", name="印刷する（PDF）"))
    for word in ("返納書", "髙橋恵", "渚美咲", "任期満了", "ペン", "画面の保護材が剥がれている", "SN-0001"):
        assert word in text


def erase(visitor, desk) -> None:
    """The duty leads to the erasure; a method that does not fit is refused with what to do, then it is recorded."""
    desk.get_by_role("link", name="消去を記録する").first.click()
    desk.get_by_label(re.compile("^方法")).select_option("format")
    desk.get_by_label(re.compile("作業した人")).fill("渚 美咲")
    desk.get_by_role("button", name="記録する").click()
    desk.get_by_text("この方法では足りません").first.wait_for()
    visitor.complaints.clear()  # the browser notes the 422 itself
    desk.get_by_label(re.compile("^方法")).select_option("factory_reset")
    desk.get_by_label(re.compile("立ち会った職員")).select_option(label="灯 直樹")
    desk.get_by_label(re.compile("MDM")).select_option("yes")
    desk.get_by_role("button", name="記録する").click()
    desk.get_by_text("データの消去を記録しました").wait_for()
    with scope(visitor.cast.assembly.pk):
        erasure, loan = Erasure.objects.get(), Loan.objects.get(asset__serial="SN-0001")
        assert (erasure.erased_on, erasure.method, erasure.lock_released) == (UNERASED, "factory_reset", True)
        assert erasure.witness == visitor.cast.person["manager"]
        assert erasure.loan == loan
