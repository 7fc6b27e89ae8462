"""Photos lose what cameras write about themselves and keep which way is up."""

from __future__ import annotations

import struct

import pytest
from django.core.exceptions import ValidationError

from sakimori.registers.premises.photos import bare_photo


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


def test_place_and_device_go_and_the_picture_stays():
    told = (exif(">", 1), segment(0xFE, b"taken at home"), segment(0xED, b"Photoshop"), segment(0xE2, b"MPF\0x"))
    assert bare_photo("a.jpg", jpeg(*told) + b"\xff\xd9" + b"second picture GPS") == jpeg() + b"\xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
def test_which_way_is_up_is_kept(order):
    bare = bare_photo("a.jpg", jpeg(exif(order, 6)) + b"\xff\xd9")
    assert b"GPS" not in bare
    assert bare_photo("a.jpg", bare) == bare, "what is told is read again"
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in bare


def test_a_broken_photo_is_told():
    with pytest.raises(ValidationError, match="壊れています"):
        bare_photo("a.jpg", jpeg()[:-20])
