"""Addresses of places, keys, rounds, lines and visitors."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.premises.views import keys, places, ports, rounds, visits

app_name = "premises"

urlpatterns = [
    path("", places.places, name="places"),
    path("new/", places.place_new, name="place-new"),
    path("<uuid:place_id>/", places.place, name="place"),
    path("<uuid:place_id>/edit/", places.place_edit, name="place-edit"),
    path("<uuid:place_id>/end/", places.place_end, name="place-end"),
    path("<uuid:place_id>/entry/", places.entry, name="entry"),
    path("<uuid:place_id>/round/", rounds.round_page, name="round"),
    path("<uuid:place_id>/round.pdf", rounds.round_paper, name="round-pdf"),
    path("<uuid:place_id>/door.pdf", rounds.door_paper, name="door-pdf"),
    path("<uuid:place_id>/count/", keys.count, name="count"),
    path("<uuid:place_id>/keys/new/", keys.key_new, name="key-new"),
    path("<uuid:place_id>/ports/new/", ports.port_new, name="port-new"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<uuid:key_id>/lend/", keys.key_lend, name="key-lend"),
    path("keys/<uuid:key_id>/end/", keys.key_end, name="key-end"),
    path("key-loans/<uuid:loan_id>/return/", keys.key_return, name="key-return"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/items/", rounds.items, name="round-items"),
    path("rounds/sheets.pdf", rounds.round_paper, name="rounds-pdf"),
    path("rounds/doors.pdf", rounds.door_paper, name="doors-pdf"),
    path("checks/<uuid:check_id>/", rounds.check, name="check"),
    path("answers/<uuid:answer_id>/mended/", rounds.mended, name="mended"),
    path("answers/<uuid:answer_id>/photo/", rounds.photo, name="photo"),
    path("ports/", ports.ports, name="ports"),
    path("ports/<uuid:port_id>/", ports.port, name="port"),
    path("ports/<uuid:port_id>/end/", ports.port_end, name="port-end"),
    path("visits/", visits.visits, name="visits"),
    path("visits.pdf", visits.visits_paper, name="visits-pdf"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path("visits/<uuid:visit_id>/", visits.visit, name="visit"),
    path("visits/<uuid:visit_id>/edit/", visits.visit_edit, name="visit-edit"),
    path("visits/<uuid:visit_id>/report/", visits.visit_report, name="visit-report"),
    path("visits/<uuid:visit_id>/leave/", visits.visit_leave, name="visit-leave"),
]
