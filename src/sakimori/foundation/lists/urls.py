"""Addresses of saved views."""

from __future__ import annotations

from django.urls import path

from sakimori.foundation.lists import views

app_name = "lists"

urlpatterns = [
    path("save/", views.save, name="save"),
    path("<uuid:view_id>/drop/", views.drop, name="drop"),
]
