"""Pictures without where, when and by what they were taken. The picture itself stays as it is, and which way is up.

A picture is checked by its structure (`jpegs`, `pngs`), not decoded: what is stored is a JPEG or PNG and nothing else.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.files.jpegs import bare_jpeg, jpeg_size
from sakimori.foundation.files.kinds import JPEG, PNG, FileKind
from sakimori.foundation.files.pngs import bare_png, png_size

MOST_DOTS: Final = 100_000_000
LONGEST_SIDE: Final = 30_000
"""More than any camera or scanner of an office gives; whoever opens a larger one needs gigabytes to see it."""


def bare_picture(kind: FileKind, data: bytes) -> bytes:
    """The bytes to store: of JPEG and PNG only the picture, of everything else all of it.

    Raises ValidationError (key "file") for a picture that is not whole, or that would be too large once it is opened.
    """
    if kind not in {JPEG, PNG}:
        return data
    width, height = picture_size(kind, data)
    if width * height > MOST_DOTS or max(width, height) > LONGEST_SIDE:
        text = _t("画像の縦横が大きすぎます（%(width)s×%(height)s）。小さくして保存し直してください。")
        raise ValidationError({"file": text % {"width": width, "height": height}})
    try:
        return bare_jpeg(data) if kind == JPEG else bare_png(data)
    except (struct.error, zlib.error, IndexError, ValueError) as error:
        raise _broken() from error


def picture_size(kind: FileKind, data: bytes) -> tuple[int, int]:
    """Width and height in dots, from the head of a JPEG or PNG: nothing is unpacked to learn them.

    Raises ValidationError (key "file") for a picture whose head cannot be read.
    """
    try:
        width, height = png_size(data) if kind == PNG else jpeg_size(data)
    except (struct.error, IndexError, ValueError) as error:
        raise _broken() from error
    if not width or not height:
        raise _broken()
    return width, height


def _broken() -> ValidationError:
    text = _t("画像が壊れています。撮り直すか、元の画像を開いて保存し直してください。")
    return ValidationError({"file": text})
