"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from sakimori.assurance.reviews.views import meetings, reports, surveys

app_name = "reviews"

urlpatterns = [
    path("", meetings.reviews, name="reviews"),
    path("new/", meetings.plan, name="plan"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:year>/", reports.report, name="report"),
    path("reports/<int:year>/approve/", reports.approve, name="approve"),
    path("reports/<int:year>/publish/", reports.publish, name="publish"),
    path("reports/<int:year>/<slug:version>.pdf", reports.report_pdf, name="report-pdf"),
    path("reports/<int:year>/<slug:version>.docx", reports.report_word, name="report-word"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/new/", surveys.survey_new, name="survey-new"),
    path("surveys/<uuid:survey_id>/", surveys.survey, name="survey"),
    path("surveys/<uuid:survey_id>/answers.<slug:ending>", surveys.survey_file, name="survey-file"),
    path("decisions/<uuid:decision_id>/done/", meetings.settle, name="settle"),
    path("<uuid:review_id>/", meetings.review, name="review"),
    path("<uuid:review_id>/review.pdf", meetings.review_pdf, name="review-pdf"),
]
