"""Addresses without an account: the door of an auditor with a link."""

from __future__ import annotations

from django.urls import path

from sakimori.assurance.audits.views import link

app_name = "audit-door"

urlpatterns = [
    path("audit/<slug:assembly>/<str:token>/", link.audit, name="audit"),
    path("audit/<slug:assembly>/<str:token>/clauses/<uuid:scope_id>/", link.clause, name="clause"),
    path(
        "audit/<slug:assembly>/<str:token>/clauses/<uuid:scope_id>/duties/<str:key>/",
        link.population,
        name="population",
    ),
    path("audit/<slug:assembly>/<str:token>/report.pdf", link.report_pdf, name="report-pdf"),
    path("audit/<slug:assembly>/<str:token>/evidence.zip", link.bundle, name="bundle"),
]
