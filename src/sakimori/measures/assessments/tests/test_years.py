"""From year to year: last year's answers, one tap, scores, comparison; what is due, and what was on a past day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.improvements.actions import extend_improvement, report_done
from sakimori.measures.assessments import actions, queries
from sakimori.measures.assessments.models import ContractCheck
from sakimori.measures.assessments.tests.parts import (
    a_check,
    a_contract,
    a_link,
    a_round,
    answered,
    judged,
    on,
    questions,
)
from sakimori.measures.assessments.types import State
from sakimori.testing import TODAY, Cast
from sakimori.testing_duties import breaches, due_days

DUTY = "supplier.checked"
NAME = "さざなみ映像　議会中継業務"
LAST_YEAR = TODAY - timedelta(days=370)


def unchecked(day: date) -> list[str]:
    """Contracts that are not checked as they must be on a day."""
    return [what for what, why in breaches(DUTY, day) if "是正" not in why]


def overdue(day: date) -> list[str]:
    """What was not mended in time as of a day."""
    return [why.partition(": ")[2] for _what, why in breaches(DUTY, day) if "是正" in why]


def this_year(cast: Cast) -> ContractCheck:
    contract = a_contract(cast)
    judged(cast, a_check(cast, contract, LAST_YEAR), LAST_YEAR, bad=["certificates"])
    return a_check(cast, contract)


def test_no_change_is_one_tap_a_question_or_one_for_all(cast: Cast):
    check = this_year(cast)
    token, _link = a_link(cast, check)
    door, client = f"/q/minatono-shi/{token}/", Client()
    assert "残りはすべて変わりなし" in client.get(door).content.decode()
    assert "responsible のとおり" in client.get(f"{door}questions/1/").content.decode()
    assert client.post(f"{door}questions/1/same/")["Location"] == f"{door}questions/2/"
    client.post(f"{door}questions/2/", {"choice": "no", "text": "人が入れ替わった"})
    assert client.post(f"{door}same/")["Location"] == door
    sheet = queries.sheet_of(queries.full_check(check.pk))
    assert sheet.is_complete
    assert [row.answer.is_unchanged for row in sheet.rows[:3]] == [True, False, True]
    assert [row.is_changed for row in sheet.rows[:3]] == [False, True, False]
    # What was insufficient last year is answered alike, but judged anew.
    assert not any(row.answer.judgement for row in sheet.rows)


def test_without_last_years_answer_no_tap_is_offered(cast: Cast):
    token, _link = a_link(cast, a_check(cast))
    client = Client()
    assert "変わりなし" not in client.get(f"/q/minatono-shi/{token}/questions/1/").content.decode()
    assert client.post(f"/q/minatono-shi/{token}/questions/1/same/").status_code == 302
    assert not ContractCheck.objects.get().answers.exists()


def test_scores_and_answers_stand_side_by_side(cast: Cast):
    check = judged(cast, this_year(cast))
    size = len(questions(check))
    supplier = check.contract.supplier
    scores = [(row.year, row.score.ok, row.score.counted) for row in queries.scores_of(supplier)]
    assert scores == [(2025, size - 1, size), (2026, size, size)]
    page = cast.client("staff").get(cast.url(f"assessments/suppliers/{supplier.pk}/")).content.decode()
    assert "令和7年度" in page
    assert "100%" in page
    rows = queries.compared(queries.judged_checks([check.contract]))
    assert [cell.year for cell in rows[0].cells] == [2025, 2026]
    assert cast.client("chair").get(cast.url(f"assessments/contracts/{check.contract_id}/")).status_code == 200


def test_a_contract_is_checked_at_its_start_and_every_year(cast: Cast):
    start = date(2026, 4, 1)
    contract = a_contract(cast, from_date=start)
    assert unchecked(start - timedelta(days=1)) == []
    assert unchecked(start) == [NAME]
    day = date(2026, 4, 20)
    judged(cast, a_check(cast, contract, date(2026, 4, 10)), day)
    # A past day is seen as it was: it was not checked yet.
    assert unchecked(day - timedelta(days=1)) == [NAME]
    assert unchecked(day) == []
    assert due_days(DUTY, day) == {day + timedelta(days=365)}
    assert unchecked(day + timedelta(days=365)) == []
    assert unchecked(day + timedelta(days=366)) == [NAME]


def test_an_answer_alone_is_no_check(cast: Cast):
    contract = a_contract(cast)
    answered(cast, a_check(cast, contract))
    assert unchecked(TODAY) == [NAME]


def test_what_is_bought_and_what_is_over_is_not_asked_for(cast: Cast):
    a_contract(cast, "机の購入", is_outsourcing=False)
    a_contract(cast, "終わった業務", to_date=TODAY - timedelta(days=1))
    assert unchecked(TODAY) == []


def test_the_assembly_may_settle_another_cadence(cast: Cast):
    contract = a_contract(cast)
    judged(cast, a_check(cast, contract, TODAY - timedelta(days=100)), TODAY - timedelta(days=100))
    assert unchecked(TODAY) == []
    settle_duty(
        cast.ctx("manager"), duty=DUTY, days=90, ground=Ground.POLICY, decided_on=TODAY, decision="議運", reason="短く"
    )
    assert unchecked(TODAY) == [NAME]


def test_a_correction_that_is_overdue_breaches_until_it_is_reported(cast: Cast):
    check = a_check(cast, day=TODAY - timedelta(days=100))
    judged(cast, check, TODAY - timedelta(days=100))
    asked = TODAY - timedelta(days=90)
    ctx = cast.ctx("manager", at=on(asked))
    row = actions.request_correction(ctx, check=check, text="再開の手順を作る", due_on=asked + timedelta(days=30))
    due = asked + timedelta(days=30)
    assert overdue(due) == []
    assert overdue(due + timedelta(days=1)) == ["再開の手順を作る"]
    later = due + timedelta(days=10)
    moved = extend_improvement(
        cast.ctx("manager", at=on(later)),
        improvement=row.improvement,
        due_on=later + timedelta(days=20),
        reason="準備中",
    )
    assert overdue(later) == []
    assert overdue(later - timedelta(days=1)) == ["再開の手順を作る"]  # on that day the old date still held
    assert overdue(later + timedelta(days=21)) == ["再開の手順を作る"]
    report_done(cast.ctx("manager"), improvement=moved, done_on=TODAY, done_note="作った")
    assert overdue(TODAY) == []


def test_two_assemblies_are_judged_apart(cast: Cast, neighbour: Cast):
    a_contract(cast)
    with scope(neighbour.assembly.pk):
        theirs = a_contract(neighbour)
        judged(neighbour, a_check(neighbour, theirs))
        assert unchecked(TODAY) == []
    assert unchecked(TODAY) == [NAME]


def test_the_list_shows_a_past_day_as_it_was(cast: Cast):
    check = a_check(cast, day=date(2026, 10, 1))
    judged(cast, check, date(2026, 10, 20))
    staff = cast.client("staff")
    for day, state in (
        (date(2026, 9, 30), None),
        (date(2026, 10, 19), State.ASKED),
        (date(2026, 10, 20), State.JUDGED),
    ):
        lines = queries.lines(day, TODAY)
        assert [line.state for line in lines] == ([state] if state else [])
    assert "判定済み" in staff.get(cast.url("assessments/")).content.decode()
    assert staff.get(cast.url("assessments/?as=xlsx")).status_code == 200


def test_a_contract_under_way_is_not_asked_twice(cast: Cast):
    contract = a_contract(cast)
    a_round(cast, [contract])
    page = cast.client("staff").get(cast.url("assessments/rounds/new/")).content.decode()
    assert f'value="{contract.pk}"' not in page


def test_letters_for_all_who_have_no_link_yet(cast: Cast):
    found = a_round(cast, [a_contract(cast), a_contract(cast, "会議録の作成", "しおかぜ速記")])
    staff = cast.client("staff")
    letters = cast.url(f"assessments/rounds/{found.pk}/letters.pdf")
    assert staff.get(letters).status_code == 405
    assert staff.post(letters).content.startswith(b"%PDF")
    assert staff.post(letters).status_code == 302  # everybody has one now


def test_reminders_more_time_and_taking_back(cast: Cast):
    check = a_check(cast)
    _token, link = a_link(cast, check)
    staff = cast.client("staff")
    assert staff.post(cast.url(f"assessments/{check.pk}/remind/"), {"means": "phone"}).status_code == 302
    later = TODAY + timedelta(days=80)
    assert staff.post(cast.url(f"assessments/{check.pk}/extend/"), {"due_on": later}).status_code == 302
    link.refresh_from_db()
    assert link.expires_on > later
    assert staff.post(cast.url(f"assessments/{check.pk}/withdraw/"), {"reason": ""}).status_code == 422
    assert staff.post(cast.url(f"assessments/{check.pk}/withdraw/"), {"reason": "解約した"}).status_code == 302
    assert "解約した" in staff.get(cast.url(f"assessments/{check.pk}/")).content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL adds the statements that set the assembly")
def test_pages_need_no_more_statements_for_more_contractors(cast: Cast):
    staff = cast.client("staff")

    def counts(check: ContractCheck) -> list[int]:
        found = []
        for path in ("", f"{check.pk}/", f"{check.pk}/judge/", "rounds/new/", f"rounds/{check.round_id}/"):
            staff.get(cast.url(f"assessments/{path}"))
            with CaptureQueriesContext(connection) as taken:
                assert staff.get(cast.url(f"assessments/{path}")).status_code == 200
            found.append(len(taken))
        return found

    check = a_check(cast)
    answered(cast, check)
    few = counts(check)
    for number in range(3):
        contract = a_contract(cast, f"業務{number}", f"会社{number}")
        judged(cast, a_check(cast, contract, LAST_YEAR), LAST_YEAR)
    many = counts(check)
    assert many == few
    assert max(few) <= 12
