"""What the sample taught: a year with a session, two courses partly done, one held elsewhere; last year's report."""

from __future__ import annotations

from datetime import date, time, timedelta

from sakimori.dates import fiscal_year, fiscal_year_end, fiscal_year_start
from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.actions import answer_ask, answer_for
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.people.periods import free_day
from sakimori.front.sample.story import Story
from sakimori.measures.learning import actions, content, queries
from sakimori.measures.learning.models import LearningCourse, TrainingYear
from sakimori.measures.learning.types import COURSE_ASK, Audience, Source

STAFF = "小坂 彩"
OWN = """# 会派控室のパソコンの約束
時間: 4分
対象: 議員
合格: 1問

控室に置いたパソコンを、会派のみなさんで安心して使うための約束です。

## 席を離れるとき

一分でも席を離れるときは、画面をロックします。

- キーボードの二つのキーで、すぐにロックできます
- 来客の前では、画面を閉じておきます

## データを持ち込むとき

自分のUSBメモリは差し込まず、事務局に声をかけてください。

## 帰るとき

最後の人は、電源を切り、控室の鍵を守衛室に返します。

## 確かめ

### 来客に呼ばれて、少し席を離れます。まず何をしますか。

- [ ] すぐ戻るので、そのままにする
- [x] 画面をロックする
- [ ] 画面の明るさを下げる

解説: 少しの間でも、文書が見えたり、送信されたりすることがあります。ロックがいちばん早くて確実です。
"""


def fill(story: Story) -> None:
    """Everything lies within the fiscal year of the story's own day, wherever it was moved to."""
    today = story.day(2026, 11, 23)
    _last_year(story, fiscal_year(today), today)
    fiscal, start = fiscal_year(today), fiscal_year_start(fiscal_year(today))
    year = actions.plan_year(story.system(start), fiscal=fiscal, decided_on=start, decided_by="議会運営委員会")
    asked = max(start, today - timedelta(days=40))
    first = _require(story, year, start, content.courses()[0].key, Audience.ALL)
    second = _require(story, year, start, content.courses()[-1].key, Audience.MEMBERS)
    _session(story, first, min(free_day(max(start, today - timedelta(days=35))), today))
    ctx = story.system(asked, 16)
    for item in queries.required_in(fiscal):
        if item.course_id in {first.pk, second.pk}:
            actions.ask_for_course(ctx, item=item, message="お忙しいところ恐れ入りますが、期間のうちにお願いします。")
    _answers(story, asked, today)
    _outside(story, year, start, today)
    actions.write_course(story.system(max(start, today - timedelta(days=12)), 11), text=OWN)


def _require(story: Story, year: TrainingYear, start: date, key: str, audience: Audience) -> LearningCourse:
    ctx = story.system(start, 10)
    course = actions.adopt_course(ctx, source=Source.SHIPPED, key=key)
    actions.require_course(
        ctx, year=year, course=course, audience=audience, opens_on=start, closes_on=fiscal_year_end(year.fiscal_year)
    )
    return course


def _session(story: Story, course: LearningCourse, day: date) -> None:
    """The whole staff and every other member came; the rest is asked to read the course by themselves."""
    session = actions.plan_session(
        story.system(day, 9),
        course=course,
        title="全員研修会",
        audience=Audience.ALL,
        held_on=day,
        starts_at=time(13, 30),
        ends_at=time(14, 30),
        place="全員協議会室",
        lecturer="市情報政策課",
        note="教材を一緒に読み、質問に答える。",
    )
    actions.add_session_file(
        story.system(day, 9), session=session, name="当日の進め方.txt", data="1. 教材を読む\n2. 質問".encode()
    )
    rows = queries.expected_at(session)
    people = [row.person for place, row in enumerate(rows) if not row.is_member or place % 2]
    ctx = story.system(day, 15)
    actions.tick(ctx, session=session, people=people)
    actions.close_session(ctx, session=session)


def _answers(story: Story, asked: date, today: date) -> None:
    """Half of those who were asked answered, by link or on paper, on the days since."""
    names = {person.pk: name for name, person in story.person.items()}
    days = max((today - asked).days - 1, 0)
    asks = Ask.objects.open().filter(kind=COURSE_ASK).select_related("person").order_by("person__kana", "id")
    for place, ask in enumerate(asks):
        if place % 2 or ask.person_id not in names:
            continue
        day = asked + timedelta(days=place % (days + 1) if days else 0)
        answer = {"passed": True, "digest": ""}
        if place % 8 == 6:
            answer_for(story.acting(STAFF, day, 17, 0, Channel.PAPER), ask=ask, answer=answer)
        else:
            answer_ask(story.acting(names[ask.person_id], day, 17, 0, Channel.LINK), ask=ask, answer=answer)


def _outside(story: Story, year: TrainingYear, start: date, today: date) -> None:
    """A course of the city for the staff; all but one have done it."""
    course = actions.adopt_course(
        story.system(start, 11), source=Source.OUTSIDE, title="標的型メール対応演習", organiser="みなと野市情報政策課"
    )
    actions.require_course(
        story.system(start, 11), year=year, course=course, audience=Audience.STAFF, opens_on=start,
        closes_on=fiscal_year_end(year.fiscal_year),
    )  # fmt: skip
    day = max(start, today - timedelta(days=20))
    for row in [row for row in queries.everybody(day) if not row.is_member][1:]:
        actions.record_completion(
            story.system(day, 12), person=row.person, course=course, done_on=day, means="outside", result="修了",
            organiser="みなと野市情報政策課",
        )  # fmt: skip


def _last_year(story: Story, fiscal: int, today: date) -> None:
    """The year before: the city's e-learning, nearly everybody; reported in April."""
    start = fiscal_year_start(fiscal)
    day = start - timedelta(days=20)
    ctx = story.system(day)
    year = actions.plan_year(ctx, fiscal=fiscal - 1, decided_on=day, decided_by="議会運営委員会")
    course = actions.adopt_course(
        ctx, source=Source.OUTSIDE, title="市の情報セキュリティeラーニング", organiser="みなと野市情報政策課"
    )
    actions.require_course(
        ctx, year=year, course=course, audience=Audience.ALL, opens_on=day, closes_on=start - timedelta(days=1)
    )
    for row in queries.everybody(day)[3:]:
        actions.record_completion(ctx, person=row.person, course=course, done_on=day, means="outside", result="修了")
    told = min(today, start + timedelta(days=21))
    actions.report_results(
        story.system(told, 11), year=year, reported_on=told, reported_to="議長",
        note="市のeラーニングを受けました。今年度は、議会の研修会とeラーニングで行います。",
    )  # fmt: skip
