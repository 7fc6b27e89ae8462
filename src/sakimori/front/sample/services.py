"""What the sample did about cloud services, generative AI and social media, with the faults that a real office has."""

from __future__ import annotations

from datetime import date
from typing import Any

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.front.sample.story import Story
from sakimori.measures.services import actions
from sakimori.measures.services.actions import Wish
from sakimori.measures.services.known import AI_EXAMPLES, AI_RULES
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.measures.services.rules import TASKS, Answers
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Contract

STAFF, MANAGER, HEAD, CHAIR = "渚 美咲", "磯貝 直美", "砂川 正典", "seat:1"
CLOSED = {"limit": "2", "users": "all", "terms": "contract", "place": "japan", "can_leave": "yes"}
OPEN = {"limit": "1", "users": "unit", "terms": "click", "place": "unknown", "can_leave": "unknown"}
TERMS = (
    "第1条 本サービスは、文書を共有するために提供します。\n第2条 データは、日本国内の設備に保存します。\n"
    "第3条 規約を変えるときは、30日前までに知らせます。\n第4条 解約のとき、データは30日で消去します。"
)
CHANGED = TERMS.replace("日本国内の設備", "日本国内または国外の設備").replace("30日前", "7日前")


def fill(story: Story) -> None:
    """Five clouds, two AI services, what members told the office, and the rules for generative AI."""
    _documents(story)
    _broadcast(story)
    _speech(story)
    _poll(story)
    _unpermitted(story)
    _ai(story)


def _granted(story: Story, day: date, name: str, purpose: str, provider: str, **given: Any) -> CloudService:
    """Applied for by staff and decided by everybody on the route."""
    answers = Answers(**{"kind": "cloud", "is_trained": "unknown", **given})
    request = actions.request_use(
        story.acting(STAFF, day, 9), wish=Wish(name, purpose, answers, provider=provider), from_date=day
    )
    return _decided(story, day, request)


def _decided(story: Story, day: date, request: UseRequest) -> CloudService:
    application = request.application
    if application is None:
        return request.service
    for hour, role in enumerate(application.route, start=10):
        who = CHAIR if role == "chair" else HEAD
        decide_application(story.acting(who, day, hour), application=application, is_approval=True)
    event = ApplicationDecided(application.pk, application.kind, request.pk, True)
    actions.decide_request(story.acting(HEAD, day, 12), event=event)
    return CloudService.objects.get(pk=request.service_id)


def _contract(title: str) -> Contract:
    """A contract of the register of suppliers, which is told before."""
    return Contract.objects.get(title=title)


def _documents(story: Story) -> None:
    """Whole and in order, but its terms changed in October and nobody has read them."""
    day = story.day(2026, 4, 6)
    service = _granted(story, day, "みなぎ文書クラウド", "会議資料を議員に配る", "みなぎ文書クラウド株式会社", **CLOSED)
    ctx = story.acting(MANAGER, day, 13)
    asset = Asset.objects.filter(name="文書共有サービス").first()
    actions.edit_service(
        ctx,
        service=service,
        asset=asset,
        address="https://docs.minagi.example/",
        contract=_contract("文書共有サービス利用"),
    )
    manager = story.post["議会事務局", "事務局次長"]
    actions.name_manager(ctx, service=service, post=manager, from_date=day)
    actions.agree_split(ctx, service=service, lines=[(str(task), side, "") for task, side in TASKS])
    actions.plan_safeguards(
        ctx,
        service=service,
        place="japan",
        place_note="国内の二か所（提供者の説明書で確かめた）",
        exit_plan="契約が終わる二か月前から、資料をPDFで取り出し、事務局の保管庫に移す。",
        erasure_plan="提供者が30日で消去し、証明書を受け取る。控えは90日で消える。",
    )
    for name, person, is_admin in (("gikai-kanri", MANAGER, True), ("nagisa", STAFF, False)):
        actions.add_login(
            ctx, service=service, name=name, person=story.person[person], is_admin=is_admin, from_date=day
        )
    copy = actions.take_terms(ctx, service=service, taken_on=day, text=TERMS)
    actions.review_terms(ctx, copy=copy, reviewed_on=day, outcome="fine")
    changed = story.day(2026, 10, 12)
    actions.take_terms(story.acting(STAFF, changed, 9), service=service, taken_on=changed, text=CHANGED)


def _broadcast(story: Story) -> None:
    """Class 1, terms read this year: as it should be."""
    day = story.day(2026, 5, 11)
    service = _granted(
        story,
        day,
        "さざなみ中継",
        "本会議の中継と録画を見せる",
        "さざなみ映像株式会社",
        **{**OPEN, "terms": "contract"},
    )
    ctx = story.acting(STAFF, day, 14)
    actions.edit_service(ctx, service=service, contract=_contract("議会中継・録画配信業務委託"))
    copy = actions.take_terms(ctx, service=service, taken_on=day, text="契約書の別紙のとおり。録画は一年で消える。")
    actions.review_terms(ctx, copy=copy, reviewed_on=day, outcome="fine")


def _speech(story: Story) -> None:
    """Holds what is not public, and nobody has thought of the end: no exit plan, no split."""
    day = story.day(2026, 6, 8)
    service = _granted(story, day, "ことのは反訳", "録音から会議録の下書きを作る", "ことのは記録株式会社", **CLOSED)
    ctx = story.acting(MANAGER, day, 14)
    asset = Asset.objects.filter(name="音声反訳サービス").first()
    actions.edit_service(ctx, service=service, asset=asset, contract=_contract("音声反訳サービス利用"))
    actions.name_manager(ctx, service=service, person=story.person["細江 誠"], from_date=day)
    actions.plan_safeguards(ctx, service=service, place="japan")


def _poll(story: Story) -> None:
    """Used until September; the erasure of its data was never proved."""
    day = story.day(2026, 5, 18)
    given = {**CLOSED, "users": "outside"}
    service = _granted(story, day, "みなと調査フォーム", "市民アンケートの回答を集める", "浜風情報", **given)
    ended = story.day(2026, 9, 30)
    actions.end_service(
        story.acting(STAFF, ended, 15), service=service, ended_on=ended, end_reason="アンケートが終わった"
    )


def _unpermitted(story: Story) -> None:
    """On the register for a long time, never asked for; a member's request waits; uses that people told of."""
    day = story.day(2026, 8, 3)
    ctx = story.acting(STAFF, day, 10)
    actions.register_service(
        ctx,
        name="会議室よやく",
        provider="浜風情報",
        purpose="委員会室の予約",
        limit="1",
        started_on=story.day(2025, 4, 1),
    )
    asked = story.day(2026, 11, 16)
    wish = Wish("ちょうせい君", "委員会の日程を決める", Answers(kind="cloud", is_trained="unknown", **OPEN))
    actions.request_use(story.acting("seat:23", asked, 20), wish=wish)
    late = story.acting(STAFF, story.day(2026, 10, 26), 9)
    actions.note_found(
        late, name="Dropbox", source="asked", kind="cloud", purpose="写真の受渡し", person=story.person["seat:4"]
    )
    lists = "Dropbox 198.4\nZoom Workplace\nEvernote\n"
    actions.read_software(story.acting("浅瀬 洋平", story.day(2026, 11, 18), 11), text=lists, where="会派控室のPC")


def _ai(story: Story) -> None:
    """Rules since June; one service with a permission, another that a member uses."""
    day = story.day(2026, 6, 10)
    actions.adopt_ai_rules(
        story.acting(MANAGER, day, 15),
        text=AI_RULES,
        examples=AI_EXAMPLES,
        decided_on=day,
        effective_on=story.day(2026, 7, 1),
        decision="議会運営委員会",
    )
    began = story.day(2026, 7, 6)
    given = {**OPEN, "kind": "ai", "terms": "contract", "is_trained": "no", "users": "all"}
    service = _granted(story, began, "ことば箱AI", "公表済みの文の要約と言い換え", "浜風情報", **given)
    actions.plan_safeguards(story.acting(MANAGER, began, 14), service=service, place="japan")
    ctx = story.acting(STAFF, story.day(2026, 11, 2), 9)
    found = actions.note_found(
        ctx,
        name="ChatGPT",
        source="asked",
        kind="ai",
        purpose="一般質問の下書き",
        person=story.person["seat:23"],
        limit="1",
    )
    actions.request_found(ctx, found=found)
