"""What is known of a thing stands on its page, and what is kept at a place on the place's."""

from __future__ import annotations

from datetime import timedelta

from sakimori.registers.assets.actions import change_asset
from sakimori.registers.disposal.actions import open_case, record_erasure
from sakimori.registers.disposal.types import CaseKind, Method, Occasion
from sakimori.registers.lending.tests.things import tablet
from sakimori.registers.premises.actions import register_place
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.stocktaking import actions
from sakimori.testing import TODAY


def page(cast, path):
    return cast.client("staff").get(cast.url(path)).content.decode()


def test_sightings_tasks_erasures_and_files_stand_on_the_page_of_the_thing(cast):
    ctx, thing = cast.ctx("staff"), tablet(cast, confidentiality="2")
    path = f"assets/{thing.pk}/"
    before = page(cast, path)
    assert "消去・廃棄の記録はありません。" in before and "調べることを片付ける" not in before
    room = register_place(ctx, kind=PlaceKind.ARCHIVE, name="倉庫")
    actions.open_take(ctx, title="棚卸し", due_on=TODAY + timedelta(days=9))
    actions.see(ctx, asset=thing, result="elsewhere", place=room)
    record_erasure(
        ctx, asset=thing, occasion=Occasion.REUSE, method=Method.FACTORY_RESET, erased_on=TODAY, operator="渚 美咲",
        witness=cast.person["manager"],
    )  # fmt: skip
    open_case(ctx, kind=CaseKind.DESTROY, title="古いタブレットの廃棄", contractor="架空処理", assets=[thing])
    after = page(cast, path)
    for words in (
        "別の場所にあった",
        "倉庫",
        "暗号化された端末の初期化",
        "使い回し、渚 美咲",
        "古いタブレットの廃棄",
        "手続き中",
    ):
        assert words in after, words


def test_a_place_tells_what_is_kept_there(cast):
    ctx, thing = cast.ctx("staff"), tablet(cast)
    room = register_place(ctx, kind=PlaceKind.ARCHIVE, name="倉庫")
    assert "ここに置く資産（0）" in page(cast, f"premises/{room.pk}/")
    change_asset(ctx, asset=thing, place=room)
    shown = page(cast, f"premises/{room.pk}/")
    assert "ここに置く資産（1）" in shown and f"?place={room.pk}&amp;kind=device" in shown
    assert thing.number in page(cast, f"assets/?place={room.pk}&kind=device")
