"""Addresses of erasure and disposal."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "disposal"

urlpatterns: list[URLPattern] = []
