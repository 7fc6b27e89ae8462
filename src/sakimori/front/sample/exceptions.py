"""Exceptions of the sample: one in force, one past its end and reopened, one that waits for the chair."""

from __future__ import annotations

from datetime import date
from typing import Any

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.people.types import Role
from sakimori.front.sample.story import Story
from sakimori.measures.exceptions import actions
from sakimori.measures.exceptions.models import RuleException
from sakimori.registers.assets.models import Asset

OFFICE, HEAD, CHAIR = "磯貝 直美", "砂川 正典", "seat:1"


def fill(story: Story) -> None:
    """Summer and autumn."""
    _apply_decided(
        story, (2026, 7, 22), story.day(2026, 10, 31), [Role.SECRETARY_GENERAL], kind="deviation",
        title="録音用の古いパソコンを使い続ける", clause_path="6(6)", covers="録音室のパソコン1台",
        what="サポートの終わった基本ソフトのパソコンを、録音だけに使う。",
        reason="録音装置の入替えが10月になるため。", risk="新しい弱点が見つかっても直せない。",
        substitute="どのネットワークにもつながず、録音データは検査済みの媒体で移す。",
    )  # fmt: skip
    group = Asset.objects.filter(name__startswith="会派共用PC").order_by("number").first()
    _apply_decided(
        story, (2026, 9, 3), story.day(2027, 3, 31), [Role.SECRETARY_GENERAL, Role.CHAIR], kind="deviation",
        title="会派共用PCに一人ずつの利用者名を作らない", clause_path="6(6)", asset=group,
        what="共用のパソコンで、一つの利用者名を会派の全員で使う。",
        reason="会計の仕組みが利用者名ごとの設定に対応していない。年度末の入替えで解消する。",
        risk="だれが使ったかが、記録から分からない。",
        substitute="使用簿に使った人と時刻を書き、会派責任者が月末に確かめる。",
    )  # fmt: skip
    actions.review_list(
        story.acting(OFFICE, story.day(2026, 9, 30)), reviewed_on=story.day(2026, 9, 30),
        meeting="事務局内の打合せ", note="2件とも必要。録音用パソコンは、10月末までに入れ替える。",
    )  # fmt: skip
    expired = RuleException.objects.select_related("application__applicant", "improvement", "unit").get(
        to_date=story.day(2026, 10, 31)
    )
    actions.reopen(story.system(story.day(2026, 11, 1), 8), found=expired)
    member = story.acting("seat:23", story.day(2026, 11, 18), 14)
    actions.apply_for_exception(
        member, route=[Role.SECRETARY_GENERAL, Role.CHAIR], title="自宅のプリンターで会議資料を印刷する",
        clause_path="6(4)", what="委員会の資料を、自宅で紙に印刷する。",
        reason="目の手術のあと、しばらく画面で読むことが難しいため。",
        substitute="印刷したものは議会に持参し、事務局の細断機で処分する。", person=story.person["seat:23"],
        from_date=story.day(2026, 12, 1), to_date=story.day(2027, 2, 28),
    )  # fmt: skip


def _apply_decided(story: Story, day: tuple[int, int, int], to: Any, route: list[Role], **words: Any) -> None:
    applied = story.day(*day)
    ctx = story.acting(OFFICE, applied)
    found = actions.apply_for_exception(ctx, route=route, from_date=applied, to_date=to, **words)
    approve(story, found, [(applied, CHAIR if role == Role.CHAIR else HEAD) for role in route])


def approve(story: Story, found: RuleException, deciders: list[tuple[date, str]]) -> None:
    """Whoever has to decide does, one after the other."""
    application = found.application
    if application is None:
        raise ValueError("an exception is applied for before it is decided")
    for hour, (day, name) in enumerate(deciders, start=13):
        decider = story.acting(name, day, hour)
        decide_application(decider, application=application, is_approval=True)
    event = ApplicationDecided(application.pk, application.kind, found.pk, True)
    actions.adopt_decided_exception(decider, event=event)
