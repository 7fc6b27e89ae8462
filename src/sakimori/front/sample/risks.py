"""What the sample thinks may happen: the register of risks, judged in autumn, some answered, one waiting too long."""

from __future__ import annotations

from sakimori.front.sample.exceptions import CHAIR, HEAD, approve
from sakimori.front.sample.story import Story
from sakimori.measures.risks import actions
from sakimori.measures.risks.models import Risk
from sakimori.measures.risks.types import AssetGroup, Level, Threat

STAFF, MANAGER = "小坂 彩", "磯貝 直美"
JUDGED = {
    ("ransomware", "device"): (2, 3, "研修と更新で減ったが、会派の共用PCが残る。"),
    ("ransomware", "information"): (2, 2, "共有フォルダーは、市が毎日写しを取っている。"),
    ("phishing", "account"): (3, 2, "夏の訓練で、開いた人が3人いた。"),
    ("attack-on-site", "system"): (1, 2, ""),
    ("inside-leak", "information"): (1, 3, ""),
    ("lost-device", "device"): (2, 2, "春に1台、特急に置き忘れた。"),
    ("lost-device", "media"): (1, 2, "USBメモリは4本だけにした。"),
    ("wrong-address", "information"): (2, 2, "送る前に二人で見るようにした。"),
    ("generative-ai", "information"): (3, 2, "使い方の決まりがまだ知られていない。"),
    ("unerased", "device"): (1, 3, ""),
    ("earthquake", "function"): (2, 2, "市民会館と話がついている。"),
    ("earthquake", "system"): (2, 2, ""),
    ("flood", "document"): (2, 3, "書庫が地下1階にある。"),
    ("staff-ill", "function"): (2, 2, "採決システムを扱えるのが2人だけ。"),
    ("power-failure", "function"): (1, 2, ""),
    ("line-failure", "system"): (2, 1, "紙の議案を1部ずつ置いている。"),
    ("service-stops", "system"): (2, 2, ""),
}
"""(scenario, group of assets) → chance, harm, why."""
OUT = ("members-apart", "function")
NEW = (("open-sharing", "system"), ("supplier-leak", "information"))
"""Taken in November and not judged yet."""


def autumn(story: Story) -> None:
    """Taken from scenarios, judged by group in September, answered in October."""
    ctx = story.acting(STAFF, story.day(2026, 9, 7))
    taken = actions.take_scenarios(ctx, pairs=[*JUDGED, OUT], owner=story.person[MANAGER])
    risks = {(risk.scenario, risk.asset_group): risk for risk in taken}
    own = actions.save_risk(
        ctx, threat=Threat.UNINTENTIONAL, title="委員会室の画面を傍聴者に見られる", asset_group=AssetGroup.INFORMATION,
        happens="個人情報の載った資料を、傍聴席から見える画面に映す。", loses="請願者の名前と事情。",
        owner=story.person[MANAGER], duties=["assets.classified", "human.trained"],
    )  # fmt: skip
    actions.exclude(
        story.acting(MANAGER, story.day(2026, 9, 8)), risk=risks[OUT],
        reason="オンラインの会議は、条例がまだないため行わない。",
    )  # fmt: skip
    for threat in Threat:
        _judge(story, threat, risks)
    judged = actions.Judgement(own, 2, 2, "10月から画面の向きを変える。", bare_chance=3, bare_harm=2)
    on = story.day(2026, 9, 15)
    actions.assess(story.acting(MANAGER, on), judgements=[judged], assessed_on=on)
    chair = story.acting(CHAIR, story.day(2026, 9, 24))
    actions.draw_line(chair, level=Level.MIDDLE, meeting="議会運営委員会", reason="「高」は一件ずつ見る。")
    _answer(story, risks)
    actions.take_scenarios(story.acting(STAFF, story.day(2026, 11, 9)), pairs=NEW, owner=story.person[STAFF])


def _judge(story: Story, threat: Threat, risks: dict[tuple[str, str], Risk]) -> None:
    on = story.day(2026, 9, 14)
    judgements = [
        actions.Judgement(risks[key], chance, harm, note)
        for key, (chance, harm, note) in JUDGED.items()
        if risks[key].threat == threat
    ]
    actions.assess(story.acting(MANAGER, on), judgements=judgements, assessed_on=on)


def _answer(story: Story, risks: dict[tuple[str, str], Risk]) -> None:
    """Of what is above the line two are being mended, one is accepted, and one was forgotten."""
    on = story.day(2026, 10, 2)
    ctx = story.acting(MANAGER, on)
    actions.mend(
        ctx, risk=risks["ransomware", "device"], kind="reduce", owner=story.person[STAFF],
        measure="会派の共用PCを、更新が自動で当たる機種に替える。", due_on=story.day(2027, 2, 26),
    )  # fmt: skip
    actions.mend(
        ctx, risk=risks["phishing", "account"], kind="reduce", owner=story.person[MANAGER],
        measure="すべての議員の端末で二要素認証を使う。", due_on=story.day(2026, 12, 25),
    )  # fmt: skip
    answer = actions.ask_to_accept(
        ctx, risk=risks["flood", "document"], reason="書庫の移転は、庁舎の改修（令和9年度）に合わせる。",
        substitute="大雨の予報が出たら、永年保存の記録を3階の会議室へ運ぶ。", to_date=story.day(2027, 9, 30),
    )  # fmt: skip
    if answer.exception is not None:
        approve(story, answer.exception, [(story.day(2026, 10, 6), HEAD), (story.day(2026, 10, 9), CHAIR)])
