"""How the sample checked its contractors: a first round in March, the yearly one in autumn with something of each kind."""

from __future__ import annotations

from datetime import date

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.permissions import Permission
from sakimori.front.sample.story import Story
from sakimori.measures.assessments import actions, queries
from sakimori.measures.assessments.contracts import contracts_to_check
from sakimori.measures.assessments.models import CheckQuestion, CheckRound, ContractCheck
from sakimori.measures.assessments.types import Choice, Judgement, Means, Occasion, Outcome
from sakimori.registers.suppliers.models import Contract

STAFF, CLERK, JUDGE = "小坂 彩", "渚 美咲", "磯貝 直美"

# What stands in the answers; everything else is a plain yes.
ANSWERS: dict[str, tuple[Choice, str]] = {
    "responsible": (Choice.YES, "情報管理部長が責任者です。体制図を付けました。"),
    "place": (Choice.YES, "作業は県内の事業所、データは国内のデータセンターに置いています。"),
    "incident": (Choice.YES, "気づいてから2時間以内に電話します。夜間は当番の携帯電話です。"),
    "logs": (Choice.PARTLY, "記録は1年残しています。元に戻す試しは、来年1月に行います。"),
    "certificates": (Choice.YES, "プライバシーマークを持っています。"),
    "continuity": (Choice.NO, "手順書はまだありません。今年度のうちに作ります。"),
}


def fill(story: Story) -> None:
    """March: the first two contracts are checked before the fiscal year begins."""
    day = story.day(2026, 3, 6)
    chosen = _contracts(story, day)[:2]
    found = _open(story, day, chosen, 2025, "最初の確認", story.day(2026, 3, 20))
    for check in _checks(found):
        _answered(story, check, story.day(2026, 3, 16))
        _judged(story, check, story.day(2026, 3, 24), bad={"logs", "continuity"}, outcome=Outcome.BAD)


def autumn(story: Story) -> None:
    """Two are judged, one with a correction that is late by now; one waits for judgement; one has not begun."""
    day = story.day(2026, 9, 7)
    chosen = _contracts(story, day)[:4]
    found = _open(story, day, chosen, 2026, "令和8年度の委託先の確認", story.day(2026, 10, 9))
    for place, check in enumerate(_checks(found)):
        if place == 0:
            _answered(story, check, story.day(2026, 9, 25), changed={"logs": (Choice.YES, "8月に元に戻せることを試しました。")})
            _judged(story, check, story.day(2026, 10, 15), bad={"continuity"}, outcome=Outcome.BAD)
        elif place == 1:
            _answered(story, check, story.day(2026, 10, 2))
            ctx = story.acting(JUDGE, story.day(2026, 10, 15), 14)
            actions.request_correction(
                ctx,
                check=check,
                text="業務が止まったときに再開する手順を作り、一度試す。",
                due_on=story.day(2026, 11, 13),
                question=CheckQuestion.objects.get(version_id=found.version_id, key="continuity"),
                owner=story.person[STAFF],
            )
            _judged(story, check, story.day(2026, 10, 15), bad={"continuity"}, outcome=Outcome.CONDITIONAL)
        elif place == 2:
            _answered(story, check, story.day(2026, 11, 18))
        else:
            actions.remind(story.acting(STAFF, story.day(2026, 11, 16)), check=check, means=Means.PHONE)


def _contracts(story: Story, day: date) -> list[Contract]:
    return list(contracts_to_check(day))


def _open(
    story: Story, day: date, contracts: list[Contract], year: int, title: str, due_on: date
) -> CheckRound | None:
    if not contracts:
        return None
    occasion = Occasion.YEARLY if year == 2026 else Occasion.EXTRA
    return actions.open_round(
        story.acting(CLERK, day), fiscal_year=year + story.day(2026, 9, 7).year - 2026, occasion=occasion, title=title,
        version=None, contracts=contracts, due_on=due_on,
    )  # fmt: skip


def _checks(found: CheckRound | None) -> list[ContractCheck]:
    return queries.checks_of_round(found) if found else []


def _guest(story: Story, day: date, name: str) -> Context:
    granted = frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE})
    return context(story.assembly, Actor(name=name, granted=granted), Channel.LINK, at=story.at(day, 15))


def _answered(
    story: Story, check: ContractCheck, day: date, changed: dict[str, tuple[Choice, str]] | None = None
) -> None:
    """The contractor opens the link, keeps what did not change, answers the rest, hands in."""
    name = check.contract.supplier.contact_name or "ご担当者"
    token = actions.make_link(story.acting(CLERK, check.round.opened_on, 11), check=check, name=name)
    link = queries.link_by_token(token)
    assert link is not None
    side, guest = actions.Side.by(link), _guest(story, day, name)
    words = ANSWERS | (changed or {})
    asked = CheckQuestion.objects.filter(version_id=check.round.version_id)
    if check.before_id:
        actions.keep_answers(guest, side=side)
        asked = asked.filter(key__in=changed or {})
    if not check.before_id or changed:
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
