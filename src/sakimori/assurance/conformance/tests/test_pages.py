"""The board as people use it: reading, filtering, going back in time, printing, deciding about a duty."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pypdfium2
import pytest

from sakimori.assurance.conformance import queries
from sakimori.assurance.conformance.actions import record_history
from sakimori.assurance.conformance.sheets import chair_sheet
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.assurance.conformance.worklist import gap_count, gaps
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.spec import State
from sakimori.policy.clauses.models import Clause
from sakimori.testing import TODAY

ROLES = ["chair", "deputy", "secretary_general", "manager", "staff", "caucus_head", "member", "city_it"]
A4 = (595, 842)


def read(cast, role, path, **more):
    answer = cast.client(role).get(cast.url(path), **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_a_policy_the_board_leads_to_taking_one_in(cast):
    page = read(cast, "staff", "board/")
    assert "効力のある方針がまだありません" in page
    assert cast.url("policy/start/") in page


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_the_policy_with_its_state(cast, role):
    version = adopt(cast)
    page = read(cast, role, "board/")
    assert version.title in page
    for path, heading in version.clauses.exclude(heading="").values_list("path", "heading")[:8]:
        assert path in page and heading in page
    assert 'class="board-percent"' in page


def test_filters_live_in_the_address(cast):
    adopt(cast)
    board = queries.board(cast.ctx("staff"))
    whole = read(cast, "staff", "board/")
    page = read(cast, "staff", "board/?state=due_soon&owner=chair")
    rows = whole.count('class="board-row'), page.count('class="board-row')
    shown = queries.filtered(board, "due_soon", "chair", None)
    assert rows == (len(board.clauses), len(shown.clauses))
    assert '<option value="due_soon" selected>' in page and '<option value="chair" selected>' in page
    assert "すべて表示" in page and "すべて表示" not in whole
    by_item = read(cast, "staff", "board/?item=1")
    assert 0 < by_item.count('class="board-row') < rows[0]


def test_a_nonsense_filter_shows_everything(cast):
    adopt(cast)
    page = read(cast, "staff", "board/?state=purple&on=yesterday")
    assert page.count('class="board-row') == len(queries.board(cast.ctx("staff")).clauses)


def test_a_filter_changes_only_the_part_of_the_page(cast):
    adopt(cast)
    part = read(cast, "staff", "board/?state=due_soon", headers={"HX-Request": "true"})
    assert "<html" not in part and "<h1" not in part
    assert 'class="board-row' in part


def test_the_board_in_english(cast):
    version = adopt(cast)
    page = read(cast, "staff", "board/", headers={"Accept-Language": "en"})
    assert 'lang="en"' in page and version.title in page
    assert "Kept" in page and "次の期限" not in page and "確認項目" not in page
    duty = read(cast, "staff", "board/duties/policy.published/", headers={"Accept-Language": "en"})
    assert "<h1" in duty and "ublish" in duty.split("</h1>")[0].split("<h1")[1]


def test_a_past_day_is_shown_as_recorded(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=30))
    record_history(TODAY - timedelta(days=back) for back in range(20, 0, -1))
    day = TODAY - timedelta(days=5)
    page = read(cast, "staff", f"board/?on={day}")
    assert re.search(r"令和8年11月18日\S*の状況です", page)
    assert f"chair.pdf?on={day}" in page
    assert "その日までの記録はありません" in read(cast, "staff", "board/?on=2020-01-01")


@pytest.mark.parametrize("role", ROLES)
def test_the_paper_for_the_chair_is_one_page(cast, role):
    adopt(cast)
    answer = cast.client(role).get(cast.url("board/chair.pdf"))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == A4
    words = document[0].get_textpage().get_text_range()
    assert "方針の遵守状況" in words and cast.assembly.name in words


def test_it_stays_one_page_however_little_is_kept(cast):
    adopt(cast)
    ctx = cast.ctx("staff")
    board = queries.board(ctx)
    bad = [replace(row, state=State.BREACHED) for row in board.clauses if row.duties]
    found = gaps(ctx, queries.duties_of(board), known=board)[:1] * 30
    assert found
    many = [replace(row, id=uuid4()) for row in bad * 2]
    for clauses in (bad, many):
        assert len(pypdfium2.PdfDocument(chair_sheet(ctx, replace(board, clauses=tuple(clauses)), found))) == 1
    kept = [replace(row, state=State.KEPT) for row in bad]
    words = pypdfium2.PdfDocument(chair_sheet(ctx, replace(board, clauses=tuple(kept)), []))[0].get_textpage()
    assert f"守られている条項: {bad[0].path}、{bad[1].path}" in words.get_text_range()


def test_the_paper_of_a_past_day(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=30))
    record_history([TODAY - timedelta(days=5)])
    answer = cast.client("chair").get(cast.url(f"board/chair.pdf?on={TODAY - timedelta(days=5)}"))
    words = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
    assert "令和8年11月18日" in words


def test_a_clause_says_what_is_missing_and_what_proves_it(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=30))
    clause = next(
        row for row in queries.board(cast.ctx("staff")).clauses if "policy.published" in {d.key for d in row.duties}
    )
    page = read(cast, "staff", f"board/clauses/{clause.id}/")
    assert clause.text.splitlines()[0][:20] in page
    assert "公表を記録する" in page and "まだ公表の記録がありません" in page
    assert "方針の決定を記録しました" in page, "the ledger entry that is evidence"
    member = read(cast, "member", f"board/clauses/{clause.id}/")
    assert "公表を記録する" not in member and "方針の決定を記録しました" not in member


def test_a_clause_of_another_assembly_or_version_is_unknown(cast, neighbour):
    version = adopt(cast)
    clause = Clause.objects.filter(version=version).first()
    assert neighbour.client("staff").get(neighbour.url(f"board/clauses/{clause.pk}/")).status_code == 404
    adopt(cast, decided_on=TODAY - timedelta(days=1))
    assert cast.client("staff").get(cast.url(f"board/clauses/{clause.pk}/")).status_code == 404


def test_what_is_missing_comes_in_the_order_of_urgency(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=40))
    found = gaps(cast.ctx("staff"), ["policy.published", "compliance.acknowledged"])
    assert found[0].is_breached and [g.is_breached for g in found] == sorted(
        (g.is_breached for g in found), reverse=True
    )
    page = read(cast, "staff", "board/gaps/")
    places = [page.index(f">{gap.label}</th>") for gap in found[:2]]
    assert places == sorted(places)
    assert all(gap.remedy_url in page for gap in found)
    for role in ("member", "city_it", "caucus_head"):
        assert cast.client(role).get(cast.url("board/gaps/")).status_code == 403


DAYS = {"mode": "days", "days": "14", "ground": "policy", "reason": "", "decided_on": "", "decision": ""}
KEY = "compliance.acknowledged"


def test_the_head_of_the_office_settles_a_duty(cast):
    adopt(cast)
    url = cast.url(f"board/duties/{KEY}/")
    client = cast.client("manager")
    assert client.post(url, DAYS | {"decided_on": "2026-11-20", "decision": "議運決定3号"}).status_code == 302
    setting = DutySetting.objects.get(duty=KEY)
    assert (setting.days, setting.is_applicable, setting.decision) == (14, True, "議運決定3号")
    page = client.get(url).content.decode()
    assert "14日" in page and "議運決定3号" in page
    assert (
        client.post(url, DAYS | {"mode": "open", "days": "", "reason": "必要に応じてと定めたため"}).status_code == 302
    )
    assert DutySetting.objects.get(duty=KEY).is_open
    assert "定めない（必要に応じて）" in read(cast, "member", "board/duties/")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": ""}, "日数を入力してください。"),
        ({"days": "0"}, "1 以上でなければなりません"),
        ({"mode": "open", "days": "", "reason": " "}, "理由を入力してください"),
        ({"mode": "off", "days": ""}, "理由を入力してください"),
        ({"ground": "whim"}, "候補にありません"),
        ({"decided_on": "いつか"}, "日付を正しく入力してください"),
    ],
)
def test_an_incomplete_decision_says_what_is_missing(cast, values, words):
    answer = cast.client("manager").post(cast.url(f"board/duties/{KEY}/"), DAYS | values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not DutySetting.objects.exists()


def test_law_cannot_be_switched_off(cast):
    answer = cast.client("manager").post(
        cast.url("board/duties/policy.published/"), DAYS | {"mode": "off", "days": "", "reason": "面倒だから"}
    )
    assert answer.status_code == 422
    assert "法律に基づく項目は対象外にできません。" in answer.content.decode()
    assert not DutySetting.objects.exists()


def test_a_duty_that_does_not_apply_leaves_the_figure(cast):
    adopt(cast)
    before = queries.board(cast.ctx("staff"))
    values = DAYS | {"mode": "off", "days": "", "reason": "会派がないため"}
    assert cast.client("manager").post(cast.url(f"board/duties/{KEY}/"), values).status_code == 302
    after = queries.board(cast.ctx("staff"))
    assert queries.row_of(after, KEY).state == State.NOT_APPLICABLE
    assert after.population == before.population - queries.row_of(before, KEY).standing.population


@pytest.mark.parametrize("role", ["staff", "member", "city_it", "caucus_head"])
def test_who_may_not_settle_reads_only(cast, role):
    url = cast.url(f"board/duties/{KEY}/")
    assert "決め直す" not in read(cast, role, f"board/duties/{KEY}/")
    assert cast.client(role).post(url, DAYS).status_code == 403
    assert not DutySetting.objects.exists()


def test_an_unknown_duty_is_unknown(cast):
    assert cast.client("manager").get(cast.url("board/duties/no.such/")).status_code == 404


def test_the_number_of_gaps_counts_those_that_are_not_listed(cast):
    adopt(cast, decided_on=TODAY - timedelta(days=40))
    ctx = cast.ctx("staff")
    board = queries.board(ctx)
    assert gap_count(board) == len(gaps(ctx, queries.duties_of(board)))
    few = gaps(ctx, queries.duties_of(board), limit=1, known=board)
    assert len(few) < gap_count(board)
    assert sum(gap.duty.key == KEY for gap in few) == 1


def test_a_duty_without_gaps_costs_nothing(cast, django_assert_num_queries):
    adopt(cast)
    ctx = cast.ctx("staff")
    board = queries.board(ctx)
    assert queries.row_of(board, "policy.established").state == State.KEPT
    with django_assert_num_queries(0):
        assert gaps(ctx, ["policy.established"], known=board) == []
