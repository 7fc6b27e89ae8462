"""Addresses below an ask (with its link, or logged in), on the wall, and on a certificate."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.learning.views import door, steps

app_name = "certificate"

LINK, MINE = "l/<slug:assembly>/<str:token>/course/", "a/<slug:assembly>/asks/<uuid:ask_id>/course/"

urlpatterns = [
    path(LINK, steps.by_link, name="course"),
    path(f"{LINK}<int:place>/", steps.by_link, name="course-step"),
    path(f"{LINK}finish/", steps.by_link, {"what": "finish"}, name="course-finish"),
    path(f"{LINK}certificate.pdf", steps.by_link, {"what": "certificate"}, name="course-certificate"),
    path(MINE, steps.of_mine, name="mine"),
    path(f"{MINE}<int:place>/", steps.of_mine, name="mine-step"),
    path(f"{MINE}finish/", steps.of_mine, {"what": "finish"}, name="mine-finish"),
    path(f"{MINE}certificate.pdf", steps.of_mine, {"what": "certificate"}, name="mine-certificate"),
    path("attend/<slug:assembly>/<str:code>/", door.attend, name="attend"),
    path("certificate/<slug:assembly>/<str:code>/", door.check, name="check"),
]
