"""A PDF's text layer: lines in reading order, without page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from sakimori.policytext.errors import PolicyReadError
from sakimori.policytext.readers.lines import Line, Source, clean, plain_radicals
from sakimori.policytext.tree import Dropped

_MOST_PAGES = 500
_DIGITS = re.compile(r"[0-9０-９]+")
_SET_SPACES = re.compile(
    r"(?<=[ぁ-ゖァ-ヺー一-鿿、。（「])(?: [0-9]{1,4} ?| ?[0-9]{1,4} )(?=[ぁ-ゖァ-ヺー一-鿿、。）」])"
)
_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(r"^[-‐–—―−－ー〔\[(（\s]*[0-9０-９]{1,3}[-‐–—―−－ー〕\])）\s]*$")


def read_pdf(data: bytes) -> Source:
    """The lines of a PDF. Raises PolicyReadError: encrypted, damaged, no-text-layer."""
    # Five megabytes that a process which never reads a PDF need not hold.
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise PolicyReadError("encrypted") if protected else PolicyReadError("damaged", kind="PDF") from error
    try:
        pages = [_page_lines(document, index) for index in range(min(len(document), _MOST_PAGES))]
    except pypdfium2.PdfiumError as error:
        raise PolicyReadError("damaged", kind="PDF") from error
    finally:
        document.close()
    if not any(pages):
        raise PolicyReadError("no-text-layer")
    return _without_running_heads(pages)


def _page_lines(document: Any, index: int) -> list[str]:
    page = document[index]
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
    finally:
        textpage.close()
        page.close()
    lines = (clean(plain_radicals(line)) for line in re.split(r"[\r\n\x0b\x0c]+", text))
    return [_without_set_spaces(line) for line in lines if line]


def _without_set_spaces(text: str) -> str:
    """Typesetting leaves a little room around digits (令和 8 年), which the text layer shows as spaces."""
    return text if text.startswith("第") else _SET_SPACES.sub(lambda match: match[0].replace(" ", ""), text)


def _without_running_heads(pages: list[list[str]]) -> Source:
    """Lines at a page's edge that come again on most pages, and page numbers, go to the dropped."""
    seen: Counter[str] = Counter()
    for page in pages:
        for place in _edges(page):
            seen[_DIGITS.sub("#", page[place])] += 1
    often = max(2, (len([page for page in pages if page]) + 1) // 2)
    lines: list[Line] = []
    dropped: list[Dropped] = []
    running = ""
    for page in pages:
        edges = _edges(page)
        outermost = {0, len(page) - 1}
        for place, text in enumerate(page):
            if place in outermost and _PAGE_NUMBER.match(text) and len(page) > 1:
                dropped.append(Dropped(text, "page-number"))
            elif place in edges and seen[_DIGITS.sub("#", text)] >= often:
                dropped.append(Dropped(text, "running-head"))
                running = running or text
            else:
                lines.append(Line(text, wrapped=True))
    return Source("pdf", lines, dropped, running)


def _edges(page: list[str]) -> set[int]:
    return {place for place in range(len(page)) if place < _EDGE_LINES or place >= len(page) - _EDGE_LINES}
