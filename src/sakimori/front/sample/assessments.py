"""How the sample checked its contractors: last year on paper, this year by link, with something of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.permissions import Permission
from sakimori.front.sample.story import Story
from sakimori.measures.assessments import actions, queries
from sakimori.measures.assessments.models import CheckQuestion, CheckRound, ContractCheck
from sakimori.measures.assessments.types import Choice, Judgement, Means, Occasion, Outcome
from sakimori.registers.suppliers.models import Contract

STAFF, JUDGE = "小坂 彩", "磯貝 直美"
CONTRACTS = ("議会中継・録画配信業務委託", "会議録作成業務委託", "文書共有サービス利用", "議会だより印刷・発送業務委託")

# What stands in the answers; everything else is a plain yes.
ANSWERS: dict[str, tuple[Choice, str]] = {
    "responsible": (Choice.YES, "情報管理部長が責任者です。体制図を付けました。"),
    "place": (Choice.YES, "作業は県内の事業所、データは国内のデータセンターに置いています。"),
    "incident": (Choice.YES, "気づいてから2時間以内に電話します。夜間は当番の携帯電話です。"),
    "logs": (Choice.PARTLY, "記録は1年残しています。元に戻す試しは、来年1月に行います。"),
    "certificates": (Choice.YES, "プライバシーマークを持っています。"),
    "continuity": (Choice.NO, "手順書はまだありません。今年度のうちに作ります。"),
}


def autumn(story: Story) -> None:
    """October: last year's paper answers are typed in. Then the yearly round: two are judged, one of them with a
    correction that is late by now; one waits for judgement; one has not begun."""
    typed, asked = story.day(2026, 10, 8), story.day(2026, 10, 13)
    found = _open(story, typed, CONTRACTS[:2], 2025, "令和7年度の確認（紙の回答）", story.day(2026, 10, 9))
    for check in _checks(found):
        _answered(story, check, typed)
        _judged(story, check, story.day(2026, 10, 9), bad={"logs", "continuity"}, outcome=Outcome.BAD)
    found = _open(story, asked, CONTRACTS, 2026, "令和8年度の委託先の確認", story.day(2026, 11, 9))
    first, second, third, last = _checks(found)
    restored = {"logs": (Choice.YES, "8月に、元に戻せることを試しました。")}
    _answered(story, first, story.day(2026, 10, 19), restored)
    _judged(story, first, story.day(2026, 10, 26), bad={"continuity"}, outcome=Outcome.BAD)
    _answered(story, second, story.day(2026, 10, 21))
    _corrected(story, second, story.day(2026, 10, 26), story.day(2026, 11, 16))
    _judged(story, second, story.day(2026, 10, 26), bad={"continuity"}, outcome=Outcome.CONDITIONAL)
    _answered(story, third, story.day(2026, 11, 18))
    actions.remind(story.acting(STAFF, story.day(2026, 11, 16)), check=last, means=Means.PHONE)


def _corrected(story: Story, check: ContractCheck, day: date, due_on: date) -> None:
    actions.request_correction(
        story.acting(JUDGE, day, 14),
        check=check,
        text="業務が止まったときに再開する手順を作り、一度試す。",
        due_on=due_on,
        question=CheckQuestion.objects.get(version_id=check.round.version_id, key="continuity"),
        owner=story.person[STAFF],
    )


def _open(story: Story, day: date, titles: Sequence[str], year: int, title: str, due_on: date) -> CheckRound:
    return actions.open_round(
        story.acting(STAFF, day), fiscal_year=year + story.day(2026, 10, 13).year - 2026, occasion=Occasion.YEARLY,
        title=title, version=None, contracts=list(Contract.objects.filter(title__in=titles)), due_on=due_on,
    )  # fmt: skip


def _checks(found: CheckRound) -> list[ContractCheck]:
    """In the order in which the story names the contracts."""
    rows = found.checks.select_related("contract__supplier", "round", "before")
    return sorted(rows, key=lambda check: CONTRACTS.index(check.contract.title))


def _guest(story: Story, day: date, name: str) -> Context:
    granted = frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE})
    return context(story.assembly, Actor(name=name, granted=granted), Channel.LINK, at=story.at(day, 15))


def _answered(
    story: Story, check: ContractCheck, day: date, changed: dict[str, tuple[Choice, str]] | None = None
) -> None:
    """Last year on paper, typed in by the office; this year by link: keep what did not change, answer the rest."""
    name = check.contract.supplier.contact_name
    asked = CheckQuestion.objects.filter(version_id=check.round.version_id)
    if check.round.fiscal_year < story.day(2026, 10, 13).year:
        side, guest = actions.Side(check, name), story.acting(STAFF, day, 14, channel=Channel.PAPER)
    else:
        token = actions.make_link(story.acting(STAFF, check.round.opened_on, 11), check=check, name=name)
        link = queries.link_by_token(token)
        assert link is not None
        side, guest = actions.Side.by(link), _guest(story, day, name)
    if check.before_id:
        actions.keep_answers(guest, side=side)
        asked = asked.filter(key__in=changed or {})
    if not check.before_id or changed:
        words = ANSWERS | (changed or {})
        answers = {one.number: words.get(one.key, (Choice.YES, "")) for one in asked}
        actions.take_in_answers(guest, side=side, answers=answers)
    actions.submit(guest, side=side)


def _judged(story: Story, check: ContractCheck, day: date, *, bad: set[str], outcome: Outcome) -> None:
    judge = story.acting(JUDGE, day, 15)
    marks: dict[object, tuple[Judgement, str]] = {
        one.pk: (Judgement.INSUFFICIENT, "まだ行っていないため。") if one.key in bad else (Judgement.OK, "")
        for one in CheckQuestion.objects.filter(version_id=check.round.version_id)
    }
    actions.judge_answers(judge, check=check, judgements=marks)  # type: ignore[arg-type]
    actions.finish(
        judge, check=check, outcome=outcome, opinion="おおむね守られている。足りないところは、次の確認までに直してもらう。",
        is_signed_on_paper=True,
    )  # fmt: skip
