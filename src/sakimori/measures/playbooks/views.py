"""Reading playbooks: the list, the page for the hurried, versions with what they changed, papers."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.measures.drills.content import Scenario, scenarios
from sakimori.measures.playbooks import queries, sheets
from sakimori.measures.playbooks.changes import differences
from sakimori.measures.playbooks.content import shipped_sum, shipped_text
from sakimori.measures.playbooks.models import PlaybookVersion
from sakimori.measures.playbooks.reading import owners_vacant, people_of, reading_of
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, ReviewOutcome

CLAUSE = _l("6(7) 運用")
READ, MANAGE = Permission.PLAN_READ, Permission.PLAN_MANAGE


def kind_of(text: str) -> IncidentKind:
    """The kind in an address. Raises Http404."""
    try:
        return IncidentKind(text)
    except ValueError as error:
        raise Http404 from error


@page(READ)
def playbooks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every kind: to open in a hurry, and for the office what is open about it."""
    rows = queries.kind_rows(ctx.today)
    kept = [row for row in rows if not row.reason]
    may_manage = allowed(ctx, MANAGE)
    values = {
        "page_title": _("対応手順"),
        "kept": kept,
        "left": [row for row in rows if row.reason],
        "open_count": sum(row.is_open for row in kept),
        "without": sum(row.version is None for row in kept),
        "soonest": queries.soonest(rows),
        "adoptions": queries.adoptions() if may_manage else [],
        "may_manage": may_manage,
    }
    return render_page(request, "playbooks/playbooks.html", values)


@page(READ)
def playbook(request: HttpRequest, ctx: Context, incident_kind: str) -> HttpResponse:
    """One playbook for somebody in a hurry: what to do now in big type, numbers to press."""
    found = kind_of(incident_kind)
    versions = queries.versions_of(found.value)
    in_force = _in_force(ctx, versions)
    reading = reading_of(in_force, found.value, people_of(ctx))
    may_manage = allowed(ctx, MANAGE)
    reviews = queries.reviews_of(found.value) if may_manage else []
    values = {
        "page_title": reading.playbook.title,
        "kind": found,
        "reading": reading,
        "version": in_force,
        "version_words": sheets.version_words(in_force),
        "versions": [row for row in versions if may_manage or row.adoption.state == AdoptionState.DECIDED],
        "coming": [row for row in versions if row.adoption.state == AdoptionState.WAITING],
        "reviews": reviews,
        "to_change": _to_change(in_force, reviews),
        "drills": _drills(ctx, found),
        "vacant": owners_vacant(reading.steps),
        "has_news": in_force is not None and in_force.shipped_sha256 != shipped_sum(found.value),
        "may_manage": may_manage,
    }
    return render_page(request, "playbooks/playbook.html", values)


def _drills(ctx: Context, kind: IncidentKind) -> list[Scenario]:
    """Scenarios that practise the playbook, for those who may open them."""
    if not allowed(ctx, Permission.LEARNING_READ):
        return []
    return [row for row in scenarios() if row.playbook == kind.value]


def _in_force(ctx: Context, versions: list[PlaybookVersion]) -> PlaybookVersion | None:
    """As `queries.version_for`, of versions that are there already."""
    used = [
        row
        for row in versions
        if row.adoption.state == AdoptionState.DECIDED and row.adoption.effective_on <= ctx.today
    ]
    return max(used, key=lambda row: (row.adoption.effective_on, row.number), default=None)


def _to_change(version: PlaybookVersion | None, reviews: list) -> bool:  # type: ignore[type-arg]
    """Whether the last look at the version in force said that it is to be changed."""
    about = next((row for row in reviews if version is not None and row.version_id == version.pk), None)
    return about is not None and about.outcome == ReviewOutcome.CHANGE


@page(READ)
def playbook_pdf(request: HttpRequest, ctx: Context, incident_kind: str) -> HttpResponse:
    """One playbook on paper."""
    found = kind_of(incident_kind)
    reading = reading_of(queries.version_for(found.value, ctx.today), found.value, people_of(ctx))
    name = _("対応手順-%(kind)s.pdf") % {"kind": found.value}
    return download_response(name, "application/pdf", sheets.playbook_pdf(ctx, reading))


@page(READ)
def booklet_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every playbook that is kept, as one booklet."""
    left = queries.left_out(ctx.today)
    return download_response(_("対応手順.pdf"), "application/pdf", sheets.booklet_pdf(ctx, left))


@page(READ)
def version(request: HttpRequest, ctx: Context, playbook_version_id: UUID) -> HttpResponse:
    """The text of a version and what it changed against the one before, or against the shipped text it began with."""
    rows = PlaybookVersion.objects.select_related("adoption")
    found = get_object_or_404(rows, pk=playbook_version_id)
    if found.adoption.state != AdoptionState.DECIDED and not (
        allowed(ctx, MANAGE) or allowed(ctx, Permission.APPROVAL_DECIDE)
    ):
        raise Http404
    before = queries.version_before(found)
    old = before.text if before else shipped_text(found.kind)
    values = {
        "page_title": _("%(kind)s　第%(number)s版") % {"kind": found.get_kind_display(), "number": found.number},
        "version": found,
        "before": before,
        "lines": differences(old, found.text),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "playbooks/version.html", values)


@page(MANAGE)
def news(request: HttpRequest, ctx: Context, incident_kind: str) -> HttpResponse:
    """What a newer shipped text says otherwise than the version in force."""
    found = kind_of(incident_kind)
    in_force = queries.version_for(found.value, ctx.today)
    text = in_force.text if in_force else shipped_text(found.value)
    values = {
        "page_title": _("用意された文との違い"),
        "kind": found,
        "version": in_force,
        "lines": differences(text, shipped_text(found.value)),
        "is_newer": in_force is not None and in_force.shipped_sha256 != shipped_sum(found.value),
    }
    return render_page(request, "playbooks/news.html", values)
