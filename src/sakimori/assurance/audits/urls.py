"""Addresses of audits and corrective actions."""

from __future__ import annotations

from django.urls import path

from sakimori.assurance.audits.views import improvements

app_name = "audits"

urlpatterns = [
    path("improvements/", improvements.improvements, name="improvements"),
    path("improvements/new/", improvements.improvement_new, name="improvement-new"),
    path("improvements/<uuid:improvement_id>/", improvements.improvement, name="improvement"),
    path("improvements/<uuid:improvement_id>/plan/", improvements.plan, name="improvement-plan"),
    path("improvements/<uuid:improvement_id>/extend/", improvements.extend, name="improvement-extend"),
    path("improvements/<uuid:improvement_id>/done/", improvements.done, name="improvement-done"),
    path("improvements/<uuid:improvement_id>/verify/", improvements.verify, name="improvement-verify"),
    path("improvements/<uuid:improvement_id>/reopen/", improvements.reopen, name="improvement-reopen"),
    path("improvements/<uuid:improvement_id>/drop/", improvements.drop, name="improvement-drop"),
    path("improvements/proofs/<uuid:proof_id>/", improvements.proof, name="proof"),
]
