"""Addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.organization.views import (
    change,
    chart,
    contacts,
    meetings,
    people,
    posts,
    raci,
    seats,
    units,
)

app_name = "organization"

urlpatterns = [
    path("persons/", people.persons, name="persons"),
    path("persons/new/", people.person_new, name="person-new"),
    path("persons/me/", people.me, name="me"),
    path("persons/<uuid:person_id>/", people.person, name="person"),
    path("persons/<uuid:person_id>/edit/", people.person_edit, name="person-edit"),
    path("persons/<uuid:person_id>/office/", people.office_new, name="office-new"),
    path("persons/<uuid:person_id>/end/", people.person_end, name="person-end"),
    path("offices/<uuid:office_id>/", people.office_edit, name="office-edit"),
    path("seats/", seats.seats, name="seats"),
    path("seats/<uuid:seat_id>/vacancy/", seats.vacancy, name="vacancy"),
    path("terms/new/", seats.term_new, name="term-new"),
    path("terms/<uuid:term_id>/close/", seats.term_close, name="term-close"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit-new"),
    path("units/<uuid:unit_id>/", units.unit, name="unit"),
    path("units/<uuid:unit_id>/edit/", units.unit_edit, name="unit-edit"),
    path("units/<uuid:unit_id>/end/", units.unit_end, name="unit-end"),
    path("units/<uuid:unit_id>/join/", units.join, name="join"),
    path("memberships/<uuid:membership_id>/leave/", units.leave, name="leave"),
    path("caucuses/<slug:how>/", units.reorganize, name="reorganize"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.post_new, name="post-new"),
    path("posts/<uuid:post_id>/", posts.post_edit, name="post-edit"),
    path("posts/<uuid:post_id>/end/", posts.post_end, name="post-end"),
    path("posts/<uuid:post_id>/appoint/", posts.appoint, name="appoint"),
    path("posts/<uuid:post_id>/change/", change.change, name="change"),
    path("chair/", change.chair, name="chair"),
    path("appointments/<uuid:appointment_id>/", change.handover, name="handover"),
    path("appointments/<uuid:appointment_id>/end/", posts.appointment_end, name="appointment-end"),
    path("appointments/<uuid:appointment_id>/notice.pdf", change.notice_pdf, name="notice-pdf"),
    path("appointments/<uuid:appointment_id>/handover.pdf", change.handover_pdf, name="handover-pdf"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<uuid:meeting_id>/items/new/", meetings.item_new, name="item-new"),
    path("items/<uuid:item_id>/", meetings.item_edit, name="item-edit"),
    path("chart/", chart.chart, name="chart"),
    path("chart.pdf", chart.chart_pdf, name="chart-pdf"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/new/", contacts.contact_edit, name="contact-new"),
    path("contacts/confirm/", contacts.contacts_confirm, name="contacts-confirm"),
    path("contacts/card.pdf", contacts.contacts_card, name="contacts-card"),
    path("contacts/<uuid:contact_id>/", contacts.contact_edit, name="contact"),
    path("contacts/<uuid:contact_id>/retire/", contacts.contact_retire, name="contact-retire"),
    path("roles/", raci.raci_page, name="raci"),
]
