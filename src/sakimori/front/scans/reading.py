"""From an uploaded file to pages that are read. Nothing is written here, so no lock is held while pictures are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.models import Ask, AskLink, AskState, PrintedSheet
from sakimori.foundation.asks.tokens import digest_of
from sakimori.foundation.files.kinds import JPEG, PDF, PNG, kind_of_file
from sakimori.foundation.files.pictures import bare_picture, picture_size
from sakimori.foundation.files.scanning import check_clean
from sakimori.foundation.papers import scanning, sheets
from sakimori.foundation.papers.bitmaps import (
    MOST_PAGES,
    Bitmap,
    PageOfFile,
    UnreadablePages,
    is_blank,
    pages_of,
    pdf_of_picture,
)
from sakimori.foundation.papers.scanning import Found
from sakimori.foundation.papers.sheets import Row, row_from
from sakimori.front.scans.types import Why

MOST_DOTS: Final = 36_000_000
"""Of a picture: A4 at 600 dpi."""
LONGEST_PICTURE: Final = 12_000
SHARES: Final = 10_000
_LINK = re.compile(r"/(?:l/(?P<slug>[-\w]+)|a/(?P<own>[-\w]+)/scans/sheet)/(?P<token>[-\w]{20,100})/?$")


@dataclass(slots=True)
class ReadPage:
    """A page with all that could be read from it."""

    number: int
    pdf: bytes
    sha256: str
    why: Why | None = None
    sheet: PrintedSheet | None = None
    ask: Ask | None = None
    page: int | None = None
    readings: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_signed: bool | None = None
    turn: int = 0
    part: list[int] | None = None
    is_blank: bool = False


def read_upload(ctx: Context, name: str, data: bytes) -> list[ReadPage]:
    """Every page of an upload. Raises ValidationError (key "file") with what to do instead."""
    kind = kind_of_file(name, data)
    if kind not in {PDF, PNG, JPEG}:
        raise _refused(_t("PDF か画像（PNG、JPEG）を選んでください。"))
    check_clean(data, settings.ENV.clamd)
    try:
        if kind != PDF:
            width, height = picture_size(kind, data)
            if width * height > MOST_DOTS or max(width, height) > LONGEST_PICTURE:
                raise _refused(_t("画像が大きすぎます。A4 を 200〜300 dpi でスキャンし直してください。"))
            data = bare_picture(kind, data)
            data = pdf_of_picture(kind.media_type, data, width, height)
        read = list(_read_all(ctx, pages_of(data)))
    except UnreadablePages as error:
        raise _refused(_words(error.why)) from error
    if kind != PDF and all(page.is_blank for page in read):
        raise _refused(_t("画像に何も写っていないか、壊れて読めません。撮り直すか、スキャンし直してください。"))
    return read


def _refused(text: str) -> ValidationError:
    return ValidationError({"file": text})


def _words(why: str) -> str:
    return {
        "encrypted": _t("パスワードの付いた PDF です。パスワードを外して保存し直してください。"),
        "damaged": _t("ファイルが壊れていて開けません。スキャンし直してください。"),
        "many": _t("ページが多すぎます。%(count)s ページ以下に分けてください。") % {"count": MOST_PAGES},
        "large": _t("ページに分けると大きすぎるファイルです。複合機でスキャンし直した PDF を使ってください。"),
        "empty": _t("ページのない PDF です。スキャンし直してください。"),
    }[why]


def _read_all(ctx: Context, pages: Iterator[PageOfFile]) -> Iterator[ReadPage]:
    for page in pages:
        read = ReadPage(page.number, page.pdf, _fingerprint(page.bitmap))
        _read_one(ctx, page.bitmap, read)
        yield read


def _fingerprint(bitmap: Bitmap) -> str:
    """Of the dots, not of the file: the same page is known again in another file."""
    return sha256(b"%d %d " % (bitmap.width, bitmap.height) + bitmap.data).hexdigest()


def _read_one(ctx: Context, bitmap: Bitmap, read: ReadPage) -> None:
    found = scanning.find(bitmap)
    read.turn = found.turn
    if not found.links:
        read.is_blank = found.page is None and is_blank(bitmap)
        read.why = Why.NO_CODE
        return
    _whose(ctx, found, read)
    if read.sheet is None or read.why in {Why.REVOKED, Why.FOREIGN}:
        return
    count = len(read.sheet.pages)
    read.page = 1 if count == 1 else found.page
    if found.projection is None or read.page is None or not 1 <= read.page <= count:
        read.why = read.why or Why.NO_MARKS
        return
    rows = [row_from(kept) for kept in read.sheet.pages[read.page - 1]]
    found_rows = scanning.read_rows(bitmap, found, rows)
    read.readings = {name: {"value": one.value, "doubt": str(one.doubt or "")} for name, one in found_rows.items()}
    if read.sheet.is_signed and read.page == count:
        read.is_signed = scanning.is_signed(bitmap, found)
    read.part = _part(bitmap, found, rows, signed=read.is_signed is not None)


def _whose(ctx: Context, found: Found, read: ReadPage) -> None:
    """Whose page it is, by the token in its code; `why` where that is not enough."""
    if len(found.links) > 1:
        read.why = Why.SEVERAL
        return
    match = _LINK.search(found.links[0])
    if match is None or (match["slug"] or match["own"]) != ctx.assembly.slug:
        read.why = Why.FOREIGN
        return
    digest = digest_of(match["token"])
    read.sheet = PrintedSheet.objects.filter(digest=digest).select_related("ask__person").first()
    link = AskLink.objects.filter(digest=digest).select_related("ask__person").first()
    if link is None:
        read.why = None if read.sheet is not None and read.sheet.ask_id is None else Why.FOREIGN
        return
    if link.revoked_at is not None:
        read.why = Why.REVOKED
        return
    read.ask = link.ask
    read.why = _why_not(link, ctx) or (Why.NO_SHEET if read.sheet is None else None)


def _why_not(link: AskLink, ctx: Context) -> Why | None:
    if link.ask.state == AskState.ANSWERED:
        return Why.ANSWERED
    if link.ask.state == AskState.WITHDRAWN:
        return Why.WITHDRAWN
    return Why.EXPIRED if link.expires_on < ctx.today else None


def _part(bitmap: Bitmap, found: Found, rows: Sequence[Row], *, signed: bool) -> list[int] | None:
    """Where the rows are in the upright picture, in ten-thousandths of its sides."""
    if found.projection is None or not rows:
        return None
    top = min(row.y for row in rows) - 2
    bottom = sheets.SIGN[1] + sheets.SIGN[3] + 2 if signed else max(row.y + row.height for row in rows) + 2
    corners = [(x, y) for x in (sheets.LEFT - 3, sheets.RIGHT + 3) for y in (top, bottom)]
    spots = [_upright(*found.projection.dot(*corner), bitmap, found.turn) for corner in corners]
    across, down = [spot[0] for spot in spots], [spot[1] for spot in spots]
    edges = [min(across), min(down), max(across), max(down)]
    return [round(min(1.0, max(0.0, edge)) * SHARES) for edge in edges]


def _upright(u: float, v: float, bitmap: Bitmap, turn: int) -> tuple[float, float]:
    across, down = u / bitmap.width, v / bitmap.height
    return {0: (across, down), 90: (1 - down, across), 180: (1 - across, 1 - down), 270: (down, 1 - across)}[turn]
