"""Properties: questions are drawn the same way every time, figures equal a plain count, facts cost the same for many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sakimori.assurance.conformance.queries import board, row_of
from sakimori.assurance.inspections import actions, queries
from sakimori.assurance.inspections.content import bank
from sakimori.assurance.inspections.facts import facts, path_to
from sakimori.assurance.inspections.models import Answer, Respondent
from sakimori.assurance.inspections.results import result_of
from sakimori.assurance.inspections.rules import Earlier, Figures, Place, concerns, draw, together
from sakimori.assurance.inspections.tests.things import (
    answered,
    ask_of,
    opened,
    overdue_tablet,
    policy_in_force,
    unit_ask,
)
from sakimori.assurance.inspections.types import MOST_QUESTIONS, Audience, Source, Value
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import State, catalogue
from sakimori.foundation.people.models import Person, Unit
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.models import Loan
from sakimori.testing import TODAY

MEASURES = sorted({row.measure for row in bank()})


def places(chosen) -> dict[str, Place]:
    return {measure: Place(f"6({number})", measure) for number, measure in enumerate(chosen)}


@given(
    st.sets(st.sampled_from(MEASURES)), st.lists(st.sampled_from([row.key for row in bank()]), unique=True, max_size=12)
)
def test_drawing_is_deterministic_and_keeps_the_office_choices(measures, order):
    by_key = {row.key: row for row in bank()}
    earlier = [
        Earlier(key, by_key[key].audience, f"自分の言葉 {key}", "", "1", "", is_asked=number % 3 != 0)
        for number, key in enumerate(order)
    ]
    earlier.append(Earlier("own-1", "member", "独自", "", "", "", is_asked=True))
    first = draw(bank(), places(sorted(measures)), set(), earlier)
    assert first == draw(bank(), places(sorted(measures)), set(), earlier)
    keys = [row.key for row in first]
    assert len(keys) == len(set(keys))
    assert set(keys) == {row.key for row in bank() if row.measure in measures} | {"own-1"}
    known = [row.key for row in earlier if row.key in keys]
    assert keys[: len(known)] == known
    words = {row.key: row for row in earlier}
    for row in first:
        if row.key in words:
            assert (row.text, row.is_asked) == (words[row.key].text, words[row.key].is_asked)
            assert row.text_en == ""  # our translation no longer says the same


def test_a_duty_set_aside_takes_its_questions_with_it():
    keys = {row.key for row in draw(bank(), places(MEASURES), {"physical.returned"})}
    assert "returned" not in keys
    assert "pledged" in keys


COUNTS = st.lists(st.tuples(st.sampled_from(Value), st.sampled_from(Source)))


@given(COUNTS, COUNTS)
def test_figures_are_a_plain_count(first, second):
    def counted(rows):
        figures = Figures()
        for value, source in rows:
            figures.add(value, source)
        return figures

    whole = together([counted(first), counted(second)])
    both = first + second
    assert whole.yes == both.count((Value.YES, Source.GIVEN))
    assert whole.no == both.count((Value.NO, Source.GIVEN))
    assert whole.unknown == both.count((Value.UNKNOWN, Source.GIVEN))
    assert whole.proven == both.count((Value.YES, Source.REGISTER))
    good = whole.good
    assert good is None or 0 <= good <= 100
    assert (good == 100) == (whole.given + whole.proven > 0 and whole.no + whole.unknown == 0)


def test_the_bank_is_whole():
    rows = bank()
    assert 38 <= len(rows) <= 50
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        assert not row.duty or row.duty in catalogue()
        assert bool(row.duty) == bool(row.ja.register) == bool(row.en.register)
        assert row.ja.text.endswith("か")
        assert row.en.text.endswith("?")
        assert len(row.ja.text) <= 60
        assert row.ja.hint
        assert row.en.hint
    for audience in Audience:
        if audience != Audience.EVERYONE:
            most = sum(concerns(row.audience, audience) for row in rows)
            if audience == Audience.STAFF:
                # Loans, pledges and take-outs are asked only of those about whom the register has something open.
                most -= sum(row.absent == "skip" and row.audience == Audience.EVERYONE for row in rows)
            assert most <= MOST_QUESTIONS, audience


def test_result_equals_a_plain_count(cast):
    policy_in_force(cast)
    found = opened(cast)
    for who, values in {
        "member": {"screen_lock": "no", "second_step": "unknown"},
        "chair": {"screen_lock": "no", "own_device": "na"},
        "staff": {"updates": "no"},
    }.items():
        answered(cast, ask_of(cast, found, who), who, **values)
    answered(cast, unit_ask(found, "会派"), "caucus_head", caucus_guests="no")
    result = result_of(found)
    rows = list(Answer.objects.filter(respondent__answered_on__isnull=False).select_related("question"))
    for one in result.questions:
        mine = [row for row in rows if row.question_id == one.question.pk]
        assert one.figures.no == sum(row.value == "no" for row in mine)
        assert one.figures.yes == sum(row.value == "yes" and row.source == "given" for row in mine)
        assert one.figures.proven == sum(row.value == "yes" and row.source == "register" for row in mine)
        assert one.figures.unknown == sum(row.value == "unknown" for row in mine)
    assert result.figures.given == sum(row.source == "given" and row.value != "na" for row in rows)


def test_facts_cost_the_same_for_one_and_for_all(cast):
    policy_in_force(cast)
    overdue_tablet(cast)
    duties = {row.duty for row in bank() if row.duty}
    counts = []
    for keys in ([cast.person["member"].pk], [person.pk for person in cast.person.values()]):
        with CaptureQueriesContext(connection) as ran:
            known = facts(duties, Person, keys, TODAY)
        counts.append(len(ran))
        late = known["physical.returned", cast.person["member"].pk]
        assert not late.proves(False)
        assert "期限" in late.against[0]
        assert known["physical.lending-documented", cast.person["member"].pk].proves(True)
    assert counts[0] == counts[1] <= 10


def test_to_whom_a_subject_belongs():
    assert path_to(Person.objects.all(), Person) == "pk"
    assert path_to(Loan.objects.all(), Person) == "person"
    assert path_to(Loan.objects.all(), Unit) == "asset__unit"
    assert path_to(Asset.objects.all(), Unit) == "unit"
    assert path_to(Asset.objects.all(), Person) is None


def test_who_has_not_acknowledged_yet_does_not_count_as_proven(cast):
    """There is still time, so the board is not red; but nobody has read it either."""
    policy_in_force(cast)
    found = opened(cast)
    row = Respondent.objects.get(round=found, person=cast.person["member"], unit=None)
    assert "policy-read" in {question.key for question in queries.asked_of(row)}


def test_the_duty_of_answering_on_both_sides_of_its_date(cast):
    policy_in_force(cast)
    assert row_of(board(cast.ctx("staff")), "audit.self-inspected").state == State.NOT_STARTED
    found = opened(cast)

    def standing(days: int):
        at = datetime(2026, 11, 23, 1, tzinfo=UTC) + timedelta(days=days)
        return row_of(board(cast.ctx("staff", at)), "audit.self-inspected").standing

    assert (standing(21).state, standing(21).population) == (State.DUE_SOON, 9)
    assert (standing(22).state, standing(22).breached) == (State.BREACHED, 9)
    answered(cast, ask_of(cast, found, "member"), "member")
    assert standing(22).breached == 8
    row = Respondent.objects.get(round=found, person=cast.person["deputy"], unit=None)
    actions.excuse(cast.ctx("staff"), respondent=row, because="療養のため")
    assert (standing(22).population, standing(22).breached) == (8, 7)


def test_a_unit_is_checked_within_the_assemblys_own_cadence(cast):
    policy_in_force(cast)
    found = opened(cast)
    answered(cast, unit_ask(found, "会派"), "caucus_head")

    def standing(days: int):
        at = datetime(2026, 11, 23, 1, tzinfo=UTC) + timedelta(days=days)
        return row_of(board(cast.ctx("staff", at)), "operation.compliance-checked").standing

    assert standing(365).breached == 0
    assert standing(366).breached == 2
    assert DutySetting.objects.count() == 0


@pytest.mark.parametrize("role", ["member", "auditor", "chair"])
def test_who_may_not_plan(cast, role):
    for page in ("new/", "breaches/new/"):
        assert cast.client(role).get(cast.url(f"inspections/{page}")).status_code == 403


def test_pages_cost_the_same_however_many_answer(cast):
    policy_in_force(cast)
    overdue_tablet(cast)
    found = opened(cast)
    office, member = cast.client("staff"), cast.client("member")
    pages = [f"inspections/{found.pk}/{name}" for name in ("", "result/", "answers/", "findings/", "questions/")]
    mine = cast.url(f"asks/{ask_of(cast, found, 'member').pk}/")

    def counted() -> list[int]:
        counts = []
        for page in ["inspections/", *pages]:
            office.get(cast.url(page))
            with CaptureQueriesContext(connection) as ran:
                assert office.get(cast.url(page)).status_code == 200
            counts.append(len(ran))
        return counts

    before = counted()
    for who in ("chair", "deputy", "staff", "manager"):
        answered(cast, ask_of(cast, found, who), who, screen_lock="no", second_step="unknown", comment="一言")
    after = counted()
    assert after == before
    budget = 12 if connection.vendor == "sqlite" else 15  # the walls of PostgreSQL cost statements of their own
    assert max(after) <= budget
    with CaptureQueriesContext(connection) as ran:
        assert member.get(mine).status_code == 200
    assert len(ran) <= budget
