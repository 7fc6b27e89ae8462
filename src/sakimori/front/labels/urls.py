"""What the QR code of a label leads to."""

from __future__ import annotations

from django.urls import path

from sakimori.front.labels import views

app_name = "labels"

urlpatterns = [path("t/<slug:assembly>/<str:code>/", views.scan, name="scan")]
