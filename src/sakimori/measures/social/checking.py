"""What a draft may give away: names, minutes, titles, numbers, and where a picture was taken. Pure; nothing is kept."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _t

from sakimori.measures.social.types import HitKind

_PHONE: Final = re.compile(r"(?<!\d)(?:0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|0[5789]0\d{8}|0\d{9})(?!\d)")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE: Final = re.compile(r"〒?\s?\b\d{3}-\d{4}\b(?!-?\d)")
_STREET: Final = re.compile(
    r"[一-鿿ぁ-んァ-ヶ々ヶ]{1,12}(?:[\d一二三四五六七八九十]{1,4}丁目|\d{1,4}番地?|\d{1,4}-\d{1,4}(?:-\d{1,4})?(?!\d))"
)
_MINUTES: Final = (
    "未校正",
    "校正前",
    "速報版",
    "反訳",
    "書き起こし",
    "会議録（案）",
    "仮会議録",
    "録音データ",
    "取扱注意",
    "部外秘",
    "非公開",
    "秘密会",
)
SHORTEST_TITLE: Final = 4
"""Shorter titles ("名簿") stand in any sentence."""
_GPS, _EXIF, _TIME, _MODEL = 0x8825, 0x8769, 0x9003, 0x0110
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing to look at again: what was found, and what to do."""

    kind: HitKind
    found: str
    advice: str

    @property
    def row(self) -> dict[str, str]:
        """As it is kept with a post."""
        return {"kind": self.kind.value, "found": self.found, "advice": self.advice}


@dataclass(frozen=True, slots=True)
class Register:
    """What the records know: names of people, and titles of what is not public."""

    names: tuple[str, ...]
    titles: tuple[str, ...]


def plain(text: str) -> str:
    """For comparing only: NFKC without blanks; `ー` and dashes alike."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", re.sub(r"[‐‑–—−－]", "-", folded))


def check_text(text: str, known: Register) -> list[Hit]:
    """Everything in the words that should be looked at again, each thing once."""
    words = re.sub(r"[‐‑–—−－]", "-", unicodedata.normalize("NFKC", text))
    squeezed = plain(text)
    hits = [*_names(squeezed, known.names), *_minutes(squeezed), *_titles(squeezed, known.titles), *_patterns(words)]
    return list(dict.fromkeys(hits))[:MOST]


def _names(text: str, names: Iterable[str]) -> Iterator[Hit]:
    for name in names:
        if plain(name) in text:
            yield Hit(
                HitKind.NAME,
                name,
                _t("名簿にある人の名前です。本人の承諾があるか、名前がなくても伝わるかを確かめてください。"),
            )


def _minutes(text: str) -> Iterator[Hit]:
    for word in _MINUTES:
        if plain(word) in text:
            yield Hit(
                HitKind.MINUTES,
                word,
                _t("確定する前の会議録や、外に出さない資料かもしれません。公表の日を確かめてください。"),
            )


def _titles(text: str, titles: Iterable[str]) -> Iterator[Hit]:
    for title in titles:
        if len(plain(title)) >= SHORTEST_TITLE and plain(title) in text:
            yield Hit(
                HitKind.TITLE,
                title,
                _t("台帳で、公開していないものとされています。中身が出ていないか確かめてください。"),
            )


def _patterns(text: str) -> Iterator[Hit]:
    for found in _PHONE.findall(text):
        yield Hit(HitKind.PHONE, found, _t("公表している代表番号かを確かめてください。"))
    for found in _MAIL.findall(text):
        yield Hit(HitKind.MAIL, found, _t("公表している窓口のアドレスかを確かめてください。"))
    for pattern in (_POSTCODE, _STREET):
        for found in pattern.findall(_PHONE.sub(" ", text)):
            yield Hit(HitKind.ADDRESS, found.strip(), _t("個人の住所でないかを確かめてください。"))


def check_picture(data: bytes) -> list[Hit]:
    """Where, when and by what a picture was taken, if it tells. It is stored without; a phone would post it with."""
    found = _tags(_exif_of(data))
    hits = []
    if _GPS in found:
        hits.append(
            Hit(
                HitKind.PLACE,
                _t("緯度と経度"),
                _t("撮影した場所が入っています。位置情報を消してから投稿してください。"),
            )
        )
    if _TIME in found or _MODEL in found:
        text = " ".join(str(found[tag]) for tag in (_MODEL, _TIME) if found.get(tag))
        hits.append(Hit(HitKind.CAMERA, text or _t("撮影の情報"), _t("知られて困る日時でないかを確かめてください。")))
    return hits


def _exif_of(data: bytes) -> bytes:
    """The camera's notes in a JPEG or PNG; empty where there are none."""
    if data.startswith(b"\x89PNG"):
        at = data.find(b"eXIf")
        return data[at + 4 : at + 4 + 65536] if at > 0 else b""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if data[at + 1] == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            return data[at + 10 : at + 2 + size]
        at += 2 + size
    return b""


def _tags(tiff: bytes) -> dict[int, Any]:
    """Tags of the first directory and of the one about the exposure; a broken block gives what could be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    found: dict[int, Any] = {}
    if order is None:
        return found
    try:
        waiting = [struct.unpack(f"{order}I", tiff[4:8])[0]]
        for _turn in range(2):
            if not waiting:
                break
            for tag, value in _directory(tiff, waiting.pop(), order):
                found[tag] = value
                if tag == _EXIF:
                    waiting.append(int(value))
    except (struct.error, IndexError, ValueError, TypeError):
        return found
    return found


def _directory(tiff: bytes, start: int, order: str) -> Iterator[tuple[int, Any]]:
    (count,) = struct.unpack(f"{order}H", tiff[start : start + 2])
    for number in range(min(count, 200)):
        at = start + 2 + 12 * number
        tag, kind, many, value = struct.unpack(f"{order}HHII", tiff[at : at + 12])
        if kind == 2 and many > 4:
            yield tag, tiff[value : value + min(many, 60)].split(b"\0")[0].decode("ascii", "replace")
        elif tag in {_GPS, _EXIF, _TIME, _MODEL}:
            yield tag, value
