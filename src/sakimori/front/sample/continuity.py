"""What the sample does when things stop: cards of its functions, the contact tree, two monthly tests of the safety check."""

from __future__ import annotations

from datetime import date, timedelta

from sakimori.front.sample.actions import answer_check
from sakimori.front.sample.story import Story
from sakimori.measures.continuity import actions, content
from sakimori.measures.continuity.models import CriticalFunction
from sakimori.measures.safety import actions as safety
from sakimori.measures.safety.models import Asked, SafetyCheck
from sakimori.measures.safety.types import Means, Tap
from sakimori.registers.assets.models import Asset

STAFF = "小坂 彩"
FUNCTIONS = ("plenary", "committee", "broadcast", "minutes", "paperless", "contact", "petitions")
TAPS = (Tap.COME, Tap.COME, Tap.LATER, Tap.STAY, Tap.COME)
MEANS = (Means.LINK, Means.LINK, Means.WALL, Means.PHONE, Means.LINK, Means.PAPER)


def fill(story: Story) -> None:
    """In summer: seven cards, one without a way on when staff are short; the BCP; the contact tree; the rules."""
    day = story.day(2026, 7, 14)
    ctx = story.acting(STAFF, day)
    actions.add_starters(ctx, keys=FUNCTIONS)
    functions = {one.key: one for one in CriticalFunction.objects.all()}
    _own_card(story, functions["broadcast"], "broadcast", assets=("議会中継",), title="議事係 主任", staff="")
    _own_card(story, functions["paperless"], "paperless", assets=("文書共有", "会議資料"), title="総務係長")
    _own_card(story, functions["plenary"], "plenary", assets=("採決", "放送"), title="議事係長")
    actions.save_plan(
        ctx, title="みなと野市議会 業務継続計画（議会BCP）", revised_on=story.day(2025, 3, 24),
        clause="第2章 議会の体制、第4章 会議の継続", trigger="市内で震度5強以上、または市の災害対策本部が置かれたとき",
        kept_at="事務局の耐火書庫と、市の共有フォルダー",
    )  # fmt: skip
    safety.make_tree(ctx)
    safety.save_setting(
        ctx, test_day=10, keep_days=60, is_watching=True, areas="みなと野県南部\nみなと野市", threshold="5+"
    )
    _test(story, story.day(2026, 8, 10), "8月の安否確認の訓練", answered=22, wait=5, unsent=3,
          lesson="メールの宛先が古い人が3人いた。")  # fmt: skip


def autumn(story: Story) -> None:
    """A card was looked at; the test of November ended better than the one of August."""
    ctx = story.acting(STAFF, story.day(2026, 10, 20))
    plenary = CriticalFunction.objects.get(key="plenary")
    actions.review_card(ctx, function=plenary, reviewed_on=ctx.today, outcome="keep", note="市民会館と話がついている。")
    _test(story, story.day(2026, 11, 10), "11月の安否確認の訓練", answered=36, wait=2, unsent=1)


def _own_card(
    story: Story, function: CriticalFunction, key: str, *, assets: tuple[str, ...], title: str, **values: str
) -> None:
    """The shipped card in the assembly's own words, with what it needs."""
    starter = content.starter(key)
    assert starter is not None
    names = ("summary", "session_hours", "recess_hours", "minimum_staff", "disaster", "staff", "power", "supplier",
             "notice")  # fmt: skip
    known = {name: getattr(starter, name) for name in names} | values
    posts = story.post
    found = [one for one in Asset.objects.filter(kind="system") if any(word in one.name for word in assets)]
    actions.save_card(
        story.acting("磯貝 直美", story.day(2026, 7, 15)), name=function.name, function=function,
        values=known | {"decider": posts["議会", "議長"]}, posts=[posts["議会事務局", title]],
        stand_ins=[posts["議会事務局", "事務局次長"]], assets=found, change="自分の議会に合わせた",
    )  # fmt: skip


def _test(
    story: Story, day: date, title: str, *, answered: int, wait: int, unsent: int, lesson: str = ""
) -> SafetyCheck:
    """A monthly test: some answer early by link or at the wall, a few by phone; then it is closed."""
    check = safety.start_check(story.acting(STAFF, day, 10), kind="test", title=title, message="所要1分です。")
    rows = list(Asked.objects.filter(check_row=check).select_related("person").order_by("person__kana")[:answered])
    start = story.at(day, 10)
    answers = [
        (row, TAPS[place % len(TAPS)], MEANS[place % len(MEANS)], start + timedelta(minutes=1 + place * wait))
        for place, row in enumerate(rows)
    ]
    answer_check(story.acting(STAFF, day, 10), check=check, answers=answers, unsent=unsent)
    closing = safety.Closing(
        lesson=lesson, due_on=day + timedelta(days=30) if lesson else None,
        nothing_because="" if lesson else "前より早く答えがそろった。",
    )  # fmt: skip
    return safety.close_check(story.acting(STAFF, day, 14), check=check, closing=closing)
