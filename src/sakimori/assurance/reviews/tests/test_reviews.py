"""The chair looks at the whole, the year becomes a report, the state gets its answer."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sakimori.assurance.conformance.actions import record_history
from sakimori.assurance.conformance.tests.test_board import adopt
from sakimori.assurance.reviews import actions, queries, sheets
from sakimori.assurance.reviews.figures import Span, acts_by_duty, acts_in, figures_of
from sakimori.assurance.reviews.models import AnnualReport, ManagementReview, Survey
from sakimori.assurance.reviews.types import DecisionKind
from sakimori.foundation.duties.spec import State
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Origin
from sakimori.policy.clauses.models import Review
from sakimori.testing import NOW, TODAY
from sakimori.testing_duties import breaches, due_days

SPRING = date(2026, 4, 1)


def text_of(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


@pytest.fixture
def lived(cast):
    """A policy in force since some weeks, with recorded days."""
    adopt(cast, decided_on=TODAY - timedelta(days=40))
    record_history([TODAY - timedelta(days=days) for days in (30, 20, 10, 1)])
    return cast


def plan(cast):
    answer = cast.client("staff").post(
        cast.url("reviews/new/"), {"title": "上半期の見直し", "planned_on": TODAY.isoformat(), "since": "2026-10-01"}
    )
    assert answer.status_code == 302
    return ManagementReview.objects.get()


def decide(cast, review, **values):
    sent = {
        "form": "decide",
        "kind": "no_change",
        "text": "方針は変更しない。",
        "clause_path": "",
        "due_on": "",
        "owner": "",
    }
    return cast.client("staff").post(cast.url(f"reviews/{review.pk}/"), sent | values)


def hold(cast, review):
    sent = {
        "form": "hold",
        "held_on": TODAY.isoformat(),
        "attendants": "議長、事務局長",
        "conclusion": "よい。",
        "next_on": "",
    }
    return cast.client("staff").post(cast.url(f"reviews/{review.pk}/"), sent)


def test_a_review_from_plan_to_record(lived):
    cast = lived
    review = plan(cast)
    page = cast.client("chair").get(cast.url(f"reviews/{review.pk}/")).content.decode()
    assert "条項ごとの取組みと状況" in page and "施行" in page and "決めたことを記録する" not in page
    refused = hold(cast, review)
    assert refused.status_code == 422 and "決めたことを一つ以上" in refused.content.decode()
    assert decide(cast, review).status_code == 302
    assert decide(cast, review, kind="improve", text="施錠を徹底する。").status_code == 422, "no date"
    owner = str(cast.person["manager"].pk)
    sent = decide(cast, review, kind="improve", text="施錠を徹底する。", due_on="2026-12-25", owner=owner)
    assert sent.status_code == 302
    mending = Improvement.objects.get()
    assert (mending.origin, mending.owner, mending.due_on) == (
        Origin.REVIEW,
        cast.person["manager"],
        date(2026, 12, 25),
    )
    assert hold(cast, review).status_code == 302
    review.refresh_from_db()
    assert review.held_on == TODAY and review.inputs["population"] > 0
    assert Review.objects.get().reasons == "方針は変更しない。", "the policy's own review is fed"
    frozen = review.inputs
    cast.client("staff").get(cast.url(f"reviews/{review.pk}/"))
    review.refresh_from_db()
    assert review.inputs == frozen
    content = cast.client("chair").get(cast.url(f"reviews/{review.pk}/review.pdf")).content
    assert "上半期の見直し" in text_of(content) and "施錠を徹底する。" in text_of(content)


def test_a_decision_with_a_date_stays_open_until_it_is_done(lived):
    cast = lived
    review = plan(cast)
    decide(cast, review, kind="budget", text="予算を要求する。", due_on="2026-12-01")
    hold(cast, review)
    decision = queries.open_decisions()[0]
    page = cast.client("staff").get(cast.url("reviews/")).content.decode()
    assert "予算を要求する。" in page and "済みにする" in page
    assert cast.client("chair").post(cast.url(f"reviews/decisions/{decision.pk}/done/")).status_code == 403
    assert cast.client("staff").post(cast.url(f"reviews/decisions/{decision.pk}/done/")).status_code == 302
    assert queries.open_decisions() == []


def test_what_was_done_stands_at_the_clause_of_its_own_module(lived):
    done = acts_by_duty(acts_in(Span(TODAY, TODAY + timedelta(days=1))))
    assert done["policy.established"] and all(name.startswith("policy.") for name in done["policy.established"])
    assert done["assets.classified"] == {}


def test_the_report_of_a_year_is_frozen_and_published(lived):
    cast = lived
    later = NOW.replace(year=2027, month=4, day=10)
    staff = cast.client("staff")
    page = staff.get(cast.url("reviews/reports/2026/")).content.decode()
    assert "年度の途中の数値です。" in page and "年次報告を確定する" not in page
    staff.post(cast.url("reviews/reports/2026/"), {"message": "一年を振り返る。"})
    ctx = cast.ctx("staff", at=later)
    report = AnnualReport.objects.get()
    with pytest.raises(ValidationError):
        actions.publish_report(ctx, report=report, content=b"%PDF-")
    figures = figures_of(ctx, Span(SPRING, date(2027, 3, 31)))
    actions.approve_report(ctx, report=report, figures=figures)
    with pytest.raises(ValidationError):
        actions.write_report(ctx, year=2026, message="書き直す")
    first = staff.get(cast.url("reviews/reports/2026/internal.pdf")).content
    assert first == staff.get(cast.url("reviews/reports/2026/internal.pdf")).content, "the same figures, the same bytes"
    assert "一年を振り返る。" in text_of(first) and "令和8年度" in text_of(first)
    public = f"/p/{cast.assembly.slug}/reports/2026.pdf"
    assert Client().get(public).status_code == 404
    assert staff.post(cast.url("reviews/reports/2026/publish/")).status_code == 302
    answer = Client().get(public)
    assert answer.status_code == 200 and "公表版" in text_of(answer.content)


def test_the_public_version_names_nothing_that_is_open(lived):
    cast = lived
    review = plan(cast)
    decide(cast, review, kind="improve", text="秘密の弱点を直す。", due_on="2026-12-25")
    hold(cast, review)
    figures = figures_of(cast.ctx("staff"), Span(SPRING, TODAY))
    inner = text_of(sheets.report_pdf(cast.ctx("staff"), 2026, "", figures, is_public=False))
    outer = text_of(sheets.report_pdf(cast.ctx("staff"), 2026, "", figures, is_public=True))
    assert "秘密の弱点を直す。" in inner and "秘密の弱点" not in outer
    assert "対応中1件" in outer.replace("\r\n", "").replace("\n", "")
    assert not any(person.name in outer for person in cast.person.values())
    for version, holds in (("internal", True), ("public", False)):
        content = cast.client("staff").get(cast.url(f"reviews/reports/2026/{version}.docx")).content
        made = docx.Document(BytesIO(content))
        words = "\n".join(
            [p.text for p in made.paragraphs] + [c.text for t in made.tables for r in t.rows for c in r.cells]
        )
        assert ("秘密の弱点を直す。" in words) is holds and "令和8年度" in words


def test_years_without_records_are_unknown(lived):
    client = lived.client("staff")
    for year in (2019, 2027, 99999):
        assert client.get(lived.url(f"reviews/reports/{year}/")).status_code == 404
    assert client.get(lived.url("reviews/reports/2026/secret.pdf")).status_code == 404


def test_a_survey_gets_a_filled_draft_for_every_item(lived):
    cast = lived
    staff = cast.client("staff")
    sent = {
        "title": "実施状況調査",
        "asked_by": "総務省",
        "received_on": TODAY.isoformat(),
        "due_on": "2026-12-01",
        "note": "",
    }
    assert staff.post(cast.url("reviews/surveys/new/"), sent | {"due_on": "2026-11-01"}).status_code == 422
    staff.post(cast.url("reviews/surveys/new/"), sent)
    survey = Survey.objects.get()
    address = cast.url(f"reviews/surveys/{survey.pk}/")
    page = staff.get(address).content.decode()
    assert all(mark in page for mark in "①②③④⑤⑥⑦⑧") and "件が守られています" in page
    staff.post(address, {"form": "answers", "1": "議長を最高責任者とする。"})
    for ending in ("docx", "xlsx", "csv"):
        assert staff.get(f"{address}answers.{ending}").status_code == 200
    assert staff.get(f"{address}answers.exe").status_code == 404
    text = staff.get(f"{address}answers.csv").content.decode("utf-8-sig")
    assert "議長を最高責任者とする。" in text and text.count("件が守られています") >= 3
    assert staff.post(address, {"form": "sent", "answered_on": "2026-01-01"}).status_code == 422
    assert staff.post(address, {"form": "sent", "answered_on": TODAY.isoformat()}).status_code == 302
    survey.refresh_from_db()
    assert survey.answers["1"] == "議長を最高責任者とする。" and "守られています" in survey.answers["2"]
    assert staff.post(address, {"form": "answers", "1": "後から"}).status_code == 422
    survey.refresh_from_db()
    assert survey.answers["1"] == "議長を最高責任者とする。", "what was sent stays"


def test_a_survey_is_late_the_day_after_its_date(cast):
    actions.receive_survey(
        cast.ctx("staff"), title="調査", asked_by="県", received_on=TODAY, due_on=TODAY + timedelta(days=9)
    )
    key = "survey.answered"
    assert breaches(key, TODAY + timedelta(days=9)) == [] and due_days(key, TODAY) == {TODAY + timedelta(days=9)}
    assert breaches(key, TODAY + timedelta(days=10)) == [("調査", "調査への回答が済んでいません。")]
    survey = Survey.objects.get()
    actions.answer_survey(cast.ctx("staff"), survey=survey, answered_on=TODAY, answers={})
    assert breaches(key, TODAY + timedelta(days=10)) == [] and due_days(key, TODAY) == set()


def test_figures_add_up(lived):
    figures = figures_of(lived.ctx("staff"), Span(SPRING, TODAY))
    assert figures["kept"] <= figures["population"] and len(figures["clauses"]) > 5
    for row in figures["clauses"]:
        assert row["open"] == row["population"] - row["kept"] and State(row["state"])


def test_the_number_of_statements_is_the_same_for_more_records(lived, django_assert_max_num_queries):
    cast = lived
    review = plan(cast)
    for number in range(6):
        decide(cast, review, text=f"決定{number}", due_on="2026-12-01", kind=DecisionKind.OTHER)
    figures_of(cast.ctx("staff"), Span(SPRING, TODAY))
    with django_assert_max_num_queries(24):
        figures_of(cast.ctx("staff"), Span(SPRING, TODAY))
