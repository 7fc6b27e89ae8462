"""A round of stock-taking: rooms by reader, holders by link, a finder by the label, differences become tasks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.files.tests.test_pictures import png
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, Category, Form
from sakimori.registers.lending.actions import report_loss
from sakimori.registers.lending.models import Loan
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.stocktaking import actions, queries
from sakimori.registers.stocktaking.models import FinderNote, FollowUp, MediaCount, Sighting, StockTake, UnknownCode
from sakimori.registers.stocktaking.types import FollowUpKind, Result
from sakimori.testing import NOW, SINCE, TODAY
from sakimori.testing_duties import breaches, due_days

PNG = png()


@action("test.premises", permission=Permission.ASSET_MANAGE, sentence="場所を登録しました")
def room(ctx, name):
    return Place.objects.create(kind=PlaceKind.OFFICE, name=name, from_date=SINCE)


@action("test.loan", permission=Permission.ASSET_MANAGE, sentence="貸しました")
def loan(ctx, asset, person):
    return Loan.objects.create(asset=asset, person=person, lent_on=SINCE, due_on=ctx.today + timedelta(days=90))


def device(cast, number, **values):
    values = {"kind": AssetKind.DEVICE, "category": Category.LAPTOP, "name": "ノートPC", **values}
    return register_asset(cast.ctx("staff"), number=f"端末-{number:04d}", serial=f"SN{number:04d}", **values)


@pytest.fixture
def office(cast):
    return room(cast.ctx("staff"), "執務室")


@pytest.fixture
def archive(cast):
    return room(cast.ctx("staff"), "書庫")


def test_a_round_by_room_by_holder_and_what_differs(cast, office, archive):
    here = [device(cast, number, place=office, unit=cast.unit["secretariat"]) for number in (1, 2, 3)]
    away = device(cast, 4, place=archive)
    lent = device(cast, 5, unit=cast.unit["caucus"])
    loan(cast.ctx("staff"), lent, cast.person["member"])
    take = actions.open_take(cast.ctx("staff"), title="令和8年度 棚卸し", due_on=TODAY + timedelta(days=30))
    assert take.items.count() == 5
    marks = [here[0].number, here[1].serial, f"https://example.jp/t/x/{away.finder_code}/", here[0].number, "謎の箱"]
    seen = actions.scan_room(cast.ctx("staff"), place=office, marks=marks, take=take)
    assert seen.found == (here[0], here[1])
    assert seen.elsewhere == (away,)
    assert seen.again == (here[0],)
    assert seen.unknown == ("謎の箱",)
    assert UnknownCode.objects.get().code == "謎の箱"
    places = {row.name: (row.done, row.total) for row in queries.progress(take)[1]}
    assert places == {"執務室": (2, 3), "書庫": (1, 1), "（置き場所なし・貸出し中）": (0, 1)}
    task = FollowUp.objects.get(kind=FollowUpKind.ELSEWHERE)
    assert "執務室" in task.text
    actions.move_here(cast.ctx("staff"), follow_up=task, place=office)
    assert Asset.objects.get(pk=away.pk).place == office
    made = actions.close_take(cast.ctx("staff"), take=take)
    assert {row.asset for row in made} == {here[2], lent}
    with pytest.raises(ValidationError, match="すでに終わっています"):
        actions.close_take(cast.ctx("staff"), take=take)
    actions.see(cast.ctx("staff"), asset=here[2], place=office)
    assert FollowUp.objects.get(asset=here[2]).outcome == "見つかりました。"


def test_a_holder_answers_by_link_with_a_photo(cast):
    kept, gone = device(cast, 1), device(cast, 2)
    loans = [loan(cast.ctx("staff"), asset, cast.person["member"]) for asset in (kept, gone)]
    take = actions.open_take(cast.ctx("staff"), title="棚卸し", due_on=TODAY + timedelta(days=30))
    actions.ask_holders(cast.ctx("staff"), take=take, due_on=TODAY + timedelta(days=14))
    ask = Ask.objects.get()
    token = make_links(cast.ctx("staff"), asks=[ask], made_for="letter")[ask]
    page = f"/l/{cast.assembly.slug}/{token}/"
    browser = Client()
    text = browser.get(page).content.decode()
    assert "端末-0001" in text
    assert 'enctype="multipart/form-data"' in text
    assert browser.post(page, {f"have-{loans[0].pk}": "yes"}).status_code == 422
    photo = SimpleUploadedFile("photo.png", PNG)
    sent = {f"have-{loans[0].pk}": "yes", f"photo-{loans[0].pk}": photo, f"have-{loans[1].pk}": "no"}
    assert browser.post(page, sent).status_code == 302
    ask.refresh_from_db()
    assert ask.state == AskState.ANSWERED
    assert {(row.asset, row.result, row.photo is not None) for row in Sighting.objects.all()} == {
        (kept, Result.FOUND, True),
        (gone, Result.MISSING, False),
    }
    assert FollowUp.objects.get().asset == gone


def test_a_member_speaks_only_of_what_is_lent_to_them(cast):
    with pytest.raises(PermissionDenied):
        actions.see(cast.ctx("member"), asset=device(cast, 1))


def test_the_label_shows_staff_one_tap_and_others_nothing(cast, office):
    asset = device(cast, 1, place=office, name="秘密の端末")
    take = actions.open_take(cast.ctx("staff"), title="棚卸し", due_on=TODAY + timedelta(days=30))
    page = f"/t/{cast.assembly.slug}/{asset.finder_code}/"
    for browser in (Client(), cast.client("member"), cast.client("auditor")):
        text = browser.get(page).content.decode()
        assert "秘密の端末" not in text
        assert asset.number not in text
        assert cast.assembly.name in text
    staff = cast.client("staff")
    assert "秘密の端末" in staff.get(page).content.decode()
    assert staff.post(page, {"place": office.pk, "condition": "good", "result": "found"}).status_code == 302
    assert take.items.get().result == Result.FOUND
    assert "すでに確認済み" in staff.get(page).content.decode()
    assert Client().get(f"/t/{cast.assembly.slug}/AAAAAAAAAAAA/").status_code == 404


def test_a_finder_leaves_a_note_and_the_office_handles_it(cast):
    asset = device(cast, 1)
    page = f"/t/{cast.assembly.slug}/{asset.finder_code}/"
    browser = Client()
    assert browser.post(page, {"message": ""}).status_code == 422
    sent = browser.post(page, {"message": "駅のベンチにありました", "contact": "000-0000"})
    assert "ありがとうございました" in sent.content.decode()
    note = FinderNote.objects.get()
    assert FollowUp.objects.get().kind == FollowUpKind.FOUND_OUTSIDE
    staff = cast.client("staff")
    assert "駅のベンチ" in staff.get(cast.url("stocktaking/tasks/")).content.decode()
    assert staff.post(cast.url(f"stocktaking/notes/{note.pk}/"), {"outcome": "引き取った"}).status_code == 302
    assert FollowUp.objects.get().closed_on == TODAY
    for _time in range(6):
        last = browser.post(page, {"message": "もう一度"})
    assert last.status_code == 429
    assert FinderNote.objects.count() == 5


def test_media_are_counted_against_the_register(cast, office):
    for number in (1, 2):
        device(cast, number, kind=AssetKind.MEDIA, category=Category.USB, place=office)
    assert actions.count_media(cast.ctx("staff"), place=office, found=2).expected == 2
    assert not FollowUp.objects.exists()
    page = cast.url("stocktaking/media/")
    assert cast.client("staff").post(page, {"place": office.pk, "found": "1"}).status_code == 302
    assert MediaCount.objects.count() == 2
    assert "2本のはずが1本" in FollowUp.objects.get().text


def test_the_duty_looks_at_the_last_sighting_up_to_the_day(cast, office):
    old = cast.ctx("staff", at=NOW - timedelta(days=400))
    seen = register_asset(old, number="A-1", name="PC", kind=AssetKind.DEVICE, place=office)
    register_asset(
        old, number="A-2", name="公開の冊子", kind=AssetKind.INFORMATION, form=Form.PAPER, confidentiality="1"
    )
    secret = register_asset(
        old, number="A-3", name="名簿", kind=AssetKind.INFORMATION, form=Form.PAPER, confidentiality="3C"
    )
    assert {label for label, _why in breaches("assets.stocktaken", TODAY)} == {str(seen), str(secret)}
    actions.see(cast.ctx("staff", at=NOW - timedelta(days=10)), asset=seen, place=office)
    assert {label for label, _why in breaches("assets.stocktaken", TODAY)} == {str(secret)}
    assert TODAY - timedelta(days=10) + timedelta(days=365) in due_days("assets.stocktaken", TODAY)
    assert {label for label, _why in breaches("assets.stocktaken", TODAY - timedelta(days=11))} == {
        str(seen),
        str(secret),
    }
    actions.see(cast.ctx("staff"), asset=secret, result=Result.MISSING)
    assert {label for label, _why in breaches("assets.stocktaken", TODAY)} == {str(secret)}


def test_the_pages_and_papers_open(cast, office):
    asset = device(cast, 1, place=office)
    loan(cast.ctx("staff"), asset, cast.person["member"])
    staff = cast.client("staff")
    made = staff.post(cast.url("stocktaking/new/"), {"title": "棚卸し", "due_on": TODAY + timedelta(days=9)})
    take = StockTake.objects.get()
    assert made["Location"].endswith(f"/stocktaking/{take.pk}/")
    for path in ("", "?state=left", "room/", "holders/", "close/", "letters/"):
        assert staff.get(cast.url(f"stocktaking/{take.pk}/{path}")).status_code == 200, path
    assert staff.get(cast.url(f"stocktaking/{take.pk}/list.pdf")).content.startswith(b"%PDF")
    sent = staff.post(cast.url(f"stocktaking/{take.pk}/holders/"), {"due_on": TODAY + timedelta(days=9)})
    assert sent.status_code == 302
    assert staff.post(cast.url(f"stocktaking/{take.pk}/letters/")).content.startswith(b"%PDF")
    scanned = staff.post(cast.url(f"stocktaking/{take.pk}/room/"), {"place": office.pk, "marks": asset.number})
    assert scanned.status_code == 200
    for path in ("", "tasks/", "tasks/?all=1", "media/", "labels/"):
        assert staff.get(cast.url(f"stocktaking/{path}")).status_code == 200
    for sheet in ("a4-24", "a4-44", "a4-65", "roll-24", "roll-12"):
        labels = staff.get(cast.url(f"stocktaking/labels/?sheet={sheet}&start=1"))
        assert labels.content.startswith(b"%PDF"), sheet
    assert staff.get(cast.url("stocktaking/labels/?sheet=roll-12&start=2")).status_code == 422
    assert staff.post(cast.url(f"stocktaking/{take.pk}/close/")).status_code == 302


def test_another_assemblys_round_does_not_exist(cast, neighbour, office):
    device(cast, 1, place=office)
    take = actions.open_take(cast.ctx("staff"), title="棚卸し", due_on=TODAY)
    assert neighbour.client("staff").get(neighbour.url(f"stocktaking/{take.pk}/")).status_code == 404
    asset = Asset.objects.get()
    assert cast.assembly.name not in Client().get(f"/t/{neighbour.assembly.slug}/{asset.finder_code}/").content.decode()


def test_what_is_put_back_or_moved_in_the_register_is_not_elsewhere_again(cast, office, archive):
    asset = device(cast, 1, place=office)
    actions.open_take(cast.ctx("staff"), title="棚卸し", due_on=TODAY + timedelta(days=30))
    assert actions.see(cast.ctx("staff"), asset=asset, place=archive).result == Result.ELSEWHERE
    assert actions.see(cast.ctx("staff"), asset=asset, place=office).result == Result.FOUND
    assert not FollowUp.objects.filter(closed_on=None).exists()
    actions.see(cast.ctx("staff"), asset=asset, place=archive)
    actions.move_here(cast.ctx("staff"), follow_up=FollowUp.objects.get(closed_on=None), place=archive)
    asset.refresh_from_db()
    assert actions.see(cast.ctx("staff"), asset=asset, place=archive).result == Result.FOUND
    assert not FollowUp.objects.filter(closed_on=None).exists()


def test_a_finder_brings_back_what_was_reported_lost(cast):
    asset = device(cast, 1)
    loan(cast.ctx("staff"), asset, cast.person["member"])
    values = {"kind": "lost", "happened_on": TODAY, "where": "駅", "how": "置き忘れた"}
    report = report_loss(cast.ctx("member"), asset=asset, **values)
    note = actions.write_note(cast.system(), asset=Asset.objects.get(), message="拾いました", contact="")
    actions.handle_note(cast.ctx("staff"), note=note, outcome="受け取った", is_back=True)
    report.refresh_from_db()
    assert (report.result, report.outcome) == ("found", "受け取った")
    assert Asset.objects.get().state == "in_use"
    assert Sighting.objects.get().result == Result.FOUND
    assert not FollowUp.objects.filter(closed_on=None).exists()
