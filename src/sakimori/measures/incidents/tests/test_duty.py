"""operation.incidents-handled: a limit or a step past its day breaches it, until it is done or there is a reason why not."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.assemblies.scope import every_assembly
from sakimori.foundation.duties.spec import built_duties
from sakimori.measures.drills.content import scenario
from sakimori.measures.incidents import actions
from sakimori.measures.incidents.tests.cases import begin, finish
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "operation.incidents-handled"
DAY = timedelta(days=1)


def test_on_both_sides_of_the_day_and_on_a_past_day(cast):
    case = begin(cast)
    clock = case.clocks.get(key="police")
    assert clock.due_on == TODAY + DAY  # Monday is a holiday: one open day later is Tuesday
    late = lambda on: any(clock.title in reason for _label, reason in breaches(KEY, on))  # noqa: E731
    assert not late(clock.due_on)
    assert late(clock.due_on + DAY)
    assert clock.due_on in due_days(KEY, TODAY)
    ctx = cast.ctx("staff", NOW + timedelta(days=4))
    actions.finish_clock(ctx, clock=clock)
    assert not late(TODAY + 5 * DAY)
    assert late(TODAY + 3 * DAY)  # as of that day it was still open
    assert not breaches(KEY, TODAY - DAY)  # the case did not exist yet


def test_steps_count_and_reasons_end_them(cast):
    case = begin(cast)
    day = TODAY + 30 * DAY
    step = case.tasks.filter(due_on__isnull=False).first()
    assert any(step.text in reason for _label, reason in breaches(KEY, day))
    actions.skip_task(cast.ctx("staff"), task=step, reason="見つかった")
    assert not any(step.text in reason for _label, reason in breaches(KEY, day))


def test_exercises_are_no_duty_and_nothing_happened_is_no_breach(cast):
    assert not built_duties()[KEY](TODAY).must_exist
    actions.open_exercise(cast.ctx("staff"), scenario=scenario("ransomware", "ja"), kind="ransomware")
    assert not breaches(KEY, TODAY + 90 * DAY)


def test_a_finished_case_is_kept(cast):
    finish(cast, begin(cast))
    assert not breaches(KEY, TODAY + 90 * DAY)


def test_two_assemblies_at_once(cast, neighbour):
    begin(cast)
    with every_assembly():
        found = breaches(KEY, TODAY + 90 * DAY)
    assert found
    assert len(found) == len(breaches(KEY, TODAY + 90 * DAY))
