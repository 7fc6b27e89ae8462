"""Evidence: kept as it came, hashed on arrival, handed on in a chain that only grows; a bundle that proves it offline."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from sakimori.evidence.verification import verify_bundle
from sakimori.foundation.assemblies.records import WriteOutsideAction
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.files.tests.recordings import m4a, wav
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.papers.bitmaps import Bitmap, png_of
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.bundles import write_case_bundle
from sakimori.measures.incidents.models import Custody
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.measures.intake.actions import file_report, merge_reports, restrict_report
from sakimori.measures.intake.actions.filing import Sent
from sakimori.measures.intake.models import Report
from sakimori.testing import NOW

# A JPEG with a place in it: an ordinary upload would lose that, evidence must not.
JPEG = bytes.fromhex("ffd8ffe1001845786966000049492a000800000000000000") + b"\x00" * 8 + bytes.fromhex("ffd9")


@pytest.fixture
def case(cast):
    return begin(cast)


def take(cast, case, **more):
    values = {"title": "画面の写真", "handed_by": "渚 美咲", "kept_at": "金庫", "name": "photo.jpg", "data": JPEG}
    return actions.take_evidence(cast.ctx("staff"), case=case, **(values | more))


def test_a_file_stays_byte_for_byte_as_it_came(cast, case):
    row = take(cast, case)
    assert row.file.sha256 == sha256(JPEG).hexdigest()
    assert read_file(row.file) == JPEG
    assert row.chain.get().to_whom == cast.person["staff"].shown_name
    assert case.lines.filter(text__contains=row.file.sha256).exists()


def told(cast, *, voice: bytes = b"", photos: int = 0, **more) -> Report:
    """A report with what was sent."""
    sent = [Sent("a.png", png_of(Bitmap(bytes(4), 2, 2))) for _photo in range(photos)]
    values = {"once": uuid4(), "kind": "lost-device", "means": "phone", "text": "駅", "contact": "髙橋"}
    filed = file_report(
        cast.ctx("staff"), photos=sent, voice=Sent("v", voice) if voice else None, **(values | more)
    )  # fmt: skip
    return filed.report


def test_what_came_with_a_report_is_evidence_of_its_case(cast):
    report = told(cast, voice=m4a(), photos=2)
    again = told(cast, voice=wav())
    merge_reports(cast.ctx("staff"), report=again, into=report)
    case = begin(cast, report=report)
    rows = list(case.evidence.order_by("number"))
    assert [row.title for row in rows] == ["報告1の写真1", "報告1の写真2", "報告1の声の録音", "報告2の声の録音"]
    voice = rows[2]
    assert (voice.file, voice.handed_by, voice.received_at) == (report.voice, "髙橋", report.received_at)
    assert voice.file.sha256 == sha256(read_file(voice.file)).hexdigest()
    assert case.lines.filter(text__contains=voice.file.sha256).exists()
    assert voice.chain.get().from_whom == "髙橋"
    staff = cast.client("staff")
    address = cast.url(f"incidents/evidence/{voice.pk}/file/")
    page = staff.get(cast.url(f"incidents/{case.pk}/evidence/")).content.decode()
    assert f'<audio controls preload="none" src="{address}"' in page and voice.file.sha256 in page
    piece = staff.get(address, headers={"range": "bytes=4-7"})
    assert (piece.status_code, piece.content, piece["Content-Type"]) == (206, b"ftyp", "audio/mp4")
    out = BytesIO()
    write_case_bundle(cast.ctx("staff"), out, case=case)
    assert any(zipfile.ZipFile(out).read(name) == read_file(voice.file) for name in zipfile.ZipFile(out).namelist())


def test_what_came_with_a_restricted_report_is_not_for_everybody(cast):
    closed = told(cast, voice=wav())
    restrict_report(cast.ctx("manager"), report=closed, is_restricted=True)
    with pytest.raises(ValidationError, match="事案の取扱いも限り"):
        begin(cast, "manager", report=closed)
    case = begin(cast, "manager", report=closed, restricted_because="職員のこと")
    voice = case.evidence.get()
    address = cast.url(f"incidents/evidence/{voice.pk}/file/")
    assert cast.client("staff").get(address).status_code == 404
    assert cast.client("manager").get(address).status_code == 200


def test_a_report_that_is_merged_later_adds_what_it_brought(cast, django_capture_on_commit_callbacks):
    texts = ("駅", "改札", "売店", "極秘", "遅い")
    report, again, third, closed, late = (told(cast, voice=wav(), text=text) for text in texts)
    case = begin(cast, report=report)
    restrict_report(cast.ctx("manager"), report=closed, is_restricted=True)
    with django_capture_on_commit_callbacks(execute=True):
        merge_reports(cast.ctx("staff"), report=third, into=again)
        merge_reports(cast.ctx("staff"), report=again, into=report)
        merge_reports(cast.ctx("manager"), report=closed, into=report)
    assert [row.title for row in case.evidence.order_by("number")] == [
        "報告1の声の録音", "報告2の声の録音", "報告3の声の録音",
    ]  # fmt: skip
    assert case.lines.filter(text="報告2（同じ件）: 改札").exists()
    assert not case.lines.filter(text__contains="極秘").exists()
    finish(cast, case)
    with django_capture_on_commit_callbacks(execute=True):
        merge_reports(cast.ctx("staff"), report=late, into=report)
    assert case.evidence.count() == 3


def test_things_need_a_bag_and_copies_are_numbered(cast, case):
    with pytest.raises(ValidationError):
        take(cast, case, name="", data=b"")
    bag = take(cast, case, name="", data=b"", title="タブレット本体", bag_number="FU-001", serial="SN-1")
    assert (bag.kind, bag.number, bag.chain.get().seal) == ("thing", 1, "封印袋に入れた")
    copies = [take(cast, case, title="写し", copy_of=bag) for _again in range(2)]
    assert [(row.number, row.copy_number) for row in copies] == [(2, 1), (3, 2)]


def test_the_chain_only_grows_and_never_runs_back(cast, case):
    row = take(cast, case)
    ctx = cast.ctx("staff", NOW + timedelta(hours=3))
    later = NOW + timedelta(hours=2)
    actions.hand_evidence(
        ctx, evidence=row, from_whom="渚 美咲", to_whom="港署", place="港署", purpose="捜査", at=later, seal="未開封"
    )
    with pytest.raises(ValidationError):
        actions.hand_evidence(ctx, evidence=row, from_whom="a", to_whom="b", place="c", purpose="d", at=NOW)
    step = Custody.objects.order_by("at").last()
    step.to_whom = "だれか"
    with pytest.raises(WriteOutsideAction):
        step.save()
    with pytest.raises(WriteOutsideAction):
        Custody.objects.all().delete()
    row.refresh_from_db()
    assert row.kept_at == "港署"
    # Each change of hands is an entry of the ledger.
    assert Detail.objects.filter(model="incidents.custody").count() == 2


def bundle(cast, case, tmp_path, role="staff") -> Path:
    out = BytesIO()
    write_case_bundle(cast.ctx(role), out, case=case)
    path = tmp_path / "case.zip"
    path.write_bytes(out.getvalue())
    return path


def test_the_bundle_verifies_offline_and_holds_this_case_alone(cast, case, tmp_path):
    row = take(cast, case)
    other = begin(cast, title="ほかの事案")
    take(cast, other, data=b"other evidence\n", name="other.txt")
    path = bundle(cast, case, tmp_path)
    report = verify_bundle(path)
    assert not report.problems
    with zipfile.ZipFile(path) as archive:
        details = archive.read("details.jsonl").decode()
        files = [archive.read(name) for name in archive.namelist() if name.startswith("attachments/")]
    assert files == [JPEG]
    assert row.file.sha256 in details and case.title in details
    assert "ほかの事案" not in details and "other evidence" not in details
    # The stand-alone verifier that travels in the bundle needs nothing of Sakimori.
    alone = subprocess.run([sys.executable, "-I", str(path), str(path)], capture_output=True, text=True, check=False)
    assert alone.returncode == 0, alone.stdout + alone.stderr


@pytest.mark.parametrize("part", ["attachments/", "entries.jsonl", "details.jsonl"])
def test_a_flipped_byte_is_found(cast, case, tmp_path, part):
    take(cast, case)
    path = bundle(cast, case, tmp_path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = next(one for one in archive.infolist() if one.filename.startswith(part))
        where = info.header_offset + 30 + len(info.filename) + info.file_size // 2
    data[where] ^= 1
    path.write_bytes(bytes(data))
    assert verify_bundle(path).problems
    alone = subprocess.run([sys.executable, "-I", str(path), str(path)], capture_output=True, text=True, check=False)
    assert alone.returncode != 0


def test_what_the_same_act_changed_elsewhere_is_withheld(cast, case, tmp_path):
    one, two = case, begin(cast, title="統合先の件名")
    actions.merge_case(cast.ctx("staff"), case=one, into=two, reason="同じ件")
    with zipfile.ZipFile(bundle(cast, one, tmp_path)) as archive:
        rows = [json.loads(line) for line in archive.read("details.jsonl").decode().splitlines()]
    assert any(row.get("erased") for row in rows)
    assert "統合先の件名" not in json.dumps([row.get("payload") for row in rows], ensure_ascii=False)


def test_the_page_takes_it_in_and_hands_out_the_bundle(cast, case):
    client = cast.client("staff")
    sent = {
        "title": "メールの控え", "handed_by": "渚", "kept_at": "金庫", "received_at": "2026-11-23T09:50", "copy_of": "",
        "file": BytesIO(b"From: x@example.jp\n"),
    }  # fmt: skip
    sent["file"].name = "mail.txt"
    assert client.post(cast.url(f"incidents/{case.pk}/evidence/new/"), sent).status_code == 302
    row = case.evidence.get()
    got = client.get(cast.url(f"incidents/evidence/{row.pk}/file/"))
    assert got.content == b"From: x@example.jp\n"
    answer = client.post(cast.url(f"incidents/{case.pk}/evidence/bundle.zip"))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert client.get(cast.url(f"incidents/{case.pk}/evidence/bundle.zip")).status_code == 405
