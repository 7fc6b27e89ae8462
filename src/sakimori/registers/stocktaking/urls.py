"""Addresses of stock-taking."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "stocktaking"

urlpatterns: list[URLPattern] = []
