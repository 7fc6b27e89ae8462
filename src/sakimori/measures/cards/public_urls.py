"""Addresses without an account: the page for the phone, with and without the key of a printed card."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.cards.views import phone

app_name = "card"

urlpatterns = [
    path("card-worker.js", phone.worker, name="worker"),
    path("card/<slug:assembly>/", phone.card, name="public"),
    path("card/<slug:assembly>/app.webmanifest", phone.manifest, name="public-manifest"),
    path("card/<slug:assembly>/<slug:key>/", phone.card, name="card"),
    path("card/<slug:assembly>/<slug:key>/app.webmanifest", phone.manifest, name="manifest"),
]
