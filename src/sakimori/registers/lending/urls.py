"""Addresses of lending."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "lending"

urlpatterns: list[URLPattern] = []
