"""The policy as it reads, its versions, what changed, publication and review."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings as conf
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.spec import DutySpec, catalogue
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import actions, exports, queries
from sakimori.policy.clauses.forms import PublishForm, RetractForm, ReviewForm, TriggerForm, attach, measure_choices
from sakimori.policy.clauses.models import Clause, PolicyVersion, Publication
from sakimori.policy.clauses.reading import to_document
from sakimori.policy.clauses.types import ReviewOutcome, TriggerKind, VersionKind, VersionState
from sakimori.policy.clauses.words import CHANGES, EVENTS, FREQUENCIES, OBLIGATIONS, RECORDS
from sakimori.policytext.diff import ChangeKind, ClauseChange, diff

Duties = dict[str, list[DutySpec]]
"""Path of a clause → the duties it is about."""

UNDECIDED = {VersionState.DRAFT, VersionState.PROPOSED}
"""Versions that can still be tried, continued and decided."""


def _may_see_drafts(ctx: Context) -> bool:
    """Who prepares a version, and who decides it."""
    return allowed(ctx, Permission.POLICY_PREPARE) or allowed(ctx, Permission.POLICY_DECIDE)


@page(Permission.POLICY_READ)
def current(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The policy in force, as it reads."""
    version = queries.in_force(ctx.today)
    if version is None:
        rows = {"page_title": _("方針"), "may_prepare": allowed(ctx, Permission.POLICY_PREPARE)}
        return render_page(request, "clauses/none.html", rows)
    return _show(request, ctx, version, in_force=True)


@page(Permission.POLICY_READ)
def version(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """One version; drafts only for those who prepare or decide them."""
    found = get_object_or_404(PolicyVersion.objects.select_related("decided_by", "author"), pk=version_id)
    if found.state != VersionState.DECIDED and not _may_see_drafts(ctx):
        raise Http404
    return _show(request, ctx, found, in_force=queries.in_force(ctx.today) == found)


def _show(request: HttpRequest, ctx: Context, found: PolicyVersion, *, in_force: bool) -> HttpResponse:
    names = dict(measure_choices())
    duties: dict[str, list[str]] = {}
    for spec in catalogue().values():
        for measure in spec.measures:
            duties.setdefault(measure, []).append(spec.key)
    rows = {
        "page_title": found.title,
        "version": found,
        "in_force": in_force,
        "clauses": [_meta(clause, names, duties) for clause in queries.clauses_of(found)],
        "history": [(row.date, EVENTS.get(row.event, row.event)) for row in queries.history_of(found)],
        "publications": queries.publications_of(found),
        "may_prepare": allowed(ctx, Permission.POLICY_PREPARE),
        "may_rehearse": found.state in UNDECIDED and _may_see_drafts(ctx),
        "may_continue": found.state in UNDECIDED and allowed(ctx, Permission.POLICY_PREPARE),
        "may_decide": found.state in UNDECIDED and allowed(ctx, Permission.POLICY_DECIDE),
        "may_publish": allowed(ctx, Permission.POLICY_PUBLISH),
    }
    return render_page(request, "clauses/version.html", rows)


def _meta(clause, names: dict[str, str], duties: dict[str, list[str]]) -> dict[str, object]:  # type: ignore[no-untyped-def]
    measures = [row.measure for row in clause.measures.all()]
    keys = dict.fromkeys(key for measure in measures for key in duties.get(measure, ()))
    return {
        "clause": clause,
        "measures": [names.get(measure, measure) for measure in measures],
        "duties": [(catalogue()[key], RECORDS.get(key, "")) for key in keys] if clause.concerns_assembly else [],
        "obligation": OBLIGATIONS.get(clause.obligation, ""),
        "frequency": FREQUENCIES.get(clause.frequency, ""),
    }


@page(Permission.POLICY_READ)
def versions(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every version, newest first."""
    may_prepare = allowed(ctx, Permission.POLICY_PREPARE)
    sees_drafts = _may_see_drafts(ctx)
    found = [v for v in queries.all_versions() if sees_drafts or v.state == VersionState.DECIDED]
    rows = {
        "page_title": _("方針の版"),
        "versions": found,
        "may_prepare": may_prepare,
        "now": queries.in_force(ctx.today),
    }
    return render_page(request, "clauses/versions.html", rows)


@page(Permission.POLICY_READ)
def differences(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """What a version changes against the one before: by clause, with the duties and people it touches (POL-6)."""
    new = get_object_or_404(PolicyVersion.objects.select_related("supersedes"), pk=version_id)
    if new.supersedes is None:
        raise Http404
    if new.state != VersionState.DECIDED and not _may_see_drafts(ctx):
        raise Http404
    old = new.supersedes
    old_clauses, new_clauses = queries.clauses_of_both(old, new)
    changes = diff(to_document(old.title, old_clauses), to_document(new.title, new_clauses))
    before, after = _duties_by_path(old_clauses), _duties_by_path(new_clauses)
    had, has = {spec.key for found in before.values() for spec in found}, {s.key for f in after.values() for s in f}
    rows = {
        "page_title": _("何が変わるか"),
        "old": old,
        "new": new,
        "changes": [_change(change, before, after) for change in changes if change.kind != ChangeKind.KEPT],
        "kept": sum(change.kind == ChangeKind.KEPT for change in changes),
        "joining": [spec for spec in catalogue().values() if spec.key in has - had],
        "leaving": [spec for spec in catalogue().values() if spec.key in had - has],
        "people": queries.without_acknowledgement(new, ctx.today).count(),
        "open_asks": queries.open_asks_about(old),
        "may_rehearse": new.state in UNDECIDED and _may_see_drafts(ctx),
    }
    return render_page(request, "clauses/diff.html", rows)


def _change(change: ClauseChange, before: Duties, after: Duties) -> dict[str, object]:
    specs = after.get(change.new.path, []) if change.new else before.get(change.old.path, []) if change.old else []
    return {
        "change": change,
        "word": CHANGES.get(change.kind, ""),
        "kind": change.kind.value,
        "duties": specs if change.kind != ChangeKind.MOVED else [],
    }


def _duties_by_path(clauses: Sequence[Clause]) -> Duties:
    """The duties that each clause of a version is about, where it concerns the assembly."""
    duties: Duties = {}
    for clause in clauses:
        slugs = [row.measure for row in clause.measures.all()]
        specs = [spec for spec in catalogue().values() if clause.concerns_assembly and set(slugs) & set(spec.measures)]
        known = duties.setdefault(clause.path, [])
        known.extend(spec for spec in specs if spec not in known)
    return duties


@page(Permission.POLICY_PUBLISH)
def publish(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Record where and when the version was published; the hash is that of the exported page."""
    found = get_object_or_404(PolicyVersion, pk=version_id, state=VersionState.DECIDED)
    address = conf.ENV.address + reverse("public:policy", kwargs={"assembly": ctx.assembly.slug})
    form = PublishForm(request.POST or None, initial={"published_on": ctx.today, "address": address})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.record_publication(
                    ctx,
                    version=found,
                    sha256=exports.sha256_of(exports.static_html(ctx.assembly, found)),
                    **form.cleaned_data,
                )
                return redirect("clauses:version", assembly=ctx.assembly.slug, version_id=found.pk)
            except ValidationError as error:
                attach(form, error)
    rows = {
        "page_title": _("公表を記録する"),
        "form": form,
        "version": found,
        "publications": queries.publications_of(found),
        "public_url": address,
    }
    return render_page(request, "clauses/publish.html", rows, status=status)


@page(Permission.POLICY_PUBLISH)
def retract(request: HttpRequest, ctx: Context, publication_id: UUID) -> HttpResponse:
    """Take back a publication that was recorded by mistake, with the reason."""
    publication = get_object_or_404(Publication.objects.select_related("version"), pk=publication_id)
    form = RetractForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actions.retract_publication(ctx.because(form.cleaned_data["reason"]), publication=publication)
            return redirect("clauses:publish", assembly=ctx.assembly.slug, version_id=publication.version_id)
    rows = {"page_title": _("公表の記録を取り消す"), "form": form, "publication": publication}
    return render_page(request, "clauses/retract.html", rows, status=status)


@page(Permission.POLICY_READ)
def export_html(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """The page for the council's own site."""
    found = get_object_or_404(PolicyVersion, pk=version_id, state=VersionState.DECIDED)
    data = exports.static_html(ctx.assembly, found).encode()
    return download_response(f"policy-{ctx.assembly.slug}-v{found.number}.html", "text/html; charset=utf-8", data)


@page(Permission.POLICY_READ)
def export_pdf(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """The policy as a paper."""
    found = get_object_or_404(PolicyVersion, pk=version_id, state=VersionState.DECIDED)
    data = exports.policy_pdf(ctx.assembly, found)
    return download_response(f"policy-{ctx.assembly.slug}-v{found.number}.pdf", "application/pdf", data)


@page(Permission.POLICY_READ)
def review(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Triggers and reviews; "no change needed" is recorded too."""
    version = queries.in_force(ctx.today)
    may_prepare = allowed(ctx, Permission.POLICY_PREPARE)
    which = request.POST.get("which", "")
    initial = {"reviewed_on": ctx.today, "outcome": ReviewOutcome.NO_CHANGE}
    form = ReviewForm(request.POST if which == "review" else None, initial=initial)
    trigger = TriggerForm(request.POST if which == "trigger" else None, initial={"occurred_on": ctx.today}, prefix="t")
    status = 200
    if request.method == "POST":
        if not may_prepare or version is None:
            raise PermissionDenied
        status = 422
        active = form if which == "review" else trigger
        if active.is_valid():
            try:
                _record(ctx, version, which, active.cleaned_data)
                return redirect("clauses:review", assembly=ctx.assembly.slug)
            except ValidationError as error:
                attach(active, error)
    last, newer = queries.review_since(version) if version else (None, [])
    rows = {
        "page_title": _("方針の見直し"),
        "version": version,
        "form": form,
        "trigger_form": trigger,
        "reviews": queries.reviews(),
        "last": last,
        "newer": newer,
        "triggers": queries.triggers(),
        "may_prepare": may_prepare and version is not None,
    }
    return render_page(request, "clauses/review.html", rows, status=status)


def _record(ctx: Context, version: PolicyVersion, which: str, values: dict[str, object]) -> None:
    if which == "review":
        values["outcome"] = ReviewOutcome(str(values["outcome"]))
        actions.record_review(ctx, version=version, **values)  # type: ignore[arg-type]
    else:
        values["kind"] = TriggerKind(str(values["kind"]))
        actions.record_trigger(ctx, **values)  # type: ignore[arg-type]


@page(Permission.POLICY_PREPARE)
def joint(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """In a joint policy: which clauses concern the assembly."""
    found = get_object_or_404(PolicyVersion, pk=version_id, kind=VersionKind.JOINT)
    clauses = queries.clauses_of(found)
    if request.method == "POST":
        chosen = set(request.POST.getlist("clauses"))
        actions.mark_concerned(ctx, version=found, clauses=[c for c in clauses if str(c.pk) in chosen])
        if found.state == VersionState.DRAFT:
            return redirect("clauses:settings", assembly=ctx.assembly.slug, version_id=found.pk)
        return redirect("clauses:version", assembly=ctx.assembly.slug, version_id=found.pk)
    rows = {"page_title": _("議会に関係する条項を選ぶ"), "version": found, "clauses": clauses}
    return render_page(request, "clauses/joint.html", rows)
