"""Plain text: bytes of unknown encoding to lines."""

from __future__ import annotations

import codecs
import re

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers.lines import Line, Source, clean

_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー一-鿿、。]")
_TABLE_BAR = re.compile(r"^\s*[|｜].*[|｜]\s*$")
_RULE_ROW = re.compile(r"^[\s|｜:：+\-－―ー=＝]+$")
_MARKDOWN = re.compile(r"^(#{1,6})[ \t　]+(?=\S)")


def decode(data: bytes) -> str:
    """The text of the bytes: by byte order mark, then UTF-8, UTF-16 by its zero bytes, CP932, EUC-JP.

    Raises PolicyReadError: binary, undecodable.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if (guessed := _utf16_without_mark(data)) is not None:
        return _strict(data, guessed)
    if data.count(0) > len(data) // 1000:
        raise PolicyReadError("binary")
    for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _if_text(text)
    raise PolicyReadError("undecodable")


def lines_of(text: str) -> list[Line]:
    """Lines without blank ones; table rows written with bars or tabs become cells."""
    lines: list[Line] = []
    blank = True
    table = 0
    for raw in _BREAK.split(text):
        stripped = clean(raw)
        if not stripped:
            blank = True
            continue
        if _TABLE_BAR.match(stripped) and stripped.count(stripped[0]) >= 3:
            if _RULE_ROW.match(stripped):
                if lines and lines[-1].cells:
                    lines[-1].header_row = True
                continue
            table += 0 if lines and lines[-1].cells and not blank else 1
            lines.append(Line("", cells=_bar_cells(stripped), table=table, blank_before=blank))
        else:
            lines.append(_line(stripped, blank, _indent(raw)))
        blank = False
    return lines


def read_plain(data: bytes) -> Source:
    """A .txt file's lines. Raises PolicyReadError: binary, undecodable."""
    return Source("txt", lines_of(decode(data)))


def _line(text: str, blank: bool, indent: int) -> Line:
    heading = _MARKDOWN.match(text)
    if heading:
        return Line(text[heading.end() :], level=len(heading[1]), blank_before=blank)
    return Line(text, blank_before=blank, wrapped=True, indent=indent)


def _indent(raw: str) -> int:
    """In half-width columns."""
    return sum(2 if letter == "　" else 1 for letter in raw[: len(raw) - len(raw.lstrip(" \t　"))])


def _bar_cells(row: str) -> tuple[str, ...]:
    return tuple(clean(cell) for cell in re.split("[|｜]", row.strip("|｜")))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _if_text(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise PolicyReadError("undecodable") from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Line ends and digits of UTF-16 have a zero byte on one side only; Japanese letters have the high byte 30–9F."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2 or 0 not in sample:
        return None
    for encoding, zeros, other in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) > other.count(0) and _JAPANESE.search(data.decode(encoding, "replace")):
            return encoding
    return None


def _if_text(text: str) -> str:
    odd = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\x0b\x0c\x1b")
    if odd > max(8, len(text) // 100):
        raise PolicyReadError("binary")
    return text
