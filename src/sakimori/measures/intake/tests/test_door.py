"""The door without an account, as a member in a hurry uses it on a phone without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.measures.intake import actions
from sakimori.measures.intake.models import Report, ReportPhoto
from sakimori.measures.intake.types import PICTURES, Nature, Opening
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.organization.actions import save_contact
from sakimori.registers.organization.types import ContactKind

WHOLE_PAGE = 50 * 1024
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xe1\x00\x12Exif\x00\x00GPS 35.6N "
    b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9"
)


@pytest.fixture
def door(cast):
    cache.clear()
    save_contact(
        cast.ctx("staff"),
        kind=ContactKind.WINDOW,
        name="統一窓口",
        phone_day="0120-000-000",
        phone_night="090-0000-0000",
    )
    save_contact(cast.ctx("staff"), kind=ContactKind.CHAIR, name="議長 海野", phone_day="080-1111-1111")
    return f"/r/{cast.assembly.slug}/"


def sent(**values):
    return {"once": str(uuid4()), "kind": "lost-device", "nature": "maybe", "when": "now"} | values


def weight(answer) -> int:
    """Bytes of a page with everything that it loads, uncompressed."""
    text = answer.content.decode()
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    return len(answer.content) + sum(Path(finders.find(part.removeprefix("/static/"))).stat().st_size for part in parts)


def test_three_taps(cast, door):
    phone = Client()
    page = phone.get(door)
    words = page.content.decode()
    assert all(str(picture.label) in words for picture in PICTURES)
    lost = re.search(r'href="([^"]+/lost/)"', words).group(1)
    form = phone.get(lost)
    words = form.content.decode()
    assert words.index("いま、すること") < words.index("<form")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', words))
    checked = dict(re.findall(r'type="radio" name="(\w+)" value="([^"]+)"[^>]* checked', words))
    assert checked == {"kind": "lost-device", "nature": "maybe", "when": "now"}
    answer = phone.post(lost, hidden | checked)
    assert answer.status_code == 302
    again = phone.post(lost, hidden | checked)
    assert again.url == answer.url
    assert Report.objects.get().means == "door"
    receipt = phone.get(answer.url).content.decode()
    assert "受け付けました" in receipt
    assert answer.url.rstrip("/").rpartition("/")[2] in receipt
    assert not phone.cookies


def test_every_page_is_light_and_needs_no_script(cast, door):
    phone = Client()
    actions.change_door(cast.ctx("staff"), opening=Opening.ANYBODY, message="夜は守衛室へ")
    answer = phone.post(f"{door}open/sent/", sent(kind="mis-sent-mail"))
    pages = [door, "/first-steps/lost/", answer.url, f"{door}receipt/", f"{door}receipt/NOTHING/"]
    pages += [f"{door}open/{picture.key}/" for picture in PICTURES]
    for page in pages:
        found = phone.get(page, follow=True)
        assert weight(found) < WHOLE_PAGE, page
        assert b"<script" not in found.content
        assert b" style=" not in found.content


def test_nothing_of_the_assembly_is_shown_but_its_name_and_how_to_call(cast, door):
    tablet = register_asset(
        cast.ctx("staff"), kind=AssetKind.DEVICE, category=Category.TABLET, name="議長の端末", serial="S-1"
    )
    phone = Client()
    page = phone.get(f"{door}open/lost/?t={tablet.finder_code}").content.decode()
    assert "0120-000-000" in page
    for secret in ("議長の端末", "S-1", "海野", "080-1111-1111", "渚 美咲"):
        assert secret not in page
    answer = phone.post(f"{door}open/lost/?t={tablet.finder_code}", sent(text="駅", contact="拾った人"))
    assert Report.objects.get().asset == tablet
    receipt = phone.get(answer.url).content.decode()
    assert "議長の端末" not in receipt
    assert "駅" not in receipt
    unknown = phone.post(f"{door}open/lost/?t=ZZZZZZZZZZZZ", sent())
    assert unknown.status_code == 302, "a wrong code of a label tells nothing"


def test_a_near_miss_without_a_name_is_nobodys(cast, door):
    phone = Client()
    phone.post(f"{door}open/sent/", sent(kind="mis-sent-mail", nature="near_miss", text="送る前に気づいた"))
    phone.post(f"{door}open/sent/", sent(kind="mis-sent-mail", nature="near_miss", contact="髙橋"))
    first, second = Report.objects.order_by("number")
    assert (first.is_anonymous, second.is_anonymous, second.contact) == (True, False, "髙橋")


def test_photos_lose_where_and_when(cast, door):
    phone = Client()
    photos = [
        SimpleUploadedFile("IMG_20261123_0812.jpg", JPEG),
        SimpleUploadedFile("b.png", png_of(Bitmap(bytes(4), 2, 2))),
    ]
    answer = phone.post(f"{door}open/screen/", sent(kind="ransomware", photo=photos))
    assert answer.status_code == 302
    stored = [row.file for row in ReportPhoto.objects.select_related("file")]
    assert {file.media_type for file in stored} == {"image/jpeg", "image/png"}
    assert all("2026" not in file.name for file in stored)
    assert all(b"GPS" not in read_file(file) for file in stored)
    for bad in (
        [SimpleUploadedFile("x.pdf", b"%PDF-1.7 ...")],
        [SimpleUploadedFile(f"{n}.png", png_of(Bitmap(bytes(4), 2, 2))) for n in range(4)],
        [SimpleUploadedFile("big.jpg", JPEG + bytes(9 * 1024 * 1024))],
    ):
        refused = phone.post(f"{door}open/screen/", sent(kind="ransomware", photo=bad))
        assert refused.status_code == 422
        assert "field-error" in refused.content.decode()
    assert Report.objects.count() == 1


HOSTILE = {
    "no picture": (b"MZ\x90\x00\x03", "受け付けられない形式"),
    "a page that begins like a picture": (b"\xff\xd8\xff<html><script>alert(1)</script>", "画像が壊れています"),
    "a picture that is a PDF as well": (b"\xff\xd8\xff\xe0\0\x20%PDF-1.7", "二つの形式"),
    "a drawing with a program": (b"<svg onload='alert(1)'><script>x</script></svg>", "SVG"),
    "a PNG of gigabytes": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\xff\xff" * 2 + b"\x08\6\0\0\0",
        "写真が大きすぎます",
    ),
    "half a photo": (JPEG[:-2], "画像が壊れています"),
    "25 MB": (JPEG + bytes(25 * 1024 * 1024), "写真が大きすぎます"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_photos_are_refused_in_plain_words_and_the_report_can_be_sent_without(cast, door, what):
    data, words = HOSTILE[what]
    phone, values = Client(), sent(kind="ransomware", text="画面が変わった。")
    refused = phone.post(f"{door}open/screen/", values | {"photo": SimpleUploadedFile("photo.jpg", data)})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page and "画面が変わった。" in page, "what was written is still there"
    assert not Report.objects.exists() and not StoredFile.objects.exists()
    assert phone.post(f"{door}open/screen/", values).status_code == 302


def test_what_is_hung_on_a_photo_is_not_kept(cast, door):
    data = JPEG + b"PK\3\4 an archive <script>"
    answer = Client().post(
        f"{door}open/screen/", sent(kind="ransomware", photo=[SimpleUploadedFile("photo.jpg", data)])
    )
    assert answer.status_code == 302
    kept = read_file(ReportPhoto.objects.select_related("file").get().file)
    assert b"archive" not in kept and kept.endswith(b"\xff\xd9")


def test_the_office_shuts_the_door_or_asks_for_the_code(cast, door):
    staff, phone = cast.client("staff"), Client()
    settings = cast.url("intake/door/")
    assert staff.post(settings, {"opening": "code", "message": ""}).status_code == 302
    shut = phone.get(door)
    assert shut.status_code == 403
    assert "0120-000-000" in shut.content.decode()
    code = actions.open_door(cast.ctx("staff")).code
    typed = phone.get(door, {"code": f"{code[:4]}-{code[4:]}".lower()}, follow=True)
    assert typed.status_code == 200
    assert phone.get(f"{door}{code}/lost/").status_code == 200
    assert phone.post(f"{door}WRONG234/lost/", sent()).status_code == 403
    assert staff.post(f"{settings}code/").status_code == 302
    assert phone.get(f"{door}{code}/lost/").status_code == 403
    staff.post(settings, {"opening": "closed", "message": ""})
    assert "電話で知らせてください" in phone.get(door).content.decode()
    assert Report.objects.count() == 0


def test_whoever_tries_through_codes_or_floods_is_stopped(cast, door):
    actions.change_door(cast.ctx("staff"), opening=Opening.CODE)
    phone = Client()
    answers = [phone.get(f"{door}AAAA{number:04}/").status_code for number in range(22)]
    assert answers[-1] == 429
    cache.clear()
    actions.change_door(cast.ctx("staff"), opening=Opening.ANYBODY)
    answers = [phone.post(f"{door}open/lost/", sent()).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
    cache.clear()
    assert [Client().get(f"/r/nobody-{n}/").status_code for n in range(21)] == [404] * 20 + [429]


def test_the_button_of_pages_without_an_assembly(cast, door, neighbour):
    phone = Client()
    assert 'href="/r/"' in phone.get("/accounts/login/").content.decode()
    assert "報告する議会" in phone.get("/r/").content.decode()
    assert phone.get("/r/", {"to": "minatono-shi/7k3m-9qxr"}).url == "/r/minatono-shi/7K3M9QXR/"
    assert "いま、すること" in phone.get("/first-steps/screen/").content.decode()
    neighbour.assembly.is_active = False
    neighbour.assembly.save()
    assert phone.get("/r/").url == door


def test_somebody_logged_in_has_everything_filled_in(cast, door):
    member = cast.client("member")
    page = member.get(cast.url("")).content.decode()
    assert cast.url("intake/new/") in page
    url = cast.url("intake/new/suspicious/")
    assert member.post(url, sent(kind="phishing", text="開いた")).status_code == 302
    row = Report.objects.get()
    assert (row.person, row.means) == (cast.person["member"], "page")
    assert "わたしの報告" in member.get(cast.url("intake/new/")).content.decode()
    assert member.post(url, sent(kind="phishing", is_anonymous="on")).status_code == 422
    assert member.post(url, sent(kind="phishing", nature="near_miss", is_anonymous="on")).status_code == 302
    nobody = Report.objects.get(nature=Nature.NEAR_MISS)
    assert (nobody.person, nobody.contact, nobody.means) == (None, "", "door")
    assert cast.client("member").get(cast.url("intake/")).status_code == 403


def test_the_office_at_work(cast, door):
    staff, phone = cast.client("staff"), Client()
    receipt = phone.post(f"{door}open/lost/", sent(contact="高橋 090")).url
    asset = register_asset(
        cast.ctx("staff"), kind=AssetKind.DEVICE, category=Category.TABLET, name="タブレット", serial="S-1"
    )
    entered = sent(means="phone", text="電車に忘れた", device="s-1", person=str(cast.person["member"].pk))
    answer = staff.post(cast.url("intake/call/"), entered)
    assert answer.status_code == 302
    first, second = Report.objects.order_by("number")
    assert (second.asset, second.received_by) == (asset, cast.person["staff"])
    listed = staff.get(cast.url("intake/")).content.decode()
    assert "2件" in listed
    one = cast.url(f"intake/{first.pk}/")
    assert str(second) in staff.get(one).content.decode()
    assert staff.post(f"{one}answer/", {"answer": "探しています。"}).status_code == 302
    seen = phone.get(receipt).content.decode()
    assert "対応しています" in seen
    assert "探しています。" in seen
    assert staff.post(cast.url(f"intake/{second.pk}/merge/"), {"into": str(first.pk)}).status_code == 302
    assert staff.post(f"{one}close/", {"reason": "", "answer": ""}).status_code == 422
    assert staff.post(f"{one}close/", {"reason": "自宅にあった", "answer": "よかった"}).status_code == 302
    assert "対応が終わりました" in phone.get(receipt).content.decode()
    assert staff.get(cast.url("intake/"), {"as": "xlsx"}).status_code == 200
    assert "端末・媒体の紛失" in staff.get(cast.url("intake/months/")).content.decode()
    assert staff.post(f"{one}restrict/").status_code == 403
    assert cast.client("manager").post(f"{one}restrict/").status_code == 302
    assert staff.get(one).status_code == 404
    assert "返事" in cast.client("chair").get(one).content.decode()
