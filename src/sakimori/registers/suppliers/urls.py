"""Addresses of suppliers, contracts and third parties."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.suppliers.views import companies, contract_parts, contracts, third_parties

app_name = "suppliers"

urlpatterns = [
    path("", companies.suppliers, name="suppliers"),
    path("new/", companies.supplier_new, name="supplier-new"),
    path("<uuid:supplier_id>/", companies.supplier, name="supplier"),
    path("<uuid:supplier_id>/edit/", companies.supplier_edit, name="supplier-edit"),
    path("<uuid:supplier_id>/end/", companies.supplier_end, name="supplier-end"),
    path("<uuid:supplier_id>/certificates/", companies.certificate_new, name="certificate-new"),
    path("certificates/<uuid:certificate_id>/off/", companies.certificate_drop, name="certificate-drop"),
    path("certificates/<uuid:certificate_id>/copy/", companies.certificate_copy, name="certificate-copy"),
    path("<uuid:supplier_id>/services/", companies.service_new, name="service-new"),
    path("services/<uuid:service_id>/edit/", companies.service_edit, name="service-edit"),
    path("services/<uuid:service_id>/end/", companies.service_end, name="service-end"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/new/", contracts.contract_new, name="contract-new"),
    path("contracts/<uuid:contract_id>/", contracts.contract, name="contract"),
    path("contracts/<uuid:contract_id>/edit/", contracts.contract_edit, name="contract-edit"),
    path("contracts/<uuid:contract_id>/renew/", contracts.renew, name="renew"),
    path("contracts/<uuid:contract_id>/end/", contracts.end, name="contract-end"),
    path("contracts/<uuid:contract_id>/exit/", contracts.wind_up, name="exit"),
    path("contracts/<uuid:contract_id>/exit/proof/", contract_parts.exit_proof, name="exit-proof"),
    path("contracts/<uuid:contract_id>/access/", contract_parts.access_new, name="access-new"),
    path("access/<uuid:access_id>/end/", contract_parts.access_end, name="access-end"),
    path("contracts/<uuid:contract_id>/chain/", contract_parts.subcontract_new, name="subcontract-new"),
    path("chain/<uuid:subcontract_id>/", contract_parts.subcontract_edit, name="subcontract-edit"),
    path("chain/<uuid:subcontract_id>/consent/", contract_parts.consent_file, name="consent"),
    path("contracts/<uuid:contract_id>/papers/", contract_parts.paper_new, name="paper-new"),
    path("papers/<uuid:paper_id>/", contract_parts.paper_file, name="paper"),
    path("contracts/<uuid:contract_id>/pledge/", contract_parts.contract_pledge, name="contract-pledge"),
    path("pledges/<uuid:pledge_id>/scan/", contract_parts.pledge_scan, name="pledge-scan"),
    path("contracts/<uuid:contract_id>/visits/", contract_parts.visits_link, name="visits-link"),
    path("third-parties/", third_parties.third_parties, name="third-parties"),
    path("third-parties/new/", third_parties.third_party_new, name="third-party-new"),
    path("third-parties/<uuid:third_party_id>/", third_parties.third_party, name="third-party"),
    path("third-parties/<uuid:third_party_id>/edit/", third_parties.third_party_edit, name="third-party-edit"),
    path("third-parties/<uuid:third_party_id>/pledge/", third_parties.pledge, name="pledge"),
    path("third-parties/<uuid:third_party_id>/returned/", third_parties.returned, name="returned"),
]
