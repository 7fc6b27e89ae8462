"""Addresses of drills."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "drills"

urlpatterns: list[URLPattern] = []
