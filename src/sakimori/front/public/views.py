"""The published policy: what anybody may read. Drafts, closed documents and people never appear here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import exports, queries
from sakimori.policy.clauses.models import PolicyVersion


def _published(
    slug: str, number: int | None, answer: Callable[[Assembly, PolicyVersion], HttpResponse]
) -> HttpResponse:
    """Answer with a version that was published; anything else does not exist for the public."""
    assembly = assembly_by_slug(slug)
    if assembly is None or not assembly.is_active:
        raise Http404
    with scope(assembly.pk):
        version = next((row for row in _effective() if number in {None, row.number}), None)
        if version is None:
            raise Http404
        return answer(assembly, version)


def _effective() -> list[PolicyVersion]:
    """Published versions that have come into effect, newest first."""
    today = timezone.now().astimezone(TOKYO).date()
    return [row for row in queries.published_versions() if row.effective_on and row.effective_on <= today]


def _rows(assembly: Assembly, shown: PolicyVersion) -> dict[str, Any]:
    versions = _effective()
    return {
        **exports.public_rows(assembly, shown),
        "page_title": shown.title,
        "assembly_name": assembly.name,
        "slug": assembly.slug,
        "others": [row for row in versions if row.pk != shown.pk],
        "is_newest": bool(versions) and versions[0].pk == shown.pk,
    }


@public_page
def policy(request: HttpRequest, assembly: str) -> HttpResponse:
    """The version in force."""
    return _published(assembly, None, lambda a, v: render_page(request, "public/policy.html", _rows(a, v)))


@public_page
def version(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """An earlier version."""
    return _published(assembly, number, lambda a, v: render_page(request, "public/policy.html", _rows(a, v)))


@public_page
def pdf(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """The version as A4 pages."""
    return _published(
        assembly,
        number,
        lambda a, v: download_response(f"policy-{a.slug}-v{v.number}.pdf", "application/pdf", exports.policy_pdf(a, v)),
    )


@public_page
def html(request: HttpRequest, assembly: str, number: int) -> HttpResponse:
    """The version as one self-contained page."""
    return _published(
        assembly,
        number,
        lambda a, v: download_response(
            f"policy-{a.slug}-v{v.number}.html", "text/html; charset=utf-8", exports.static_html(a, v).encode()
        ),
    )
