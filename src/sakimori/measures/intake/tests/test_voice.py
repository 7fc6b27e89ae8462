"""Somebody speaks instead of typing: by phone without JavaScript, heard by the office, kept like photos."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.sounds import LARGEST_SOUND
from sakimori.foundation.files.tests.recordings import PLACE, amr, m4a, wav
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.measures.intake import actions
from sakimori.measures.intake.models import Report
from sakimori.measures.intake.tests.test_door import sent

PNG = png_of(Bitmap(bytes(4), 2, 2))


@pytest.fixture
def door(cast):
    cache.clear()
    return f"/r/{cast.assembly.slug}/"


def spoken(data: bytes | None = None, name: str = "録音 2026-11-19 自宅.m4a") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, m4a() if data is None else data)


def test_spoken_at_the_door_and_heard_at_the_office(cast, door):
    phone, staff = Client(), cast.client("staff")
    form = phone.get(f"{door}open/lost/").content.decode()
    assert re.search(r'<input type="file" name="voice" accept="audio/\*"[^>]*>', form)
    assert "capture" not in form, "an iPhone would open its camera"
    assert phone.post(f"{door}open/lost/", sent(voice=spoken())).status_code == 302
    report = Report.objects.get()
    assert (report.voice.name, report.voice.media_type) == ("voice.m4a", "audio/mp4")
    assert PLACE not in read_file(report.voice)

    page = staff.get(cast.url(f"intake/{report.pk}/"))
    address = cast.url(f"intake/{report.pk}/voice/")
    assert f'<audio controls preload="none" src="{address}"' in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    heard = staff.get(address)
    assert (heard.status_code, heard["Content-Type"], heard.content) == (200, "audio/mp4", read_file(report.voice))
    piece = staff.get(address, headers={"range": "bytes=0-1"})
    assert (piece.status_code, piece.content) == (206, heard.content[:2])


def test_somebody_logged_in_speaks_as_well(cast, door):
    member = cast.client("member")
    url = cast.url("intake/new/lost/")
    assert member.post(url, sent(voice=spoken(wav(), "a.wav"))).status_code == 302
    assert member.post(url, sent(nature="near_miss", is_anonymous="on", voice=spoken(amr()))).status_code == 302
    named, nobody = Report.objects.order_by("number")
    assert (named.person, named.voice.media_type) == (cast.person["member"], "audio/wav")
    assert (nobody.person, nobody.voice.media_type) == (None, "audio/amr")
    page = cast.client("staff").get(cast.url(f"intake/{nobody.pk}/")).content.decode()
    assert "再生できないことがあります" in page


def test_what_was_sent_twice_is_kept_once(cast, door):
    values = sent()
    for _time in range(2):
        Client().post(f"{door}open/lost/", values | {"voice": spoken()})
    assert Report.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90\0\3", "受け付けられない形式"),
        (m4a(handler=b"vide"), "動画は受け付けません"),
        (m4a()[:-9], "録音が壊れているか"),
        (wav() + bytes(LARGEST_SOUND), "10 MB 以下"),
        (PNG, "受け付けられない形式"),
    ],
)
def test_a_refused_voice_leaves_the_rest_standing(cast, door, data, words):
    phone, values = Client(), sent(text="駅で気づいた。")
    refused = phone.post(f"{door}open/lost/", values | {"voice": spoken(data)})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page and "駅で気づいた。" in page and "もう一度選んでください" in page
    assert not Report.objects.exists() and not StoredFile.objects.exists()
    assert phone.post(f"{door}open/lost/", values).status_code == 302


def test_a_voice_is_no_photo(cast, door):
    assert Client().post(f"{door}open/lost/", sent(photo=spoken())).status_code == 422
    assert not Report.objects.exists()


def test_whoever_may_not_see_the_report_does_not_hear_it(cast, door, neighbour):
    Client().post(f"{door}open/lost/", sent(voice=spoken()))
    Client().post(f"{door}open/lost/", sent())
    report, silent = Report.objects.order_by("number")
    address = f"intake/{report.pk}/voice/"
    assert Client().get(cast.url(address)).status_code == 302
    assert cast.client("member").get(cast.url(address)).status_code == 403
    assert neighbour.client("staff").get(neighbour.url(address)).status_code == 404
    assert cast.client("staff").get(cast.url(f"intake/{silent.pk}/voice/")).status_code == 404
    actions.restrict_report(cast.ctx("manager"), report=report, is_restricted=True)
    assert cast.client("staff").get(cast.url(address)).status_code == 404
    assert cast.client("manager").get(cast.url(address)).status_code == 200
