"""A round of stock-taking on foot: labels printed and read, a tap a thing, a finder in the street, a holder at home.

No camera takes part: the QR codes are read from the printed sheet module by module.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pypdfium2
import pytest
import segno
from django.conf import settings

from sakimori.assurance.conformance.queries import duties_today
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.models import StoredFile
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.lending.actions import Signed, hand_out
from sakimori.registers.lending.tests.things import png, tablet
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.stocktaking.models import FinderNote, FollowUp, Sighting, StockTake
from sakimori.registers.stocktaking.rules import SHEETS
from sakimori.testing import TODAY
from tests.browser import PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOTS = 6
"""Pixels a point at which a printed sheet is looked at."""
POINT = 25.4 / 72
"""Millimetres a point."""
WINDOW = "0120-000-321"


@pytest.fixture
def house(visitor):
    """Two rooms with two things each, a third that nobody will find, and a tablet that a member has at home."""
    cast = visitor.cast
    ctx = cast.ctx("staff")
    with scope(cast.assembly.pk):
        office = register_place(ctx, kind=PlaceKind.OFFICE, name="執務室", unit=cast.unit["secretariat"])
        room = register_place(ctx, kind=PlaceKind.CAUCUS_ROOM, name="会派控室", unit=cast.unit["caucus"])
        for number, place, unit in ((1, office, "secretariat"), (2, office, "secretariat"), (3, room, "caucus"),
                                    (4, room, "caucus"), (5, room, "caucus")):  # fmt: skip
            register_asset(
                ctx, number=f"機器-{number:04d}", kind=AssetKind.DEVICE, category=Category.LAPTOP, name="ノートパソコン",
                serial=f"PC-{number:04d}", place=place, unit=cast.unit[unit], state="in_use",
            )  # fmt: skip
        lent = tablet(cast, 6, unit=cast.unit["caucus"])
        hand_out(ctx, person=cast.person["member"], items=[lent], signed=Signed(picture=png()))
        save_contact(ctx, kind=ContactKind.WINDOW, name="統一窓口", phone_day=WINDOW)
    return visitor


def test_a_round_on_foot(house):
    visitor, cast = house, house.cast
    desk = visitor.open(cast.url("stocktaking/"), "staff")
    open_round(desk)
    links = print_labels(visitor, desk)
    assert set(progress(visitor, desk).values()) == {(0, 2), (0, 3), (0, 1), (0, 4)}

    walk(visitor, desk, links)
    find(visitor, links["機器-0005"])
    at_home(visitor, desk)
    assert progress(visitor, desk)["（置き場所なし・貸出し中）"] == (1, 1)
    close(visitor, desk)
    settle(visitor, desk)


def open_round(desk) -> None:
    desk.get_by_role("link", name="棚卸しを始める").click()
    desk.get_by_label(re.compile("^件名")).fill("令和8年度の棚卸し")
    desk.get_by_label(re.compile("^期限")).fill((TODAY + timedelta(days=30)).isoformat())
    desk.get_by_role("button", name="始める").click()
    desk.get_by_role("heading", level=1, name="令和8年度の棚卸し").wait_for()


def print_labels(visitor, desk) -> dict[str, str]:
    """Label by label what its QR code says; gives the path for each number."""
    cast = visitor.cast
    desk.goto(visitor.address + cast.url("stocktaking/labels/"))
    desk.get_by_label("A4 24面").check()
    desk.get_by_label(re.compile("印刷を始める面")).fill("2")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="ラベルを作る").click()
    (sheet,) = pypdfium2.PdfDocument(download.value.path())
    text = sheet.get_textpage().get_text_bounded()
    with scope(cast.assembly.pk):
        assets = list(Asset.objects.order_by("number"))
    found = {}
    for face, asset in enumerate(assets, start=1):
        path = f"/t/{cast.assembly.slug}/{asset.finder_code}/"
        assert asset.number in text
        assert printed_modules(sheet, face) == modules(settings.ENV.address + path)
        found[asset.number] = path
    assert "PC-0001" not in text
    return found


def modules(link: str) -> list[list[bool]]:
    """Dark and light of a QR code that says this link."""
    return [[bool(dot) for dot in row] for row in segno.make(link, error="m", micro=False).matrix]


def printed_modules(sheet, face: int) -> list[list[bool]]:
    """Dark and light of the QR code on a face of the printed sheet, whatever it says."""
    stock = SHEETS["a4-24"]
    picture = sheet.render(scale=DOTS, grayscale=True)
    scale = DOTS / POINT
    left = int((stock.left + face % stock.columns * stock.width) * scale)
    top = int((stock.top + face // stock.columns * stock.height) * scale)
    columns = range(left, left + int(stock.width * 0.45 * scale))
    rows = range(top, top + int(stock.height * scale))
    data = bytes(picture.buffer)
    dark = {(x, y) for y in rows for x in columns if data[y * picture.stride + x] < 128}
    first_x, last_x = min(x for x, _y in dark), max(x for x, _y in dark)
    first_y, last_y = min(y for _x, y in dark), max(y for _x, y in dark)
    # The finder pattern in the corner is seven modules wide: that tells the size of one.
    corner = next(x for x in columns if x > first_x and (x, first_y + 2) not in dark) - first_x
    count = round((last_x - first_x + 1) / (corner / 7))
    count = min((17 + 4 * version for version in range(1, 41)), key=lambda size: abs(size - count))
    step_x, step_y = (last_x - first_x + 1) / count, (last_y - first_y + 1) / count
    return [
        [(int(first_x + (x + 0.5) * step_x), int(first_y + (y + 0.5) * step_y)) in dark for x in range(count)]
        for y in range(count)
    ]


def progress(visitor, desk) -> dict[str, tuple[int, int]]:
    """Caucus or room → looked at, expected, as the page of the round says."""
    with scope(visitor.cast.assembly.pk):
        take = StockTake.objects.get()
    desk.goto(visitor.address + visitor.cast.url(f"stocktaking/{take.pk}/"))
    found = {}
    for row in desk.locator("section.card .queue > li").all():
        name, said = row.get_by_role("link").first.inner_text(), row.inner_text()
        done = re.search(r"(\d+) / (\d+)", said) or re.search(r"済み（((\d+))）", said)
        found[name] = (int(done[1]), int(done[2]))
    return found


def walk(visitor, desk, links) -> None:
    """A phone, four labels: one tap each, the room is remembered; one thing stands in the wrong room."""
    cast = visitor.cast
    phone = visitor.open(links["機器-0001"], "staff", PHONE)
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert phone.get_by_label(re.compile("いまの場所")).locator("option:checked").inner_text() == "執務室"
    phone.get_by_role("button", name="ここにある").click()
    phone.get_by_text("機器-0001 ノートパソコン を確認しました").wait_for()
    shown = progress(visitor, desk)
    assert (shown["執務室"], shown[cast.unit["secretariat"].name]) == ((1, 2), (1, 2))
    assert (shown["会派控室"], shown[cast.unit["caucus"].name]) == ((0, 3), (0, 4))

    phone.goto(visitor.address + links["機器-0004"])
    assert phone.get_by_label(re.compile("いまの場所")).locator("option:checked").inner_text() == "執務室"
    phone.get_by_role("button", name="ここにある").click()
    phone.get_by_text("機器-0004 ノートパソコン を確認しました").wait_for()
    for number, place in (("機器-0002", "執務室"), ("機器-0003", "会派控室")):
        phone.goto(visitor.address + links[number])
        phone.get_by_label(re.compile("いまの場所")).select_option(label=place)
        phone.get_by_role("button", name="ここにある").click()
        phone.get_by_text(f"{number} ノートパソコン を確認しました").wait_for()
    shown = progress(visitor, desk)
    assert (shown["執務室"], shown["会派控室"]) == ((2, 2), (2, 3))
    with scope(cast.assembly.pk):
        seen = {row.asset.number: row for row in Sighting.objects.select_related("asset", "place")}
        assert len(seen) == 4
        assert {row.condition for row in seen.values()} == {"good"}
        assert seen["機器-0001"].place.name == "執務室"
        assert [number for number, row in seen.items() if row.result == "elsewhere"] == ["機器-0004"]
        assert seen["機器-0001"].person == cast.person["staff"]


def find(visitor, link: str) -> None:
    """Whoever picks it up in the street learns whose it is and whom to call, and nothing of the thing."""
    cast = visitor.cast
    for role in (None, "member"):
        phone = visitor.open(link, role, PHONE)
        assert axe(phone) == []
        shown = phone.content()
        assert cast.assembly.name in shown
        assert WINDOW in shown
        words = ["機器-", "PC-000", "ノートパソコン", "会派控室", "執務室", "令和8年度の棚卸し"]
        words += [person.name for person in cast.person.values() if role is None]
        assert [word for word in words if word in shown] == []
    phone = visitor.open(link, None, PHONE)
    phone.get_by_label(re.compile("どこで見つけましたか")).fill("図書館の閲覧席にありました。受付に預けました。")
    phone.get_by_role("button", name="議会事務局に知らせる").click()
    phone.get_by_text("お知らせを受け取りました").wait_for()
    with scope(cast.assembly.pk):
        note = FinderNote.objects.select_related("asset").get()
        assert (note.asset.number, note.contact) == ("機器-0005", "")


def at_home(visitor, desk) -> None:
    """A letter, a link, a photo of the tablet on the kitchen table."""
    cast = visitor.cast
    with scope(cast.assembly.pk):
        take = StockTake.objects.get()
    desk.goto(visitor.address + cast.url(f"stocktaking/{take.pk}/"))
    desk.get_by_role("link", name="借りている人に尋ねる").click()
    desk.get_by_role("button", name="お願いを出す").click()
    desk.get_by_role("link", name="手紙を印刷する").click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="手紙を印刷する（PDF）").click()
    (sheet,) = pypdfium2.PdfDocument(download.value.path())
    text = re.sub(r"\s", "", sheet.get_textpage().get_text_bounded())
    assert "髙橋恵" in text
    assert "端末-0006" in text
    phone = visitor.open(re.search(r"/l/[\w-]+/[\w-]+/", text).group(), None, PHONE)
    assert axe(phone) == []
    phone.get_by_label("手元にある", exact=True).check()
    phone.get_by_label(re.compile("の写真")).set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": png(60, 40)}
    )
    phone.get_by_role("button", name="この内容で答える").click()
    phone.get_by_role("heading", name="ご回答ありがとうございました").wait_for()
    with scope(cast.assembly.pk):
        seen = Sighting.objects.select_related("asset").get(asset__number="端末-0006")
        assert (seen.result, seen.channel, seen.person) == ("found", "link", cast.person["member"])
        assert StoredFile.objects.filter(pk=seen.photo_id, media_type="image/png").exists()


def close(visitor, desk) -> None:
    """What differs becomes tasks."""
    cast = visitor.cast
    progress(visitor, desk)
    assert "6点のうち5点を確認しました" in desk.inner_text("main")
    desk.get_by_role("link", name="棚卸しを終える").click()
    desk.get_by_role("button", name="棚卸しを終える").click()
    desk.get_by_text("調べることが1件できました").wait_for()
    with scope(cast.assembly.pk):
        tasks = FollowUp.objects.filter(closed_on=None).values_list("asset__number", "kind")
        assert set(tasks) == {("機器-0004", "elsewhere"), ("機器-0005", "missing"), ("機器-0005", "found_outside")}


def settle(visitor, desk) -> None:
    """The register follows the facts; the finder's note brings the missing thing back."""
    cast = visitor.cast
    desk.goto(visitor.address + cast.url("stocktaking/tasks/"))
    assert axe(desk) == []
    assert "図書館の閲覧席" in desk.inner_text("main")
    desk.get_by_role("button", name=re.compile("置き場所を直す")).click()
    desk.get_by_text("台帳の置き場所を直しました").wait_for()
    desk.get_by_role("link", name=re.compile("対応を記録する")).click()
    desk.get_by_label(re.compile("対応の内容")).fill("図書館から引き取った")
    desk.get_by_label("手元に戻った").check()
    desk.get_by_role("button", name="記録する").click()
    desk.get_by_text("対応を記録しました").wait_for()
    assert "調べることはありません" in desk.inner_text("main")
    with scope(cast.assembly.pk):
        assert Asset.objects.get(number="機器-0004").place.name == "執務室"
        assert Sighting.objects.filter(asset__number="機器-0005", result="found").exists()
        assert not FollowUp.objects.filter(closed_on=None).exists()
        assert duties_today(cast.ctx("staff"))["assets.stocktaken"].state == "kept"
