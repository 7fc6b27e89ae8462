"""Addresses without data that a phone keeps: the service worker and the page for no network."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.stocktaking.views import phone

app_name = "stocktaking-phone"

urlpatterns = [
    path("stocktaking-worker.js", phone.worker, name="worker"),
    path("stocktaking-offline/", phone.no_network, name="no-network"),
]
