"""Pages of scans as grey pictures. Everything that comes in here was uploaded by somebody and may be hostile.

PDFium draws the pages, and JPEG and PNG are put into a PDF first, so one well-tested reader decodes everything. PDFium
is not made for several threads at once: a lock lets one in at a time.
"""

from __future__ import annotations

import struct
import threading
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

MOST_PAGES: Final = 100
DOTS_PER_INCH: Final = 200
SHORTEST_SIDE: Final = 2339
"""Dots of the long side of A4 at 200 dpi: smaller pages (in points) are drawn larger, as pictures tell no true size."""
LONGEST_SIDE: Final = 3400
MOST_SPLIT: Final = 100 * 1024 * 1024
"""Bytes of all pages together once they are files of their own; pages may share much, so a small file can grow."""
_BLANK_SHARE: Final = 0.0004
_POINTS_PER_INCH: Final = 72
_A4_POINTS: Final = 842

_pdfium = threading.Lock()


class UnreadablePages(ValueError):
    """Why a file cannot be taken: `why` is encrypted, damaged, many (pages), large (pages grow too large), empty."""

    def __init__(self, why: Literal["encrypted", "damaged", "many", "large", "empty"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A grey picture: one byte a dot, 0 black to 255 white, rows from the top without gaps."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageOfFile:
    """One page: a PDF of its own, and its picture."""

    number: int
    pdf: bytes
    bitmap: Bitmap


def pages_of(pdf: bytes) -> Iterator[PageOfFile]:
    """Every page of a PDF, one after the other. Raises UnreadablePages."""
    count = page_count(pdf)
    total = 0
    for index in range(count):
        page = _page(pdf, index)
        total += len(page.pdf)
        if total > max(MOST_SPLIT, 2 * len(pdf)):
            raise UnreadablePages("large")
        yield page


def page_count(pdf: bytes) -> int:
    """How many pages there are. Raises UnreadablePages."""
    with _opened(pdf) as document:
        count = len(document)
    if not count:
        raise UnreadablePages("empty")
    if count > MOST_PAGES:
        raise UnreadablePages("many")
    return count


def _page(pdf: bytes, index: int) -> PageOfFile:
    import pypdfium2  # noqa: PLC0415 — megabytes that a process which never reads a PDF need not hold

    with _opened(pdf) as document:
        single = pypdfium2.PdfDocument.new()
        try:
            single.import_pages(document, [index])
            out = BytesIO()
            single.save(out)
            return PageOfFile(index + 1, out.getvalue(), _drawn(single[0]))
        finally:
            single.close()


def bitmap_of(pdf: bytes, *, long_side: int = 0, turn: int = 0) -> Bitmap:
    """The first page of a PDF; `long_side` in dots (0: as for reading), turned clockwise by 0, 90, 180 or 270 degrees."""
    with _opened(pdf) as document:
        if not len(document):
            raise UnreadablePages("empty")
        return _drawn(document[0], long_side, turn)


def joined(pdfs: list[bytes]) -> bytes:
    """The pages of several PDFs as one. Raises UnreadablePages."""
    import pypdfium2  # noqa: PLC0415 — as above

    if len(pdfs) == 1:
        return pdfs[0]
    whole = pypdfium2.PdfDocument.new()
    try:
        for pdf in pdfs:
            with _opened(pdf) as document:
                whole.import_pages(document)
        out = BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 — as above
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 — as above

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            is_protected = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
            raise UnreadablePages("encrypted" if is_protected else "damaged") from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise UnreadablePages("damaged") from error
        finally:
            document.close()


def _drawn(page: Any, long_side: int = 0, turn: int = 0) -> Bitmap:
    long_points = max(page.get_size())
    if not 1 <= long_points < 1e6:
        raise UnreadablePages("damaged")
    natural = long_points / _POINTS_PER_INCH * DOTS_PER_INCH
    dots = long_side or min(max(natural, SHORTEST_SIDE), LONGEST_SIDE)
    drawn = page.render(scale=dots / long_points, rotation=turn, grayscale=True)
    width, height, stride = drawn.width, drawn.height, drawn.stride
    data = bytes(drawn.buffer)
    drawn.close()
    if stride != width:
        data = b"".join(data[start : start + width] for start in range(0, stride * height, stride))
    return Bitmap(data, width, height)


def pdf_of_picture(media_type: str, data: bytes, width: int, height: int) -> bytes:
    """A JPEG or PNG as a PDF of one page as large as the picture. Raises UnreadablePages.

    `width` and `height` are the dots that the picture's head names; whoever calls has refused what is too large.
    """
    import typst  # noqa: PLC0415 — megabytes that a process which never sets a paper need not hold

    scale = _A4_POINTS / max(width, height)
    across, down = max(1.0, width * scale), max(1.0, height * scale)
    # typst takes only text from memory; in an SVG the picture is text, and nothing touches the disk.
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across:.3f} {down:.3f}"><image preserveAspectRatio="none"'
        f' width="{across:.3f}" height="{down:.3f}" href="data:{media_type};base64,{b64encode(data).decode()}"/></svg>'
    )
    markup = (
        f"#set page(width: {across:.3f}pt, height: {down:.3f}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.page), format: "svg", width: 100%, height: 100%, fit: "stretch")'
    )
    try:
        made = typst.compile(markup.encode(), sys_inputs={"page": svg}, format="pdf", timestamp=0)
    except (typst.TypstError, RuntimeError, ValueError) as error:
        raise UnreadablePages("damaged") from error
    if not isinstance(made, bytes):
        raise UnreadablePages("damaged")
    return made


def is_blank(bitmap: Bitmap) -> bool:
    """Whether nothing stands on the page, such as the back of a sheet that a scanner took along."""
    dark = bitmap.data.translate(_DARK).count(1)
    return dark < _BLANK_SHARE * len(bitmap.data)


_DARK: Final = bytes(1 if value < 150 else 0 for value in range(256))


def cut(bitmap: Bitmap, left: int, top: int, right: int, bottom: int) -> Bitmap:
    """A part of a picture; edges are in dots and kept inside the picture."""
    left, right = max(0, min(left, bitmap.width - 1)), max(1, min(right, bitmap.width))
    top, bottom = max(0, min(top, bitmap.height - 1)), max(1, min(bottom, bitmap.height))
    if right <= left or bottom <= top:
        return bitmap
    rows = (bitmap.data[row * bitmap.width + left : row * bitmap.width + right] for row in range(top, bottom))
    return Bitmap(b"".join(rows), right - left, bottom - top)


def png_of(bitmap: Bitmap) -> bytes:
    """The picture as PNG (8 bit grey)."""
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    width = bitmap.width
    lines = b"".join(b"\0" + bitmap.data[start : start + width] for start in range(0, width * bitmap.height, width))
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
