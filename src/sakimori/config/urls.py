"""Every address: one line per door or module."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sakimori.front.home.urls")),
    path("a/<slug:assembly>/board/", include("sakimori.assurance.conformance.urls")),
    path("", include("sakimori.front.links.urls")),
    path("", include("sakimori.front.accounts.urls")),
    path("a/<slug:assembly>/lists/", include("sakimori.foundation.lists.urls")),
    path("a/<slug:assembly>/policy/", include("sakimori.policy.clauses.urls")),
    path("", include("sakimori.front.public.urls")),
    path("", include("sakimori.front.api.urls")),
    path("a/<slug:assembly>/organization/", include("sakimori.registers.organization.urls")),
    path("a/<slug:assembly>/premises/", include("sakimori.registers.premises.urls")),
    path("a/<slug:assembly>/assets/", include("sakimori.registers.assets.urls")),
    path("a/<slug:assembly>/lending/", include("sakimori.registers.lending.urls")),
    path("a/<slug:assembly>/stocktaking/", include("sakimori.registers.stocktaking.urls")),
    path("", include("sakimori.registers.stocktaking.public_urls")),
    path("", include("sakimori.front.labels.urls")),
    path("a/<slug:assembly>/disposal/", include("sakimori.registers.disposal.urls")),
    path("a/<slug:assembly>/turnover/", include("sakimori.registers.turnover.urls")),
    path("a/<slug:assembly>/drills/", include("sakimori.measures.drills.urls")),
    path("", include("sakimori.measures.drills.public_urls")),
    path("a/<slug:assembly>/learning/", include("sakimori.measures.learning.urls")),
    path("", include("sakimori.measures.learning.public_urls")),
    path("a/<slug:assembly>/awareness/", include("sakimori.measures.awareness.urls")),
    path("a/<slug:assembly>/inspections/", include("sakimori.assurance.inspections.urls")),
    path("a/<slug:assembly>/audits/", include("sakimori.assurance.audits.urls")),
    path("", include("sakimori.assurance.audits.public_urls")),
    path("a/<slug:assembly>/reviews/", include("sakimori.assurance.reviews.urls")),
    path("", include("sakimori.front.calendar.urls")),
    path("a/<slug:assembly>/scans/", include("sakimori.front.scans.urls")),
    path("a/<slug:assembly>/handover/", include("sakimori.front.handover.urls")),
    path("a/<slug:assembly>/exchange/", include("sakimori.front.exchange.urls")),
    path("a/<slug:assembly>/ledger/", include("sakimori.front.records.urls")),
    path("", include("sakimori.front.help.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("sakimori.foundation.ui.urls")),
]
