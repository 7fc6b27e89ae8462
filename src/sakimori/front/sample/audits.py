"""What the sample audited: one audit of last year, closed with actions still open; one to come, with a link."""

from __future__ import annotations

from datetime import date, timedelta

from sakimori.assurance.audits import actions
from sakimori.assurance.audits.models import Audit, AuditFinding, AuditItem, SampleDraw, ScopeClause
from sakimori.assurance.audits.types import AuditKind, ItemKind, Result, YearChoice
from sakimori.assurance.conformance.actions import settings_by_key
from sakimori.assurance.conformance.engine import evaluate
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.people.periods import free_day
from sakimori.front.sample.story import Story
from sakimori.policy.clauses.models import Clause
from sakimori.policy.clauses.queries import in_force

STAFF, HEAD, AUDITOR, CITY = "渚 美咲", "砂川 正典", "正木 実", "港 健"


def fill(story: Story) -> None:
    """An audit in July about organisation, people and equipment: two findings, both accepted."""
    day = story.day(2026, 7, 6)
    ctx = story.acting(STAFF, day)
    actions.decide_year(
        ctx,
        year=2026,
        choice=YearChoice.ANNUAL,
        reason="初年度なので、体制と機器の管理が動き始めたかを外から見てもらう。",
        decided_on=day - timedelta(days=3),
        decided_by=story.person["seat:1"],
    )
    audit = actions.plan_audit(
        ctx,
        title="夏の定期監査",
        kind=AuditKind.CITY,
        aim="方針を決めてから最初の監査。体制、遵守の確認、人の対策を見る。",
        starts_on=story.day(2026, 7, 13),
        ends_on=story.day(2026, 8, 28),
        clauses=_clauses(story, "5", "6(1)", "6(5)"),
        units=[story.unit["議会事務局"]] if "議会事務局" in story.unit else [],
    )
    actions.appoint_auditor(
        ctx,
        audit=audit,
        person=story.person[AUDITOR],
        affiliation="市監査委員事務局",
        is_lead=True,
        from_date=story.day(2026, 7, 13),
        to_date=story.day(2026, 10, 30),
    )
    _conduct(story, audit)
    _answer(story, audit)


def autumn(story: Story) -> None:
    """The next one: planned for the new year, an auditor with a period and a link that was made for a letter."""
    ctx = story.acting(STAFF, story.day(2026, 11, 16))
    starts = free_day(story.day(2027, 1, 18))
    audit = actions.plan_audit(
        ctx,
        title="機器と資産の監査",
        kind=AuditKind.NEIGHBOUR,
        aim="貸与した機器と、情報資産の分類を見る。",
        starts_on=starts,
        ends_on=free_day(starts + timedelta(days=30)),
        clauses=_clauses(story, "5", "6(2)", "6(4)"),
    )
    actions.appoint_auditor(
        ctx,
        audit=audit,
        person=story.person[AUDITOR],
        affiliation="市監査委員事務局",
        is_lead=True,
        from_date=story.day(2026, 11, 16),
        to_date=audit.ends_on + timedelta(days=30),
    )
    city = actions.appoint_auditor(
        ctx,
        audit=audit,
        person=story.person[CITY],
        affiliation="市情報政策課",
        from_date=story.day(2026, 11, 16),
        to_date=audit.ends_on,
        conflict_reason="端末の設定に詳しい人がほかにいないため。",
        second_look_by=story.person[HEAD],
    )
    actions.make_link(ctx, auditor=city)


def _clauses(story: Story, *paths: str) -> list[Clause]:
    version = in_force(story.day(2026, 11, 16)) or in_force(story.day(2026, 7, 6))
    return list(Clause.objects.filter(version=version, path__in=paths))


def _conduct(story: Story, audit: Audit) -> None:
    ctx = story.acting(AUDITOR, story.day(2026, 7, 14))
    actions.start_audit(ctx, audit=audit)
    items = list(
        AuditItem.objects.filter(audit=audit).select_related("audit", "scope").order_by("scope__order", "order")
    )
    for item in items:
        result = Result.FINDING if item.key == "compliance.acknowledged" else Result.CONFORM
        note = "確認の記録がない人がいる。" if result == Result.FINDING else "記録と聞取りで確かめた。"
        actions.check_item(ctx, item=item, result=result, note=note, figures=_figures(story, item.key, ctx.today))
    asked = next((item for item in items if item.kind == ItemKind.DUTY and item.key == "compliance.acknowledged"), None)
    if asked is not None:
        sample = actions.draw_sample(
            ctx, audit=audit, scope=asked.scope, duty=asked.key, size=4, seed="minatono-2026-07"
        )
        for draw in SampleDraw.objects.filter(sample=sample).select_related("sample__audit"):
            actions.check_draw(ctx, draw=draw, result=Result.CONFORM, note="署名と日付を見た。")
    scope = list(ScopeClause.objects.filter(audit=audit).order_by("order"))
    actions.record_finding(
        ctx,
        audit=audit,
        scope=asked.scope if asked else scope[0],
        grade="minor",
        title="確認の記録がそろっていない",
        text="改選後に加わった人のうち、方針を確認した日が残っていない人がいる。",
        duty="compliance.acknowledged",
    )
    actions.record_finding(
        ctx,
        audit=audit,
        scope=scope[-1],
        grade="observation",
        title="研修の案内が紙だけである",
        text="欠席した人への二度目の案内が、控室の掲示だけになっている。",
    )
    actions.report_audit(
        story.acting(AUDITOR, story.day(2026, 8, 20)),
        audit=audit,
        summary="体制は決まり、多くの人に伝わっている。確認の記録と、欠席者への案内に改める余地がある。",
        method="記録の閲覧、事務局と会派への聞取り、抽出した人の確認書の照合。",
    )


def _figures(story: Story, key: str, on: date) -> dict[str, object] | None:
    """What the records said of a duty on that day; nothing for a question."""
    if key not in built_duties():
        return None
    found = evaluate([key], on, settings_by_key(on), [story.assembly.pk])
    standing = found[story.assembly.pk, key]
    figures = {"state": standing.state.value, "kept": standing.kept, "population": standing.population}
    return figures | {"on": on.isoformat()}


def _answer(story: Story, audit: Audit) -> None:
    ctx = story.acting(STAFF, story.day(2026, 8, 25), 15)
    actions.deliver_report(ctx, audit=audit, delivered_on=story.day(2026, 8, 24), to="議長", how="議長室で手渡し")
    answers = (
        ("細江 誠", "そのとおりです。加わった日に確認をお願いする流れにします。"),
        ("磯貝 直美", "メールでも案内します。"),
    )
    for finding, (owner, text) in zip(
        AuditFinding.objects.filter(audit=audit).select_related("audit", "scope__clause").order_by("number"),
        answers,
        strict=True,
    ):
        actions.answer_finding(
            ctx, finding=finding, answer="accept", text=text, owner=story.person[owner], due_on=story.day(2026, 12, 18)
        )
    actions.finish_answers(ctx, audit=audit)
    actions.close_audit(
        story.acting(HEAD, story.day(2026, 9, 4)), audit=audit, note="残る2件は、改善措置の一覧で続けて扱う。"
    )
