"""Text as it goes in and out: names as typed, headings compared loosely, formulas made harmless."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

_COMPATIBILITY_IDEOGRAPHS = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Variants such as 神 (U+FA19) that people write their names with; NFC would change them into another form."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\ufeff\ud800-\udfff\ufffe\uffff]")
_RARE = re.compile(f"{_COMPATIBILITY_IDEOGRAPHS.pattern}|{_CONTROLS.pattern}")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_IGNORED_IN_HEADINGS = re.compile(r"[\s\u200b・※*＊]+|\((?:必須|任意|required|optional)\)")


def kept_text(text: str) -> str:
    """The text as typed: NFC, but variants of kanji (compatibility ideographs, variation selectors) untouched.

    Line ends become `\\n`, control characters and blanks at both ends go; nothing else changes. Never NFKC.
    """
    if not _RARE.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip()
    unified = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts: list[str] = []
    start = 0
    for found in _COMPATIBILITY_IDEOGRAPHS.finditer(unified):
        parts += [unicodedata.normalize("NFC", unified[start : found.start()]), found.group()]
        start = found.end()
    parts.append(unicodedata.normalize("NFC", unified[start:]))
    return "".join(parts).strip()


@functools.lru_cache(8192)
def folded(text: str) -> str:
    """For comparing only: NFKC, no blanks, case ignored."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def heading(text: str) -> str:
    """A column heading for comparing: as `folded`, without marks such as ※ and （必須）."""
    return _IGNORED_IN_HEADINGS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def in_every_language(text: str | Promise | Callable[[], str]) -> tuple[str, ...]:
    """What the product says, in every language it ships: a ledger comes from whoever wrote it, whatever the reader reads.

    A plain text is data, and only itself.
    """
    if isinstance(text, str):
        return (text,)
    said: list[str] = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.append(text() if callable(text) else str(text))
    return tuple(dict.fromkeys(said))


def neutral(text: str) -> str:
    """For CSV: a text that a spreadsheet would run as a formula gets a leading apostrophe. See `from_neutral`."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_neutral(text: str) -> str:
    """Takes back what `neutral` added."""
    return text[1:] if _QUOTED_FORMULA.match(text) else text
