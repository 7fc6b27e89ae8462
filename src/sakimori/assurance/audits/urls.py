"""Addresses of audits and corrective actions."""

from __future__ import annotations

from django.urls import path

from sakimori.assurance.audits.views import checking, follow, improvements, plans, reports, scope

app_name = "audits"

urlpatterns = [
    path("", plans.audits, name="audits"),
    path("mine/", scope.mine, name="mine"),
    path("new/", plans.new, name="new"),
    path("years/<int:year>/", plans.year, name="year"),
    path("auditors/<uuid:auditor_id>/", plans.auditor, name="auditor"),
    path("auditors/<uuid:auditor_id>/link/", plans.link_new, name="link-new"),
    path("links/<uuid:auditor_link_id>/revoke/", plans.link_revoke, name="link-revoke"),
    path("improvements/", improvements.improvements, name="improvements"),
    path("improvements/new/", improvements.improvement_new, name="improvement-new"),
    path("improvements/<uuid:improvement_id>/", improvements.improvement, name="improvement"),
    path("improvements/<uuid:improvement_id>/plan/", improvements.plan, name="improvement-plan"),
    path("improvements/<uuid:improvement_id>/extend/", improvements.extend, name="improvement-extend"),
    path("improvements/<uuid:improvement_id>/done/", improvements.done, name="improvement-done"),
    path("improvements/<uuid:improvement_id>/verify/", improvements.verify, name="improvement-verify"),
    path("improvements/<uuid:improvement_id>/reopen/", improvements.reopen, name="improvement-reopen"),
    path("improvements/<uuid:improvement_id>/drop/", improvements.drop, name="improvement-drop"),
    path("improvements/proofs/<uuid:proof_id>/", improvements.proof, name="proof"),
    path("<uuid:audit_id>/", scope.audit, name="audit"),
    path("<uuid:audit_id>/edit/", plans.edit, name="edit"),
    path("<uuid:audit_id>/cancel/", plans.cancel, name="cancel"),
    path("<uuid:audit_id>/auditors/", plans.appoint, name="appoint"),
    path("<uuid:audit_id>/links/", plans.links, name="links"),
    path("<uuid:audit_id>/start/", checking.start, name="start"),
    path("<uuid:audit_id>/clauses/<uuid:scope_id>/", scope.clause, name="clause"),
    path("<uuid:audit_id>/clauses/<uuid:scope_id>/duties/<str:key>/", scope.population, name="population"),
    path("<uuid:audit_id>/clauses/<uuid:scope_id>/duties/<str:key>/sample/", checking.sample_new, name="sample-new"),
    path("<uuid:audit_id>/clauses/<uuid:scope_id>/question/", checking.question_new, name="question-new"),
    path("<uuid:audit_id>/clauses/<uuid:scope_id>/finding/", checking.finding_new, name="finding-new"),
    path("<uuid:audit_id>/evidence.zip", reports.bundle, name="bundle"),
    path("<uuid:audit_id>/report/", checking.report, name="report"),
    path("<uuid:audit_id>/report/<slug:level>.pdf", reports.report_pdf, name="report-pdf"),
    path("<uuid:audit_id>/report.xlsx", reports.report_xlsx, name="report-xlsx"),
    path("<uuid:audit_id>/deliver/", follow.deliver, name="deliver"),
    path("<uuid:audit_id>/answered/", follow.finish, name="finish"),
    path("<uuid:audit_id>/close/", follow.close, name="close"),
    path("<uuid:audit_id>/items/<uuid:audit_item_id>/", checking.item, name="item"),
    path("<uuid:audit_id>/files/<uuid:audit_file_id>/", checking.item_file, name="item-file"),
    path("<uuid:audit_id>/samples/<uuid:sample_id>/", checking.sample, name="sample"),
    path("<uuid:audit_id>/draws/<uuid:draw_id>/", checking.draw, name="draw"),
    path("<uuid:audit_id>/findings/<uuid:audit_finding_id>/", follow.finding, name="finding"),
    path("<uuid:audit_id>/findings/<uuid:audit_finding_id>/edit/", checking.finding_edit, name="finding-edit"),
    path(
        "<uuid:audit_id>/findings/<uuid:audit_finding_id>/withdraw/", checking.finding_withdraw, name="finding-withdraw"
    ),
    path("<uuid:audit_id>/findings/<uuid:audit_finding_id>/answer/", follow.answer, name="answer"),
    path("<uuid:audit_id>/findings/<uuid:audit_finding_id>/follow-up/", follow.follow_up, name="follow-up"),
]
