"""Addresses of risks."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.risks import views

app_name = "risks"

urlpatterns = [
    path("", views.register, name="register"),
    path("register.pdf", views.register_pdf, name="register-pdf"),
    path("start/", views.start, name="start"),
    path("new/", views.new, name="new"),
    path("line/", views.line, name="line"),
    path("groups/<slug:threat>/", views.assess_group, name="group"),
    path("<uuid:risk_id>/", views.risk, name="risk"),
    path("<uuid:risk_id>/edit/", views.edit, name="edit"),
    path("<uuid:risk_id>/assess/", views.assess, name="assess"),
    path("<uuid:risk_id>/mend/", views.mend, name="mend"),
    path("<uuid:risk_id>/accept/", views.accept, name="accept"),
    path("<uuid:risk_id>/exclude/", views.exclude, name="exclude"),
    path("<uuid:risk_id>/include/", views.include, name="include"),
]
