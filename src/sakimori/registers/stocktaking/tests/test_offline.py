"""What a phone sends after a time without a network: filed once, told, and taken for nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from sakimori.registers.assets.actions import change_state, register_asset
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.stocktaking.actions import close_take, open_take
from sakimori.registers.stocktaking.models import Sighting, StockTake, UnknownCode
from sakimori.testing import NOW, TODAY, Cast


@pytest.fixture
def room(cast: Cast) -> str:
    """The address to which the phone sends."""
    ctx = cast.ctx("staff")
    store = register_place(ctx, kind=PlaceKind.ARCHIVE, name="地下倉庫", unit=cast.unit["secretariat"])
    other = register_place(ctx, kind=PlaceKind.OFFICE, name="執務室", unit=cast.unit["secretariat"])
    for number, place in ((1, store), (2, store), (3, other)):
        register_asset(
            ctx, number=f"機器-{number}", kind="device", category="laptop", name="パソコン", serial=f"PC-{number}",
            place=place, unit=cast.unit["secretariat"], state="in_use",
        )  # fmt: skip
    take = open_take(ctx, title="棚卸し", due_on=TODAY)
    return cast.url(f"stocktaking/{take.pk}/phone/{store.pk}/sync/")


def seen(mark: str, once: str = "", at: str = "") -> dict:
    return {"once": once or str(uuid4()), "mark": mark, "seen_at": at or NOW.isoformat()}


def send(cast: Cast, room: str, rows, role: str = "staff"):
    return cast.client(role).post(room, json.dumps(rows), content_type="application/json")


def fates(answer) -> list[str]:
    return [one["fate"] for one in answer.json()["filed"]]


def test_what_waited_is_filed_once_and_told(cast: Cast, room: str):
    yesterday = (NOW - timedelta(days=1)).isoformat()
    rows = [seen("機器-1", at=yesterday), seen("pc-1"), seen("機器-3"), seen("どこにもない"), seen("ＰＣ－９")]
    assert sorted(fates(send(cast, room, rows))) == ["double", "taken", "taken", "unknown", "unknown"]
    assert Sighting.objects.count() == 2
    assert Sighting.objects.get(asset__number="機器-1").seen_on == TODAY - timedelta(days=1)
    assert Sighting.objects.get(asset__number="機器-3").result == "elsewhere"
    again = send(cast, room, rows)
    assert fates(again).count("taken") == 2, "the answer got lost; the phone sends the same again"
    assert (Sighting.objects.count(), UnknownCode.objects.count()) == (2, 2)


def test_what_is_gone_or_over_is_refused_with_the_reason(cast: Cast, room: str):
    ctx = cast.ctx("staff")
    change_state(ctx, asset=Asset.objects.get(number="機器-2"), state="disposed", on=TODAY, reason="試し")
    answer = send(cast, room, [seen("機器-2")])
    assert fates(answer) == ["refused"]
    assert "廃棄・返却済み" in answer.json()["filed"][0]["text"]
    assert cast.client("staff").get(room).json()["open"] is True
    close_take(ctx, take=StockTake.objects.get())
    assert fates(send(cast, room, [seen("機器-1")])) == ["refused"]
    assert cast.client("staff").get(room).json()["open"] is False
    assert not Sighting.objects.exists()
    assert "機器-1" not in cast.client("staff").get(room.removesuffix("sync/")).content.decode()


@pytest.mark.parametrize(
    "rows",
    [
        [], {}, "x", [1], [{}], [seen("")], [seen("a" * 201)], [seen("a\x00b")], [seen("a", once="x")],
        [{"once": str(uuid4()), "mark": 1, "seen_at": ""}], [seen("a", once=f"{1:032x}"), seen("b", once=f"{1:032x}")],
        [seen("a")] * 501,
    ],
)  # fmt: skip
def test_what_no_phone_sends_is_refused_as_a_whole(cast: Cast, room: str, rows):
    assert send(cast, room, rows).status_code == 400
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("at", ["", "きのう", "2026-11-22", "1999-01-01T00:00:00+09:00", "2999-01-01T00:00:00+09:00"])
def test_a_clock_that_cannot_be_right_is_not_believed(cast: Cast, room: str, at: str):
    assert fates(send(cast, room, [{"once": str(uuid4()), "mark": "機器-1", "seen_at": at}])) == ["taken"]
    assert Sighting.objects.get().seen_on == TODAY


def test_only_whoever_manages_the_register_of_this_assembly_may_send(cast: Cast, neighbour: Cast, room: str):
    assert send(cast, room, [seen("機器-1")], "auditor").status_code == 403
    assert send(neighbour, room, [seen("機器-1")]).status_code == 404
    assert not Sighting.objects.exists()


def test_a_log_out_tells_the_browser_to_forget(cast: Cast, room: str):
    answer = cast.client("staff").post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in cast.client("staff").get(room)
