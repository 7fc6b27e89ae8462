"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.assessments.views import checks, judging, questionnaires, rounds, years

app_name = "assessments"

urlpatterns = [
    path("", checks.checks, name="checks"),
    path("rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<uuid:check_round_id>/", rounds.check_round, name="round"),
    path("rounds/<uuid:check_round_id>/letters.pdf", rounds.letters, name="letters"),
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="questionnaire-new"),
    path("questionnaires/template.xlsx", questionnaires.template_xlsx, name="template-xlsx"),
    path("questionnaires/<uuid:questionnaire_id>/retire/", questionnaires.retire, name="retire"),
    path("versions/<uuid:questionnaire_version_id>/", questionnaires.version, name="version"),
    path("versions/<uuid:questionnaire_version_id>/table.xlsx", questionnaires.version_xlsx, name="version-xlsx"),
    path("links/<uuid:check_link_id>/revoke/", checks.link_revoke, name="link-revoke"),
    path("files/<uuid:answer_file_id>/", checks.file, name="file"),
    path("suppliers/<uuid:supplier_id>/", years.supplier, name="supplier"),
    path("contracts/<uuid:contract_id>/", years.contract, name="contract"),
    path("<uuid:contract_check_id>/", checks.check, name="check"),
    path("<uuid:contract_check_id>/course/", checks.course, name="course"),
    path("<uuid:contract_check_id>/link/", checks.link, name="link"),
    path("<uuid:contract_check_id>/remind/", checks.remind, name="remind"),
    path("<uuid:contract_check_id>/extend/", checks.extend, name="extend"),
    path("<uuid:contract_check_id>/withdraw/", checks.withdraw, name="withdraw"),
    path("<uuid:contract_check_id>/go-on/", checks.go_on, name="go-on"),
    path("<uuid:contract_check_id>/judge/", judging.judge, name="judge"),
    path("<uuid:contract_check_id>/ask-back/", judging.ask_back, name="ask-back"),
    path("<uuid:contract_check_id>/correct/", judging.correct, name="correct"),
    path("<uuid:contract_check_id>/finish/", judging.finish, name="finish"),
    path("<uuid:contract_check_id>/answers/<int:number>/", judging.enter, name="enter"),
    path("<uuid:contract_check_id>/table/", judging.enter_table, name="enter-table"),
    path("<uuid:contract_check_id>/submit/", judging.submit_for, name="submit-for"),
    path("<uuid:contract_check_id>/form.xlsx", judging.form_xlsx, name="form-xlsx"),
    path("<uuid:contract_check_id>/form.docx", judging.form_docx, name="form-docx"),
    path("<uuid:contract_check_id>/result.pdf", checks.result, name="result"),
]
