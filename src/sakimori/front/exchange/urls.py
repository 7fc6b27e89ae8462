"""Addresses of taking registers out and bringing them back."""

from __future__ import annotations

from django.urls import path

from sakimori.front.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("undo/<uuid:run_id>/", views.undo, name="undo"),
    path("<slug:name>.<slug:shape>", views.export, name="export"),
    path("<slug:name>/<uuid:file_id>/", views.import_preview, name="import"),
]
