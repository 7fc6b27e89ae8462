"""The published policy: what anybody may read. Drafts, closed documents and people never appear here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from sakimori.assurance.reviews.queries import published_report, published_years
from sakimori.dates import fiscal_year_label
from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.models import Disclosure
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import exports, queries
from sakimori.policy.clauses.models import PolicyVersion


@dataclass(frozen=True, slots=True)
class Published:
    """What the public may read: a published version, its siblings, and whether the newest wording is still missing."""

    assembly: Assembly
    shown: PolicyVersion
    versions: Sequence[PolicyVersion]
    """Every published version in effect, newest first."""
    unpublished: PolicyVersion | None
    """The version in force, where it has not been published: only that it was decided may be said."""


def _published(slug: str, number: int | None, answer: Callable[[Published], HttpResponse]) -> HttpResponse:
    """Answer with a version that was published; anything else does not exist for the public."""
    assembly = assembly_by_slug(slug)
    if assembly is None or not assembly.is_active:
        raise Http404
    with scope(assembly.pk):
        today = timezone.now().astimezone(TOKYO).date()
        versions = [row for row in queries.published_versions() if row.effective_on and row.effective_on <= today]
        shown = next((row for row in versions if number in {None, row.number}), None)
        if shown is None:
            raise Http404
        now = queries.in_force(today)
        return answer(Published(assembly, shown, versions, None if now in versions else now))


def _rows(found: Published) -> dict[str, Any]:
    return {
        **exports.public_rows(found.assembly, found.shown),
        "page_title": found.shown.title,
        "assembly_name": found.assembly.name,
        "slug": found.assembly.slug,
        "others": [row for row in found.versions if row.pk != found.shown.pk],
        "is_newest": found.versions[0].pk == found.shown.pk,
        "unpublished": found.unpublished,
        "report_years": [(year, fiscal_year_label(year)) for year in published_years()],
    }


@public_page
def policy(request: HttpRequest, assembly: str) -> HttpResponse:
    """The newest published version."""
    return _published(assembly, None, lambda found: render_page(request, "public/policy.html", _rows(found)))


@public_page
def version(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """One published version."""
    return _published(assembly, number, lambda found: render_page(request, "public/policy.html", _rows(found)))


@public_page
def pdf(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """The version as A4 pages."""

    def answer(found: Published) -> HttpResponse:
        data = exports.policy_pdf(found.assembly, found.shown)
        return download_response(_name(found, "pdf"), "application/pdf", data)

    return _published(assembly, number, answer)


@public_page
def html(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """The version as one self-contained page."""

    def answer(found: Published) -> HttpResponse:
        data = exports.static_html(found.assembly, found.shown).encode()
        return download_response(_name(found, "html"), "text/html; charset=utf-8", data)

    return _published(assembly, number, answer)


@public_page
def report(request: HttpRequest, assembly: str, year: int) -> HttpResponse:
    """The annual report of a year as it was published."""
    found = assembly_by_slug(assembly)
    if found is None or not found.is_active:
        raise Http404
    with scope(found.pk):
        kept = published_report(year)
        if kept is None or kept.public_file is None or kept.public_file.disclosure != Disclosure.OPEN:
            raise Http404
        return file_response(kept.public_file)


def _name(found: Published, ending: str) -> str:
    return f"policy-{found.assembly.slug}-v{found.shown.number}.{ending}"
