"""Addresses of cards and packs."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.cards.views import cards, packs

app_name = "cards"

urlpatterns = [
    path("", cards.cards, name="cards"),
    path("new/", cards.new, name="new"),
    path("packs/", packs.packs, name="packs"),
    path("packs/make/", packs.make, name="make"),
    path("packs/<uuid:pack_id>/", packs.pack, name="pack"),
    path("copies/<uuid:copy_id>/end/", cards.end, name="end"),
    path("<uuid:batch_id>/", cards.batch, name="batch"),
    path("<uuid:batch_id>/cards.pdf", cards.batch_paper, name="paper"),
    path("<uuid:batch_id>/give/", cards.give, name="give"),
    path("<uuid:batch_id>/recall/", cards.recall, name="recall"),
]
