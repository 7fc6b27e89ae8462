"""What the sample asked itself: a closed round of early summer, one under way, and one breach that was answered."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sakimori.assurance.inspections import actions, queries
from sakimori.assurance.inspections.facts import Fact, facts
from sakimori.assurance.inspections.models import Respondent, Round
from sakimori.assurance.inspections.types import BREACH_ASK, Audience, Value
from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.actions import answer_ask, answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.improvements.actions import report_done, verify_improvement
from sakimori.foundation.people.models import Person, Unit
from sakimori.front.sample.story import Story

OFFICE, HEAD = "小坂 彩", "磯貝 直美"
WEAK = ("second-step", "check-address", "caucus-copies", "caucus-leavers", "office-restore", "careful-posts")
"""Questions that some answer "no"; every fifth respondent, so that the figures look like an office's."""
UNSURE = ("second-step", "no-own-cloud", "know-whom-to-call")
REMARKS = (
    "控室のパソコンの更新の通知が、いつ出ているのかが分かりにくい。",
    "研修の資料を、もう一度いただけますか。",
)


def summer(story: Story) -> None:
    """Everyone was asked in June; two of the weak points became corrective actions, one of which is finished."""
    found = _open(story, "令和8年度 第1回 自己点検", story.day(2026, 6, 1), due_on=story.day(2026, 6, 30))
    _answer(story, found, share=1.0, weak=4)
    rows = list(found.respondents.filter(answered_on__isnull=True))
    for row in rows:
        actions.excuse(story.acting(OFFICE, story.day(2026, 7, 6)), respondent=row, because="療養中のため")
    due = story.day(2026, 9, 30)
    chosen = [
        actions.Chosen(key, due, story.person[HEAD])
        for key in [row.question.key for row in queries.proposals(found)][:2]
    ]
    opened = actions.open_findings(story.acting(HEAD, story.day(2026, 7, 7)), found=found, chosen=chosen)
    actions.close_round(
        story.acting(OFFICE, story.day(2026, 7, 8)),
        found=found,
        closing_note="初めての自己点検でした。二段階の確認の使い方をご存じない方が多いため、秋の研修で取り上げます。",
    )
    day = story.day(2026, 9, 10)
    report_done(
        story.acting(HEAD, day),
        improvement=opened[0],
        done_on=day,
        done_note="手順を1枚にまとめ、控室と執務室に配りました。",
    )
    verify_improvement(
        story.acting("砂川 正典", day + timedelta(days=4)),
        improvement=opened[0],
        verification="控室を回り、手順が置かれていることを見ました。",
    )


def autumn(story: Story) -> None:
    """Half the people have answered; one breach was told, answered and is being put right."""
    found = _open(story, "令和8年度 第2回 自己点検", story.day(2026, 11, 9), due_on=story.day(2026, 11, 30))
    _answer(story, found, share=0.5, weak=7)
    _breach(story)


def _open(story: Story, title: str, day: date, due_on: date) -> Round:
    ctx = story.acting(OFFICE, day)
    found = actions.plan_round(
        ctx,
        title=title,
        due_on=due_on,
        message="10分ほどで終わります。お忙しいところ恐れ入りますが、よろしくお願いします。",
    )
    if not found.questions.filter(key__startswith="own-").exists():
        actions.add_question(
            ctx, found=found, audience=Audience.MEMBER, text="議場に持ち込む端末を、議会のものだけにしていますか",
            hint="私物は電源を切り、かばんに入れていただければ結構です。", clause_path="6(4)",
        )  # fmt: skip
    return actions.open_round(ctx, found=found)


def _answer(story: Story, found: Round, *, share: float, weak: int) -> None:
    names = {person.pk: name for name, person in story.person.items()}
    rows = list(found.respondents.select_related("person", "unit", "round").order_by("unit_id", "person__kana", "id"))
    if share == 1.0:
        rows = rows[:-1] if rows[-1].unit_id is None else [row for row in rows if row != _one_member(rows)]
    assert found.opened_on is not None
    duties = set(found.questions.exclude(duty="").values_list("duty", flat=True))
    known: dict[tuple[bool, date], dict[tuple[str, UUID], Fact]] = {}
    for place, row in enumerate(rows):
        if share < 1 and place % 2:
            continue
        ask = _ask_of(row)
        day = found.opened_on + timedelta(days=1 + place % 3 * 4)
        about = (row.unit_id is not None, day)
        if about not in known:
            keys = [one.unit_id or one.person_id for one in rows if (one.unit_id is not None) == about[0]]
            known[about] = facts(duties, Unit if about[0] else Person, [key for key in keys if key], day)
        answer = _answers(row, place, weak, day, known[about])
        if place % 6 == 4:
            answer_for(story.acting(OFFICE, day, 13, place % 60, Channel.PAPER), ask=ask, answer=answer)
        else:
            channel = Channel.LINK if place % 3 else Channel.WEB
            answer_ask(story.acting(names[row.person_id], day, 13, place % 60, channel), ask=ask, answer=answer)


def _one_member(rows: list[Respondent]) -> Respondent:
    return next(row for row in rows if row.audience == Audience.MEMBER)


def _ask_of(row: Respondent) -> Ask:
    subject = row.pk if row.unit_id else row.round_id
    return Ask.objects.open().get(kind__startswith="inspections.", subject_id=subject, person_id=row.person_id)


def _answers(
    row: Respondent, place: int, weak: int, day: date, known: dict[tuple[str, UUID], Fact]
) -> dict[str, object]:
    questions = queries.asked_of(row)
    given = {question.key: _value(question.key, place, weak) for question in questions}
    against = queries.contradictions(row, questions, given, day, known)
    for number, key in enumerate(against):
        # Most see it and correct themselves; one keeps the answer with a word.
        if (place + number) % 4:
            given[key] = Value.NO
    said = [key for key in against if given[key] != Value.NO]
    return {
        **{f"q-{key}": str(value) for key, value in given.items()},
        **{f"keep-{key}": "先日、窓口で手続きをしたはずです。" for key in said},
        "comment": REMARKS[place % 2] if place % 11 == 3 else "",
        "photo": None,
    }


def _value(key: str, place: int, weak: int) -> Value:
    if key in WEAK and (place + len(key)) % weak == 0:
        return Value.NO
    if key in UNSURE and (place + len(key)) % 5 == 0:
        return Value.UNKNOWN
    if key in {"own-device", "caucus-helpers", "office-exceptions"} and place % 2:
        return Value.NOT_APPLICABLE
    return Value.YES


def _breach(story: Story) -> None:
    noticed, member = story.day(2026, 10, 20), "seat:9"
    breach = actions.note_breach(
        story.acting(HEAD, noticed),
        person=story.person[member],
        noticed_on=noticed,
        clause_path="6(8)",
        happened="10月中旬",
        what="委員会の資料が、許可のないファイル転送サービスで送られていました。",
        request="サービスから資料を消していただき、今後は議会の共有サービスをお使いください。",
        answer_by=story.day(2026, 11, 6),
    )
    ask = Ask.objects.open().get(kind=BREACH_ASK, subject_id=breach.pk)
    answered = story.day(2026, 10, 28)
    answer_ask(
        story.acting(member, answered, 18, 0, Channel.LINK),
        ask=ask,
        answer={"answer": "急ぎで送る必要があり、使ってしまいました。資料は消しました。今後は共有サービスを使います。"},
    )
    breach.refresh_from_db()
    actions.correct_breach(
        story.acting(HEAD, story.day(2026, 11, 2)),
        breach=breach,
        title="大きな資料の送り方の案内",
        measure="共有サービスで大きな資料を送る手順を一枚にまとめ、全員に配る。",
        due_on=story.day(2026, 12, 4),
        owner=story.person[OFFICE],
    )
