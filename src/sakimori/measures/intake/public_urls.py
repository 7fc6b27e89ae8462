"""Addresses of the door without an account: short, since they stand in QR codes and are typed."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.intake.views import door

app_name = "door"

urlpatterns = [
    path("r/", door.anywhere, name="anywhere"),
    path("first-steps/<slug:what>/", door.first_steps, name="first-steps"),
    path("r/<slug:assembly>/", door.door, name="door"),
    path("r/<slug:assembly>/receipt/", door.receipts, name="receipts"),
    path("r/<slug:assembly>/receipt/<str:receipt>/", door.receipt, name="receipt"),
    path("r/<slug:assembly>/<str:code>/", door.door, name="door-code"),
    path("r/<slug:assembly>/<str:code>/<slug:what>/", door.report, name="report"),
]
