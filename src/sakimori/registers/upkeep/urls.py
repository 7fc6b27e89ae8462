"""Addresses of upkeep."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.upkeep.views import windows, works

app_name = "upkeep"

urlpatterns = [
    path("", works.works, name="works"),
    path("new/", works.work_new, name="work-new"),
    path("<uuid:work_id>/", works.work, name="work"),
    path("<uuid:work_id>/work.pdf", works.work_pdf, name="work-pdf"),
    path("<uuid:work_id>/edit/", works.work_edit, name="work-edit"),
    path("<uuid:work_id>/done/", works.done, name="done"),
    path("<uuid:work_id>/cancel/", works.cancel, name="cancel"),
    path("visits/<uuid:visit_id>/", works.visit_link, name="visit-link"),
    path("windows/", windows.windows, name="windows"),
    path("windows/new/", windows.window_new, name="window-new"),
    path("windows/<uuid:window_id>/", windows.window, name="window"),
    path("windows/<uuid:window_id>/open/", windows.window_open, name="window-open"),
    path("windows/<uuid:window_id>/close/", windows.window_close, name="window-close"),
    path("windows/<uuid:window_id>/cancel/", windows.window_cancel, name="window-cancel"),
]
