"""Something happens on the train: a report from a phone without JavaScript, with a photo and a voice; the office listens and answers."""

from __future__ import annotations

import re

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.tests.recordings import wav
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.measures.cards.actions import print_batch
from sakimori.measures.cards.contents import entrance_of
from sakimori.measures.intake.models import Report, ReportPhoto
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind
from tests.browser import PHONE, axe, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTEN = """player => new Promise((heard, failed) => {
    player.onended = () => heard(Math.round(player.duration));
    player.onerror = () => failed(player.error.message);
    player.muted = true;
    player.play();
})"""


@pytest.fixture
def card(visitor):
    """A printed card; gives the address in its QR code."""
    cast, ctx = visitor.cast, visitor.cast.ctx("staff")
    with scope(cast.assembly.pk):
        save_contact(ctx, kind=ContactKind.WINDOW, name="統一窓口", phone_day="0999-00-0001")
        print_batch(ctx, shape="card", copies=40, contact_kinds=["window"], kinds=["lost-device"])
        entrance = entrance_of(cast.assembly)
    assert entrance is not None
    return re.sub(r"^https?://[^/]+", "", entrance.link)


def test_a_report_with_a_photo_a_voice_and_no_script(visitor, card, tmp_path):
    cast = visitor.cast
    photo = tmp_path / "IMG_0001.png"
    photo.write_bytes(png_of(Bitmap(bytes(range(256)) * 256, 256, 256)))
    context = visitor.chromium.new_context(
        viewport={"width": PHONE, "height": 812}, locale="ja-JP", java_script_enabled=False, has_touch=True
    )
    visitor.contexts.append(context)
    phone = context.new_page()
    phone.goto(visitor.address + card)
    press(phone, phone.get_by_role("link", name="画面がおかしい・ウイルス"))
    phone.get_by_text("電源は切らないでください").wait_for()
    phone.get_by_label("写真").set_input_files(photo)
    voice = tmp_path / "録音 2026-11-23.wav"
    voice.write_bytes(wav(seconds=1))
    phone.get_by_label("声の録音").set_input_files(voice)
    phone.get_by_label("どうしましたか").fill("赤い画面が出た")
    press(phone, phone.get_by_role("button", name="事務局に知らせる"))
    phone.get_by_role("heading", name="報告を受け付けました").wait_for()
    receipt = phone.url
    assert context.cookies() == []
    with scope(cast.assembly.pk):
        row = Report.objects.get()
        assert (row.kind, row.text) == ("ransomware", "赤い画面が出た")
        assert read_file(ReportPhoto.objects.select_related("file").get().file).startswith(b"\x89PNG")

    desk = visitor.open(cast.url("intake/"), "staff")
    press(desk, desk.get_by_role("link", name=re.compile("ウイルス")))
    assert axe(desk) == []
    assert desk.locator("audio").evaluate(LISTEN) == 1
    press(desk, desk.get_by_role("link", name="報告した人に返事をする"))
    desk.get_by_label(re.compile("返事")).fill("いま向かっています。")
    press(desk, desk.get_by_role("button", name="載せる"))
    phone.goto(receipt)
    phone.get_by_text("いま向かっています。").wait_for()
    phone.get_by_text("対応しています。").wait_for()


def test_the_button_is_on_every_kind_of_page(visitor, card):
    cast = visitor.cast
    for path, role in (("/accounts/login/", None), (cast.url(""), "member"), (cast.url("board/"), "staff")):
        page = visitor.open(path, role, PHONE)
        press(page, page.get_by_role("link", name="もしものとき", exact=True))
        assert page.locator("h1").inner_text() == "もしものとき"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert axe(page) == []
