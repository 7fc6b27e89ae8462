"""Pages that look across records: the rehearsal of a version, and the standing checks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sakimori.assurance.conformance.checks import checks
from sakimori.assurance.conformance.rehearsal import rehearse
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses.models import PolicyVersion
from sakimori.policy.clauses.types import VersionState


@page(Permission.POLICY_PREPARE, Permission.POLICY_DECIDE)
def rehearsal_page(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """A version against today's records, before it is decided; decided and withdrawn ones have no rehearsal."""
    version = get_object_or_404(PolicyVersion, pk=version_id, state__in=[VersionState.DRAFT, VersionState.PROPOSED])
    rows = {
        "page_title": _("この版なら、いまどうなるか"),
        "version": version,
        "rehearsal": rehearse(ctx, version),
        "may_decide": allowed(ctx, Permission.POLICY_DECIDE),
    }
    return render_page(request, "conformance/rehearsal.html", rows)


@page(Permission.EVIDENCE_READ)
def checks_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Records that contradict each other."""
    found = checks(ctx)
    rows = {
        "page_title": _("記録のつじつま"),
        "checks": sorted(found, key=lambda check: check.holds),
        "failing": sum(not check.holds for check in found),
    }
    return render_page(request, "conformance/checks.html", rows)
