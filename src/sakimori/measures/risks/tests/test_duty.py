"""The duty of clause 3: not started, every named threat, the cadence, the line, two assemblies in one statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from sakimori.foundation.assemblies.scope import every_assembly, scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.improvements.actions import report_done, verify_improvement
from sakimori.measures.risks import actions, queries
from sakimori.measures.risks.models import Risk
from sakimori.measures.risks.rules import KEY, UP_TO, level_of
from sakimori.measures.risks.tests.things import all_low, decided, judged, taken
from sakimori.measures.risks.types import Level, Stage
from sakimori.policy.clauses.tests.test_acknowledge import adopt
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_nothing_is_broken_before_somebody_begins_and_then_every_named_threat_counts(cast):
    text = resources.files("sakimori.sample").joinpath("policy_v1.txt").read_text("utf-8")
    adopt(cast, text=text, days_ago=30)
    duty = built_duties()[KEY](TODAY)
    assert duty.must_exist and not any(subjects.rows.exists() for subjects in duty.subjects), "not started"
    taken(cast, ("earthquake", "function"))
    named = {what for what, why in breaches(KEY, TODAY) if "一つもありません" in why}
    assert named == {"意図的な要因", "非意図的な要因", "感染症などによる要員の不足", "インフラの障害の波及"}
    taken(cast)
    assert breaches(KEY, TODAY) == []
    assert breaches(KEY, TODAY - timedelta(days=1)) == [], "of a day before the beginning nothing is said"
    (ill,) = Risk.objects.filter(scenario="staff-ill")
    actions.exclude(cast.ctx("staff"), risk=ill, reason="試し")
    assert [what for what, _why in breaches(KEY, TODAY)] == ["感染症などによる要員の不足"]


def test_judged_within_a_month_and_then_in_the_cadence(cast):
    taken(cast)
    start, year = TODAY + timedelta(days=30), TODAY + timedelta(days=365)
    assert due_days(KEY, TODAY) == {start}
    assert breaches(KEY, start) == []
    assert len(breaches(KEY, start + timedelta(days=1))) == 5
    all_low(cast)
    assert due_days(KEY, TODAY) == {year}
    assert breaches(KEY, year) == []
    late = breaches(KEY, year + timedelta(days=1))
    assert len(late) == 5 and all("評価し直す期限" in why for _what, why in late)
    settle_duty(cast.ctx("manager"), duty=KEY, days=180, reason="半年")
    assert due_days(KEY, TODAY) == {TODAY + timedelta(days=180)}
    settle_duty(cast.ctx("manager"), duty=KEY, is_open=True, reason="必要に応じて")
    assert due_days(KEY, TODAY) == set()
    judged(cast, Risk.objects.first(), 1, 1, review_on=TODAY + timedelta(days=20))
    assert due_days(KEY, TODAY) == {TODAY + timedelta(days=20)}


def test_above_the_line_somebody_answers_within_a_month(cast):
    lost, flood = taken(cast, ("lost-device", "device"), ("flood", "device"))
    judged(cast, lost, 3, 3)
    judged(cast, flood, 3, 3)
    month = TODAY + timedelta(days=30)
    assert due_days(KEY, TODAY) == {month}
    assert breaches(KEY, month) == []
    assert len(breaches(KEY, month + timedelta(days=1))) == 2
    work = actions.mend(
        cast.ctx("staff"), risk=lost, kind="reduce", measure="遠隔消去", owner=cast.person["manager"],
        due_on=TODAY + timedelta(days=90),
    )  # fmt: skip
    answer = actions.ask_to_accept(
        cast.ctx("staff"), risk=flood, reason="移転", substitute="上の階", to_date=TODAY + timedelta(days=100)
    )
    assert [why for _what, why in breaches(KEY, month + timedelta(days=1))] == [
        "受入れの申請が、まだ承認されていません。"
    ]
    decided(cast, answer.exception)
    assert breaches(KEY, month + timedelta(days=1)) == []
    assert [what for what, _why in breaches(KEY, TODAY + timedelta(days=101))] == ["大雨や台風で書庫や機器が水につかる"]

    report_done(
        cast.ctx("manager", later(40)),
        improvement=work.improvement,
        done_on=TODAY + timedelta(days=40),
        done_note="済み",
    )
    verify_improvement(cast.ctx("secretary_general", later(41)), improvement=work.improvement, verification="見た")
    again = TODAY + timedelta(days=41 + 30)
    assert breaches(KEY, again - timedelta(days=1)) == []
    assert [what for what, _why in breaches(KEY, again)] == ["端末やUSBメモリをなくす"], "judge it again after the work"
    judged(cast, lost, 2, 2, at=later(71))
    assert breaches(KEY, again) == []


def test_what_the_page_says_is_what_the_duty_says(cast):
    first, second, third, *_rest = taken(cast)
    judged(cast, first, 3, 3)
    judged(cast, second, 1, 3)
    actions.exclude(cast.ctx("staff"), risk=third, reason="対象外")
    for days in (0, 29, 30, 31, 400):
        on = TODAY + timedelta(days=days)
        bad = {what for what, _why in breaches(KEY, on)}
        for row in queries.rows_on(on):
            late = row.judge_by is not None and row.judge_by < on
            unanswered = row.stage == Stage.UNANSWERED and row.risk.answer_by < on
            assert (row.risk.shown_title in bad) == (row.stage != Stage.OUT and (late or unanswered)), (days, row)


def test_two_assemblies_in_one_statement(cast, neighbour):
    taken(cast)
    with scope(neighbour.assembly.pk):
        taken(neighbour, ("fire", "document"))
        actions.draw_line(neighbour.ctx("chair"), level=Level.LOW, meeting="議長")
        judged(neighbour, Risk.objects.get(), 1, 3)
    all_low(cast)
    on = TODAY + timedelta(days=31)
    with every_assembly():
        found = [
            row.assembly_id
            for subjects in built_duties()[KEY](on).subjects
            for row in subjects.rows.filter(subjects.breached)
        ]
    assert found == [neighbour.assembly.pk]


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_more_chance_or_more_harm_is_never_a_lower_level(chance, harm, more_chance, more_harm):
    assert level_of(chance, harm) == level_of(harm, chance)
    assert level_of(max(chance, more_chance), max(harm, more_harm)) >= level_of(chance, harm)
    assert chance * harm <= UP_TO[level_of(chance, harm)]
