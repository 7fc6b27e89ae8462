"""Addresses without an account: a third party pledges secrecy by link."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.suppliers.views import door

app_name = "pledge_door"

urlpatterns = [path("secrecy/<slug:assembly>/<str:token>/", door.sign, name="sign")]
