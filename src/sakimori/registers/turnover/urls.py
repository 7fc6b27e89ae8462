"""Addresses of election turnover."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.turnover.views import turnover as views

app_name = "turnover"

urlpatterns = [
    path("", views.turnovers, name="turnovers"),
    path("new/", views.turnover_new, name="turnover-new"),
    path("<uuid:turnover_id>/", views.turnover, name="turnover"),
    path("<uuid:turnover_id>/edit/", views.change, name="change"),
    path("<uuid:turnover_id>/expect/", views.expect, name="expect"),
    path("<uuid:turnover_id>/timetable/", views.timetable, name="timetable"),
    path("<uuid:turnover_id>/slots/<uuid:person_id>/", views.slot, name="slot"),
    path("<uuid:turnover_id>/services/", views.services, name="services"),
    path("<uuid:turnover_id>/accounts/", views.accounts, name="accounts"),
    path("<uuid:turnover_id>/extend/", views.extend, name="extend"),
    path("<uuid:turnover_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:turnover_id>/learn/", views.learn, name="learn"),
    path("<uuid:turnover_id>/close/", views.close, name="close"),
    path("<uuid:turnover_id>/<slug:name>.pdf", views.paper, name="paper"),
]
