"""Addresses of courses."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.learning.views import courses, plan, reports, sessions

app_name = "learning"

urlpatterns = [
    path("", plan.overview, name="overview"),
    path("figures.pdf", reports.figures_pdf, name="figures-pdf"),
    path("left.pdf", reports.left_pdf, name="left-pdf"),
    path("years/<int:year>/", plan.year_edit, name="year"),
    path("years/<int:year>/courses/", plan.require, name="require"),
    path("years/<int:year>/report/", reports.report, name="report"),
    path("reports/<uuid:report_id>.pdf", reports.report_pdf, name="report-pdf"),
    path("required/<uuid:item_id>/", plan.item, name="item"),
    path("required/<uuid:item_id>/edit/", plan.item_edit, name="item-edit"),
    path("required/<uuid:item_id>/drop/", plan.item_drop, name="item-drop"),
    path("required/<uuid:item_id>/ask/", plan.item_ask, name="item-ask"),
    path("required/<uuid:item_id>/letters.pdf", plan.item_letters, name="item-letters"),
    path("people/<uuid:person_id>/", plan.person, name="person"),
    path("people/<uuid:person_id>/ask/", plan.person_ask, name="person-ask"),
    path("people/<uuid:person_id>/complete/", plan.completion_new, name="completion-new"),
    path("completions/<uuid:completion_id>/void/", plan.void, name="void"),
    path("completions/<uuid:completion_id>/certificate.pdf", sessions.certificate, name="certificate"),
    path("courses/", courses.courses, name="courses"),
    path("courses/new/", courses.write, name="course-new"),
    path("courses/shipped/<slug:course_key>/", courses.shipped, name="shipped"),
    path("courses/shipped/<slug:course_key>.pdf", courses.shipped_pdf, name="shipped-pdf"),
    path("courses/<uuid:course_id>/", courses.own, name="own"),
    path("courses/<uuid:course_id>.pdf", courses.own_pdf, name="own-pdf"),
    path("courses/<uuid:course_id>/edit/", courses.write, name="course-edit"),
    path("courses/<uuid:course_id>/picture/", courses.picture, name="picture"),
    path("courses/<uuid:course_id>/retire/", courses.retire, name="retire"),
    path("sessions/new/", sessions.new, name="session-new"),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/edit/", sessions.edit, name="session-edit"),
    path("sessions/<uuid:session_id>/attendance/", sessions.tick, name="tick"),
    path("sessions/<uuid:session_id>/poster.pdf", sessions.poster, name="poster"),
    path("sessions/<uuid:session_id>/list.pdf", sessions.attendance_sheet, name="attendance-sheet"),
    path("sessions/<uuid:session_id>/file/", sessions.file_new, name="file-new"),
    path("sessions/<uuid:session_id>/close/", sessions.close, name="close"),
    path("sessions/<uuid:session_id>/absentees/", sessions.absentees, name="absentees"),
    path("files/<uuid:session_file_id>/", sessions.file, name="file"),
]
