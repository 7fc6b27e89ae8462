"""A breach is told politely, answered by link, put right; and who sees to whom it was said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sakimori.assurance.conformance.queries import board, row_of
from sakimori.assurance.conformance.worklist import gaps
from sakimori.assurance.inspections import actions
from sakimori.assurance.inspections.models import Breach
from sakimori.assurance.inspections.tests.things import policy_in_force
from sakimori.assurance.inspections.types import BREACH_ASK
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.duties.spec import State
from sakimori.foundation.improvements.actions import report_done
from sakimori.foundation.improvements.models import Improvement
from sakimori.testing import TODAY

DUTY = "operation.breaches-corrected"
WHAT = "控室の机に、名簿が置いたままでした。"


@pytest.fixture
def told(cast):
    policy_in_force(cast)
    sent = {
        "person": str(cast.person["member"].pk),
        "unit": "",
        "clause_path": "6(4)",
        "noticed_on": str(TODAY),
        "happened": "今朝",
        "what": WHAT,
        "request": "鍵のかかる引き出しにおしまいください。",
        "answer_by": str(TODAY + timedelta(days=14)),
    }
    assert cast.client("staff").post(cast.url("inspections/breaches/new/"), sent).status_code == 302
    return cast, Breach.objects.get()


def standing(cast, day=None):
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC) if day else None
    ctx = cast.ctx("staff", at) if at else cast.ctx("staff")
    return row_of(board(ctx), DUTY).state


def test_told_answered_and_put_right(told, client):
    cast, breach = told
    office = cast.client("staff")
    letter = office.post(cast.url(f"inspections/breaches/{breach.pk}/letter/"))
    assert letter.content.startswith(b"%PDF")
    ask = Ask.objects.get(kind=BREACH_ASK)
    (token,) = make_links(cast.ctx("staff"), asks=[ask], made_for="letter").values()
    path = f"/l/{cast.assembly.slug}/{token}/"
    assert WHAT in client.get(path).content.decode()
    assert client.post(path, {"answer": "急いでいました。しまいました。"}).status_code == 302
    page = office.get(cast.url(f"inspections/breaches/{breach.pk}/")).content.decode()
    assert "急いでいました" in page
    sent = {
        "title": "名簿のしまい方",
        "measure": "引き出しの鍵を配る",
        "owner": str(cast.person["manager"].pk),
        "due_on": str(TODAY + timedelta(days=20)),
    }
    assert office.post(cast.url(f"inspections/breaches/{breach.pk}/correct/"), sent).status_code == 302
    improvement = Improvement.objects.get()
    assert (improvement.origin, improvement.clause_path) == ("breach", "6(4)")
    assert cast.person["member"].shown_name not in improvement.title + improvement.finding
    assert office.get(cast.url(f"inspections/breaches/{breach.pk}/correct/")).status_code == 404


def test_only_the_office_and_the_chair_see_names_and_contents(told):
    cast, breach = told
    name = cast.person["member"].shown_name
    seen = {}
    for role in ("staff", "manager", "secretary_general", "chair", "deputy"):
        listed = cast.client(role).get(cast.url("inspections/breaches/")).content.decode()
        page = cast.client(role).get(cast.url(f"inspections/breaches/{breach.pk}/")).content.decode()
        body = listed[listed.index("<main") :] + page[page.index("<main") :]
        seen[role] = (name in body, WHAT in body)
    assert seen.pop("deputy") == (False, False)
    assert set(seen.values()) == {(True, True)}
    for role in ("member", "caucus_head", "auditor", "city_it"):
        assert cast.client(role).get(cast.url("inspections/breaches/")).status_code == 403
        assert cast.client(role).get(cast.url(f"inspections/breaches/{breach.pk}/")).status_code == 403
    assert cast.client("chair").get(cast.url(f"inspections/breaches/{breach.pk}/letter/")).status_code == 403


def test_the_board_says_a_number_and_never_a_name(told):
    cast, _breach = told
    late = datetime(2026, 12, 20, 1, tzinfo=UTC)
    (gap,) = gaps(cast.ctx("staff", late), [DUTY])
    assert gap.label == "お知らせ 第1号"
    assert cast.person["member"].shown_name not in gap.label + gap.reason


def test_the_duty_on_both_sides_of_each_date(told):
    cast, breach = told
    by = breach.answer_by
    assert standing(cast) == State.DUE_SOON
    assert standing(cast, by) == State.DUE_SOON
    assert standing(cast, by + timedelta(days=1)) == State.BREACHED
    actions.answer_breach(cast.ctx("staff"), breach=breach, answer="しまいました", answered_on=TODAY)
    assert standing(cast, TODAY + timedelta(days=14)) == State.DUE_SOON
    assert standing(cast, TODAY + timedelta(days=15)) == State.BREACHED  # nobody decided what is put right
    due = TODAY + timedelta(days=30)
    actions.correct_breach(cast.ctx("staff"), breach=breach, title="鍵", measure="鍵を配る", due_on=due)
    assert standing(cast, due) == State.DUE_SOON
    assert standing(cast, due + timedelta(days=1)) == State.BREACHED
    report_done(cast.ctx("staff"), improvement=breach.improvement, done_on=TODAY, done_note="配りました")
    assert standing(cast, due + timedelta(days=1)) == State.KEPT


def test_a_mistake_is_settled_with_a_reason(told):
    cast, breach = told
    office = cast.client("staff")
    path = cast.url(f"inspections/breaches/{breach.pk}/settle/")
    assert office.post(path, {"because": ""}).status_code == 422
    assert office.post(path, {"because": "見間違いでした"}).status_code == 302
    assert not Ask.objects.open().filter(kind=BREACH_ASK).exists()
    assert standing(cast, TODAY + timedelta(days=40)) == State.KEPT


def test_what_cannot_be(told):
    cast, breach = told
    office = cast.client("staff")
    sent = {
        "person": str(cast.person["member"].pk),
        "noticed_on": str(TODAY + timedelta(days=1)),
        "what": "x",
        "answer_by": str(TODAY - timedelta(days=1)),
    }
    page = office.post(cast.url("inspections/breaches/new/"), sent)
    assert page.status_code == 422
    assert "今日までの日" in page.content.decode()
    answer = {"answered_on": str(TODAY + timedelta(days=1)), "answer": "x"}
    assert office.post(cast.url(f"inspections/breaches/{breach.pk}/answer/"), answer).status_code == 422


def test_nobody_else_is_asked_or_shown(told, neighbour):
    cast, breach = told
    assert cast.client("chair").get(cast.url(f"asks/{Ask.objects.get(kind=BREACH_ASK).pk}/")).status_code == 404
    theirs = neighbour.client("staff").get(neighbour.url(f"inspections/breaches/{breach.pk}/"))
    assert theirs.status_code == 404
