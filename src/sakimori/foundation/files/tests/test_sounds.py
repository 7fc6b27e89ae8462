"""Sounds: known by their bytes, checked to the end, kept without place, time and device; taken nowhere else."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from django.conf import settings as conf
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.foundation.files import sounds
from sakimori.foundation.files.actions import store_file, store_sound
from sakimori.foundation.files.kinds import kind_of_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import sound_response
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.sounds import LARGEST_SOUND, bare_sound
from sakimori.foundation.files.tests.recordings import (
    MP3_FRAME,
    PACKETS,
    PLACE,
    aac,
    amr,
    box,
    id3,
    m4a,
    mp3,
    ogg,
    riff,
    wav,
    webm,
)
from sakimori.foundation.files.webms import element

SCRIPT = b"<script>alert(1)</script>"
ARCHIVE = b"PK\3\4 an archive" + b"PK\5\6" + bytes(18)
WHOLE = {
    "iPhone": (m4a(), sounds.M4A),
    "iPhone, two layers": (m4a(tracks=2), sounds.M4A),
    "Android 3GP": (m4a(brand=b"3gp4", codec=b"samr"), sounds.THREE_GP),
    "Ogg": (ogg(), sounds.OGG),
    "Chromium": (webm(), sounds.WEBM),
    "WebM with lengths": (webm(endless=False), sounds.WEBM),
    "MP3": (mp3(), sounds.MP3),
    "AAC": (aac(), sounds.AAC),
    "AMR": (amr(), sounds.AMR),
    "WAV": (wav(), sounds.WAV),
}


@pytest.mark.parametrize("what", WHOLE)
def test_a_whole_recording_is_taken_and_what_is_kept_is_whole(what):
    data, expected = WHOLE[what]
    kind, bare = bare_sound(data)
    assert kind == expected
    assert b"GPS" not in bare and b"2026" not in bare and b"Core Media" not in bare
    assert bare_sound(bare) == (kind, bare), "it is read again and nothing more goes"


def test_offsets_of_an_mp4_stay_right_and_times_are_gone():
    data = m4a(before=ARCHIVE)
    _kind, bare = bare_sound(data)
    assert len(bare) == len(data)
    assert b"".join(PACKETS) in bare and data.index(PACKETS[0]) == bare.index(PACKETS[0])
    assert b"archive" not in bare, "what lies beside the samples goes"
    assert struct.pack(">I", 3_800_000_000) in data and struct.pack(">I", 3_800_000_000) not in bare
    assert b"udta" not in bare and bare.count(b"free") == 3 == data.count(b"udta") + data.count(b"meta") + 1


def test_sound_itself_stays_byte_for_byte():
    assert all(packet in bare_sound(data)[1] for packet in PACKETS for data in (m4a(), ogg(), webm()))
    assert bare_sound(mp3())[1] == MP3_FRAME * 6
    assert bare_sound(wav(riff(b"LIST", b"INFOIART" + PLACE)))[1] == wav()
    twice = riff(b"LIST", b"INFOIART" + PLACE) + riff(b"LIST", b"adtl")
    assert bare_sound(wav(twice))[1] == wav()
    assert bare_sound(amr())[1] == amr()


def test_long_comments_of_ogg_go_over_several_pages():
    long = b"OpusTags" + bytes(8) + PLACE * 5000
    assert bare_sound(ogg(comments=long)) == bare_sound(ogg())


def test_parts_of_webm_that_are_no_sound_go():
    tags = element(0x1254C367, element(0x7373, PLACE))
    attached = element(0x1941A469, element(0x61A7, element(0x465C, SCRIPT)))
    assert bare_sound(webm(tags, attached)) == bare_sound(webm())


@pytest.mark.parametrize(
    "data",
    [
        ogg() + ARCHIVE,
        webm(endless=False) + ARCHIVE,
        mp3(ARCHIVE),
        mp3(b"TAG" + PLACE),
        mp3(MP3_FRAME[:-5]),
        aac(SCRIPT),
        amr(b"\xff" + SCRIPT),
        wav() + ARCHIVE,
        id3() + aac(),
    ],
)
def test_what_is_hung_on_is_not_kept(data):
    _kind, bare = bare_sound(data)
    assert b"archive" not in bare and SCRIPT not in bare and PLACE not in bare
    assert len(bare) <= len(data)


HOSTILE = {
    "nothing": (b"", "空"),
    "a program": (b"MZ\x90\0\3", "受け付けられない形式"),
    "a photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "受け付けられない形式"),
    "a page that begins like a WAV": (b"RIFF\x40\0\0\0WAVE<html>" + SCRIPT * 3, "壊れているか"),
    "a picture in a RIFF": (b"RIFF\x24\0\0\0WEBPVP8 ", "受け付けられない形式"),
    "a film": (m4a(handler=b"vide", codec=b"avc1"), "動画"),
    "a film for the web": (webm(kind=1, codec=b"V_VP8"), "動画"),
    "an unknown codec": (m4a(codec=b"evil"), "壊れているか"),
    "another track": (m4a(handler=b"text"), "壊れているか"),
    "five tracks": (m4a(tracks=5), "壊れているか"),
    "an archive behind an MP4": (m4a() + ARCHIVE, "壊れているか"),
    "samples outside": (m4a().replace(b"stco\0\0\0\0\0\0\0\1", b"stco\0\0\0\0\0\0\0\1\0\0\0\0", 1)[:-4], "壊れているか"),
    "no sound": (ogg(b""), "壊れているか"),
    "Ogg of two streams": (ogg()[:-60] + ogg()[-60:].replace(bytes(4), b"\0\0\0\1", 1), "壊れているか"),
    "a sum that is another's": (ogg().replace(PACKETS[2], PACKETS[3]), "壊れているか"),
    "an archive as samples": (wav().replace(wav()[60:60 + len(ARCHIVE)], ARCHIVE, 1), "二つの形式"),
    "a page as samples": (wav().replace(wav()[60:60 + len(SCRIPT)], SCRIPT, 1), "二つの形式"),
    "a document as samples": (wav().replace(wav()[60:65], b"%PDF-", 1), "二つの形式"),
    "much that is no frame": (mp3(bytes(9000)), "壊れているか"),
    "11 MB": (wav() + bytes(LARGEST_SOUND), "大きすぎます"),
    "a tag without sound": (id3(bytes(100)), "受け付けられない形式"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_recordings_are_refused_in_plain_words(what):
    data, words = HOSTILE[what]
    with pytest.raises(ValidationError) as caught:
        bare_sound(data)
    assert words in caught.value.message_dict["file"][0]


def test_samples_counted_again_and_again_take_no_time():
    # 100 000 chunks that all are the same ten megabytes.
    many = 100_000
    tables = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(b"mp4a", bytes(28))),
        box(b"stts", struct.pack(">II", 0, 0)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">III", 0, 9_000_000, many)),
        box(b"stco", struct.pack(f">II{many}I", 0, many, *[40] * many)),
    )
    data = m4a()
    start = data.index(b"stbl") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    grown = data[:start] + tables + data[start + length :]
    for name in (b"moov", b"trak", b"mdia", b"minf"):
        at = grown.index(name) - 4
        size = int.from_bytes(grown[at : at + 4], "big") + len(tables) - length
        grown = grown[:at] + struct.pack(">I", size) + grown[at + 4 :]
    with pytest.raises(ValidationError, match="壊れているか"):
        bare_sound(grown)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([data for data, _kind in WHOLE.values()]),
    st.integers(0, 2000),
    st.sampled_from(["cut", "flip", "drop"]),
    st.integers(1, 255),
)
def test_whatever_is_cut_or_flipped_is_refused_or_whole(data, at, how, by):
    at %= len(data)
    changed = {
        "cut": data[:at],
        "flip": data[:at] + bytes([data[at] ^ by]) + data[at + 1 :],
        "drop": data[:at] + data[at + 1 :],
    }[how]
    try:
        kind, bare = bare_sound(changed)
    except ValidationError:
        return
    assert bare_sound(bare) == (kind, bare)


@pytest.mark.parametrize("what", WHOLE)
def test_no_other_place_takes_a_sound(cast, what):
    data, _kind = WHOLE[what]
    for name in ("voice.m4a", "voice.pdf", "voice.png", "voice.txt"):
        with pytest.raises(ValidationError):
            kind_of_file(name, data)
        with pytest.raises(ValidationError):
            store_file(cast.ctx("staff"), name=name, data=data)
        with pytest.raises(ValidationError):
            store_file(cast.ctx("staff"), name=name, data=data, as_it_came=True)
    with pytest.raises(ValidationError, match="二つの形式"):
        kind_of_file("a.pdf", data[:300] + b"%PDF-1.7")
    assert not StoredFile.objects.exists()


def test_what_is_stored_is_bare(cast):
    stored = store_sound(cast.ctx("staff"), name="録音 自宅.mp3", data=m4a())
    assert (stored.media_type, stored.name) == ("audio/mp4", "録音 自宅.mp3.m4a")
    assert PLACE not in read_file(stored) and stored.size == len(read_file(stored))


def test_a_sound_is_scanned_like_any_file(cast, monkeypatch):
    monkeypatch.setattr(conf, "ENV", replace(conf.ENV, clamd="/nowhere/clamd.sock"))
    with pytest.raises(ValidationError, match="ウイルス検査ができない"):
        store_sound(cast.ctx("staff"), name="voice", data=m4a())
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("asked", "status", "told", "length"),
    [
        (None, 200, None, 100),
        ("bytes=0-1", 206, "bytes 0-1/100", 2),
        ("bytes=10-", 206, "bytes 10-99/100", 90),
        ("bytes=-7", 206, "bytes 93-99/100", 7),
        ("bytes=90-5000", 206, "bytes 90-99/100", 10),
        ("bytes=-5000", 206, "bytes 0-99/100", 100),
        ("bytes=100-", 416, "bytes */100", 0),
        ("bytes=-0", 416, "bytes */100", 0),
        ("bytes=5-2", 200, None, 100),
        ("bytes=-", 200, None, 100),
        ("bytes=0-1,5-6", 200, None, 100),
        ("lines=0-1", 200, None, 100),
        ("bytes=" + "9" * 400 + "-", 200, None, 100),
    ],
)
def test_players_get_the_piece_that_they_ask_for(cast, asked, status, told, length):
    stored = store_sound(cast.ctx("staff"), name="voice", data=wav(seconds=0.0035))
    assert stored.size == 100
    request = RequestFactory().get("/", headers={"range": asked} if asked else {})
    answer = sound_response(request, stored)
    assert (answer.status_code, answer.get("Content-Range"), len(answer.content)) == (status, told, length)
    assert answer["Accept-Ranges"] == "bytes" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "audio/wav" and "attachment" in answer["Content-Disposition"]
    other = RequestFactory().get("/", headers={"range": "bytes=0-1", "if-range": '"another"'})
    assert sound_response(other, stored).status_code == 200, "what it has a piece of is another recording"
