"""The rooms of the sample: registered in July, walked in summer, with what an office forgets."""

from __future__ import annotations

from datetime import date

from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person
from sakimori.front.sample.story import Story
from sakimori.registers.premises import actions
from sakimori.registers.premises.actions import Found
from sakimori.registers.premises.models import CheckAnswer, Place
from sakimori.registers.premises.queries import round_items
from sakimori.registers.premises.types import Answer, KeyKind, PlaceKind, PortKind, PortState

ROOMS = {
    "みなと未来クラブ": "第1会派控室",
    "市民の風": "第2会派控室",
    "みなと野公正会": "第3会派控室",
    "暮らしと平和の会": "第4会派控室",
    "新星みなと野": "第5会派控室",
}
UNCHECKED = "第4会派控室"
KEYS: tuple[tuple[str, KeyKind, tuple[str, ...]], ...] = (
    ("通信機器室", KeyKind.CARD, ("C-01", "C-02", "C-03")),
    ("通信機器室", KeyKind.CODE, ("入口の番号錠",)),
    ("書庫", KeyKind.KEY, ("S-1", "S-2")),
    ("端末保管キャビネット", KeyKind.KEY, ("T-1", "T-2")),
    ("耐火金庫", KeyKind.KEY, ("K-1",)),
    *((room, KeyKind.KEY, (f"{number}-1", f"{number}-2")) for number, room in enumerate(ROOMS.values(), start=1)),
)
PORTS: tuple[tuple[str, PortKind, str, PortState, str], ...] = (
    ("通信機器室", PortKind.LAN, "議-幹線1", PortState.USED, "庁内網の集線装置"),
    ("通信機器室", PortKind.LAN, "議-中継", PortState.USED, "議会中継の送信機"),
    ("議会事務局執務室", PortKind.LAN, "2F-01", PortState.USED, "複合機"),
    ("議会事務局執務室", PortKind.PHONE, "FAX-1", PortState.USED, "電話交換機"),
    ("議会事務局執務室", PortKind.LAN, "2F-02", PortState.SEALED, ""),
    ("第1会派控室", PortKind.WIRELESS, "WIFI-K1", PortState.USED, "会派用の無線LAN"),
    ("第2会派控室", PortKind.LAN, "", PortState.USED, "不明"),
    ("本会議場", PortKind.LAN, "床-12", PortState.UNUSED, ""),
)


def fill(story: Story) -> None:
    """July: the register of places, keys and lines, and the first rounds."""
    rooms = _places(story)
    ctx = story.acting("浅瀬 洋平", story.day(2026, 7, 10), 13)
    keys = {}
    for name, kind, numbers in KEYS:
        for number in numbers:
            keys[number] = actions.register_key(ctx, place=rooms[name], kind=kind, number=number)
    for name, port, label, state, leads_to in PORTS:
        actions.register_port(ctx, place=rooms[name], kind=port, label=label, state=state, leads_to=leads_to)
    for number, who in (("C-01", "磯貝 直美"), ("S-1", "江波 亮子"), ("1-1", "seat:4"), ("2-1", "seat:12")):
        actions.lend_key(ctx, key=keys[number], person=story.person[who], lent_on=ctx.today)
    # The archive was checked on paper the winter before: its next check is near.
    actions.check_entry(ctx, place=rooms["書庫"], checked_on=story.day(2025, 12, 2), note="紙の点検表から入力した。")
    _rounds(story, rooms)


def _places(story: Story) -> dict[str, Place]:
    ctx, since = story.acting("渚 美咲", story.day(2026, 7, 10)), story.day(2023, 5, 1)
    staff = story.unit["議会事務局"]
    posts = {title: story.post["議会事務局", title] for title in ("事務局次長", "総務係長", "議事係長", "調査係長")}
    rooms = {
        "通信機器室": actions.register_place(
            ctx, kind=PlaceKind.SERVER_ROOM, name="通信機器室", is_managed_area=True, unit=staff, from_date=since,
            keeper_post=posts["事務局次長"], who_may_enter="事務局職員、市情報政策課。保守の事業者は職員の立会いで入る",
            rules="入室は一人ずつ記録する。\n写真は撮らない。\n退室のとき、施錠と機器の表示灯を確かめる。", order=1,
        ),
        "議会事務局執務室": actions.register_place(
            ctx, kind=PlaceKind.OFFICE, name="議会事務局執務室", unit=staff, keeper_post=posts["総務係長"], order=2,
            who_may_enter="事務局職員。来訪者は受付の机まで", rules="離席するときは画面をロックする。", from_date=since,
        ),
        "本会議場": actions.register_place(
            ctx, kind=PlaceKind.CHAMBER, name="本会議場", unit=staff, keeper_post=posts["議事係長"], order=3,
            from_date=since,
        ),
        "書庫": actions.register_place(
            ctx, kind=PlaceKind.ARCHIVE, name="書庫", is_managed_area=True, unit=staff, keeper_post=posts["調査係長"],
            who_may_enter="事務局職員", rules="持ち出すときは帳簿に書く。", order=4, from_date=since,
        ),
    }  # fmt: skip
    for order, name in enumerate(("端末保管キャビネット", "耐火金庫")):
        rooms[name] = actions.register_place(
            ctx, kind=PlaceKind.CABINET, name=name, parent=rooms["議会事務局執務室"], keeper_post=posts["総務係長"],
            order=order, from_date=since,
        )  # fmt: skip
    for order, (caucus, name) in enumerate(ROOMS.items(), start=10):
        rooms[name] = actions.register_place(
            ctx, kind=PlaceKind.CAUCUS_ROOM, name=name, unit=story.unit[caucus], order=order, from_date=since,
            who_may_enter=f"{caucus}の議員。清掃と設備の点検は職員の立会いで入る", rules="最後に出る人が施錠する。",
        )  # fmt: skip
    return rooms


def _walk(ctx: Context, place: Place, **bad: str) -> list[CheckAnswer]:
    """A round where all is well but for `item_<number>`."""
    found = [
        Found(item, Answer.BAD, bad[f"item_{order}"]) if f"item_{order}" in bad else Found(item, Answer.GOOD)
        for order, item in enumerate(round_items(), start=1)
    ]
    check = actions.walk_round(ctx, place=place, found=found, checked_on=ctx.today)
    return list(CheckAnswer.objects.filter(check_row=check, answer=Answer.BAD).select_related("check_row__place"))


def _rounds(story: Story, rooms: dict[str, Place]) -> None:
    day = story.day(2026, 7, 22)
    for hour, name in enumerate(("通信機器室", "議会事務局執務室", "本会議場"), start=9):
        found = _walk(
            story.acting("小坂 彩", day, hour),
            rooms[name],
            **({"item_2": "複合機に会議資料が残っていた"} if name == "議会事務局執務室" else {}),
        )
        for answer in found:
            actions.mend(
                story.acting("小坂 彩", day, 14),
                answer=answer,
                mended_on=day,
                how_mended="裁断した。複合機の横に確認の札を置いた。",
            )
    for minute, name in enumerate(name for name in ROOMS.values() if name != UNCHECKED):
        _walk(story.acting("浅瀬 洋平", story.day(2026, 7, 24), 10, minute * 10), rooms[name])


def autumn(story: Story) -> None:
    """October and November: a card that did not come back, the maintenance company, a round with findings."""
    rooms = {place.name: place for place in Place.objects.all()}
    lent = story.day(2026, 11, 19)
    card = rooms["通信機器室"].keys.get(number="C-03")
    actions.lend_key(
        story.acting("浅瀬 洋平", lent, 9), key=card, person=story.person["港 健"], lent_on=story.day(2026, 11, 6),
        due_on=story.day(2026, 11, 13), note="庁内網の切替え",
    )  # fmt: skip
    actions.count_keys(
        story.acting("浅瀬 洋平", lent, 9, 20), place=rooms["端末保管キャビネット"], checked_on=lent, keys_found=2
    )
    _visits(story, rooms["通信機器室"], lent)
    _walk(
        story.acting("小坂 彩", lent, 16),
        rooms["第2会派控室"],
        item_5="机にパスワードを書いた付箋が貼ってある",
        item_7="壁の差込口に表示がなく、行き先が分からない配線がある",
    )


def _visits(story: Story, place: Place, entered: date) -> None:
    staff: Person = story.person["浅瀬 洋平"]
    for day, visitor, company, purpose, touched, brought in (
        (story.day(2026, 10, 14), "磯崎 進 ほか1名", "汐見電設", "無停電電源装置の定期点検", "蓄電池を交換した", "計測器"),
        (story.day(2026, 11, 6), "浦野 恵", "さざなみ映像株式会社", "中継の送信機の更新", "送信機を取り替え、設定を移した", "パソコン1台"),
        (story.day(2026, 11, 19), "港 健", "市情報政策課", "庁内網の切替えの確認", "集線装置の表示灯を確かめた", ""),
    ):  # fmt: skip
        actions.record_visit(
            story.acting("浅瀬 洋平", entered, 10), place=place, visitor=visitor, company=company, purpose=purpose,
            escort=staff, came_at=story.at(day, 9, 30), left_at=story.at(day, 9, 55), touched=touched, brought=brought,
        )  # fmt: skip
    actions.record_visit(
        story.acting("浅瀬 洋平", story.day(2026, 11, 20), 16), place=place, visitor="磯崎 進", company="汐見電設",
        purpose="空調の異音の確認", came_at=story.at(story.day(2026, 11, 20), 15, 40), brought="工具一式",
    )  # fmt: skip
