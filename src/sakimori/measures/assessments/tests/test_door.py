"""The contractor's door: what it shows, when it stays shut, what it takes, and who came through it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.tests.test_pictures import png
from sakimori.measures.assessments import actions
from sakimori.measures.assessments.models import AnswerFile, AnswerTrace, CheckLink
from sakimori.measures.assessments.tests.parts import (
    a_check,
    a_contract,
    a_link,
    answered,
    judged,
    on,
    outside,
    questions,
)
from sakimori.measures.assessments.types import MOST_FILES, Choice
from sakimori.testing import TODAY, Cast

PNG = png()


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def door_of(cast: Cast, token: str) -> str:
    return f"/q/{cast.assembly.slug}/{token}/"


def test_the_door_shows_the_name_of_the_assembly_and_the_questions_and_nothing_else(cast: Cast):
    other = a_contract(cast, "会議録の作成", "しおかぜ速記")
    judged(cast, a_check(cast, other), bad=["cloud"])
    check = judged(cast, a_check(cast, day=TODAY - timedelta(days=400)), day=TODAY - timedelta(days=395), bad=["place"])
    check = a_check(cast, check.contract)
    token, _link = a_link(cast, check)
    client = Client()
    door = door_of(cast, token)
    pages = ["", "questions/1/", "questions/4/", "submit/", "table/", "people/"]
    for path in pages:
        text = client.get(door + path).content.decode()
        assert cast.assembly.name in text
        told = [
            *(person.shown_name for person in cast.person.values()),
            "しおかぜ速記",
            "会議録の作成",
            "所見",
            "資料がない",
        ]
        told += ["不十分", "/a/minatono-shi", "みなと野市長", "議会事務局内", check.contract.supplier.name]
        assert not [word for word in told if word in text], path
        assert "sessionid" not in client.cookies


def test_headers_keep_the_token_from_others(cast: Cast):
    token, _link = a_link(cast, a_check(cast))
    response = Client(enforce_csrf_checks=True).get(door_of(cast, token))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    sent = Client(enforce_csrf_checks=True).post(f"{door_of(cast, token)}questions/1/", {"choice": "yes"})
    assert sent.status_code == 302


def test_only_hashes_of_tokens_are_kept(cast: Cast):
    token, link = a_link(cast, a_check(cast))
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43
    values = [str(value) for row in CheckLink.objects.values() for value in row.values()]
    assert not [value for value in values if token in value]


def test_shut_doors_say_why(cast: Cast, neighbour: Cast):
    check = a_check(cast)
    token, link = a_link(cast, check)
    client = Client()
    tampered = client.get(door_of(cast, token[:-1] + ("A" if token[-1] != "A" else "B")))
    assert (tampered.status_code, "このリンクは使えません" in tampered.content.decode()) == (404, True)
    elsewhere = client.get(f"/q/{neighbour.assembly.slug}/{token}/")
    assert elsewhere.status_code == 404
    assert cast.assembly.name not in elsewhere.content.decode()
    assert client.get(f"/q/no-such-assembly/{token}/").status_code == 404
    with time_machine.travel(on(link.expires_on + timedelta(days=1))):
        late = client.get(door_of(cast, token))
        assert (late.status_code, "期限が過ぎました" in late.content.decode()) == (410, True)
        assert client.post(f"{door_of(cast, token)}questions/1/", {"choice": "yes"}).status_code == 410
    actions.revoke_link(cast.ctx("staff"), link=link)
    revoked = client.get(door_of(cast, token))
    assert (revoked.status_code, "取り消されました" in revoked.content.decode()) == (410, True)
    token, _link = a_link(cast, check)
    actions.withdraw(cast.ctx("staff"), check=check, reason="契約が終わった")
    withdrawn = client.get(door_of(cast, token))
    assert (withdrawn.status_code, "取り下げられました" in withdrawn.content.decode()) == (410, True)


def test_guessing_is_stopped_and_even_the_right_link_waits(cast: Cast):
    token, _link = a_link(cast, a_check(cast))
    client = Client()
    for number in range(20):
        assert client.get(door_of(cast, f"guess-{number}")).status_code == 404
    assert client.get(door_of(cast, "guess-20")).status_code == 429
    assert client.get(door_of(cast, token)).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.7").get(door_of(cast, token)).status_code == 200


def test_papers_are_made_only_so_often(cast: Cast):
    token, _link = a_link(cast, a_check(cast))
    client = Client()
    codes = {client.get(f"{door_of(cast, token)}receipt.pdf").status_code for _one in range(61)}
    assert codes == {302, 429}


def test_a_link_that_was_revoked_while_somebody_wrote_writes_nothing(cast: Cast):
    check = a_check(cast)
    _token, link = a_link(cast, check)
    actions.revoke_link(cast.ctx("staff"), link=link)
    with pytest.raises(PermissionDenied):
        actions.save_answer(outside(cast), side=actions.Side.by(link), question=questions(check)[0], choice=Choice.YES)


def test_a_renewed_link_replaces_the_old_ones(cast: Cast):
    check = a_check(cast)
    old, _link = a_link(cast, check)
    page = cast.client("staff").post(
        cast.url(f"assessments/{check.pk}/link/"), {"name": "新しい担当", "how": "screen", "revoke_others": "on"}
    )
    assert "/q/minatono-shi/" in page.content.decode()
    assert Client().get(door_of(cast, old)).status_code == 410
    assert check.links.filter(revoked_at__isnull=True).get().name == "新しい担当"


def test_colleagues_answer_with_links_of_their_own(cast: Cast):
    check = a_check(cast)
    token, link = a_link(cast, check)
    client = Client()
    page = client.post(f"{door_of(cast, token)}people/", {"name": "浅野 実"}).content.decode()
    start = page.index("/q/minatono-shi/")
    theirs = page[start : page.index("<", start)]
    assert client.post(f"{theirs}questions/3/", {"choice": "yes"}).status_code == 302
    assert client.get(f"{theirs}people/").status_code == 302  # only who was asked may ask others
    client.post(f"{door_of(cast, token)}questions/3/", {"choice": "no", "text": "まだ"})
    assert [(row.name, row.choice) for row in AnswerTrace.objects.order_by("at", "id")] == [
        ("浅野 実", "yes"),
        ("瀬戸 光", "no"),
    ]
    other = CheckLink.objects.get(made_by=link)
    assert client.post(f"{theirs}people/{link.pk}/stop/").status_code == 404
    assert client.post(f"{door_of(cast, token)}people/{other.pk}/stop/").status_code == 302
    assert client.get(theirs).status_code == 410


def test_nothing_of_another_check_is_reached_through_a_link(cast: Cast):
    mine, theirs = a_check(cast), a_check(cast, a_contract(cast, "会議録の作成", "しおかぜ速記"))
    token, _link = a_link(cast, mine)
    _token, link = a_link(cast, theirs)
    actions.save_answer(
        outside(cast), side=actions.Side.by(link), question=questions(theirs)[0], choice=Choice.YES,
        files=[("認証.png", PNG)],
    )  # fmt: skip
    row = AnswerFile.objects.get()
    assert Client().post(f"{door_of(cast, token)}files/{row.pk}/remove/").status_code == 404
    assert Client().get(f"{door_of(cast, token)}../../../a/minatono-shi/assessments/files/{row.pk}/").status_code != 200
    with pytest.raises(PermissionDenied):
        actions.remove_file(outside(cast), side=actions.Side.by(CheckLink.objects.exclude(pk=link.pk).get()), row=row)


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


HOSTILE = {
    "program": ("認証.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "script": ("認証.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    "page": ("x.html", b"<html><body>x</body></html>"),
    "zip": ("x.zip", zipped({"a.exe": b"MZ"})),
    "macro": ("x.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"})),
    "old office": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100),
    "bomb": ("x.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"0" * (201 * 1024 * 1024)})),
    "broken": ("x.docx", b"PK\x03\x04" + b"\x00" * 50),
    "empty": ("x.pdf", b""),
    "svg": ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><html></html></svg>"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_and_nothing_is_kept(cast: Cast, what):
    token, _link = a_link(cast, a_check(cast))
    name, data = HOSTILE[what]
    sent = Client().post(
        f"{door_of(cast, token)}questions/1/", {"choice": "yes", "text": "", "file": SimpleUploadedFile(name, data)}
    )
    assert sent.status_code == 422
    assert not StoredFile.objects.exists()
    assert not AnswerTrace.objects.exists()


def test_a_file_with_a_malware_mark_is_refused_when_there_is_a_scanner(cast: Cast, monkeypatch):
    monkeypatch.setattr("sakimori.foundation.files.scanning.scan", lambda data, place: "Eicar-Test-Signature")
    monkeypatch.setattr("sakimori.foundation.files.actions.settings.ENV", _with_scanner(), raising=False)
    token, _link = a_link(cast, a_check(cast))
    sent = Client().post(
        f"{door_of(cast, token)}questions/1/", {"choice": "yes", "file": SimpleUploadedFile("a.png", PNG)}
    )
    assert sent.status_code == 422
    assert "Eicar-Test-Signature" in sent.content.decode()
    assert not AnswerTrace.objects.exists()


def _with_scanner():
    from dataclasses import replace

    from django.conf import settings

    return replace(settings.ENV, clamd="/tmp/clamd.sock")


def test_good_files_are_kept_shown_by_name_and_taken_back(cast: Cast):
    token, _link = a_link(cast, a_check(cast))
    client, door = Client(), door_of(cast, token)
    client.post(f"{door}questions/1/", {"choice": "yes", "file": SimpleUploadedFile("../../認証\u202egnp.png", PNG)})
    row = AnswerFile.objects.select_related("file").get()
    assert row.file.name == "認証gnp.png"
    assert "認証gnp.png" in client.get(f"{door}questions/1/").content.decode()
    staff = cast.client("staff").get(cast.url(f"assessments/files/{row.pk}/"))
    assert "attachment" in staff["Content-Disposition"]
    assert client.post(f"{door}files/{row.pk}/remove/").status_code == 302
    assert "認証gnp.png" not in client.get(f"{door}questions/1/").content.decode()


def test_there_is_a_limit_to_how_many_files(cast: Cast):
    check = a_check(cast)
    _token, link = a_link(cast, check)
    side = actions.Side.by(link)
    first = questions(check)[0]
    files = [(f"{number}.png", PNG) for number in range(MOST_FILES)]
    actions.save_answer(outside(cast), side=side, question=first, choice=Choice.YES, files=files)
    token, _other = a_link(cast, check)
    sent = Client().post(
        f"{door_of(cast, token)}questions/1/", {"choice": "yes", "file": SimpleUploadedFile("more.png", PNG)}
    )
    assert sent.status_code == 422
    assert AnswerFile.objects.count() == MOST_FILES


def test_handed_in_is_handed_in(cast: Cast):
    check = a_check(cast)
    answered(cast, check)
    token, _link = a_link(cast, check)
    door, client = door_of(cast, token), Client()
    for path in ("questions/1/", "submit/", "table/"):
        assert client.post(door + path, {"choice": "no", "text": "x"})["Location"] == door
    assert client.post(f"{door}same/").status_code == 302
    assert set(check.answers.values_list("choice", flat=True)) == {"yes"}


def test_the_neighbours_rows_stay_unseen(cast: Cast, neighbour: Cast):
    with scope(neighbour.assembly.pk):
        theirs = a_check(neighbour)
    assert cast.client("staff").get(cast.url(f"assessments/{theirs.pk}/")).status_code == 404
