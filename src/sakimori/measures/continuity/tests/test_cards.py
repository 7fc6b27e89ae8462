"""Cards of critical functions: versions, reviews, past days, shortage of staff, losses, papers; the duty on every side."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from sakimori.foundation.people.models import Post
from sakimori.measures.continuity import actions, content, queries
from sakimori.measures.continuity.models import CardReview, ContinuityCard, CriticalFunction
from sakimori.measures.continuity.rules import Need, judge, steps_down
from sakimori.measures.continuity.sheets import pack_chapter
from sakimori.measures.continuity.types import SAFETY_SCENARIO
from sakimori.measures.continuity.words import hours_text, notice_of
from sakimori.measures.drills import actions as drills
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "continuity.plan-exercised"
WHOLE = {
    "summary": "会議を開く", "session_hours": 24, "recess_hours": 168, "minimum_staff": 2, "disaster": "市民会館で開く",
    "staff": "総務係が助ける", "power": "紙で続ける", "supplier": "", "decider": None, "notice": "{cause}。{fallback}",
}  # fmt: skip


@pytest.fixture
def card(cast):
    return actions.save_card(cast.ctx("staff"), name="本会議", values=WHOLE)


def test_an_assembly_starts_from_shipped_functions(cast):
    office = cast.client("staff")
    page = office.get(cast.url("continuity/starter/"))
    assert "本会議" in page.content.decode()
    office.post(cast.url("continuity/starter/"), {"keys": ["plenary", "broadcast"]})
    assert list(CriticalFunction.objects.order_by("place").values_list("name", flat=True)) == ["本会議", "議会中継"]
    assert "plenary" not in office.get(cast.url("continuity/starter/")).content.decode()
    assert breaches(KEY, TODAY) == [("安否確認の訓練", "安否確認の訓練を、まだ一度も行っていません。")]


def test_shipped_functions_are_whole_in_both_languages():
    from django.utils import translation

    for language in ("ja", "en"):
        with translation.override(language):
            found = content.starters()
            assert len(found) >= 7
            assert all(one.disaster and one.staff and one.power and one.supplier and one.summary for one in found)
    assert {one.notice for one in content.starters()} == {one.notice for one in found}
    assert all("{代わりの手段}" in one.notice and "{理由}" in one.notice for one in found)


def test_a_change_is_a_new_version_and_past_days_keep_theirs(cast, card):
    later = cast.ctx("staff", NOW + timedelta(days=10))
    function = card.function
    actions.save_card(later, name="本会議", values=WHOLE | {"minimum_staff": 3}, function=function, change="人を増やす")
    versions = queries.versions_of(function)
    assert [(one.number, one.from_date, one.to_date) for one in versions] == [
        (2, TODAY + timedelta(days=10), None),
        (1, TODAY, TODAY + timedelta(days=9)),
    ]
    assert queries.card_rows(TODAY)[0].card.minimum_staff == 2
    assert queries.card_rows(TODAY + timedelta(days=10))[0].card.minimum_staff == 3
    assert queries.card_rows(TODAY - timedelta(days=1)) == []


def test_a_second_change_on_a_day_is_the_same_version(cast, card):
    actions.save_card(cast.ctx("staff"), name="本会議", values=WHOLE | {"power": "懐中電灯"}, function=card.function)
    assert ContinuityCard.objects.get().power == "懐中電灯"


def test_a_card_names_posts_assets_and_who_stands_in(cast):
    system = register_asset(cast.ctx("staff"), kind=AssetKind.SYSTEM, name="会議資料の閲覧", zone="cloud")
    office = cast.client("staff")
    staff, chair = cast.post["staff"], cast.post["chair"]
    sent = {name: value for name, value in WHOLE.items() if value is not None} | {
        "name": "会議資料", "posts": [str(staff.pk)], "stand_ins": [str(cast.post["manager"].pk)],
        "assets": [str(system.pk)], "decider": str(chair.pk),
    }  # fmt: skip
    assert office.post(cast.url("continuity/new/"), sent).status_code == 302
    row = queries.card_rows(TODAY)[0]
    assert (row.posts, row.stand_ins, row.assets) == ([staff], [cast.post["manager"]], [system])
    page = office.get(cast.url(f"continuity/{row.function.pk}/")).content.decode()
    assert chair.title in page and "会議資料の閲覧" in page
    wrong = office.post(cast.url("continuity/new/"), sent | {"stand_ins": [str(staff.pk)]})
    assert wrong.status_code == 422
    shown = office.get(cast.url("continuity/losses/")).content.decode()
    assert "会議資料の閲覧" in shown and "紙で続ける" in shown
    assert [loss.asset for loss in queries.losses([row], TODAY)] == [system]


def test_who_reads_and_who_writes(cast, card):
    for role in ("member", "chair", "caucus_head"):
        assert cast.client(role).get(cast.url("continuity/")).status_code == 200
        assert cast.client(role).get(cast.url(f"continuity/{card.function.pk}/")).status_code == 200
        assert cast.client(role).get(cast.url(f"continuity/{card.function.pk}/edit/")).status_code == 403


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"disaster": ""}, "災害で庁舎や議場が使えない"),
        ({"staff": "", "power": ""}, "職員が足りない（感染症など）、停電・回線の障害"),
        ({"minimum_staff": None}, "最低限の人数が決まっていません。"),
    ],
)
def test_a_card_that_lacks_something_breaches_the_duty(cast, missing, words):
    actions.save_card(cast.ctx("staff"), name="議会中継", values=WHOLE | missing)
    found = dict(breaches(KEY, TODAY))
    assert words in found["議会中継"]


def test_a_fallback_for_suppliers_is_not_demanded_of_every_function(cast, card):
    assert "本会議" not in dict(breaches(KEY, TODAY))


def test_without_functions_the_assembly_itself_breaches(cast):
    assert breaches(KEY, TODAY) == [("議会", "止められない機能が、まだ登録されていません。")]


def test_cards_are_looked_at_every_year(cast, card):
    function = card.function
    last = TODAY + timedelta(days=365)
    assert last in due_days(KEY, TODAY)
    assert "本会議" not in dict(breaches(KEY, last))
    assert dict(breaches(KEY, last + timedelta(days=1)))["本会議"] == "前の見直しから期間がたちました。"
    actions.review_card(
        cast.ctx("staff", NOW + timedelta(days=300)),
        function=function,
        reviewed_on=TODAY + timedelta(days=300),
        outcome="keep",
    )
    assert "本会議" not in dict(breaches(KEY, last + timedelta(days=1)))
    # The same question about a day before the review gives the answer of that day.
    assert TODAY + timedelta(days=365) in due_days(KEY, TODAY + timedelta(days=299))
    with pytest.raises(ValidationError):
        actions.review_card(cast.ctx("staff"), function=function, reviewed_on=TODAY + timedelta(days=1), outcome="keep")


def test_past_days_of_the_duty(cast, card):
    """A gap that was mended later is still a gap of its day; a function that ended is none afterwards."""
    worse = cast.ctx("staff", NOW + timedelta(days=5))
    actions.save_card(worse, name="本会議", values=WHOLE | {"power": ""}, function=card.function)
    mended = cast.ctx("staff", NOW + timedelta(days=20))
    actions.save_card(mended, name="本会議", values=WHOLE, function=card.function)
    assert "本会議" not in dict(breaches(KEY, TODAY))
    assert "本会議" in dict(breaches(KEY, TODAY + timedelta(days=19)))
    assert "本会議" not in dict(breaches(KEY, TODAY + timedelta(days=20)))
    assert breaches(KEY, TODAY - timedelta(days=1))[0][0] == "議会"
    actions.end_function(cast.ctx("staff", NOW + timedelta(days=30)), function=card.function)
    assert dict(breaches(KEY, TODAY + timedelta(days=31))).keys() >= {"議会"}


def test_the_duty_asks_for_a_tested_safety_check(cast, card):
    assert ("安否確認の訓練", "安否確認の訓練を、まだ一度も行っていません。") in breaches(KEY, TODAY)
    drill = drills.plan_drill(
        cast.ctx("staff"), kind="contact", title="訓練", planned_on=TODAY, scenario_key=SAFETY_SCENARIO
    )
    drills.record_result(cast.ctx("staff"), drill=drill, held_on=TODAY, result="全員が答えた")
    assert len(breaches(KEY, TODAY)) == 1
    drills.close_drill(cast.ctx("staff"), drill=drill, nothing_because="できていた")
    assert breaches(KEY, TODAY) == []
    assert (
        dict(breaches(KEY, TODAY + timedelta(days=366)))["安否確認の訓練"] == "前の安否確認の訓練から期間がたちました。"
    )
    assert len(breaches(KEY, TODAY - timedelta(days=1))) == 1


def test_another_drill_of_calls_is_no_safety_check(cast, card):
    drill = drills.plan_drill(
        cast.ctx("staff"), kind="contact", title="電話", planned_on=TODAY, scenario_key="phone-tree"
    )
    drills.record_result(cast.ctx("staff"), drill=drill, held_on=TODAY, result="つながった")
    drills.close_drill(cast.ctx("staff"), drill=drill, nothing_because="できていた")
    assert len(breaches(KEY, TODAY)) == 1


def test_two_assemblies_at_once(cast, neighbour, card):
    from sakimori.foundation.assemblies.scope import scope

    with scope(neighbour.assembly.pk):
        actions.save_card(neighbour.ctx("staff"), name="本会議", values=WHOLE | {"power": ""})
        assert "本会議" in dict(breaches(KEY, TODAY))
    assert "本会議" not in dict(breaches(KEY, TODAY))


def test_who_is_missing_and_what_stops(cast):
    staff, manager = cast.post["staff"], cast.post["manager"]
    actions.save_card(
        cast.ctx("staff"), name="本会議", values=WHOLE | {"minimum_staff": 3}, posts=[staff], stand_ins=[]
    )
    actions.save_card(
        cast.ctx("staff"), name="請願", values=WHOLE | {"minimum_staff": 1}, posts=[staff], stand_ins=[manager]
    )
    office = cast.client("staff")
    page = office.get(cast.url("continuity/shortage/"))
    assert page.status_code == 200 and "人数が足りない" not in page.content.decode()
    away = office.get(cast.url("continuity/shortage/"), {"away": str(cast.person["staff"].pk)}).content.decode()
    assert "人数が足りない" in away
    assert "職がいない" not in away.split("請願")[1].split("</tr>")[0]
    assert office.get(cast.url("continuity/shortage/"), {"away": "x' or 1"}).status_code == 200


def test_the_most_urgent_get_their_people_first():
    from uuid import UUID

    a, b, c = (UUID(int=number) for number in (1, 2, 3))
    post = UUID(int=9)
    needs = [
        Need(a, 48, 3, frozenset(), frozenset()),
        Need(b, 2, 2, frozenset({post}), frozenset()),
        Need(c, None, None, frozenset(), frozenset()),
    ]
    found = {one.need.key: one for one in judge(needs, 4, {post: False})}
    assert [one.need.key for one in judge(needs, 4, {})] == [b, a, c]
    assert (found[b].fits, found[a].fits, found[c].fits) == (True, False, True)
    assert found[b].empty_posts == {post} and found[b].stops
    assert steps_down(needs, 3) == [(0, 3, []), (1, 2, [a]), (2, 1, [b]), (3, 0, [])]


@pytest.mark.parametrize(
    ("hours", "text"), [(None, "決めていない"), (0, "0時間"), (5, "5時間"), (24, "1日"), (36, "36時間"), (336, "2週間")]
)
def test_hours_in_words(hours, text):
    assert hours_text(hours) == text


def test_the_notice_is_filled_in_and_never_a_template(cast, card):
    card.notice = "{day}は{cause}。{fallback}{secret}"
    text = notice_of(card, day=date(2026, 11, 23), cause="{fallback}停止", fallback="紙")
    assert text == "令和8年11月23日は{fallback}停止。紙{secret}"


def test_where_the_bcp_is(cast):
    office = cast.client("staff")
    sent = {
        "title": "議会BCP",
        "revised_on": "2026-04-01",
        "clause": "第3章",
        "trigger": "震度5強以上",
        "kept_at": "耐火書庫",
    }
    assert office.post(cast.url("continuity/plan/"), sent).status_code == 302
    assert "震度5強以上" in office.get(cast.url("continuity/")).content.decode()
    actions.save_plan(cast.ctx("staff", NOW + timedelta(days=3)), title="議会BCP 第2版", revised_on=TODAY)
    assert queries.plan_on(TODAY).title == "議会BCP"
    assert queries.plan_on(TODAY + timedelta(days=3)).title == "議会BCP 第2版"


def test_the_papers(cast, card):
    actions.add_starters(cast.ctx("staff"), keys=["broadcast", "minutes"])
    office = cast.client("member")
    for path, words in (
        ("cards.pdf", "市民会館で開く"),
        (f"{card.function.pk}/card.pdf", "第1版"),
        ("losses/losses.pdf", "止まったら"),
    ):
        answer = office.get(cast.url(f"continuity/{path}"))
        pdf = pypdfium2.PdfDocument(answer.content)
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert words in text.replace("\r\n", "")
    chapters = pack_chapter(cast.ctx("staff"))
    assert [str(one.title) for one in chapters] == ["業務継続カード", "本会議", "議会中継", "会議録"]
    assert any("市民会館で開く" in row for row in chapters[1].rows)


def test_the_list_goes_out_and_shows_past_days(cast, card):
    office = cast.client("staff")
    table = office.get(cast.url("continuity/?as=csv"))
    assert "市民会館で開く" in table.content.decode("utf-8-sig")
    assert "本会議" not in office.get(cast.url("continuity/?on=2026-11-01&as=csv")).content.decode("utf-8-sig")


def test_a_function_ends_and_its_record_stays(cast, card):
    office = cast.client("staff")
    assert office.get(cast.url(f"continuity/{card.function.pk}/end/")).status_code == 200
    assert CriticalFunction.objects.get().to_date is None
    office.post(cast.url(f"continuity/{card.function.pk}/end/"))
    assert CriticalFunction.objects.get().to_date == TODAY
    assert office.get(cast.url(f"continuity/{card.function.pk}/")).status_code == 200
    assert office.get(cast.url(f"continuity/{card.function.pk}/edit/")).status_code == 404


def test_what_is_handed_over_with_a_post(cast):
    from sakimori.foundation.papers.handovers import Leaving
    from sakimori.measures.continuity.handovers import HANDOVERS

    actions.save_card(
        cast.ctx("staff"), name="本会議", values=WHOLE | {"decider": cast.post["chair"]}, posts=[cast.post["staff"]]
    )
    for role in ("chair", "staff"):
        rows = HANDOVERS[0].rows(
            cast.ctx("staff"), Leaving(Post.objects.get(pk=cast.post[role].pk), cast.person[role], TODAY)
        )
        assert [row.label for row in rows] == ["本会議"]


def test_when_cards_are_due_stands_in_the_calendar(cast, card):
    from sakimori.measures.continuity.dates import DATES

    day = TODAY + timedelta(days=365)
    assert [(one.day, one.title) for one in DATES.between(cast.ctx("staff"), day, day)] == [
        (day, "業務継続カードの見直し: 本会議")
    ]
    assert CardReview.objects.count() == 0
