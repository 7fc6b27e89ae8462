"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.playbooks import views, views_decide

app_name = "playbooks"
urlpatterns = [
    path("", views.playbooks, name="playbooks"),
    path("playbooks.pdf", views.booklet_pdf, name="booklet"),
    path("adopt/", views_decide.adopt, name="adopt"),
    path("kinds/", views_decide.kinds, name="kinds"),
    path("review/", views_decide.review, name="review"),
    path("proposals/<uuid:adoption_id>/withdraw/", views_decide.withdraw, name="withdraw"),
    path("versions/<uuid:playbook_version_id>/", views.version, name="version"),
    path("<slug:incident_kind>/", views.playbook, name="playbook"),
    path("<slug:incident_kind>/playbook.pdf", views.playbook_pdf, name="pdf"),
    path("<slug:incident_kind>/edit/", views_decide.edit, name="edit"),
    path("<slug:incident_kind>/news/", views.news, name="news"),
]
