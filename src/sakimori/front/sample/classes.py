"""What lies where, the network, and numbered copies of the sample; some of it below its content, some not collected."""

from __future__ import annotations

from datetime import date

from sakimori.front.sample.story import Story
from sakimori.registers.assets import actions
from sakimori.registers.assets.models import Asset, NumberedCopy
from sakimori.registers.assets.types import OwnerKind

DECIDED: tuple[tuple[str, str, str], ...] = (
    ("議員名簿（住所・電話番号入り）", "3C", "議員の自宅の住所と電話番号が入っているため。"),
    ("政務活動費 収支報告書・領収書", "3C", "黒塗り前の領収書に、支払先や口座が載っているため。"),
    ("秘密会の記録", "3B", "漏れると、関係した人に重い被害が出るため。"),
    ("ハラスメント相談の記録", "3B", "相談した人と相手の名前、体調のことが書かれているため。"),
)
INSIDE: tuple[tuple[str, str], ...] = (
    ("文書共有サービス", "議会運営委員会 資料（協議中）"),
    ("文書共有サービス", "議員名簿（住所・電話番号入り）"),
    ("会議録検索システム", "本会議 会議録"),
    ("会議録検索システム", "委員会 会議録"),
    ("政務活動費管理表", "政務活動費 収支報告書・領収書"),
    ("音声反訳サービス", "会議録音データ"),
    ("会議録音データNAS", "会議録音データ"),
    ("庁内メール", "市民からの意見・電子メール"),
    ("議員用タブレット01", "文書共有サービス"),
    ("議員用タブレット02", "文書共有サービス"),
    ("事務局ノートPC01", "政務活動費管理表"),
)
"""Holder and content. The list of members made the shared documents 3C, and nobody has seen it yet."""
LINES: tuple[tuple[str, str, str, str], ...] = (
    ("議会棟スイッチ", "庁内メール", "庁内の幹線", OwnerKind.CITY),
    ("議会棟スイッチ", "庁内グループウェア", "庁内の幹線", OwnerKind.CITY),
    ("議会棟スイッチ", "財務会計システム", "庁内の幹線", OwnerKind.CITY),
    ("議会棟スイッチ", "会議録音データNAS", "議会棟内の配線", OwnerKind.ASSEMBLY),
    ("議会棟スイッチ", "事務局複合機", "議会棟内の配線", OwnerKind.ASSEMBLY),
    ("中継用ルーター", "議会中継システム", "光回線（中継）", OwnerKind.ASSEMBLY),
    ("中継用ルーター", "議会中継配信サーバー", "通信機器室の配線", OwnerKind.ASSEMBLY),
    ("会派用無線LAN親機", "文書共有サービス", "会派用の光回線", OwnerKind.CAUCUS),
    ("会派用無線LAN親機", "会派共用複合機", "無線", OwnerKind.CAUCUS),
    ("傍聴者用無線LAN親機", "中継用ルーター", "", ""),
    ("議員用タブレット01", "文書共有サービス", "携帯電話網", OwnerKind.LESSOR),
    ("議員用タブレット01", "端末管理サービス（MDM）", "携帯電話網", OwnerKind.LESSOR),
)
"""One tablet stands for thirty. Whose line the public's access point uses was never written down."""


def fill(story: Story) -> None:
    """The end of July: classes are looked at again, and what lies where is written down."""
    ctx = story.acting("渚 美咲", story.day(2026, 7, 28), 10)
    known = {asset.name: asset for asset in Asset.objects.all()}
    for name, level, reason in DECIDED:
        actions.classify(
            ctx,
            asset=known[name],
            confidentiality=level,
            integrity="2",
            availability="1",
            has_personal_data=True,
            reason=reason,
        )
    for holder, content in INSIDE:
        actions.put_in(ctx, holder=known[holder], content=known[content])
    for source, target, label, owner in LINES:
        actions.connect(ctx, source=known[source], target=known[target], label=label, owner_kind=owner)
    actions.hold(ctx.because("住民監査請求が続いているため"), asset=known["会派別 経理書類の写し"])
    _copies(story, known["秘密会の記録"])


def _copies(story: Story, paper: Asset) -> None:
    """A closed meeting in September: twelve numbered copies, two of which never came back."""
    day: date = story.day(2026, 9, 15)
    ctx = story.acting("渚 美咲", day, 13)
    members = [story.person[f"seat:{number}"] for number in range(1, 11)]
    others = ["説明員（総務部長）", "説明員（法務担当）"]
    rows = actions.hand_out(ctx, asset=paper, persons=members, others=others, due_on=day, note="秘密会")
    kept: list[NumberedCopy] = [row for row in rows if row.number not in {7, 12}]
    actions.settle_copies(ctx, copies=kept, step="collected")
    shredded = list(NumberedCopy.objects.filter(asset=paper, number__lte=6))
    actions.settle_copies(story.acting("渚 美咲", story.day(2026, 9, 18), 9), copies=shredded, step="shredded")
