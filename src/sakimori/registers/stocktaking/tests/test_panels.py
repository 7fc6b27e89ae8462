"""The page of an asset tells when it was seen last; the page of a place what is kept there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.files.actions import store_file
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.actions import end_place
from sakimori.registers.stocktaking import actions
from sakimori.registers.stocktaking.models import FollowUp, Sighting
from sakimori.registers.stocktaking.tests.test_story import PNG, device, loan, room
from sakimori.registers.stocktaking.types import Result
from sakimori.testing import NOW, TODAY, Cast


def shown(cast: Cast, path: str, role: str = "staff") -> str:
    return cast.client(role).get(cast.url(path)).content.decode()


def test_the_page_of_an_asset_shows_the_last_sighting_and_what_is_looked_into(cast):
    office = room(cast.ctx("staff"), "執務室")
    asset = device(cast, 1, place=office)
    page = f"assets/{asset.pk}/"
    assert "まだ一度も確認されていません" in shown(cast, page)
    earlier = cast.ctx("staff", at=NOW - timedelta(days=30))
    actions.see(earlier, asset=asset, place=office, note="以前のもの")
    photo = store_file(cast.ctx("staff"), name="photo.png", data=PNG)
    actions.see(cast.ctx("staff"), asset=asset, place=office, condition="broken", photo_id=photo.pk, note="画面割れ")
    seen, last, task = shown(cast, page), Sighting.objects.get(photo=photo), FollowUp.objects.get()
    for words in ("場所: 執務室", "故障・破損", "画面割れ", cast.person["staff"].shown_name, "調べること: 壊れている"):
        assert words in seen, words
    assert "以前のもの" not in seen
    assert cast.url(f"stocktaking/tasks/{task.pk}/") in seen
    url = cast.url(f"stocktaking/sightings/{last.pk}/photo/")
    assert url in seen
    assert cast.client("chair").get(url)["Content-Type"] == "image/png"
    assert cast.client("member").get(url).status_code == 403
    without = Sighting.objects.get(photo=None)
    assert cast.client("staff").get(cast.url(f"stocktaking/sightings/{without.pk}/photo/")).status_code == 404
    actions.settle(cast.ctx("staff"), follow_up=task, outcome="修理に出した")
    assert "調べること: 壊れている" not in shown(cast, page)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_the_fullest_page_of_an_asset_keeps_to_twelve_statements(cast):
    office = room(cast.ctx("staff"), "執務室")
    asset = device(cast, 1, place=office, custodian_post=cast.post["manager"], unit=cast.unit["secretariat"])
    loan(cast.ctx("staff"), asset, cast.person["member"])
    actions.see(cast.ctx("staff"), asset=asset, place=office, result=Result.MISSING)
    client, url = cast.client("staff"), cast.url(f"assets/{asset.pk}/")
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    assert len(found) <= 12


def test_the_page_of_a_place_counts_what_is_kept_there(cast):
    office, archive = room(cast.ctx("staff"), "執務室"), room(cast.ctx("staff"), "書庫")
    for number in range(1, 13):
        device(cast, number, place=office)
    register_asset(cast.ctx("staff"), kind=AssetKind.MEDIA, category="usb", name="USBメモリ", place=office)
    register_asset(
        cast.ctx("staff"), kind=AssetKind.DEVICE, category="laptop", name="去ったPC", state="disposed", place=office
    )
    page = shown(cast, f"premises/{office.pk}/")
    assert "資産（13）" in page
    assert "機器 12点、電磁的記録媒体 1点" in page
    assert "端末-0009" in page
    assert "端末-0010" not in page
    assert "去ったPC" not in page
    link = f"assets/?place={office.pk}"
    assert cast.url(link) in page
    assert "端末-0012" in shown(cast, link)
    with pytest.raises(ValidationError, match="資産 13"):
        end_place(cast.ctx("staff"), place=office, last_day=TODAY)
    assert "資産（0）" in shown(cast, f"premises/{archive.pk}/")
    end_place(cast.ctx("staff"), place=archive, last_day=TODAY)
