"""Addresses without an account: one's own link, and the code on the wall."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.safety.views import door

app_name = "anpi"

urlpatterns = [
    path("anpi/<slug:assembly>/<str:token>/", door.by_link, name="link"),
    path("anpi/<slug:assembly>/wall/<str:code>/", door.at_wall, name="wall"),
]
