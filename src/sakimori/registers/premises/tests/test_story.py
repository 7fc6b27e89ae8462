"""The office's stories with places through the pages: rooms, keys, a round on a phone, lines, visitors."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.papers.handovers import Leaving
from sakimori.foundation.people.types import UnitKind
from sakimori.registers.premises import actions, panels, queries
from sakimori.registers.premises.handovers import HANDOVERS
from sakimori.registers.premises.keyrings import expected_keys
from sakimori.registers.premises.models import AccessKey, CheckAnswer, KeyLoan, Place, PlaceCheck, Port, Visit
from sakimori.registers.premises.panels import Kept, Panel, PanelRow, register_panel
from sakimori.registers.premises.rules import fingerprint
from sakimori.registers.premises.types import Answer, CheckKind, KeyKind, PlaceKind, PortKind, PortState
from sakimori.testing import NOW, SINCE, TODAY, Cast

YESTERDAY = TODAY - timedelta(days=1)


def url(cast: Cast, path: str = "") -> str:
    return cast.url(f"premises/{path}")


def room(cast: Cast, name: str = "執務室", **values: object) -> Place:
    found = {"kind": PlaceKind.OFFICE, "name": name, "from_date": SINCE} | values
    return actions.register_place(cast.ctx("staff"), **found)


def caucus_room(cast: Cast) -> Place:
    return room(cast, "控室", kind=PlaceKind.CAUCUS_ROOM, unit=cast.unit[UnitKind.CAUCUS])


def png(text: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    told = chunk(b"tEXt", text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + head + told + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def answers(cast: Cast, **changed: object) -> dict[str, object]:
    items = queries.round_items()
    good = {f"answer_{order}": "good" for order in range(1, len(items) + 1)}
    sheet = {"checked_on": TODAY.isoformat(), "once": str(uuid4()), "items": fingerprint(items)}
    return good | sheet | changed


def test_a_room_with_its_cabinet_stands_in_the_list_as_a_tree(cast: Cast):
    staff = cast.client("staff")
    values = {"kind": "archive", "name": "書庫", "from_date": "2026-11-01", "order": "0", "is_managed_area": "on"}
    assert staff.post(url(cast, "new/"), values | {"keeper_post": str(cast.post["manager"].pk)}).status_code == 302
    archive = Place.objects.get()
    cabinet = {"kind": "cabinet", "name": "耐火金庫", "from_date": "2026-11-01", "order": "0"}
    assert staff.get(url(cast, f"new/?in={archive.pk}")).status_code == 200
    assert staff.post(url(cast, "new/"), cabinet | {"parent": str(archive.pk)}).status_code == 302
    assert [(row.place.name, row.depth) for row in queries.place_rows(TODAY)] == [("書庫", 0), ("耐火金庫", 1)]
    page = staff.get(url(cast)).content.decode()
    assert "情報セキュリティ管理者 灯 直樹" in page
    assert "まだ点検されていません" in page
    twice = staff.post(url(cast, "new/"), values)
    assert twice.status_code == 422
    assert "同じ名称の場所" in twice.content.decode()
    safe = Place.objects.get(name="耐火金庫")
    circle = staff.post(url(cast, f"{archive.pk}/edit/"), values | {"parent": str(safe.pk)})
    assert "その場所は、この場所の中にあります" in circle.content.decode()


def test_a_caucus_room_needs_its_caucus(cast: Cast):
    staff = cast.client("staff")
    values = {"kind": "caucus_room", "name": "控室", "from_date": "2026-11-01", "order": "0"}
    wrong = staff.post(url(cast, "new/"), values)
    assert wrong.status_code == 422
    assert "会派控室を使う会派を選んでください" in wrong.content.decode()
    staff.post(url(cast, "new/"), values | {"unit": str(cast.unit[UnitKind.CAUCUS].pk)})
    assert "会派責任者 𠮷田 豊" in staff.get(url(cast)).content.decode()


def test_a_place_ends_when_it_is_empty(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    key = actions.register_key(cast.ctx("staff"), place=place, kind=KeyKind.KEY, number="A-1")
    loan = actions.lend_key(cast.ctx("staff"), key=key, person=cast.person["member"], lent_on=TODAY)
    refused = staff.post(url(cast, f"{place.pk}/end/"), {"last_day": TODAY.isoformat()})
    assert "貸し出した鍵・カード A-1" in refused.content.decode()
    actions.take_back_key(cast.ctx("staff"), loan=loan, returned_on=TODAY)
    assert staff.post(url(cast, f"{place.pk}/end/"), {"last_day": TODAY.isoformat()}).status_code == 302
    key.refresh_from_db()
    assert key.to_date == TODAY
    assert list(queries.places(TODAY + timedelta(days=1))) == []


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> list[PanelRow]:
    """Something a module above keeps at a place."""
    rows = [PanelRow("タブレット 12", "/somewhere/", "第1会議用")]
    monkeypatch.setattr(panels, "_panels", [])
    register_panel(Panel("資産", lambda ctx, place: Kept(len(rows), "", tuple(rows))))
    return rows


def test_what_lies_at_a_place_is_told_by_the_modules_above(cast: Cast, things: list[PanelRow]):
    place = room(cast)
    assert "タブレット 12" in cast.client("staff").get(url(cast, f"{place.pk}/")).content.decode()
    with pytest.raises(ValidationError, match="資産 1"):
        actions.end_place(cast.ctx("staff"), place=place, last_day=TODAY)
    things.clear()
    actions.end_place(cast.ctx("staff"), place=place, last_day=TODAY)


def test_a_key_is_lent_overdue_returned_and_counted(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    for number in ("1", "2"):
        values = {"kind": "card", "number": number}
        assert staff.post(url(cast, f"{place.pk}/keys/new/"), values).status_code == 302
    staff.post(url(cast, f"{place.pk}/keys/new/"), {"kind": "code", "number": "扉"})
    again = staff.post(url(cast, f"{place.pk}/keys/new/"), {"kind": "card", "number": "1"})
    assert "同じ番号" in again.content.decode()
    first = AccessKey.objects.get(number="1")
    with_days = {"person": str(cast.person["member"].pk), "lent_on": TODAY.isoformat(), "due_on": YESTERDAY.isoformat()}
    assert staff.post(url(cast, f"keys/{first.pk}/lend/"), with_days).status_code == 422
    with_days |= {"due_on": TODAY.isoformat()}
    assert staff.post(url(cast, f"keys/{first.pk}/lend/"), with_days).status_code == 302
    assert expected_keys(place, TODAY) == 1, "a code cannot be counted"
    assert expected_keys(place, YESTERDAY) == 0, "they were registered today"
    twice = staff.post(url(cast, f"keys/{first.pk}/lend/"), with_days)
    assert "すでに貸し出しています" in twice.content.decode()
    seen = staff.get(url(cast, "keys/")).content.decode()
    assert cast.person["member"].shown_name in seen
    count = {"checked_on": TODAY.isoformat(), "keys_found": "0"}
    off = staff.post(url(cast, f"{place.pk}/count/"), count)
    assert "台帳では1本あるはずです" in off.content.decode()
    noted = staff.post(url(cast, f"{place.pk}/count/"), count | {"note": "2番が見つからない"}, follow=True)
    assert "合いません" in noted.content.decode()
    right = staff.post(url(cast, f"{place.pk}/count/"), count | {"keys_found": "1"}, follow=True)
    assert "台帳と合っています" in right.content.decode()
    loan = KeyLoan.objects.get()
    assert staff.post(url(cast, f"key-loans/{loan.pk}/return/"), {"returned_on": "2020-01-01"}).status_code == 422
    staff.post(url(cast, f"key-loans/{loan.pk}/return/"), {"returned_on": TODAY.isoformat()})
    assert expected_keys(place, TODAY) == 2
    kinds = set(PlaceCheck.objects.values_list("kind", "keys_expected", "keys_found"))
    assert kinds == {(CheckKind.KEYS, 1, 0), (CheckKind.KEYS, 1, 1)}


def test_a_lost_key_leaves_the_register_and_its_last_holder_is_known(cast: Cast):
    place = room(cast)
    key = actions.register_key(cast.ctx("staff"), place=place, kind=KeyKind.KEY, number="A-1", from_date=SINCE)
    actions.lend_key(cast.ctx("staff"), key=key, person=cast.person["member"], lent_on=YESTERDAY)
    staff = cast.client("staff")
    assert (
        staff.post(url(cast, f"keys/{key.pk}/end/"), {"last_day": YESTERDAY.isoformat(), "note": ""}).status_code == 422
    )
    staff.post(url(cast, f"keys/{key.pk}/end/"), {"last_day": YESTERDAY.isoformat(), "note": "紛失"})
    assert expected_keys(place, TODAY) == 0
    assert KeyLoan.objects.get().returned_on is None


def test_a_round_on_the_phone(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    page = staff.get(url(cast, f"{place.pk}/round/"))
    html = page.content.decode()
    assert html.count("<fieldset") == 10
    assert html.count('type="file"') == 10
    unanswered = answers(cast)
    del unanswered["answer_3"]
    missing = staff.post(url(cast, f"{place.pk}/round/"), unanswered)
    assert missing.status_code == 422
    assert "どれかを選んでください" in missing.content.decode()
    silent = staff.post(url(cast, f"{place.pk}/round/"), answers(cast, answer_4="bad"))
    assert "直すところを書いてください" in silent.content.decode()
    photo = SimpleUploadedFile("IMG_0001.png", png(b"Comment\0N35.6 E139.7"), "image/png")
    sheet = answers(cast, answer_4="bad", note_4="給湯室に USB", answer_8="none", photo_4=photo)
    done = staff.post(url(cast, f"{place.pk}/round/"), sheet, follow=True)
    assert "直すところが1件あります" in done.content.decode()
    again = staff.post(url(cast, f"{place.pk}/round/"), {key: v for key, v in sheet.items() if key != "photo_4"})
    assert again.status_code == 302
    assert PlaceCheck.objects.count() == 1, "a sheet sent twice is recorded once"
    finding = CheckAnswer.objects.get(answer=Answer.BAD)
    assert finding.photo is not None
    assert b"E139" not in read_file(finding.photo)
    assert "IMG" not in finding.photo.name
    assert staff.get(url(cast, f"answers/{finding.pk}/photo/"))["Content-Disposition"].startswith("attachment")
    assert "給湯室に USB" in staff.get(url(cast, "rounds/")).content.decode()
    mend = {"mended_on": TODAY.isoformat(), "how_mended": "持ち主に返した"}
    assert staff.post(url(cast, f"answers/{finding.pk}/mended/"), mend).status_code == 302
    assert not queries.open_findings(TODAY).exists()
    assert staff.post(url(cast, f"answers/{finding.pk}/mended/"), mend).status_code == 422
    assert "持ち主に返した" in staff.get(url(cast, f"checks/{finding.check_row_id}/")).content.decode()


def test_no_photo_is_no_photo(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x", "application/pdf")
    answer = staff.post(url(cast, f"{place.pk}/round/"), answers(cast, photo_2=paper))
    assert answer.status_code == 422
    assert "写真は JPEG か PNG" in answer.content.decode()
    assert not PlaceCheck.objects.exists()


def test_the_head_of_a_caucus_walks_the_own_room_and_no_other(cast: Cast):
    head, mine, other = cast.client("caucus_head"), caucus_room(cast), room(cast)
    assert head.get(url(cast, f"{mine.pk}/round/")).status_code == 200
    sheet = answers(cast, answer_1="bad", note_1="画面が開いたまま")
    assert head.post(url(cast, f"{mine.pk}/round/"), sheet, follow=True).status_code == 200
    assert head.get(url(cast, f"{mine.pk}/")).status_code == 200
    finding = CheckAnswer.objects.get(answer=Answer.BAD)
    mend = {"mended_on": TODAY.isoformat(), "how_mended": "消した"}
    assert head.post(url(cast, f"answers/{finding.pk}/mended/"), mend).status_code == 302
    for path in (f"{other.pk}/round/", f"{other.pk}/"):
        assert head.get(url(cast, path)).status_code == 404, path
    assert cast.client("member").get(url(cast, f"{mine.pk}/round/")).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.walk_round(cast.ctx("member"), place=mine, found=[actions.Found("x", Answer.GOOD)], checked_on=TODAY)


def test_the_assemblys_own_items(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    old = answers(cast)
    assert (
        staff.post(url(cast, "rounds/items/"), {"items": "画面が消えている\n\n 鍵がかかっている \n"}).status_code == 302
    )
    assert queries.round_items() == ["画面が消えている", "鍵がかかっている"]
    changed = staff.post(url(cast, f"{place.pk}/round/"), old)
    assert "点検項目が変わりました" in changed.content.decode()
    assert staff.post(url(cast, f"{place.pk}/round/"), answers(cast)).status_code == 302
    assert staff.post(url(cast, "rounds/items/"), {"items": "あ" * 121}).status_code == 422
    staff.post(url(cast, "rounds/items/"), {"items": ""})
    assert len(queries.round_items()) == 10
    assert CheckAnswer.objects.filter(item="画面が消えている").exists(), "past rounds keep their words"


def test_a_line_changes_with_a_reason_that_stays(cast: Cast):
    staff, place = cast.client("staff"), room(cast)
    values = {"kind": "lan", "label": "", "state": "unused", "leads_to": ""}
    assert staff.post(url(cast, f"{place.pk}/ports/new/"), values).status_code == 302
    port = Port.objects.get()
    listed = staff.get(url(cast, "ports/")).content.decode()
    assert "表示がありません" in listed
    assert "封をしていません" in listed
    mended = {"kind": "lan", "label": "2F-07", "state": "used", "leads_to": "庁内網"}
    assert staff.post(url(cast, f"ports/{port.pk}/"), mended).status_code == 422, "no change without a reason"
    lost = staff.post(url(cast, f"ports/{port.pk}/"), mended | {"leads_to": "", "change_note": "x"})
    assert "つながる先を書いてください" in lost.content.decode()
    staff.post(url(cast, f"ports/{port.pk}/"), mended | {"change_note": "複合機の増設"})
    staff.post(url(cast, f"ports/{port.pk}/"), mended | {"state": "sealed", "change_note": "複合機を返却"})
    history = staff.get(url(cast, f"ports/{port.pk}/")).content.decode()
    assert "複合機の増設" in history
    assert "複合機を返却" in history
    staff.post(url(cast, f"ports/{port.pk}/end/"), {"last_day": TODAY.isoformat(), "change_note": "配線の撤去"})
    assert Port.objects.get().to_date == TODAY


def test_a_maintenance_visit(cast: Cast):
    staff, place = cast.client("staff"), room(cast, "機器室", kind=PlaceKind.SERVER_ROOM)
    page = staff.get(url(cast, f"visits/new/?place={place.pk}")).content.decode()
    assert f'value="{place.pk}" selected' in page
    assert 'value="2026-11-23T10:00"' in page
    values = {
        "place": str(place.pk), "visitor": "沖 一平", "company": "汐見電設", "purpose": "無停電電源の点検",
        "escort": str(cast.person["staff"].pk), "came_at": "2026-11-23T09:30", "brought": "点検用パソコン",
    }  # fmt: skip
    assert staff.post(url(cast, "visits/new/"), values).status_code == 302
    visit = Visit.objects.get()
    later = staff.post(url(cast, "visits/new/"), values | {"came_at": "2026-11-24T09:30"})
    assert "先の時刻は入力できません" in later.content.decode()
    assert "今、入室している人" in staff.get(url(cast, "visits/")).content.decode()
    early = staff.post(url(cast, f"visits/{visit.pk}/leave/"), {"left_at": "2026-11-23T09:00", "touched": "なし"})
    assert "退室は、入室より後" in early.content.decode()
    leave = {"left_at": "2026-11-23T10:00", "touched": "無停電電源装置の蓄電池", "taken": "古い蓄電池"}
    leave["report"] = SimpleUploadedFile("hokoku.pdf", b"%PDF-1.7\n%%EOF")
    assert staff.post(url(cast, f"visits/{visit.pk}/leave/"), leave).status_code == 302
    assert "今、入室している人" not in staff.get(url(cast, "visits/")).content.decode()
    del leave["report"]
    whole = values | leave | {"company": "汐見電設 株式会社"}
    assert staff.post(url(cast, f"visits/{visit.pk}/edit/"), whole).status_code == 302
    shown = staff.get(url(cast, f"visits/{visit.pk}/")).content.decode()
    assert "汐見電設 株式会社" in shown
    assert "古い蓄電池" in shown
    report = url(cast, f"visits/{visit.pk}/report/")
    assert report in shown
    assert cast.client("chair").get(report)["Content-Type"] == "application/pdf"
    assert cast.client("member").get(report).status_code == 403
    assert "沖 一平" not in staff.get(url(cast, "visits/?month=2026-10")).content.decode()
    for name in ("visits", "keys", "places"):
        out = staff.get(cast.url(f"exchange/{name}.csv"))
        assert out.status_code == 200, name
    assert "沖 一平" in b"".join(staff.get(cast.url("exchange/visits.csv"))).decode("utf-8-sig")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_papers(cast: Cast, language):
    place = room(cast, rules="撮影しない", who_may_enter="事務局職員")
    for number in range(5):
        room(cast, f"会議室{number}", is_managed_area=bool(number % 2))
    actions.record_visit(cast.ctx("staff"), place=place, visitor="沖 一平", purpose="点検", came_at=NOW)
    staff = cast.client("staff")
    for path in (
        f"{place.pk}/round.pdf", f"{place.pk}/door.pdf", "rounds/sheets.pdf", "rounds/doors.pdf?size=a6",
        "visits.pdf", "visits.pdf?month=2026-10",
    ):  # fmt: skip
        answer = staff.get(url(cast, path), HTTP_ACCEPT_LANGUAGE=language)
        assert answer.content.startswith(b"%PDF"), path


def test_the_hand_over_names_places_and_keys(cast: Cast):
    place = room(cast, keeper_post=cast.post["chair"])
    key = actions.register_key(cast.ctx("staff"), place=place, kind=KeyKind.KEY, number="A-1", from_date=SINCE)
    actions.lend_key(cast.ctx("staff"), key=key, person=cast.person["chair"], lent_on=TODAY)
    mine = caucus_room(cast)
    found = [
        [row.label for handover in HANDOVERS for row in handover.rows(cast.ctx("staff"), Leaving(post, person, TODAY))]
        for post, person in (
            (cast.post["chair"], cast.person["chair"]),
            (cast.post["caucus_head"], cast.person["caucus_head"]),
        )
    ]
    assert found == [["執務室", "執務室 鍵 A-1"], [mine.name]]


def test_another_assemblys_places_do_not_exist(cast: Cast, neighbour: Cast):
    with scope(neighbour.assembly.pk):
        theirs = actions.register_place(neighbour.ctx("staff"), kind=PlaceKind.OFFICE, name="執務室", from_date=SINCE)
        key = actions.register_key(neighbour.ctx("staff"), place=theirs, kind=KeyKind.KEY, number="1")
        port = actions.register_port(neighbour.ctx("staff"), place=theirs, kind=PortKind.LAN, state=PortState.SEALED)
        visit = actions.record_visit(neighbour.ctx("staff"), place=theirs, visitor="沖", purpose="点検", came_at=NOW)
        walk = actions.walk_round(
            neighbour.ctx("staff"), place=theirs, found=[actions.Found("x", Answer.BAD, "y")], checked_on=TODAY
        )
        answer = CheckAnswer.objects.get(check_row=walk)
    staff = cast.client("staff")
    for path in (
        f"{theirs.pk}/", f"{theirs.pk}/edit/", f"{theirs.pk}/end/", f"{theirs.pk}/round/", f"{theirs.pk}/round.pdf",
        f"{theirs.pk}/keys/new/", f"{theirs.pk}/count/", f"keys/{key.pk}/lend/", f"ports/{port.pk}/",
        f"visits/{visit.pk}/", f"visits/{visit.pk}/edit/", f"checks/{walk.pk}/", f"answers/{answer.pk}/mended/",
        f"answers/{answer.pk}/photo/",
    ):  # fmt: skip
        assert staff.get(url(cast, path)).status_code == 404, path
    values = {"kind": "cabinet", "name": "棚", "from_date": "2026-11-01", "order": "0", "parent": str(theirs.pk)}
    assert staff.post(url(cast, "new/"), values).status_code == 422, "a foreign room is no choice"


def test_more_rows_need_no_more_statements(cast: Cast):
    staff = cast.client("staff")
    place = room(cast, is_managed_area=True, keeper=cast.person["staff"])

    def fill(first: int) -> None:
        ctx = cast.ctx("staff")
        for number in range(first, first + 4):
            inner = room(
                cast, f"部屋{number}", parent=place, unit=cast.unit["secretariat"], keeper=cast.person["staff"]
            )
            for where in (place, inner):
                key = actions.register_key(ctx, place=where, kind=KeyKind.KEY, number=f"{number}")
                actions.lend_key(ctx, key=key, person=cast.person["member"], lent_on=TODAY)
                actions.register_port(ctx, place=where, kind=PortKind.LAN, state=PortState.UNUSED, label=f"p{number}")
                actions.record_visit(
                    ctx, place=where, visitor=f"v{number}", purpose="点検", escort=cast.person["staff"]
                )
                bad = [actions.Found("x", Answer.BAD, "y")]
                actions.walk_round(ctx, place=where, found=bad, checked_on=TODAY)

    def counts() -> dict[str, int]:
        check = PlaceCheck.objects.order_by("id").first()
        paths = [
            "",
            f"{place.pk}/",
            "keys/",
            "rounds/",
            *(f"{place.pk}/?part={part}" for part in ("keys", "checks", "ports", "visits")),
            f"{place.pk}/round/",
            "ports/",
            "visits/",
            f"checks/{check.pk}/",
        ]
        found = {}
        for path in paths:
            staff.get(url(cast, path))
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert staff.get(url(cast, path)).status_code == 200
            found[path] = len(captured)
        return found

    fill(0)
    before = counts()
    fill(10)
    assert counts() == before
    if connection.vendor == "sqlite":  # PostgreSQL also sets the scope of each transaction
        assert max(before.values()) <= 12
