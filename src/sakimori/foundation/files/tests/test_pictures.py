"""Pictures lose what cameras write about themselves and keep which way is up."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import JPEG, PDF, PNG
from sakimori.foundation.files.pictures import bare_picture
from sakimori.foundation.files.queries import read_file


def segment(mark: int, data: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data


def exif(order: str, turn: int) -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
    place = struct.pack(f"{order}HHII", 0x8825, 4, 1, 99)
    tiff = head + struct.pack(f"{order}IH", 8, 2) + entry + place + b"\0\0\0\0" + b"GPS N35.6"
    return segment(0xE1, b"Exif\0\0" + tiff)


PICTURE = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
QUANT, CODES = segment(0xDB, b"\0" + b"q" * 64), segment(0xC4, b"\0" + b"\1" + bytes(15) + b"c")
COLOUR = segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(36) + b"acsp")
JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def frame(width: int = 1, height: int = 1, mark: int = 0xC0) -> bytes:
    return segment(mark, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0))


def jpeg(*told: bytes, head: bytes = frame()) -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(told) + QUANT + head + CODES + COLOUR + PICTURE


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*told: bytes, width: int = 1, rows: bytes = b"\0\0", interlace: int = 0) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, interlace))
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(told) + body + chunk(b"IEND", b"")


def test_place_and_device_go_and_the_picture_stays():
    told = (exif(">", 1), segment(0xFE, b"taken at home"), segment(0xED, b"Photoshop"), segment(0xE2, b"MPF\0x"))
    assert bare_picture(JPEG, jpeg(*told) + b"\xff\xd9" + b"second picture GPS") == jpeg() + b"\xff\xd9"


def test_several_scans_of_one_picture_all_stay():
    many = jpeg() + CODES + PICTURE + b"\xff\xd9"
    assert bare_picture(JPEG, many) == many


@pytest.mark.parametrize("order", ["<", ">"])
def test_which_way_is_up_is_kept(order: str):
    bare = bare_picture(JPEG, jpeg(exif(order, 6)) + b"\xff\xd9")
    assert b"GPS" not in bare
    assert bare_picture(JPEG, bare) == bare, "what is told is read again"
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in bare


def test_texts_in_png_go():
    told = (chunk(b"tEXt", b"Author\0x"), chunk(b"eXIf", b"MM\0*GPS"), chunk(b"iTXt", b"XML:com.adobe.xmp"))
    assert bare_picture(PNG, png(*told) + b"hung on") == png()


def test_other_files_stay_as_they_are():
    assert bare_picture(PDF, b"%PDF-1.7 /Author") == b"%PDF-1.7 /Author"


@pytest.mark.parametrize("broken", [jpeg()[:-20], jpeg(), b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\xff\xff"])
def test_a_broken_picture_is_told(broken: bytes):
    with pytest.raises(ValidationError, match="壊れています"):
        bare_picture(JPEG, broken)


def test_what_is_stored_is_bare(cast):
    stored = store_file(cast.ctx("staff"), name="photo.jpg", data=jpeg(exif(">", 6)) + b"\xff\xd9")
    assert b"GPS" not in read_file(stored)
    assert stored.size == len(read_file(stored))


SCRIPT = b"<script>alert(1)</script>"
PROFILE = b"icc\0\0" + zlib.compress(bytes(36) + b"acsp")


def test_nothing_else_travels_inside_a_jpeg():
    hidden = (
        segment(0xE0, b"JFXX\0\x10" + SCRIPT),  # a preview
        segment(0xE0, JFIF[4:16] + b"\xff\xff" + SCRIPT),  # density with a preview
        segment(0xE2, b"ICC_PROFILE\0\1\1" + SCRIPT),  # a profile that is none
        segment(0xEE, b"Adobe" + SCRIPT),
        segment(0xEC, SCRIPT),
    )
    for one in hidden:
        assert SCRIPT not in bare_picture(JPEG, jpeg(one) + b"\xff\xd9")
    assert bare_picture(JPEG, jpeg() + b"\xff\xd9" + b"PK\3\4 an archive") == jpeg() + b"\xff\xd9"


@pytest.mark.parametrize(
    "broken",
    [
        jpeg(head=b"") + b"\xff\xd9",  # no frame
        jpeg(head=frame() + frame()) + b"\xff\xd9",
        jpeg(head=frame(mark=0xC9)) + b"\xff\xd9",  # arithmetic coding: no browser shows it
        jpeg(segment(0xDB, b"\0" + b"q" * 64 + SCRIPT)) + b"\xff\xd9",
        jpeg(segment(0xC4, b"\0" + b"\1" + bytes(15) + b"c" + SCRIPT)) + b"\xff\xd9",
        jpeg(segment(0xDD, b"\0\1" + SCRIPT)) + b"\xff\xd9",
        jpeg(segment(0x01, SCRIPT)) + b"\xff\xd9",
        jpeg(segment(0xF0, SCRIPT)) + b"\xff\xd9",
        jpeg(b"\xff\xe1\0\1") + b"\xff\xd9",  # shorter than its own length
        b"\xff\xd8\xff<html>" + SCRIPT,
    ],
)
def test_a_jpeg_of_another_structure_is_refused(broken: bytes):
    with pytest.raises(ValidationError, match="壊れています"):
        bare_picture(JPEG, broken)


@pytest.mark.parametrize(
    "broken",
    [
        png()[:-4],
        png()[:-12],  # no end
        png().replace(b"IDAT", b"IDAX"),  # the sum is another's
        b"\x89PNG\r\n\x1a\nrest",
        png(rows=b"\0\0" + SCRIPT),  # more than its dots
        png(width=9),  # fewer
        png(chunk(b"IDAT", b"") + chunk(b"tEXt", b"a\0b")),
        png(chunk(b"IHDR", bytes(13))),
        png(chunk(b"PLTE", b"ab")),
        png(chunk(b"gAMA", SCRIPT)),
        png()[:33] + chunk(b"IDAT", zlib.compress(b"\0\0") + SCRIPT) + chunk(b"IEND", b""),
        png()[:33] + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IDAT", SCRIPT) + chunk(b"IEND", b""),
    ],
)
def test_a_png_of_another_structure_is_refused(broken: bytes):
    with pytest.raises(ValidationError, match="壊れています"):
        bare_picture(PNG, broken)


def test_colours_of_a_png_stay_where_they_are_colours():
    assert bare_picture(PNG, png(chunk(b"iCCP", PROFILE))) == png(chunk(b"iCCP", PROFILE))
    for false in (
        b"icc\0\0" + zlib.compress(SCRIPT),
        b"icc\0\0" + SCRIPT,
        b"icc\0\0" + zlib.compress(bytes(5 * 1024 * 1024)),
    ):
        assert bare_picture(PNG, png(chunk(b"iCCP", false))) == png()
    assert bare_picture(PNG, png(interlace=1)) == png(interlace=1), "of one dot only the first pass has a row"


def test_a_picture_that_opens_to_gigabytes_is_refused():
    for kind, data in (
        (JPEG, jpeg(head=frame(65_000, 65_000)) + b"\xff\xd9"),
        (PNG, png(width=2_000_000_000)),
        (PNG, png(width=40_000)),
    ):
        with pytest.raises(ValidationError, match="大きすぎます"):
            bare_picture(kind, data)
    # The head says one dot, the content unpacks to a gigabyte: told after the first piece.
    with pytest.raises(ValidationError, match="壊れています"):
        bare_picture(PNG, png(rows=bytes(50 * 1024 * 1024)))
