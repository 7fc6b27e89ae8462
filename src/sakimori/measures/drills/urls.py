"""Addresses of drills."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.drills.views import drills, phishing, reports

app_name = "drills"

urlpatterns = [
    path("", drills.drills, name="drills"),
    path("year.pdf", drills.year_pdf, name="year-pdf"),
    path("kinds/<int:year>/", drills.choose, name="choose"),
    path("new/", drills.new, name="new"),
    path("scenarios/", drills.scenarios, name="scenarios"),
    path("scenarios/<slug:scenario_key>/", drills.scenario, name="scenario"),
    path("scenarios/<slug:scenario_key>/cards.pdf", drills.scenario_pdf, name="scenario-pdf"),
    path("report/", reports.report, name="report"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.report_new, name="report-new"),
    path("reports/poster.pdf", reports.report_poster, name="report-poster"),
    path("reports/<uuid:drill_report_id>/real/", reports.real, name="real"),
    path("reports/<uuid:mail_id>/handle/", reports.handle, name="handle"),
    path("phishing/new/", phishing.new, name="phishing-new"),
    path("phishing/mails/", phishing.lures, name="lures"),
    path("phishing/mails/<slug:lure_key>/", phishing.lure, name="lure"),
    path("phishing/mails/<slug:lure_key>/desk.pdf", phishing.desk_pdf, name="desk-pdf"),
    path("phishing/<uuid:phishing_id>/", phishing.phishing, name="phishing"),
    path("phishing/<uuid:phishing_id>/edit/", phishing.edit, name="phishing-edit"),
    path("phishing/<uuid:phishing_id>/apply/", phishing.apply, name="phishing-apply"),
    path("phishing/<uuid:phishing_id>/announce/", phishing.announce, name="phishing-announce"),
    path("phishing/<uuid:phishing_id>/start/", phishing.start, name="phishing-start"),
    path("phishing/<uuid:phishing_id>/people/", phishing.people, name="phishing-people"),
    path("phishing/<uuid:phishing_id>/poster/", phishing.poster_new, name="poster-new"),
    path("phishing/<uuid:phishing_id>/finish/", phishing.finish, name="phishing-finish"),
    path("posters/<uuid:poster_id>/poster.pdf", phishing.poster_pdf, name="poster-pdf"),
    path("posters/<uuid:poster_id>/remove/", phishing.poster_remove, name="poster-remove"),
    path("<uuid:drill_id>/", drills.drill, name="drill"),
    path("<uuid:drill_id>/edit/", drills.edit, name="edit"),
    path("<uuid:drill_id>/course/", drills.note_new, name="note-new"),
    path("<uuid:drill_id>/result/", drills.result, name="result"),
    path("<uuid:drill_id>/lesson/", drills.lesson_new, name="lesson-new"),
    path("<uuid:drill_id>/file/", drills.file_new, name="file-new"),
    path("<uuid:drill_id>/close/", drills.close, name="close"),
    path("<uuid:drill_id>/result.pdf", drills.result_pdf, name="result-pdf"),
    path("<uuid:drill_id>/cards.pdf", drills.cards_pdf, name="cards-pdf"),
    path("files/<uuid:drill_file_id>/", drills.file, name="file"),
]
