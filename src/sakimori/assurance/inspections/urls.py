"""Addresses of self-inspection and of breaches."""

from __future__ import annotations

from django.urls import path

from sakimori.assurance.inspections.views import breaches, checks, findings, results, rounds

app_name = "inspections"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("new/", rounds.round_new, name="round-new"),
    path("<uuid:round_id>/", rounds.round_page, name="round"),
    path("<uuid:round_id>/edit/", rounds.round_edit, name="round-edit"),
    path("<uuid:round_id>/questions/", rounds.questions, name="questions"),
    path("<uuid:round_id>/questions/new/", rounds.question_new, name="question-new"),
    path("questions/<uuid:question_id>/", rounds.question_edit, name="question-edit"),
    path("<uuid:round_id>/open/", rounds.open_round, name="open"),
    path("<uuid:round_id>/newcomers/", rounds.newcomers, name="newcomers"),
    path("<uuid:round_id>/letters/", rounds.letters, name="letters"),
    path("<uuid:round_id>/close/", rounds.close, name="close"),
    path("respondents/<uuid:respondent_id>/excuse/", rounds.excuse, name="excuse"),
    path("<uuid:round_id>/answers/", findings.answers, name="answers"),
    path("respondents/<uuid:respondent_id>/photo/", findings.photo, name="photo"),
    path("<uuid:round_id>/findings/", findings.findings, name="findings"),
    path("<uuid:round_id>/result/", results.result, name="result"),
    path("<uuid:round_id>/result.pdf", results.result_pdf, name="result-pdf"),
    path("<uuid:round_id>/result.xlsx", results.result_xlsx, name="result-xlsx"),
    path("checks/", checks.checks, name="checks"),
    path("checks/new/", checks.check_new, name="check-new"),
    path("checks/<uuid:compliance_check_id>/", checks.check, name="check"),
    path("checks/<uuid:compliance_check_id>/check.pdf", checks.check_pdf, name="check-pdf"),
    path("checks/<uuid:compliance_check_id>/close/", checks.close, name="check-close"),
    path("checks/draws/<uuid:check_draw_id>/", checks.draw, name="check-draw"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/new/", breaches.breach_new, name="breach-new"),
    path("breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("breaches/<uuid:breach_id>/letter/", breaches.letter, name="breach-letter"),
    path("breaches/<uuid:breach_id>/answer/", breaches.answer, name="breach-answer"),
    path("breaches/<uuid:breach_id>/correct/", breaches.correct, name="breach-correct"),
    path("breaches/<uuid:breach_id>/settle/", breaches.settle, name="breach-settle"),
]
