"""Addresses without an account: the teaching page of a drill, and the report of a suspicious mail."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.drills.views import lesson, reports

app_name = "lesson"

urlpatterns = [
    path("d/<slug:assembly>/<slug:code>/", lesson.lesson, name="lesson"),
    path("d/<slug:assembly>/<slug:code>/wall/", lesson.wall_lesson, name="wall-lesson"),
    path("suspicious-mail/<slug:assembly>/", reports.public_report, name="public-report"),
]
