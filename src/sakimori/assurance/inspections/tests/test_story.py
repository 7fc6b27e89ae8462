"""A round from the policy to corrective actions, as the office and the people who answer see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.assurance.conformance.queries import board, row_of
from sakimori.assurance.inspections import actions, queries
from sakimori.assurance.inspections.models import Answer, Question, Respondent, Round
from sakimori.assurance.inspections.results import result_of
from sakimori.assurance.inspections.tests.things import (
    answered,
    ask_of,
    fields,
    opened,
    overdue_tablet,
    policy_in_force,
    unit_ask,
)
from sakimori.assurance.inspections.types import MOST_QUESTIONS
from sakimori.foundation.access.context import Channel
from sakimori.foundation.asks.actions import make_links
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.duties.spec import State
from sakimori.foundation.improvements.models import Improvement
from sakimori.registers.lending.tests.things import png
from sakimori.testing import TODAY


@pytest.fixture
def ready(cast):
    policy_in_force(cast)
    return cast


def link_to(cast, ask) -> str:
    (token,) = make_links(cast.ctx("staff"), asks=[ask], made_for="letter").values()
    return f"/l/{cast.assembly.slug}/{token}/"


def test_the_office_plans_adjusts_and_opens_a_round(ready):
    office = ready.client("staff")
    sent = {"title": "令和8年度の自己点検", "due_on": str(TODAY + timedelta(days=20)), "message": "お願いします"}
    page = office.post(ready.url("inspections/new/"), sent, follow=True)
    found = Round.objects.get()
    body = page.content.decode()
    assert "席を離れるとき" in body
    assert "6(4)" in body
    question = Question.objects.get(round=found, key="screen-lock")
    office.post(
        ready.url(f"inspections/questions/{question.pk}/"),
        {"text": "離席のときは画面を閉じていますか", "hint": "", "is_asked": "on", "order": "3"},
    )
    left_out = Question.objects.get(round=found, key="no-own-cloud")
    office.post(
        ready.url(f"inspections/questions/{left_out.pk}/"),
        {"text": left_out.text, "hint": left_out.hint, "order": str(left_out.order)},
    )
    own = {
        "audience": "member",
        "text": "議場に私物の録音機を持ち込まないようにしていますか",
        "hint": "",
        "clause_path": "6(4)",
    }
    office.post(ready.url(f"inspections/{found.pk}/questions/new/"), own)
    office.post(ready.url(f"inspections/{found.pk}/open/"))
    rows = {str(row): row for row in queries.respondents(found)}
    assert len(rows) == 9  # seven people, the caucus, the secretariat
    asked = [row.key for row in queries.asked_of(rows["髙橋 恵"])]
    assert "own-1" in asked
    assert "no-own-cloud" not in asked
    assert asked.index("screen-lock") > 0
    assert Ask.objects.open().filter(subject_id=found.pk).count() == 7
    assert "会派" in office.get(ready.url(f"inspections/{found.pk}/")).content.decode()


def test_what_the_register_proves_is_not_asked(ready):
    overdue_tablet(ready)
    found = opened(ready)
    member = Respondent.objects.get(round=found, person=ready.person["member"], unit=None)
    asked, filled = queries.sheet_of(member)
    keys = {row.key for row in asked}
    assert "returned" in keys  # it is late: asked
    assert "pledged" not in keys  # the register has pledge and receipt
    assert {row.question.key: row.value for row in filled}["pledged"] == "yes"
    chair = Respondent.objects.get(round=found, person=ready.person["chair"], unit=None)
    assert {row.question.key: row.value for row in chair.answers.all()}["returned"] == "na"
    page = ready.client("member").get(ready.url(f"asks/{ask_of(ready, found, 'member').pk}/")).content.decode()
    assert "台帳から確認できました" in page
    assert "誓約書と受領書" in page


def test_an_answer_against_the_register_is_shown_before_it_is_sent(ready, client):
    """AUD-2: the answerer sees what the register says, and may keep the answer with a word."""
    overdue_tablet(ready)
    found = opened(ready)
    ask = ask_of(ready, found, "member")
    path = link_to(ready, ask)
    sent = fields(ask)
    page = client.post(path, sent)
    assert page.status_code == 422
    body = page.content.decode()
    assert "台帳では、まだ返納の記録がありません。" in body
    assert 'name="keep-returned"' in body
    assert Answer.objects.filter(source="given").count() == 0
    # Corrected, it goes without a word; what was ticked before is still there.
    assert body.count("checked") == len(sent)
    page = client.post(path, sent | {"keep-returned": "先週、窓口に返しました", "keep-policy-read": "紙で出しました"})
    assert page.status_code == 302
    kept = Answer.objects.get(question__key="returned", source="given")
    assert (kept.value, kept.kept_because) == ("yes", "先週、窓口に返しました")
    assert "台帳では、まだ返納の記録がありません。" in kept.register_said
    listed = ready.client("staff").get(ready.url(f"inspections/{found.pk}/answers/")).content.decode()
    assert "先週、窓口に返しました" in listed
    assert ready.client("chair").get(ready.url(f"inspections/{found.pk}/answers/")).status_code == 403


def test_a_corrected_answer_needs_no_word(ready, client):
    overdue_tablet(ready)
    found = opened(ready)
    ask = ask_of(ready, found, "member")
    page = client.post(link_to(ready, ask), fields(ask, returned="no", policy_read="no"))
    assert page.status_code == 302
    assert Answer.objects.get(question__key="returned", source="given").register_said == ""


def test_do_not_know_leads_to_an_explanation_and_not_to_a_finding(ready, client):
    found = opened(ready)
    ask = ask_of(ready, found, "member")
    path = link_to(ready, ask)
    client.post(path, fields(ask, second_step="unknown", policy_read="no", comment="設定の場所が分かりません"))
    thanks = client.get(path).content.decode()
    assert "スマートフォンなどでもう一度確かめる仕組みです" in thanks
    body = ready.client("staff").get(ready.url(f"inspections/{found.pk}/answers/")).content.decode()
    assert "設定の場所が分かりません" in body
    assert [row.question.key for row in queries.proposals(found)] == ["policy-read"]


def test_a_photo_comes_with_an_answer(ready):
    found = opened(ready)
    ask = ask_of(ready, found, "member")
    sent = fields(ask, policy_read="no") | {"photo": SimpleUploadedFile("room.png", png(), "image/png")}
    assert ready.client("member").post(ready.url(f"asks/{ask.pk}/"), sent).status_code == 302
    row = Respondent.objects.get(round=found, person=ready.person["member"], unit=None)
    path = ready.url(f"inspections/respondents/{row.pk}/photo/")
    assert ready.client("staff").get(path).status_code == 200
    assert ready.client("chair").get(path).status_code == 403


def test_many_noes_become_one_corrective_action_without_names(ready):
    found = opened(ready)
    for who in ("member", "chair"):
        answered(ready, ask_of(ready, found, who), who, screen_lock="no")
    answered(ready, unit_ask(found, "会派"), "caucus_head", caucus_guests="no")
    office = ready.client("staff")
    page = office.get(ready.url(f"inspections/{found.pk}/findings/")).content.decode()
    assert "「いいえ」 2件" in page
    sent = {
        "open-screen-lock": "on",
        "owner-screen-lock": str(ready.person["manager"].pk),
        "due-screen-lock": str(TODAY + timedelta(days=30)),
        "owner-caucus-guests": "",
        "due-caucus-guests": str(TODAY + timedelta(days=30)),
        "open-caucus-guests": "on",
    }
    office.post(ready.url(f"inspections/{found.pk}/findings/"), sent)
    first, second = Improvement.objects.order_by("number")
    assert (first.origin, first.unit, first.owner) == ("inspection", None, ready.person["manager"])
    assert (second.unit.name, second.clause_path) == ("会派", "6(4)")
    for row in (first, second):
        assert "髙橋" not in row.finding + row.title
        assert "海野" not in row.finding + row.title
    assert queries.proposals(found) == []


def test_the_result_names_nobody_and_the_duties_live(ready, client):
    found = opened(ready)
    assert row_of(board(ready.ctx("staff")), "audit.self-inspected").state == State.KEPT
    assert row_of(board(ready.ctx("staff")), "operation.compliance-checked").state == State.NOT_STARTED
    answered(ready, ask_of(ready, found, "member"), "member", screen_lock="no", comment="内緒のこと")
    answered(ready, unit_ask(found, "会派"), "caucus_head")
    assert row_of(board(ready.ctx("staff")), "operation.compliance-checked").state == State.KEPT
    actions.close_round(ready.ctx("staff"), found=found, closing_note="おおむね良好でした。")
    assert not Ask.objects.open().filter(subject_id=found.pk).exists()
    chair = ready.client("chair")
    body = chair.get(ready.url(f"inspections/{found.pk}/result/")).content.decode()
    assert "おおむね良好でした。" in body
    assert "条項ごとの回答" in body
    main = body[body.index("<main") :]
    assert "髙橋" not in main
    assert "内緒のこと" not in main
    assert chair.get(ready.url(f"inspections/{found.pk}/result.pdf")).content.startswith(b"%PDF")
    assert chair.get(ready.url(f"inspections/{found.pk}/result.xlsx")).status_code == 200
    waiting = chair.get(ready.url(f"inspections/{found.pk}/")).content.decode()
    assert "お名前は、事務局だけに見えます" not in waiting
    for role in ("member", "auditor", "city_it", "caucus_head"):
        assert ready.client(role).get(ready.url(f"inspections/{found.pk}/result/")).status_code == 403


def test_paper_and_newcomers_and_those_who_cannot_answer(ready):
    found = opened(ready)
    office = ready.client("staff")
    pdf = office.post(ready.url(f"inspections/{found.pk}/letters/"))
    assert pdf.content.startswith(b"%PDF")
    ask = ask_of(ready, found, "member")
    sent = fields(ask, policy_read="no") | {"channel": Channel.PAPER}
    assert office.post(ready.url(f"asks/{ask.pk}/paper/"), sent).status_code == 302
    assert Respondent.objects.get(round=found, person=ready.person["member"], unit=None).answered_on == TODAY
    row = Respondent.objects.get(round=found, person=ready.person["deputy"], unit=None)
    office.post(ready.url(f"inspections/respondents/{row.pk}/excuse/"), {"because": "療養のため"})
    row.refresh_from_db()
    assert row.excused_because == "療養のため"
    assert not Ask.objects.open().filter(person=ready.person["deputy"], subject_id=found.pk).exists()
    assert actions.ask_newcomers(ready.ctx("staff"), found=found) == 0


def test_nobody_is_asked_more_than_ten_minutes(ready):
    found = opened(ready)
    for row in queries.respondents(found):
        assert 0 < len(queries.asked_of(row)) <= MOST_QUESTIONS


def test_earlier_rounds_are_compared_on_the_same_questions(ready):
    """AUD-7."""
    first = opened(ready, "昨年")
    answered(ready, ask_of(ready, first, "member"), "member", screen_lock="no")
    actions.close_round(ready.ctx("staff"), found=first)
    ctx = ready.ctx("staff")
    plan = actions.plan_round(ctx, title="今年", due_on=TODAY + timedelta(days=21))
    actions.add_question(ctx, found=plan, audience="everyone", text="机の鍵をかけていますか", clause_path="6(4)")
    second = actions.open_round(ctx, found=plan)
    answered(ready, ask_of(ready, second, "member"), "member")
    rows = {row.question.key: row for row in result_of(second).questions}
    assert rows["screen-lock"].earlier == [0]
    assert rows["screen-lock"].figures.good == 100
    assert (rows["own-1"].earlier, rows["own-1"].is_new) == ([None], True)
    assert not rows["screen-lock"].is_new
