"""A room in the basement: the phone has no network, three things are seen, one of another room; back upstairs all of it is
filed once."""

from __future__ import annotations

import re

import pytest

from sakimori.foundation.assemblies.scope import scope
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind, Category
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.stocktaking.actions import close_take, open_take
from sakimori.registers.stocktaking.models import FollowUp, Sighting, UnknownCode
from sakimori.testing import TODAY
from tests.browser import PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cellar(visitor):
    """A store room with three things, another room with one, and a round that is open."""
    cast, ctx = visitor.cast, visitor.cast.ctx("staff")
    with scope(cast.assembly.pk):
        store = register_place(ctx, kind=PlaceKind.ARCHIVE, name="地下倉庫", unit=cast.unit["secretariat"])
        office = register_place(ctx, kind=PlaceKind.OFFICE, name="執務室", unit=cast.unit["secretariat"])
        for number, place in ((1, store), (2, store), (3, store), (4, office)):
            register_asset(
                ctx, number=f"機器-{number:04d}", kind=AssetKind.DEVICE, category=Category.LAPTOP, name="ノートパソコン",
                serial=f"PC-{number:04d}", place=place, unit=cast.unit["secretariat"], state="in_use",
            )  # fmt: skip
        visitor.take = open_take(ctx, title="令和8年度の棚卸し", due_on=TODAY)
        visitor.store = store
    visitor.room = cast.url(f"stocktaking/{visitor.take.pk}/phone/{store.pk}/")
    return visitor


def said(page, words: str) -> None:
    page.locator("#state", has_text=words).wait_for()


KEPT = """Object.entries(localStorage)
    .filter(([key]) => key.startsWith("sakimori-stocktaking") && !key.endsWith(":since"))
    .map(([, value]) => value).join()"""


def queue(page) -> str:
    return page.evaluate(KEPT)


def numbers(visitor) -> list[str]:
    with scope(visitor.cast.assembly.pk):
        return sorted(Sighting.objects.values_list("asset__number", flat=True))


def test_three_things_without_a_network(cellar):
    visitor, cast = cellar, cellar.cast
    phone = visitor.open(visitor.room, "staff", PHONE)
    phone.locator("#phone[data-ready]").wait_for()
    said(phone, "通信あり・保管中の記録はありません")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    phone.wait_for_function(
        "navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true)", timeout=8000
    )

    phone.context.set_offline(True)
    said(phone, "通信なし")
    phone.get_by_role("button", name=re.compile("ここにある.*機器-0001")).click()
    said(phone, "通信なし・1件を保管中")
    with scope(cast.assembly.pk):
        codes = dict(Asset.objects.values_list("number", "finder_code"))
    # The phone's camera opens the label's address: it leads to the kept room.
    phone.goto(f"{visitor.address}/t/{cast.assembly.slug}/{codes['機器-0002']}/")
    phone.locator("#phone[data-ready]").wait_for()
    said(phone, "通信なし・2件を保管中")
    phone.get_by_label(re.compile("管理番号")).fill("ｐｃ-0004")
    phone.get_by_role("button", name="ここにあると記録する").click()
    said(phone, "通信なし・3件を保管中")
    phone.get_by_label(re.compile("管理番号")).fill("機器-0001")
    phone.get_by_role("button", name="ここにあると記録する").click()
    phone.get_by_text("二度目です").wait_for()
    said(phone, "通信なし・3件を保管中")
    phone.goto(visitor.address + cast.url("stocktaking/"))
    phone.get_by_text("この端末に保管されていません").wait_for()
    assert numbers(visitor) == []

    phone.goto(visitor.address + visitor.room)
    phone.locator("#phone[data-ready]").wait_for()
    phone.context.set_offline(False)
    phone.get_by_role("heading", name="送った結果").wait_for()
    said(phone, "通信あり・保管中の記録はありません")
    assert phone.locator("[data-fate=taken]").count() == 3
    phone.get_by_text("別の場所のはずの物です").wait_for()
    assert queue(phone) == ""
    assert axe(phone) == []
    phone.reload()
    phone.locator("#phone[data-ready]").wait_for()
    assert numbers(visitor) == ["機器-0001", "機器-0002", "機器-0004"], "once each"
    with scope(cast.assembly.pk):
        assert FollowUp.objects.get().asset.number == "機器-0004"
        assert Sighting.objects.get(asset__number="機器-0004").result == "elsewhere"
        assert {row.place_id for row in Sighting.objects.all()} == {visitor.store.pk}
    visitor.complaints[:] = [text for text in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in text]


def test_a_log_in_that_ended_loses_nothing_and_a_log_out_forgets_everything(cellar):
    visitor, cast = cellar, cellar.cast
    phone = visitor.open(visitor.room, "staff", PHONE)
    phone.locator("#phone[data-ready]").wait_for()
    cookies = phone.context.cookies()
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name=re.compile("ここにある.*機器-0003")).click()
    phone.get_by_text("ログインの期限が切れています").wait_for()
    assert "機器-0003" in queue(phone)
    phone.context.add_cookies([one for one in cookies if one["name"] == "sessionid"])
    phone.get_by_role("button", name="いま送る").click()
    phone.locator("[data-fate=taken]").wait_for()
    assert numbers(visitor) == ["機器-0003"]

    phone.context.set_offline(True)
    phone.get_by_label(re.compile("管理番号")).fill("どこにもない")
    phone.get_by_role("button", name="ここにあると記録する").click()
    said(phone, "1件を保管中")
    desk = phone.context.new_page()
    phone.context.set_offline(False)
    phone.locator("[data-fate=unknown]").wait_for()
    with scope(cast.assembly.pk):
        assert UnknownCode.objects.get().code == "どこにもない"
    desk.goto(visitor.address + cast.url(""))
    desk.locator("details.popup summary").last.click()
    desk.get_by_role("button", name="ログアウト").click()
    desk.get_by_label(re.compile("パスワード")).wait_for()
    assert desk.evaluate("caches.keys()") == []
    assert queue(desk) == ""
    visitor.complaints[:] = [text for text in visitor.complaints if "ERR_" not in text]


def test_the_list_goes_when_the_round_is_over(cellar):
    visitor, cast = cellar, cellar.cast
    phone = visitor.open(visitor.room, "staff", PHONE)
    phone.locator("#phone[data-ready]").wait_for()
    assert phone.evaluate("caches.keys()") == ["sakimori-stocktaking"]
    with scope(cast.assembly.pk):
        close_take(cast.ctx("staff"), take=visitor.take)
    phone.get_by_role("button", name=re.compile("ここにある.*機器-0001")).click()
    phone.locator("[data-fate=refused]").wait_for()
    phone.get_by_text("すでに終わっています").first.wait_for()
    assert phone.evaluate("caches.keys()") == []
    assert numbers(visitor) == []
