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
QUANT, COLOUR = segment(0xDB, b"q" * 65), segment(0xE2, b"ICC_PROFILE\0xx")


def jpeg(*told: bytes) -> bytes:
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"".join(told) + QUANT + COLOUR + PICTURE


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*told: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(told) + body + chunk(b"IEND", b"")


def test_place_and_device_go_and_the_picture_stays():
    told = (exif(">", 1), segment(0xFE, b"taken at home"), segment(0xED, b"Photoshop"), segment(0xE2, b"MPF\0x"))
    assert bare_picture(JPEG, jpeg(*told) + b"\xff\xd9" + b"second picture GPS") == jpeg() + b"\xff\xd9"


def test_several_scans_of_one_picture_all_stay():
    many = jpeg() + segment(0xC4, b"table") + PICTURE + b"\xff\xd9"
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
