"""What a file is, by its bytes. Its name and what a browser says about it prove nothing."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 20 * MEGABYTE
LARGEST_UNPACKED: Final = 200 * MEGABYTE
MOST_MEMBERS: Final = 5000
_LONGEST_NAME: Final = 120
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKUP: Final = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_DRAWING: Final = re.compile(r"\s*(<\?xml|<!--|<!doctype\s+svg|<(\w+:)?svg[\s>])", re.IGNORECASE)
_DRAWN: Final = re.compile(r"<(\w+:)?svg[\s>]", re.IGNORECASE)
_OTHER_HEADS: Final = re.compile(
    rb"\xff\xd8\xff|\x89PNG|PK\x03\x04|GIF8|RIFF|OggS|ID3|\x1aE\xdf\xa3|.{4}ftyp|#!AMR|\xff[\xe0-\xfd]|\s*<", re.DOTALL
)
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken, and the endings its name may have (the first is the usual one)."""

    media_type: str
    endings: tuple[str, ...]


PDF: Final = FileKind("application/pdf", (".pdf",))
PNG: Final = FileKind("image/png", (".png",))
JPEG: Final = FileKind("image/jpeg", (".jpg", ".jpeg"))
DOCX: Final = FileKind(f"{_OOXML}wordprocessingml.document", (".docx",))
XLSX: Final = FileKind(f"{_OOXML}spreadsheetml.sheet", (".xlsx",))
HTML: Final = FileKind("text/html", (".html", ".htm"))
CSV: Final = FileKind("text/csv", (".csv",))
TEXT: Final = FileKind("text/plain", (".txt",))


def kind_of_file(name: str, data: bytes) -> FileKind:
    """What the bytes are. Raises ValidationError that says what to do instead, for anything that is not taken."""
    _check_size(data)
    if b"%PDF-" in data[:1024]:
        if _OTHER_HEADS.match(data):
            # A reader of PDF would take it, and so would one of pictures, archives or pages: nobody makes that by accident.
            raise _refused(_t("二つの形式が混ざったファイルです。元のファイルを開いて保存し直してください。"))
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refused(
            _t(
                "古い形式か、パスワードの付いた Office ファイルです。パスワードを外し、.docx か .xlsx で保存し直してください。"
            )
        )
    return _text_kind(name, data)


def _check_size(data: bytes) -> None:
    if not data:
        raise _refused(_t("ファイルが空です。中身のあるファイルを選んでください。"))
    if len(data) > LARGEST:
        text = _t(
            "ファイルが大きすぎます（%(size)s MB）。%(limit)s MB 以下に分けるか、圧縮率を上げて保存し直してください。"
        )
        raise _refused(text % {"size": len(data) // MEGABYTE, "limit": LARGEST // MEGABYTE})


def _office_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise _refused(_t("ファイルが壊れています。元のファイルを開いて保存し直してください。")) from error
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise _refused(_t("展開すると大きすぎるファイルです。内容を分けて保存し直してください。"))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refused(
            _t("マクロ付きのファイルは受け付けません。マクロを外し、.docx か .xlsx で保存し直してください。")
        )
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise _refused(_t("ZIP ファイルは受け付けません。中のファイルを一つずつ登録してください。"))


def _text_kind(name: str, data: bytes) -> FileKind:
    text = _decoded(data)
    if text is None or any(ord(mark) < 32 and mark not in "\t\n\r\f" for mark in text):
        raise _refused(
            _t(
                "受け付けられない形式です。PDF、PNG、JPEG、テキスト、HTML、Word（.docx）、Excel（.xlsx）、CSV のどれかにしてください。"
            )
        )
    ending = PurePosixPath(name.lower()).suffix
    is_drawing = _DRAWING.match(text) and _DRAWN.search(text[:20000]) and not _MARKUP.search(text[:20000])
    if is_drawing or ending in {".svg", ".svgz"}:
        raise _refused(
            _t("SVG は受け付けません（中にプログラムを入れられるため）。PNG か PDF で保存し直してください。")
        )
    if _MARKUP.search(text[:20000]) or ending in HTML.endings:
        return HTML
    return CSV if ending in CSV.endings else TEXT


def _decoded(data: bytes) -> str | None:
    encodings = [next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8"), "cp932"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _refused(text: str) -> ValidationError:
    return ValidationError({"file": text})


def clean_name(name: str, kind: FileKind) -> str:
    """A name that is safe in every file system and in a header, with an ending that fits what the file is.

    Folders, control marks, marks that turn the reading direction and names that Windows keeps for itself are dropped;
    ideographic variation sequences stay.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(mark for mark in text if unicodedata.category(mark) not in {"Cf", "Cs", "Cc", "Co"})
    kept = _FORBIDDEN.sub("_", kept).strip(" .")
    stem, ending = PurePosixPath(kept).stem, PurePosixPath(kept).suffix
    if ending.lower() not in kind.endings:
        stem, ending = kept, kind.endings[0]
    stem = stem[:_LONGEST_NAME].strip(" .") or "file"
    return f"_{stem}{ending}" if _RESERVED.fullmatch(stem) else f"{stem}{ending}"
