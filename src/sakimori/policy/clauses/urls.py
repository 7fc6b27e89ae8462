"""Addresses of the policy."""

from __future__ import annotations

from django.urls import path

from sakimori.policy.clauses.views import campaign, start, structure, versions

app_name = "clauses"
urlpatterns = [
    path("", versions.current, name="current"),
    path("start/", start.start, name="start"),
    path("start/model/", start.from_model, name="model"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<uuid:version_id>/", versions.version, name="version"),
    path("versions/<uuid:version_id>/check/", start.check, name="check"),
    path("versions/<uuid:version_id>/settings/", start.settings, name="settings"),
    path("versions/<uuid:version_id>/decide/", start.decide, name="decide"),
    path("versions/<uuid:version_id>/done/", start.done, name="done"),
    path("versions/<uuid:version_id>/withdraw/", start.withdraw, name="withdraw"),
    path("versions/<uuid:version_id>/differences/", versions.differences, name="diff"),
    path("versions/<uuid:version_id>/publish/", versions.publish, name="publish"),
    path("versions/<uuid:version_id>/joint/", versions.joint, name="joint"),
    path("versions/<uuid:version_id>/policy.html", versions.export_html, name="export-html"),
    path("versions/<uuid:version_id>/policy.pdf", versions.export_pdf, name="export-pdf"),
    path("publications/<uuid:publication_id>/retract/", versions.retract, name="retract"),
    path("clauses/<uuid:clause_id>/", start.edit_clause, name="edit-clause"),
    path("clauses/<uuid:clause_id>/structure/", structure.structure, name="structure"),
    path("review/", versions.review, name="review"),
    path("acknowledgement/", campaign.campaign, name="campaign"),
    path("acknowledgement/persons/<uuid:person_id>/", campaign.person, name="asked"),
    path("acknowledgement/certificates.pdf", campaign.certificates, name="certificates"),
]
