"""Addresses of continuity."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.continuity.views import cards, losses, outages, plan

app_name = "continuity"

urlpatterns = [
    path("", cards.cards, name="cards"),
    path("starter/", cards.starter, name="starter"),
    path("new/", cards.new, name="new"),
    path("cards.pdf", cards.cards_pdf, name="cards-pdf"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<uuid:plan_id>/file/", plan.file, name="plan-file"),
    path("shortage/", losses.shortage, name="shortage"),
    path("losses/", losses.losses, name="losses"),
    path("losses/losses.pdf", losses.losses_pdf, name="losses-pdf"),
    path("outages/", outages.outages, name="outages"),
    path("outages/<uuid:supplier_id>/", outages.outage, name="outage"),
    path("outages/<uuid:supplier_id>/notices.pdf", outages.notices_pdf, name="notices-pdf"),
    path("<uuid:function_id>/", cards.function, name="function"),
    path("<uuid:function_id>/edit/", cards.edit, name="edit"),
    path("<uuid:function_id>/review/", cards.review, name="review"),
    path("<uuid:function_id>/end/", cards.end, name="end"),
    path("<uuid:function_id>/card.pdf", cards.card_pdf, name="card-pdf"),
]
