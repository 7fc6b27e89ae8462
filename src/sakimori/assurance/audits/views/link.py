"""The door without an account: a link shows one audit's scope, read-only, for as long as the auditor's period lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sakimori.assurance.audits import actions, queries, reading
from sakimori.assurance.audits.doors import link_by_token, why_shut
from sakimori.assurance.audits.models import AuditorLink
from sakimori.assurance.audits.types import Level
from sakimori.assurance.audits.views.reports import evidence_of, paper
from sakimori.assurance.audits.views.scope import clause_values, population_values, row_or_404
from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.store import FileDamaged
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.witness.checkpoints import LogBroken
from sakimori.foundation.witness.keyfile import KeyMissing

WRONG_LINKS_LIMIT = 20
WINDOW_SECONDS = 600
Inside = Callable[[Context, AuditorLink], HttpResponse]


def _enter(request: HttpRequest, assembly: str, token: str, what: str, show: Inside) -> HttpResponse:
    """Check the link, note that it was opened, show the page. Whatever is wrong, nothing of the assembly is said."""
    found = assembly_by_slug(assembly)
    if is_over(request, "audit-link", limit=WRONG_LINKS_LIMIT, seconds=WINDOW_SECONDS):
        return _private(_shut(request, None, "many", 429))
    if found is None:
        count(request, "audit-link", seconds=WINDOW_SECONDS)
        return _private(_shut(request, None, "unknown", 404))
    with scope(found.pk):
        link = link_by_token(token)
        if link is None:
            count(request, "audit-link", seconds=WINDOW_SECONDS)
            return _private(_shut(request, None, "unknown", 404))
        ctx = context(found, Actor(), Channel.LINK)
        why = why_shut(link, ctx.today)
        if why:
            return _private(_shut(request, found, why, 404))
        person = link.auditor.person
        actor = Actor(person_id=person.pk, name=person.shown_name, granted=frozenset({Permission.AUDIT_CONDUCT}))
        ctx = replace(ctx, actor=actor)
        response = show(ctx, link)
        actions.note_opening(ctx, link=link, page=what)
        return _private(response)


def _shut(request: HttpRequest, assembly: Assembly | None, why: str, status: int) -> HttpResponse:
    titles = {
        "unknown": _("このリンクは使えません"),
        "revoked": _("このリンクは取り消されました"),
        "early": _("監査の期間は、まだ始まっていません"),
        "expired": _("監査の期間が終わりました"),
        "many": _("しばらく待ってから、もう一度お試しください"),
    }
    values = {"page_title": titles[why], "why": why, "assembly_name": assembly.name if assembly else ""}
    return render_page(request, "audits/door_shut.html", values | {"csrf_token": ""}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    # Django would write the address of refused requests, and with it the token, to the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _frame(ctx: Context, link: AuditorLink, token: str) -> dict[str, object]:
    return {
        "assembly_name": ctx.assembly.name,
        "assembly_slug": ctx.assembly.slug,
        "csrf_token": "",
        "token": token,
        "auditor": link.auditor,
        "audit": link.auditor.audit,
        "until": min(link.expires_on, link.auditor.to_date or link.expires_on),
        "home": reverse("audit-door:audit", kwargs={"assembly": ctx.assembly.slug, "token": token}),
    }


@public_page
@require_safe
def audit(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The audit and its scope."""

    def show(ctx: Context, link: AuditorLink) -> HttpResponse:
        found = link.auditor.audit
        values = _frame(ctx, link, token) | {
            "page_title": found.title,
            "rows": reading.scope_rows(ctx, found),
            "findings": queries.findings_of(found),
            "tally": queries.tally(queries.items_of(found)),
        }
        return render_page(request, "audits/door.html", values)

    return _enter(request, assembly, token, "audit", show)


@public_page
@require_safe
def clause(request: HttpRequest, assembly: str, token: str, scope_id: UUID) -> HttpResponse:
    """A clause of the scope."""

    def show(ctx: Context, link: AuditorLink) -> HttpResponse:
        row = row_or_404(ctx, link.auditor.audit, scope_id)
        values = clause_values(ctx, row, reading.record_of(link.auditor.audit, row, ctx.today))
        return render_page(request, "audits/door_clause.html", values | _frame(ctx, link, token))

    return _guarded(request, assembly, token, f"clause {scope_id}", show)


@public_page
@require_safe
def population(request: HttpRequest, assembly: str, token: str, scope_id: UUID, key: str) -> HttpResponse:
    """The subjects of a duty of the scope."""

    def show(ctx: Context, link: AuditorLink) -> HttpResponse:
        row = row_or_404(ctx, link.auditor.audit, scope_id)
        values = population_values(request, ctx, row, key) | _frame(ctx, link, token)
        return render_page(request, "audits/door_population.html", values)

    return _guarded(request, assembly, token, f"population {key}", show)


@public_page
@require_safe
def report_pdf(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The whole report as it stands."""
    return _enter(request, assembly, token, "report", lambda ctx, link: paper(ctx, link.auditor.audit, Level.FULL))


@public_page
@require_safe
def bundle(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The records of the scope with proofs."""

    def show(ctx: Context, link: AuditorLink) -> HttpResponse:
        try:
            return evidence_of(ctx, link.auditor.audit)
        except (LogBroken, KeyMissing, FileDamaged) as error:
            raise Http404 from error

    return _guarded(request, assembly, token, "evidence", show)


def _guarded(request: HttpRequest, assembly: str, token: str, what: str, show: Inside) -> HttpResponse:
    """What lies outside the scope answers as a wrong link does."""
    try:
        return _enter(request, assembly, token, what, show)
    except Http404:
        return _private(_shut(request, None, "unknown", 404))
