"""Upkeep of the sample: work that was done, work that waits for a decision, a vendor's window that was left open."""

from __future__ import annotations

from datetime import date, datetime

from sakimori.foundation.people.types import Role
from sakimori.front.sample.story import Story
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.premises.models import Visit
from sakimori.registers.upkeep import actions
from sakimori.registers.upkeep.models import RemoteWindow
from sakimori.registers.upkeep.types import WorkKind, WorkResult

CLERK, HEAD = "羽田 瑞希", "磯貝 直美"
BROADCASTER = "さざなみ映像株式会社"
"""A company of the register: what it did shows on its own page too."""


def fill(story: Story) -> None:
    """From August to last Friday."""
    systems = {row.name: row for row in Asset.objects.filter(kind=AssetKind.SYSTEM)}
    live = next(row for name, row in systems.items() if "中継" in name)
    minutes = next(row for name, row in systems.items() if "会議録" in name)
    worked = story.day(2026, 8, 26)
    work = actions.plan_work(
        story.acting(CLERK, story.day(2026, 8, 20)), asset=live, kind=WorkKind.UPDATE, title="配信ソフトの更新",
        reason="事業者から修正プログラムが届いたため。", planned_on=worked, company=BROADCASTER, operator="波多野 修",
        person=story.person[CLERK], before="版 4.1", way_back="前の版の設定ファイルを戻す。",
        test="試しの配信を庁内の端末で見る。",
    )  # fmt: skip
    closed = _window(story, live, worked, (13, 15), "修正プログラムの適用", work=work)
    actions.close_window(
        story.acting(CLERK, worked, 15), window=closed, closed_at=story.at(worked, 14, 40), done="版 4.2 に更新した。"
    )
    actions.record_done(
        story.acting(CLERK, worked, 16), work=work, done_on=worked, result=WorkResult.DONE, after="版 4.2",
        tested="試しの配信で、映像と音を確かめた。",
    )  # fmt: skip
    came = story.day(2026, 11, 6)
    sender = actions.plan_work(
        story.acting(CLERK, came), asset=live, kind=WorkKind.EXCHANGE, title="中継の送信機の取替え",
        reason="耐用年数を過ぎたため。", planned_on=came, company=BROADCASTER, operator="浦野 恵",
        before="旧型の送信機", way_back="取り外した送信機を1か月保管する。", test="本会議の前に試しの配信をする。",
    )  # fmt: skip
    actions.record_done(
        story.acting(CLERK, came, 16), work=sender, done_on=came, result=WorkResult.PARTLY, after="新しい送信機に替えた。",
        tested="音声が時々途切れる。原因を調べている。",
    )  # fmt: skip
    visit = Visit.objects.get(company=BROADCASTER)
    actions.link_visit(story.acting(CLERK, story.day(2026, 11, 19), 17), visit=visit, work=sender)
    actions.plan_work(
        story.acting(CLERK, story.day(2026, 11, 17)), route=[Role.SECRETARY_GENERAL], asset=minutes,
        kind=WorkKind.SETTING, title="会議録検索の管理画面への接続元を限る", planned_on=story.day(2026, 12, 24),
        reason="管理画面がどこからでも開けるため、議会事務局からだけに限る。", company="ことのは記録株式会社",
        way_back="設定の控えを戻す。", test="外の回線から開けないことを見る。", person=story.person[CLERK],
    )  # fmt: skip
    _window(story, live, story.day(2026, 11, 20), (13, 17), "音声が途切れる不具合の調査")


def _window(
    story: Story, asset: Asset, day: date, hours: tuple[int, int], purpose: str, work: object = None
) -> RemoteWindow:
    ctx, start = story.acting(CLERK, day, hours[0]), story.at(day, hours[0])
    until: datetime = story.at(day, hours[1])
    window = actions.allow_window(
        ctx, asset=asset, work=work, company=BROADCASTER, operator="波多野 修", means="保守用の回線（二段階の確認）",
        purpose=purpose, from_at=start, until_at=until, allowed_by=story.person[HEAD],
    )  # fmt: skip
    return actions.open_window(ctx, window=window)
