"""Which format the bytes are in, and the reader for it."""

from __future__ import annotations

import io
import re
import zipfile

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers.lines import Source
from sakimori.policytext.readers.pdf import read_pdf
from sakimori.policytext.readers.plain import decode, read_plain

MOST_BYTES = 20 * 1024 * 1024
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|h[1-6]|div|p|table|article|main|section|ol|ul)[\s>/]", re.IGNORECASE
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BINARY = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"{\\rtf": "RTF", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR", b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"MZ": "EXE", b"\x7fELF": "ELF", b"%!PS": "PostScript", b"RIFF": "RIFF",
}  # fmt: skip
_ZIPS = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint", "content.xml": "OpenDocument"}


def read(data: bytes, filename: str = "") -> Source:
    """The lines of a policy file: txt, html, docx or pdf.

    Raises PolicyReadError with what to do: empty, too-large, no-text-layer, encrypted, damaged, unsupported, binary,
    undecodable.
    """
    if len(data) > MOST_BYTES:
        raise PolicyReadError("too-large", size_mb=-(-len(data) // 2**20), limit_mb=MOST_BYTES // 2**20)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise PolicyReadError("empty")
    source = _reader(data, filename)
    if not any(line.text or any(line.cells) for line in source.lines):
        raise PolicyReadError("empty")
    return source


def _reader(data: bytes, filename: str) -> Source:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(_OLE):
        raise PolicyReadError("encrypted") if _ENCRYPTED_STREAM in data else PolicyReadError("unsupported", kind=".doc")
    if data.startswith(b"PK"):
        return _zipped(data)
    for mark, kind in _BINARY.items():
        if data.startswith(mark):
            raise PolicyReadError("unsupported", kind=kind)
    if looks_like_html(data, filename):
        # lxml: five megabytes that a process which never reads a page or a Word file need not hold.
        from sakimori.policytext.readers.html import read_html  # noqa: PLC0415

        return read_html(data)
    return read_plain(data)


def looks_like_html(data: bytes, filename: str) -> bool:
    """Tags at the beginning; a file called .html needs only one tag anywhere."""
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = decode(data).encode("utf-8")[:4096]
    if filename.lower().endswith((".html", ".htm", ".xhtml")):
        return b"<" in data
    return bool(_HTML.search(start)) and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _zipped(data: bytes) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise PolicyReadError("damaged", kind="zip") from error
    if "word/document.xml" in names:
        from sakimori.policytext.readers.docx import read_docx  # noqa: PLC0415 — as above

        return read_docx(data)
    kind = next((kind for name, kind in _ZIPS.items() if name in names), "zip")
    raise PolicyReadError("unsupported", kind=kind)
