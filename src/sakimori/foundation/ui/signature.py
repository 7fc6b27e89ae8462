"""A signature written with finger or pen on the screen; it arrives as a small PNG picture.

Nobody has to write on a screen: forms offer paper (or a link) beside it, and without JavaScript only those are shown.
"""

from __future__ import annotations

import base64
import binascii
import struct
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PREFIX: Final = "data:image/png;base64,"
LARGEST: Final = 300_000
MOST_PIXELS: Final = 1600
_MAGIC: Final = b"\x89PNG\r\n\x1a\n"


class SignaturePad(forms.HiddenInput):
    """Drawn by `{% field %}` as a pad; the picture travels in a hidden input."""

    is_hidden = False


class SignatureField(forms.CharField):
    """Gives the bytes of the picture, empty when nothing was written."""

    widget = SignaturePad

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": True, "max_length": LARGEST, "label": _("署名"), **kwargs})

    def clean(self, value: Any) -> bytes:
        text = str(super().clean(value) or "")
        return picture_of(text) if text else b""


def picture_of(text: str) -> bytes:
    """The picture in a data address. Raises ValidationError for anything that a signature pad would not send."""
    wrong = ValidationError(_("署名を読み取れませんでした。「書き直す」を押して、もう一度書いてください。"))
    if not text.startswith(PREFIX):
        raise wrong
    try:
        data = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise wrong from error
    if not data.startswith(_MAGIC) or data[12:16] != b"IHDR" or len(data) < 33:
        raise wrong
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise wrong
    return data
