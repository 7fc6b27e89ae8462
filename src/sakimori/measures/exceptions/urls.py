"""Addresses of exceptions."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.exceptions import views

app_name = "exceptions"

urlpatterns = [
    path("", views.exceptions, name="exceptions"),
    path("list.pdf", views.list_pdf, name="list-pdf"),
    path("mine/", views.mine, name="mine"),
    path("mine/new/", views.own_new, name="own-new"),
    path("new/", views.exception_new, name="exception-new"),
    path("reviews/", views.reviews, name="reviews"),
    path("<uuid:exception_id>/", views.exception, name="exception"),
    path("<uuid:exception_id>/exception.pdf", views.exception_pdf, name="exception-pdf"),
    path("<uuid:exception_id>/decision/", views.paper_decision, name="paper-decision"),
    path("<uuid:exception_id>/extend/", views.extend, name="extend"),
    path("<uuid:exception_id>/end/", views.end, name="end"),
]
