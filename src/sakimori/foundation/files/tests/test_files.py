"""A file is kept encrypted, comes back unchanged, and nothing hostile gets in."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files import store
from sakimori.foundation.files.actions import keep_file, store_file
from sakimori.foundation.files.jobs import discard, sweep
from sakimori.foundation.files.kinds import LARGEST, PDF, TEXT, clean_name, kind_of_file
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.tests.test_pictures import jpeg, png
from sakimori.foundation.ledger.models import Entry
from sakimori.testing import NOW, TODAY

PDF_BYTES = b"%PDF-1.7\n" + "方針".encode() * 50


def office(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in ("[Content_Types].xml", *members):
            archive.writestr(member, "<x/>")
    return out.getvalue()


@action("test.fail-after-storing", permission=Permission.FILE_STORE, sentence="store and fail")
def store_and_fail(ctx, *, seen):
    seen.append(store_file(ctx, name="a.pdf", data=PDF_BYTES))
    raise RuntimeError("later step failed")


def test_comes_back_unchanged_and_lies_encrypted(cast):
    stored = store_file(cast.ctx("staff"), name="基本方針.pdf", data=PDF_BYTES)
    place = store.path_of(cast.assembly.pk, stored.pk)
    assert read_file(stored) == PDF_BYTES
    assert b"%PDF" not in place.read_bytes()
    assert "方針".encode() not in place.read_bytes()
    assert place.stat().st_mode & 0o077 == 0
    assert (place.parents[2] / "keys" / "files.key").stat().st_mode & 0o777 == 0o600
    assert Entry.objects.filter(action="files.store").count() == 1


@pytest.mark.parametrize("position", [0, 5, 14, 30, -1])
def test_changed_byte_is_refused(cast, position):
    stored = store_file(cast.ctx("staff"), name="a.pdf", data=PDF_BYTES)
    place = store.path_of(cast.assembly.pk, stored.pk)
    sealed = bytearray(place.read_bytes())
    sealed[position] ^= 1
    place.write_bytes(bytes(sealed))
    with pytest.raises(store.FileDamaged):
        read_file(stored)


def test_bytes_of_another_file_or_assembly_do_not_open(cast, neighbour):
    mine = store_file(cast.ctx("staff"), name="a.pdf", data=PDF_BYTES)
    other = store_file(cast.ctx("staff"), name="b.pdf", data=PDF_BYTES + b"b")
    place = store.path_of(cast.assembly.pk, mine.pk)
    place.write_bytes(store.path_of(cast.assembly.pk, other.pk).read_bytes())
    with pytest.raises(store.FileDamaged):
        read_file(mine)
    with scope(neighbour.assembly.pk):
        theirs = store_file(neighbour.ctx("staff"), name="c.pdf", data=PDF_BYTES)
        assert not StoredFile.objects.filter(pk=mine.pk).exists()
    assert not StoredFile.objects.filter(pk=theirs.pk).exists()
    place.write_bytes(store.path_of(neighbour.assembly.pk, theirs.pk).read_bytes())
    with pytest.raises(store.FileDamaged):
        read_file(mine)


def test_missing_bytes_are_said(cast):
    stored = store_file(cast.ctx("staff"), name="a.pdf", data=PDF_BYTES)
    store.drop(cast.assembly.pk, stored.pk)
    with pytest.raises(store.FileDamaged, match="missing"):
        read_file(stored)


def test_failed_act_leaves_no_file(cast):
    seen: list[StoredFile] = []
    with pytest.raises(RuntimeError):
        store_and_fail(cast.ctx("staff"), seen=seen)
    assert not store.path_of(cast.assembly.pk, seen[0].pk).exists()
    assert not StoredFile.objects.exists()


def test_only_who_may(cast):
    with pytest.raises(PermissionDenied):
        store_file(cast.ctx("auditor"), name="a.pdf", data=PDF_BYTES)


@pytest.mark.parametrize(
    ("name", "data", "media_type", "kept"),
    [
        ("方針.txt", "第１条".encode("cp932"), "text/plain", "方針.txt"),
        ("方針.txt", b"\xff\xfe" + "第１条".encode("utf-16-le"), "text/plain", "方針.txt"),
        ("名簿.csv", "氏名,髙橋\r\n".encode("cp932"), "text/csv", "名簿.csv"),
        ("page.txt", b"<!DOCTYPE html><html><body>x", "text/html", "page.txt.html"),
        ("scan.exe", jpeg() + b"\xff\xd9", "image/jpeg", "scan.exe.jpg"),
        ("scan.jpeg", jpeg() + b"\xff\xd9", "image/jpeg", "scan.jpeg"),
        ("a.png", png(), "image/png", "a.png"),
        (
            "a.docx",
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a.docx",
        ),
        (
            "a.xlsx",
            office("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "a.xlsx",
        ),
    ],
)
def test_kind_is_read_from_the_bytes(cast, name, data, media_type, kept):
    stored = store_file(cast.ctx("staff"), name=name, data=data)
    assert (stored.media_type, stored.name) == (media_type, kept)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b"MZ\x90\x00\x03", "受け付けられない形式"),
        (b"\x7fELF\x02", "受け付けられない形式"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (office("word/document.xml", "word/vbaProject.bin"), "マクロ"),
        (office("readme.txt"), "ZIP"),
        (b"PK\x03\x04broken", "壊れて"),
        (b"\xff\xd8\xff\xe0\0\x20%PDF-1.7", "二つの形式"),
        (b"<html><script>x</script>%PDF-1.7", "二つの形式"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b'<?xml version="1.0"?><!-- a --><svg:svg onload="x"/>', "SVG"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "受け付けられない形式"),
        (b"GIF89a\x01\0\x01\0", "受け付けられない形式"),
        (b"a" * (LARGEST + 1), "大きすぎ"),
    ],
)
def test_what_is_not_taken_says_what_to_do(data, says):
    with pytest.raises(ValidationError) as caught:
        kind_of_file("x.pdf", data)
    assert says in caught.value.message_dict["file"][0]


def test_archive_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(ValidationError, match="展開"):
        kind_of_file("x.docx", out.getvalue())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\a\\方針.txt", "方針.txt"),
        ("a\u202etxt.exe", "atxt.exe.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        ("CON.txt", "_CON.txt"),
        ("葛\U000e0100城.txt", "葛\U000e0100城.txt"),
        ("あ" * 300 + ".txt", "あ" * 120 + ".txt"),
    ],
)
def test_names_are_made_safe(name, kept):
    assert clean_name(name, TEXT) == kept
    assert clean_name("a.PDF", PDF) == "a.PDF"


def test_download_is_never_shown_in_place(cast):
    stored = store_file(cast.ctx("staff"), name="方針.html", data=b"<html><script>alert(1)</script>")
    response = file_response(stored)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_keys_of_the_past_still_open(cast):
    stored = store_file(cast.ctx("staff"), name="a.pdf", data=PDF_BYTES)
    keys = store.path_of(cast.assembly.pk, stored.pk).parents[2] / "keys" / "files.key"
    before = keys.read_text()
    keys.write_text(before + "A" * 43 + "=\n")
    try:
        newer = store_file(cast.ctx("staff"), name="b.pdf", data=PDF_BYTES)
        assert read_file(stored) == read_file(newer) == PDF_BYTES
        keys.write_text("A" * 43 + "=\n")
        with pytest.raises(store.FileDamaged, match="key"):
            read_file(stored)
    finally:
        keys.write_text(before)


def test_bytes_without_a_row_go_after_a_day(cast):
    from datetime import UTC, datetime

    stored = store_file(cast.ctx("staff"), name="a.txt", data=b"x")
    stray = store.path_of(cast.assembly.pk, stored.pk).with_name("stray")
    stray.write_bytes(b"x")
    now = datetime.now(UTC)
    sweep(now)
    assert stray.exists()
    os.utime(stray, (0, 0))
    os.utime(store.path_of(cast.assembly.pk, stored.pk), (0, 0))
    sweep(now)
    assert not stray.exists()
    assert store.path_of(cast.assembly.pk, stored.pk).exists()


def test_an_upload_that_nobody_used_goes_after_its_last_day_and_a_used_one_stays(cast, neighbour):
    ctx, until = cast.ctx("staff"), TODAY + timedelta(days=7)
    unused = store_file(ctx, name="a.csv", data=b"a,b", keep_until=until)
    used = store_file(ctx, name="b.csv", data=b"a,b", keep_until=until)
    lasting = store_file(ctx, name="c.csv", data=b"a,b")
    keep_file(ctx, stored=used)
    discard(NOW + timedelta(days=7))
    assert StoredFile.objects.count() == 3
    entries = Entry.objects.count()
    discard(NOW + timedelta(days=8))
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {used.pk, lasting.pk}
    assert not store.path_of(cast.assembly.pk, unused.pk).exists()
    assert read_file(used) == read_file(lasting) == b"a,b"
    assert Entry.objects.order_by("-sequence").first().action == "files.discard"
    discard(NOW + timedelta(days=9))
    assert Entry.objects.count() == entries + 1, "nothing to do writes nothing"
