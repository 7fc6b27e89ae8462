"""Addresses of scans."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "scans"

urlpatterns: list[URLPattern] = []
