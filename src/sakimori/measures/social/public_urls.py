"""Addresses of the official accounts, for anybody."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.social.views import watch

app_name = "official"

urlpatterns = [
    path("p/<slug:assembly>/accounts/", watch.official, name="accounts"),
    path("p/<slug:assembly>/accounts.json", watch.official_json, name="json"),
    path("p/<slug:assembly>/accounts.txt", watch.official_text, name="text"),
]
