"""Every upload is hostile until checked: it is refused in the user's words, and nothing is kept."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.files.kinds import JPEG, PNG
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pictures import picture_size
from sakimori.foundation.papers.bitmaps import LONGEST_SIDE, Bitmap, UnreadablePages, bitmap_of, pages_of, png_of
from sakimori.front.scans.models import ScannedPage


def pdf_of(count, width=595, height=842) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _number in range(count):
        document.new_page(width, height)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def encrypted() -> bytes:
    """A PDF that opens only with a password nobody has."""
    secret = b"<" + b"5a" * 32 + b">"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + secret + b" /U " + secret + b" >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body + b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R"
        b" /ID [<00><00>] >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_head(width: int, height: int) -> bytes:
    """A small file that promises a giant picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")


def jpeg_head(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    return (
        b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x08\1\1\0\0\x3f\0\x12\xff\xd9"
    )


GOOD = pdf_of(1)
BAD = {
    "promises a giant": (png_head(60_000, 60_000), "画像が大きすぎます"),
    "promises a long strip": (png_head(200_000, 10), "画像が大きすぎます"),
    "promises a giant photograph": (jpeg_head(60_000, 60_000), "画像が大きすぎます"),
    "no picture at all": (png_head(0, 10), "画像が壊れています"),
    "half a head": (png_head(10, 10)[:20], "画像が壊れています"),
    "half a picture": (png_head(2_000, 2_000), "画像が壊れています"),
    "half a document": (GOOD[: len(GOOD) // 3], "壊れていて開けません"),
    "only the name of one": (b"%PDF-1.7 nothing", "壊れていて開けません"),
    "locked": (encrypted(), "パスワードを外して"),
    "two hundred pages": (pdf_of(200), "100 ページ以下"),
    "no document": (b"a,b\n1,2\n", "PDF か画像"),
    "empty": (b"", "空"),
    "too many bytes": (b"%PDF-" + bytes(21 * 2**20), "大きすぎます"),
}


@pytest.mark.parametrize("what", BAD)
def test_refused_in_plain_words(cast, what):
    data, words = BAD[what]
    answer = cast.client("staff").post(cast.url("scans/"), {"scans": [SimpleUploadedFile("scan.pdf", data)]})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ScannedPage.objects.exists()
    assert not StoredFile.objects.exists()


def test_one_bad_file_does_not_keep_the_others_out(cast):
    good = png_of(Bitmap(bytes(range(200)) * 200, 200, 200))
    files = [SimpleUploadedFile("bad.pdf", BAD["locked"][0]), SimpleUploadedFile("good.png", good)]
    text = cast.client("staff").post(cast.url("scans/"), {"scans": files}, follow=True).content.decode()
    assert "bad.pdf" in text and "1枚を取り込みました" in text
    assert ScannedPage.objects.get().source == "good.png"


def test_a_page_as_large_as_a_house_is_drawn_small():
    drawn = bitmap_of(pdf_of(1, 14_000, 14_000))
    assert max(drawn.width, drawn.height) <= LONGEST_SIDE


def test_pages_that_share_one_giant_do_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("sakimori.foundation.papers.bitmaps.MOST_SPLIT", 1000)
    with pytest.raises(UnreadablePages) as caught:
        list(pages_of(pdf_of(30)))
    assert caught.value.why == "large"


def test_only_the_head_is_asked_for_the_size():
    assert picture_size(PNG, png_head(60_000, 7)) == (60_000, 7)
    assert picture_size(JPEG, jpeg_head(640, 480)) == (640, 480)
    with pytest.raises(ValidationError):
        picture_size(JPEG, b"\xff\xd8\xff\xe0\x00\x10")


def test_a_code_that_leads_elsewhere_is_no_sheet_of_ours(cast):
    import segno

    out = BytesIO()
    segno.make("https://evil.example/l/yamabiko-cho/" + "x" * 43 + "/", error="m").save(out, kind="png", scale=8)
    given = SimpleUploadedFile("code.png", out.getvalue())
    text = cast.client("staff").post(cast.url("scans/"), {"scans": [given]}, follow=True).content.decode()
    assert "この議会で印刷した用紙ではありません" in text
    page = ScannedPage.objects.get()
    assert (page.ask, page.sheet, page.state) == (None, None, "unknown")
