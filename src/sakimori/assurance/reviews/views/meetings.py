"""Management reviews: what changed, how it stands, what was decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.assurance.conformance.texts import text_in_force
from sakimori.assurance.reviews import actions, forms, happenings, queries, sheets, words
from sakimori.assurance.reviews.figures import Span, figures_of
from sakimori.assurance.reviews.models import ManagementReview, ReviewDecision
from sakimori.assurance.reviews.types import DecisionKind
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

READ, MANAGE = Permission.REVIEW_READ, Permission.REVIEW_MANAGE


@page(READ)
def reviews(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Reviews to come and held, and what they decided that is not done."""
    rows = {
        "page_title": _("見直しの会議"),
        "reviews": queries.management_reviews(),
        "decisions": queries.open_decisions(),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "reviews/reviews.html", rows)


@page(MANAGE)
def plan(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A review to come; it begins where the last one ended."""
    last = queries.last_held()
    since = last.held_on if last and last.held_on else ctx.today - timedelta(days=365)
    initial = {"since": since, "planned_on": free_day(ctx.today + timedelta(days=30))}
    form = forms.PlanForm(request.POST or None, initial=initial)
    made: list[ManagementReview] = []
    if submitted(form, lambda values: made.append(actions.plan_review(ctx, **values))):
        return redirect("reviews:review", assembly=ctx.assembly.slug, review_id=made[0].pk)
    return form_page(
        request, form, _("見直しの会議を予定する"), back=address(ctx, "reviews:reviews"), submit=_("予定する")
    )


@page(READ)
def review(request: HttpRequest, ctx: Context, review_id: UUID) -> HttpResponse:
    """What is on the table, and what was decided; who may, enters it here."""
    found = get_object_or_404(ManagementReview, pk=review_id)
    may_manage = allowed(ctx, MANAGE) and found.held_on is None
    figures = _figures(ctx, found)
    decide, hold = _forms(request, ctx) if may_manage else (None, None)
    if request.method == "POST" and decide and hold:
        done = _write(request, ctx, found, decide, hold, figures)
        if done:
            messages.success(request, done)
            return redirect("reviews:review", assembly=ctx.assembly.slug, review_id=found.pk)
    rows = {
        "page_title": found.title,
        "review": found,
        "figures": figures,
        "summary": words.summary(figures),
        "clauses": words.clause_lines(figures),
        "exceptions": words.exception_lines(figures),
        **happenings.page_values(figures),
        "first": date.fromisoformat(figures["first"]),
        "last": date.fromisoformat(figures["last"]),
        "events": words.event_lines(figures),
        "origins": words.origin_lines(figures),
        "decisions": queries.decisions_of(found),
        "decide": decide,
        "hold": hold,
        "may_manage": may_manage,
        "may_settle": allowed(ctx, MANAGE),
    }
    bad = any(form is not None and form.is_bound for form in (decide, hold))
    return render_page(request, "reviews/review.html", rows, status=422 if bad else 200)


def _forms(request: HttpRequest, ctx: Context) -> tuple[forms.DecisionForm, forms.HoldForm]:
    which = request.POST.get("form")
    _version, placed = text_in_force(ctx.today)
    clauses = [(clause.path, f"{clause.path} {clause.heading}".strip()) for clause, _measures in placed]
    people = people_in_office(ctx.today).order_by("kana", "name", "id")
    decide = forms.DecisionForm(
        request.POST if which == "decide" else None, clauses=clauses, people=people, auto_id="decide_%s"
    )
    initial = {"held_on": ctx.today}
    return decide, forms.HoldForm(request.POST if which == "hold" else None, initial=initial, auto_id="hold_%s")


def _write(
    request: HttpRequest,
    ctx: Context,
    found: ManagementReview,
    decide: forms.DecisionForm,
    hold: forms.HoldForm,
    figures: dict[str, Any],
) -> str:
    """What was written, in words; empty when a form has to be shown again."""

    def record(values: dict[str, Any]) -> object:
        return actions.record_decision(ctx, review=found, **values | {"kind": DecisionKind(values["kind"])})

    if submitted(decide, record):
        return _("決めたことを記録しました。")
    if submitted(hold, lambda values: actions.hold_review(ctx, review=found, inputs=figures, **values)):
        return _("見直しの会議を記録しました。")
    return ""


def _figures(ctx: Context, found: ManagementReview) -> dict[str, Any]:
    """What was on the table on the day, or what is now."""
    return found.inputs or figures_of(ctx, Span(found.since, ctx.today))


@page(READ)
def review_pdf(request: HttpRequest, ctx: Context, review_id: UUID) -> HttpResponse:
    """The papers of the meeting, or its record."""
    found = get_object_or_404(ManagementReview, pk=review_id)
    content = sheets.review_pdf(ctx, found, _figures(ctx, found), queries.decisions_of(found))
    return download_response(f"{found.title}.pdf", "application/pdf", content)


@page(MANAGE)
@require_POST
def settle(request: HttpRequest, ctx: Context, decision_id: UUID) -> HttpResponse:
    """What was decided is done."""
    found = get_object_or_404(ReviewDecision, pk=decision_id, improvement__isnull=True, done_on__isnull=True)
    actions.settle_decision(ctx, decision=found)
    messages.success(request, _("済みにしました。"))
    return redirect("reviews:review", assembly=ctx.assembly.slug, review_id=found.review_id)
