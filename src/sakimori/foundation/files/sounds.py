"""Sounds: which kind, by their bytes, and only what is heard. Taken where a voice is asked for, and nowhere else.

A sound is checked by its structure (`mp4s`, `oggs`, `webms`, `waves`, `frames`), not decoded. What tells place, time,
device or program beside it goes, except what an encoder writes into the frames themselves.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.files.faults import HasVideo
from sakimori.foundation.files.frames import NARROW, WIDE, after_tags, bare_aac, bare_amr, bare_mp3, is_aac
from sakimori.foundation.files.kinds import MEGABYTE, FileKind
from sakimori.foundation.files.mp4s import bare_mp4
from sakimori.foundation.files.oggs import bare_ogg
from sakimori.foundation.files.waves import bare_wave
from sakimori.foundation.files.webms import bare_webm

LARGEST_SOUND: Final = 10 * MEGABYTE
"""A quarter of an hour and more as phones record a voice."""
M4A: Final = FileKind("audio/mp4", (".m4a", ".mp4"))
THREE_GP: Final = FileKind("audio/3gpp", (".3gp", ".3g2"))
OGG: Final = FileKind("audio/ogg", (".ogg", ".opus", ".oga"))
WEBM: Final = FileKind("audio/webm", (".webm", ".weba"))
MP3: Final = FileKind("audio/mpeg", (".mp3",))
WAV: Final = FileKind("audio/wav", (".wav",))
AAC: Final = FileKind("audio/aac", (".aac",))
AMR: Final = FileKind("audio/amr", (".amr", ".awb"))

_BARE: Final[dict[FileKind, Callable[[bytes], bytes]]] = {
    M4A: bare_mp4, THREE_GP: bare_mp4, OGG: bare_ogg, WEBM: bare_webm, MP3: bare_mp3, WAV: bare_wave, AAC: bare_aac,
    AMR: bare_amr,
}  # fmt: skip
_END_OF_ARCHIVE: Final = b"PK\5\6"
_FARTHEST_END: Final = 65_557
"""How far from the end of a file the end of a ZIP archive may begin."""
_PAGE: Final = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe)", re.IGNORECASE)


def bare_sound(data: bytes) -> tuple[FileKind, bytes]:
    """What kind of sound it is, and the bytes to store. Raises ValidationError (key "file") that says what to do."""
    if not data:
        raise _refused(_t("ファイルが空です。中身のあるファイルを選んでください。"))
    if len(data) > LARGEST_SOUND:
        text = _t("声の録音が大きすぎます。%(limit)s MB 以下になるように、短く録音し直してください。")
        raise _refused(text % {"limit": LARGEST_SOUND // MEGABYTE})
    try:
        kind = _kind(data)
        bare = _BARE[kind](data) if kind else b""
    except HasVideo as error:
        raise _refused(_t("動画は受け付けません。声だけを録音してください。")) from error
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise _refused(
            _t("録音が壊れているか、読めない作りです。別のアプリで録音し直すか、言葉で入力してください。")
        ) from error
    if kind is None:
        text = _t(
            "声の録音として受け付けられない形式です。m4a、mp3、wav、ogg、webm などで録音し直すか、言葉で入力してください。"
        )
        raise _refused(text)
    if b"%PDF-" in bare[:1024] or _PAGE.search(bare[:1024]) or _END_OF_ARCHIVE in bare[-_FARTHEST_END:]:
        # A reader of sound would take it, and so would one of documents, pages or archives.
        raise _refused(_t("二つの形式が混ざったファイルです。録音し直してください。"))
    return kind, bare


def is_sound(media_type: str) -> bool:
    """Whether a stored file is a sound, by what it was found to be when it was stored."""
    return media_type.startswith("audio/")


def _kind(data: bytes) -> FileKind | None:
    """By the first bytes; what they promise is then checked to the end."""
    if data[4:8] == b"ftyp":
        return THREE_GP if data[8:10] == b"3g" else M4A
    if data.startswith((NARROW, WIDE)):
        return AMR
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return WAV
    for head, kind in ((b"OggS", OGG), (b"\x1aE\xdf\xa3", WEBM)):
        if data.startswith(head):
            return kind
    at = after_tags(data)
    if data[at : at + 1] == b"\xff" and data[at + 1] >= 0xE0:
        return AAC if is_aac(data, at) else MP3
    return None


def _refused(text: str) -> ValidationError:
    return ValidationError({"file": text})
