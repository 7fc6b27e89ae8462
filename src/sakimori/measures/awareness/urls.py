"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.awareness import views, views_rules

app_name = "awareness"
urlpatterns = [
    path("", views.posters, name="posters"),
    path("<int:year>/<int:month>/", views.poster, name="poster"),
    path("<int:year>/<int:month>/poster.pdf", views.poster_pdf, name="poster-pdf"),
    path("<int:year>/<int:month>/plan/", views.plan, name="plan"),
    path("<int:year>/<int:month>/displays/new/", views.display_new, name="display-new"),
    path("displays/<uuid:display_id>/down/", views.display_down, name="display-down"),
    path("id-rules/", views_rules.rules, name="rules"),
    path("id-rules/adopt/", views_rules.adopt, name="adopt"),
    path("id-rules/asking/", views_rules.campaign, name="campaign"),
    path("id-rules/promises.pdf", views_rules.promises, name="promises"),
]
