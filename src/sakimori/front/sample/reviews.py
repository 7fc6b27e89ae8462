"""The sample's reviews: one held last year's end of term, one to come; a survey answered and one that waits."""

from __future__ import annotations

from sakimori.assurance.reviews import actions
from sakimori.assurance.reviews.figures import Span, figures_of
from sakimori.assurance.reviews.queries import answer_texts, drafts
from sakimori.assurance.reviews.types import DecisionKind
from sakimori.front.sample.story import Story
from sakimori.policy.clauses.actions import record_trigger
from sakimori.policy.clauses.types import TriggerKind


def autumn(story: Story) -> None:
    """After the figures of past days are recorded: a review reads them."""
    law = story.day(2026, 6, 26)
    text = "地方自治法施行規則の改正（方針に定める事項の省令化）が公布された。"
    record_trigger(story.system(law), kind=TriggerKind.LAW, occurred_on=law, text=text)
    _review(story)
    _surveys(story)


def _review(story: Story) -> None:
    held = story.day(2026, 10, 20)
    ctx = story.system(held)
    review = actions.plan_review(
        story.system(story.day(2026, 9, 28)),
        title="令和8年度上半期の見直し",
        planned_on=held,
        since=story.day(2026, 4, 1),
    )
    actions.record_decision(
        ctx,
        review=review,
        kind=DecisionKind.NO_CHANGE,
        text="改正した方針を運用し始めたばかりのため、方針は変更しない。",
    )
    actions.record_decision(
        ctx, review=review, kind=DecisionKind.BUDGET, text="令和9年度予算で、議員用タブレットの更新費を要求する。",
        due_on=story.day(2026, 11, 13),
    )  # fmt: skip
    actions.record_decision(
        ctx, review=review, kind=DecisionKind.OTHER, text="改選後の一斉返却の日程を、1月の会派代表者会議に諮る。",
        due_on=story.day(2027, 1, 15),
    )  # fmt: skip
    actions.hold_review(
        ctx,
        review=review,
        held_on=held,
        attendants="議長、副議長、事務局長、情報セキュリティ管理者",
        conclusion="おおむね守られている。貸与の書類と管理区域の点検の遅れを、年内に解消する。",
        inputs=figures_of(ctx, Span(review.since, held)),
        next_on=story.day(2027, 3, 23),
    )
    actions.plan_review(
        story.system(story.day(2026, 11, 2)), title="令和8年度の見直し", planned_on=story.day(2027, 3, 23), since=held
    )


def _surveys(story: Story) -> None:
    sent = story.day(2026, 9, 10)
    ctx = story.system(sent)
    first = actions.receive_survey(
        story.system(story.day(2026, 8, 24)), title="方針の策定状況に関する調査", asked_by="県市町村課",
        received_on=story.day(2026, 8, 24), due_on=story.day(2026, 9, 14),
    )  # fmt: skip
    actions.answer_survey(ctx, survey=first, answered_on=sent, answers=answer_texts(first, drafts(ctx, sent)))
    actions.receive_survey(
        story.system(story.day(2026, 11, 16)), title="サイバーセキュリティ対策の実施状況調査", asked_by="総務省",
        received_on=story.day(2026, 11, 16), due_on=story.day(2026, 12, 11), note="省令の号ごとに回答する。",
    )  # fmt: skip
