"""A day of the secretariat with the register: register, find, mend many at once, look at a past day, open a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Q

from sakimori.foundation.access.context import Channel
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.ledger.models import Entry
from sakimori.foundation.lists.models import SavedView
from sakimori.registers.assets import actions, panels
from sakimori.registers.assets.models import Asset, Attachment, Opening
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind
from sakimori.registers.assets.views import listing as listing_views
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.types import PlaceKind
from sakimori.testing import NOW, SINCE, TODAY, Cast

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@action("test.assets-place", permission=Permission.ASSET_MANAGE, sentence="a place for tests")
def make_place(ctx, name: str) -> Place:
    return Place.objects.create(name=name, kind=PlaceKind.CAUCUS_ROOM, from_date=SINCE)


def tablet(cast: Cast, **values) -> Asset:
    filled = {"kind": AssetKind.DEVICE, "category": Category.TABLET, "name": "議員用タブレット"} | values
    return actions.register_asset(cast.ctx("staff"), **filled)


def url(cast: Cast, path: str = "") -> str:
    return cast.url(f"assets/{path}")


def seen(cast: Cast, role: str = "staff", **query) -> str:
    answer = cast.client(role).get(url(cast), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_register_by_page_find_by_two_characters(cast: Cast):
    staff = cast.client("staff")
    assert "ノートPC" in staff.get(url(cast, "new/device/")).content.decode()
    sent = {
        "number": "",
        "name": "防災用タブレット",
        "category": "tablet",
        "owner_kind": "city",
        "serial": "ＡＢ－１２",
    }
    answer = staff.post(url(cast, "new/device/"), sent)
    assert answer.status_code == 302
    made = Asset.objects.get()
    assert made.number == "端末-0001"
    assert made.registered_on == TODAY
    for word in ("防災", "ab-12", "タブ", "ﾀﾌﾞﾚｯﾄ", "端末-0001"):
        assert "防災用タブレット" in seen(cast, text=word), word
    assert "防災用タブレット" not in seen(cast, text="会計")
    assert "防災用タブレット" not in seen(cast, kind="system")
    page = staff.get(answer.url).content.decode()
    assert page.count("<h1") == 1
    assert "管理責任者を決める" in page


def test_a_number_goes_on_from_ones_own_and_is_never_given_twice(cast: Cast):
    tablet(cast, number="議-009")
    assert tablet(cast).number == "議-010"
    staff = cast.client("staff")
    again = {"number": "議－０１０", "name": "別の端末", "category": "tablet", "owner_kind": "assembly"}
    answer = staff.post(url(cast, "new/device/"), again)
    assert answer.status_code == 422
    assert "同じ管理番号の資産が、すでにあります。" in answer.content.decode()


def test_wrong_input_is_said_at_the_field(cast: Cast):
    sent = {"name": "", "category": "usb", "owner_kind": "city", "lease_from": "2026-05-01", "lease_to": "2026-04-01"}
    answer = cast.client("staff").post(url(cast, "new/device/"), sent)
    assert answer.status_code == 422
    assert "id_name_error" in answer.content.decode()
    assert not Asset.objects.exists()


def test_filters_order_columns_and_pages_lie_in_the_address(cast: Cast):
    room = make_place(cast.ctx("staff"), "第一会派控室")
    tablet(cast, name="甲", place=room, owner_kind=OwnerKind.CITY, lease_to=date(2027, 3, 31))
    tablet(cast, name="乙", confidentiality="2", has_personal_data=True)
    for query, there in (
        ({"place": room.pk}, {"甲"}),
        ({"place": "none"}, {"乙"}),
        ({"owner_kind": "city"}, {"甲"}),
        ({"group": "2up"}, {"乙"}),
        ({"group": "1"}, set()),
        ({"group": "none"}, {"甲"}),
        ({"group": "personal"}, {"乙"}),
        ({"custodian": "none"}, {"甲", "乙"}),
        ({"state": "gone"}, set()),
        ({"category": "usb"}, set()),
    ):
        page = seen(cast, **query)
        assert {name for name in ("甲", "乙") if f">{name}</a>" in page} == there, query
    page = seen(cast, order="lease_to", col=["lease_to"])
    assert page.index(">甲</a>") < page.index(">乙</a>")
    assert "R9.3.31" in page
    assert "置き場所</th>" not in page
    assert cast.client("staff").get(url(cast), {"page": "99", "unit": "x", "on": "まだ"}).status_code == 200


def test_many_at_once_is_one_act(cast: Cast):
    room = make_place(cast.ctx("staff"), "第二会派控室")
    rows = [tablet(cast, name=f"端末{number}") for number in range(12)]
    staff = cast.client("staff")
    before = Entry.objects.count()
    chosen = {"asset": [row.pk for row in rows[:11]], "query": "kind=device"}
    preview = staff.post(url(cast, "bulk/"), chosen).content.decode()
    assert "11件の資産をまとめて直す" in preview
    assert "ほか1件" in preview
    assert "変える項目を" in staff.post(url(cast, "bulk/"), chosen | {"step": "do"}).content.decode()
    no_reason = staff.post(url(cast, "bulk/"), chosen | {"step": "do", "state": "spare"})
    assert "状態を変える理由を書いてください。" in no_reason.content.decode()
    values = chosen | {"step": "do", "place": room.pk, "state": "retired", "reason": "任期末の入替え"}
    assert staff.post(url(cast, "bulk/"), values).url.endswith("?kind=device")
    assert Asset.objects.filter(place=room, state=AssetState.RETIRED, left_use_on=TODAY).count() == 11
    assert Entry.objects.count() == before + 1
    everything = {"all": "1", "query": "state=retired", "step": "do", "state": "in_use", "reason": "取りやめ"}
    assert staff.post(url(cast, "bulk/"), everything).status_code == 302
    assert Asset.objects.filter(state=AssetState.IN_USE, left_use_on__isnull=True).count() == 12
    assert "資産が選ばれていません" in staff.post(url(cast, "bulk/"), {"query": ""}, follow=True).content.decode()
    assert cast.client("auditor").post(url(cast, "bulk/"), chosen).status_code == 403


def test_too_many_at_once_are_refused_not_cut_off(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing_views, "MOST", 2)
    for number in range(3):
        tablet(cast, name=f"端末{number}")
    everything = {"all": "1", "query": "", "step": "do", "zone": "mobile"}
    answer = cast.client("staff").post(url(cast, "bulk/"), everything, follow=True)
    assert "一度に直せるのは2件まで" in answer.content.decode()
    assert not Asset.objects.filter(zone="mobile").exists()


def test_what_leaves_for_good_is_not_ended_from_a_list(cast: Cast):
    row = tablet(cast)
    sent = {"asset": [row.pk], "query": "", "step": "do", "state": "disposed", "reason": "壊れた"}
    assert cast.client("staff").post(url(cast, "bulk/"), sent).status_code == 422
    assert cast.client("staff").post(url(cast, f"{row.pk}/state/"), sent | {"on": TODAY}).status_code == 422
    assert Asset.objects.get().state == AssetState.IN_USE


def test_the_list_as_it_was_on_a_past_day(cast: Cast):
    room, other = (make_place(cast.ctx("staff"), name) for name in ("東の部屋", "西の部屋"))
    then = NOW - timedelta(days=30)
    with time_machine.travel(then):
        ctx = cast.ctx("staff", at=then)
        moved = actions.register_asset(ctx, kind="device", category="tablet", name="動いた端末", place=room)
        gone = actions.register_asset(ctx, kind="device", category="laptop", name="去った端末", place=room)
        actions.register_asset(ctx, kind="system", name="変わらぬ仕組み")
    ctx = cast.ctx("staff")
    actions.change_asset(ctx, asset=moved, place=other, name="改名した端末")
    actions.change_state(ctx, asset=gone, state=AssetState.DISPOSED, reason="廃棄")
    tablet(cast, name="新しい端末")
    day = (TODAY - timedelta(days=1)).isoformat()
    now, past = seen(cast), seen(cast, on=day)
    assert {"改名した端末", "変わらぬ仕組み", "新しい端末"} <= names(now)
    assert names(past) == {"動いた端末", "去った端末", "変わらぬ仕組み"}
    assert "西の部屋</td>" in now
    assert "西の部屋</td>" not in past
    assert names(seen(cast, on=day, place=str(room.pk))) == {"動いた端末", "去った端末"}
    assert names(seen(cast, on=day, text="改名")) == set()
    assert names(seen(cast, on=day, order="newest", kind="system")) == {"変わらぬ仕組み"}
    assert names(seen(cast, on=(TODAY - timedelta(days=90)).isoformat())) == set()
    assert "まとめて直す" not in past


def names(page: str) -> set[str]:
    known = {"動いた端末", "去った端末", "変わらぬ仕組み", "改名した端末", "新しい端末"}
    return {name for name in known if f">{name}</a>" in page}


def test_the_list_goes_out_as_shown_with_the_columns_of_a_saved_view(cast: Cast):
    """Columns are part of a view, and a file has exactly the rows and columns of the page."""
    tablet(cast, serial="S-1", name="議員用タブレット")
    make_system = cast.ctx("staff")
    actions.register_asset(make_system, kind=AssetKind.SYSTEM, name="会議録システム")
    staff = cast.client("staff")
    query = "kind=device&col=serial&col=maker"
    staff.post(cast.url("lists/save/"), {"path": url(cast, ""), "name": "製造番号だけ", "query": query})
    view = SavedView.objects.get()
    page = staff.get(f"{url(cast, '')}?{view.query}").content.decode()
    assert 'aria-current="page">製造番号だけ' in page
    assert "製造番号</th>" in page
    assert "置き場所</th>" not in page
    made = staff.get(f"{url(cast, '')}?{view.query}&as=csv").content.decode("utf-8-sig")
    assert made.splitlines()[0] == "管理番号,名称,メーカー,製造番号"
    assert "S-1" in made
    assert "会議録システム" not in made
    assert staff.get(f"{url(cast, '')}?as=xlsx").content.startswith(b"PK")


def test_state_copy_and_history_in_sentences(cast: Cast):
    row = tablet(cast, serial="S-1", accessories="充電器\nケース", phone_number="090-0000-0000")
    staff = cast.client("staff")
    sent = {"state": "repair", "on": TODAY.isoformat(), "reason": "画面のひび"}
    assert staff.post(url(cast, f"{row.pk}/state/"), sent).status_code == 302
    copied = staff.get(url(cast, f"{row.pk}/copy/")).content.decode()
    assert "充電器" in copied
    assert "S-1" not in copied
    page = staff.get(url(cast, f"{row.pk}/"), {"tab": "history"}).content.decode()
    assert "資産の状態を変えました" in page
    assert "状態: 使用中 → 修理中" in page
    assert "画面のひび" in staff.get(url(cast, f"{row.pk}/")).content.decode()
    future = staff.post(url(cast, f"{row.pk}/state/"), {"state": "lost", "on": "2030-01-01", "reason": "?"})
    assert "先の日付は入力できません。" in future.content.decode()


def test_files_of_system_documents_are_closed_and_every_opening_is_recorded(cast: Cast):
    drawing = actions.register_asset(cast.ctx("staff"), kind=AssetKind.DOCUMENT, name="ネットワーク構成図")
    staff = cast.client("staff")
    upload = {"file": SimpleUploadedFile("構成図.pdf", PDF), "title": "構成図"}
    assert staff.post(url(cast, f"{drawing.pk}/attach/"), upload).status_code == 302
    row = Attachment.objects.get()
    path = url(cast, f"files/{row.pk}/")
    assert staff.post(path).status_code == 403
    assert cast.client("manager").get(path).status_code == 403, "only by the button"
    answer = cast.client("manager").post(path)
    assert answer.content == PDF
    assert Opening.objects.get().person == cast.person["manager"]
    assert Entry.objects.filter(action="assets.open-file").count() == 1
    assert staff.post(url(cast, f"files/{row.pk}/remove/")).status_code == 302
    assert "構成図.pdf" not in staff.get(url(cast, f"{drawing.pk}/")).content.decode()


def test_a_manual_opens_by_its_link(cast: Cast):
    row = tablet(cast)
    found = actions.attach(cast.ctx("staff"), asset=row, name="説明書.pdf", data=PDF)
    assert cast.client("city_it").get(url(cast, f"files/{found.pk}/")).content == PDF


def test_a_foreign_asset_does_not_exist(cast: Cast, neighbour: Cast):
    row = tablet(cast)
    file = actions.attach(cast.ctx("staff"), asset=row, name="a.pdf", data=PDF)
    stranger = neighbour.client("staff")
    for path in ("", "edit/", "state/", "copy/", "attach/"):
        assert stranger.get(neighbour.url(f"assets/{row.pk}/{path}")).status_code == 404
        assert stranger.get(url(cast, f"{row.pk}/{path}")).status_code == 404
    assert stranger.get(neighbour.url(f"assets/files/{file.pk}/")).status_code == 404
    assert "議員用タブレット" not in stranger.get(neighbour.url("assets/")).content.decode()
    bulk = {"asset": [row.pk], "query": "", "step": "do", "zone": "cloud"}
    assert stranger.post(neighbour.url("assets/bulk/"), bulk).status_code == 302
    row.refresh_from_db()
    assert row.zone == ""


def test_others_see_what_they_look_after(cast: Cast):
    own = tablet(cast, name="会派の端末", custodian=cast.person["member"])
    by_post = tablet(cast, name="職で預かる端末", custodian_post=cast.post["caucus_head"])
    tablet(cast, name="よその端末")
    assert {name for name in ("会派の端末", "職で預かる端末", "よその端末") if name in seen(cast, "member")} == {
        "会派の端末"
    }
    assert "職で預かる端末" in seen(cast, "caucus_head")
    assert cast.client("member").get(url(cast, f"{own.pk}/")).status_code == 200
    assert cast.client("member").get(url(cast, f"{by_post.pk}/")).status_code == 404
    assert cast.client("member").get(url(cast, "new/")).status_code == 403


def test_what_the_city_lends_as_page_workbook_and_paper(cast: Cast):
    tablet(
        cast, name="市の端末", owner_kind=OwnerKind.CITY, owner_name="みなと野市", owner_number="市-77",
        owner_terms="再貸与しないこと", lease_to=date(2027, 3, 31),
    )  # fmt: skip
    tablet(cast, name="議会の端末")
    staff = cast.client("staff")
    page = staff.get(url(cast, "lenders/")).content.decode()
    assert "市-77" in page
    assert "再貸与しないこと" in page
    assert "議会の端末" not in page
    assert staff.get(url(cast, "lenders.xlsx")).content.startswith(b"PK")
    assert staff.get(url(cast, "lenders.pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["", "new/", "new/information/", "lenders/"])
def test_empty_pages_open(cast: Cast, path: str):
    page = cast.client("staff").get(url(cast, path))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_pages_keep_to_their_statements(cast: Cast, sql_count: Callable[[], int]):
    with time_machine.travel(NOW - timedelta(days=9)):
        room = make_place(cast.ctx("staff"), "第三会派控室")
        ctx = cast.ctx("staff", at=NOW - timedelta(days=9))
        rows = [
            actions.register_asset(
                ctx,
                kind="device",
                category="tablet",
                name=f"端末{number}",
                place=room,
                custodian_post=cast.post["staff"],
            )
            for number in range(60)
        ]
    for row in rows[:20]:
        actions.change_asset(cast.ctx("staff"), asset=row, note="直した", custodian=cast.person["staff"])
    staff = cast.client("staff")
    day = (TODAY - timedelta(days=2)).isoformat()
    # PostgreSQL is told of the assembly and what it was before, which SQLite does not need to know.
    more = 4 if connection.vendor == "postgresql" else 0
    for path, most in (("", 12), (f"?on={day}", 14), ("?text=端末", 12), (f"{rows[0].pk}/", 12), ("lenders/", 8)):
        staff.get(url(cast, path))
        start = sql_count()
        assert staff.get(url(cast, path)).status_code == 200
        assert sql_count() - start <= most + more, path


def test_numbers_after_import_by_channel(cast: Cast):
    ctx = cast.ctx("staff", channel=Channel.IMPORT)
    actions.register_asset(ctx, kind="media", category="usb", name="USB", number=" ＵＳＢ－０７ ")
    assert Asset.objects.get().number == "USB-07"


def test_who_has_it_is_asked_of_the_module_that_knows(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    lent, here = tablet(cast, name="貸した端末"), tablet(cast, name="手元の端末")
    member = cast.person["member"]
    known = panels.Holders(
        names=lambda keys, on: {key: member.shown_name for key in keys if key == lent.pk},
        lent=lambda on: Q(pk=lent.pk),
        held_by=lambda person, on: Q(pk=lent.pk) if person == member.pk else Q(pk=here.pk),
    )
    monkeypatch.setattr(panels, "_holders", [known])
    assert member.shown_name in seen(cast)
    assert "貸した端末" not in seen(cast, lent="no")
    for holder in ("髙橋", "髙橋 恵", "たかはし", str(member.pk)):
        page = seen(cast, holder=holder)
        assert "貸した端末" in page, holder
        assert "手元の端末" not in page, holder
    assert "件" in seen(cast, holder="いない人")
    assert "貸した端末" not in seen(cast, holder="いない人")


def test_other_modules_have_blocks_on_the_page_and_say_what_is_next(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    row = tablet(cast)
    step = panels.Link("返納書を作る", "/next/")
    panel = panels.Panel("貸与", (panels.Line("髙橋 恵", "令和8年度", TODAY, "/loan/"),), step=step)
    monkeypatch.setattr(panels, "_sources", [lambda ctx, asset: panel, lambda ctx, asset: None])
    page = cast.client("staff").get(url(cast, f"{row.pk}/")).content.decode()
    assert 'href="/loan/"' in page
    assert 'href="/next/"' in page
    assert "管理責任者を決める" not in page
