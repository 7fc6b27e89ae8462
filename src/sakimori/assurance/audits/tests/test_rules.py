"""Samples that anybody can draw again; duties on both sides of each date; questions for every measure."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sakimori.assurance.audits import actions, content
from sakimori.assurance.audits.rules import MOVES, conflicts
from sakimori.assurance.audits.tests.making import planned, reported, under_way
from sakimori.assurance.audits.types import AuditState
from sakimori.assurance.conformance.drawing import drawn
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground, catalogue
from sakimori.foundation.people.types import Role
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

KEY = "audit.performed"


@given(st.lists(st.uuids(), unique=True, max_size=40), st.text(max_size=12), st.integers(1, 50), st.randoms())
def test_a_seed_draws_the_same_whatever_the_order(population, seed, size, random):
    shuffled = list(population)
    random.shuffle(shuffled)
    found = drawn(seed, population, size)
    assert found == drawn(seed, [str(key).upper() for key in shuffled], size)
    assert len(found) == min(size, len(population)) and set(found) <= {str(key) for key in population}
    assert found == drawn(seed, population, size + 1)[:size]


def test_the_way_of_drawing_is_as_it_is_printed():
    keys = [f"00000000-0000-0000-0000-{number:012d}" for number in range(30)]
    by_hand = sorted(keys, key=lambda key: hashlib.sha256(f"令和8:{key}".encode()).hexdigest())[:5]
    assert drawn("令和8", keys, 5) == by_hand


def test_every_state_is_reached_and_left():
    assert set(MOVES) == set(AuditState)
    reached = set().union(*MOVES.values())
    assert reached == set(AuditState) - {AuditState.PLANNED}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_measure_has_two_questions_in_both_languages(language):
    measures = {measure for spec in catalogue().values() for measure in spec.measures}
    assert measures <= content.measures_with_questions()
    with translation.override(language):
        for measure in content.measures_with_questions():
            keys = content.keys_for([measure])
            assert len(keys) == 2 and all(content.question(key) for key in keys)
    assert content.question("human.9") == content.question("nothing") == ""


def test_conflicts_name_units_and_duties():
    one = conflicts(own_units={1: "事務局"}, audited_units=[1], own_roles=frozenset(), responsible={})
    assert one == ["監査を受ける「事務局」に所属しています。"]
    duties = {"甲": frozenset({Role.STAFF}), "乙": frozenset({Role.STAFF}), "丙": frozenset({Role.CHAIR})}
    two = conflicts(own_units={2: "市"}, audited_units=[1], own_roles=frozenset({Role.STAFF}), responsible=duties)
    assert two == ["範囲の確認項目「甲」など2件を担当しています。"]
    assert conflicts(own_units={}, audited_units=[1], own_roles=frozenset({Role.AUDITOR}), responsible=duties) == []


def test_a_planned_audit_past_its_date(cast):
    case = planned(cast)
    ends = case.audit.ends_on
    assert ends in due_days(KEY, TODAY)
    assert not [row for row in breaches(KEY, ends) if row[0] == case.audit.title]
    late = ends + timedelta(days=1)
    assert [row[0] for row in breaches(KEY, late)] == [case.audit.title]
    actions.cancel_audit(cast.ctx("staff"), audit=case.audit, reason="日程が合わない。")
    assert case.audit.title not in {row[0] for row in breaches(KEY, late)}


def test_no_decision_in_the_fiscal_year(cast):
    label = "令和8年度の監査"
    assert [row[0] for row in breaches(KEY, date(2026, 6, 30))] == []
    assert [row[0] for row in breaches(KEY, date(2026, 7, 1))] == [label]
    decide = {"reason": "改善を先に終える。", "decided_on": TODAY, "decided_by": cast.person["chair"]}
    actions.decide_year(cast.ctx("staff"), year=2026, choice="none", **decide)
    assert breaches(KEY, TODAY) == []
    assert [row[0] for row in breaches(KEY, date(2027, 7, 1))] == ["令和9年度の監査"]


def test_a_year_that_was_to_have_an_audit_and_had_none(cast):
    decide = {"reason": "毎年行う。", "decided_on": TODAY, "decided_by": cast.person["chair"]}
    actions.decide_year(cast.ctx("staff"), year=2026, choice="annual", **decide)
    assert date(2027, 3, 31) in due_days(KEY, TODAY) and breaches(KEY, date(2027, 3, 31)) == []
    assert [row[0] for row in breaches(KEY, date(2027, 4, 1))] == ["令和8年度に行うと決めた監査"]
    reported(cast)
    assert breaches(KEY, date(2027, 4, 1)) == []


def test_the_assemblys_own_cadence(cast):
    reported(cast)
    settle_duty(
        cast.ctx("manager"), duty=KEY, days=365, ground=Ground.POLICY, reason="毎年", decided_on=TODAY, decision="議運"
    )
    end = TODAY + timedelta(days=365)
    decide = {"choice": "as_needed", "reason": "必要なとき", "decided_on": end}
    actions.decide_year(cast.ctx("staff", at=NOW + timedelta(days=365)), year=2027, **decide)
    assert breaches(KEY, end) == []
    assert [row[0] for row in breaches(KEY, end + timedelta(days=1))] == ["令和9年度の監査"]


def test_auditors_of_their_own_work_need_a_reason_and_a_second_look(cast):
    key = "audit.auditor-independent"
    case = under_way(cast)
    assert breaches(key, TODAY) == []
    ctx, period = cast.ctx("staff"), {"from_date": TODAY, "to_date": TODAY}
    own = actions.appoint_auditor(ctx, audit=case.audit, person=cast.person["manager"], **period)
    assert [row[0] for row in breaches(key, TODAY)] == ["灯 直樹（年次監査）"]
    actions.change_auditor(ctx, auditor=own, conflict_reason="ほかにいない。", **period)
    assert len(breaches(key, TODAY)) == 1
    chair = cast.person["chair"]
    actions.change_auditor(ctx, auditor=own, conflict_reason="ほかにいない。", second_look_by=chair, **period)
    assert breaches(key, TODAY) == []
