"""Addresses of election turnover."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "turnover"

urlpatterns: list[URLPattern] = []
