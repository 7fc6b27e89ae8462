"""Addresses of cloud services and generative AI."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.services.views import ai, found, register, requests, terms

app_name = "services"

urlpatterns = [
    path("", register.services, name="services"),
    path("new/", register.new, name="new"),
    path("allowed/", requests.allowed, name="allowed"),
    path("request/", requests.request_new, name="request-new"),
    path("requests/<uuid:request_id>/", requests.request_one, name="request"),
    path("requests/<uuid:request_id>/revoke/", requests.revoke, name="revoke"),
    path("found/", found.found, name="found"),
    path("found/new/", found.found_new, name="found-new"),
    path("found/software/", found.software, name="software"),
    path("found/ask/", ai.ask_used, name="ask-used"),
    path("found/<uuid:found_id>/request/", found.request_found, name="request-found"),
    path("found/<uuid:found_id>/close/", found.close, name="close-found"),
    path("found/assets/<uuid:asset_id>/request/", found.request_asset, name="request-asset"),
    path("ai/", ai.ai, name="ai"),
    path("ai/adopt/", ai.adopt, name="ai-adopt"),
    path("ai/ask/", ai.ask_rules, name="ai-ask"),
    path("ai/card.pdf", ai.card, name="ai-card"),
    path("logins/<uuid:login_id>/end/", register.login_end, name="login-end"),
    path("terms/<uuid:copy_id>/", terms.terms, name="terms"),
    path("terms/<uuid:copy_id>/file/", terms.terms_file, name="terms-file"),
    path("<uuid:service_id>/", register.service, name="service"),
    path("<uuid:service_id>/edit/", register.edit, name="edit"),
    path("<uuid:service_id>/safeguards/", register.safeguards, name="safeguards"),
    path("<uuid:service_id>/manager/", register.manager, name="manager"),
    path("<uuid:service_id>/split/", register.split, name="split"),
    path("<uuid:service_id>/logins/new/", register.login_new, name="login-new"),
    path("<uuid:service_id>/terms/new/", terms.terms_new, name="terms-new"),
    path("<uuid:service_id>/end/", register.end, name="end"),
    path("<uuid:service_id>/erased/", register.erased, name="erased"),
    path("<uuid:service_id>/proof/", register.proof, name="proof"),
]
