"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.intake.views import pages, reports

app_name = "intake"

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("new/", pages.new, name="new"),
    path("new/<slug:what>/", pages.new_report, name="new-report"),
    path("call/", reports.call, name="call"),
    path("door/", reports.settings, name="door-settings"),
    path("door/code/", reports.new_code, name="new-code"),
    path("months/", reports.months, name="months"),
    path("<uuid:report_id>/", reports.report, name="report"),
    path("<uuid:report_id>/close/", reports.close, name="close"),
    path("<uuid:report_id>/answer/", reports.answer, name="answer"),
    path("<uuid:report_id>/merge/", reports.merge, name="merge"),
    path("<uuid:report_id>/restrict/", reports.restrict, name="restrict"),
    path("<uuid:report_id>/voice/", reports.voice, name="voice"),
    path("<uuid:report_id>/photos/<uuid:photo_id>/", reports.photo, name="photo"),
]
