"""Asking everyone to acknowledge the policy: open, watch, remind, print letters, certificates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import visible
from sakimori.foundation.asks.actions import record_reminders
from sakimori.foundation.asks.models import Ask, AskState, Reminder
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.forms import CampaignForm, attach
from sakimori.policy.clauses.letters import certificates_pdf, letters
from sakimori.policy.clauses.models import PolicyVersion

REMINDED_BY = dict(Reminder._meta.get_field("means").flatchoices)
"""Ways in which people are reminded, with their words."""


@page(Permission.ASK_MANAGE)
def campaign(request: HttpRequest, ctx: Context) -> HttpResponse:
    """One page for the whole request."""
    version = queries.in_force(ctx.today) or queries.decided_versions().first()
    if version is None:
        return redirect("clauses:start", assembly=ctx.assembly.slug)
    act = request.POST.get("act", "open") if request.method == "POST" else ""
    form = CampaignForm(
        request.POST if act == "open" else None, initial={"due_on": free_day(ctx.today + timedelta(days=30))}
    )
    if act in {"letters", "remind"}:
        chosen = _chosen(request)
        if chosen:
            return _letters(ctx, version, chosen) if act == "letters" else _remind(request, ctx, chosen)
        rows = _rows(ctx, version, form) | {"nobody_chosen": True}
        return render_page(request, "clauses/campaign.html", rows, status=422)
    if act == "open" and form.is_valid():
        try:
            actions.ask_everyone(ctx, version=version, **form.cleaned_data)
            return redirect("clauses:campaign", assembly=ctx.assembly.slug)
        except ValidationError as error:
            attach(form, error)
    return render_page(request, "clauses/campaign.html", _rows(ctx, version, form), status=422 if act else 200)


def _remind(request: HttpRequest, ctx: Context, asks: list[Ask]) -> HttpResponse:
    means = request.POST.get("means", "")
    count = record_reminders(ctx, asks=asks, means=means if means in REMINDED_BY else "oral")
    messages.success(request, _("%(n)s人への再度のお願いを記録しました。") % {"n": count})
    return redirect("clauses:campaign", assembly=ctx.assembly.slug)


def _rows(ctx: Context, version: PolicyVersion, form: CampaignForm) -> dict[str, Any]:
    campaigns = queries.campaigns_for(version)
    caucus = people.caucus_of(ctx.today)
    standing = queries.standing(version, ctx.today)
    asks = queries.asks_that_count(version, standing)
    waiting = [ask for ask in asks if ask.state == AskState.OPEN]
    return {
        "page_title": _("方針の確認のお願い"),
        "version": version,
        "form": form,
        "campaign": campaigns[0] if campaigns else None,
        "waiting": len(waiting),
        "overdue": sum(ask.due_on < ctx.today for ask in waiting),
        "asks": [{"ask": ask, "caucus": caucus[ask.person_id].name if ask.person_id in caucus else ""} for ask in asks],
        "units": queries.progress_of(standing, caucus),
        "done": len(standing.done),
        "total": len(standing.done | standing.waiting),
        "not_asked": len(standing.waiting - {ask.person_id for ask in waiting}),
        "today": ctx.today,
        "means": [("oral", REMINDED_BY["oral"]), ("letter", REMINDED_BY["letter"]), ("mail", REMINDED_BY["mail"])],
    }


@page(Permission.ASK_MANAGE)
def person(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """What one person was asked and acknowledged, of every version and term."""
    found = get_object_or_404(visible(ctx, Person.objects.all()), pk=person_id)
    rows = {
        "page_title": _("%(name)sさんの方針の確認") % {"name": found.shown_name},
        "person": found,
        "asked": queries.asked_of(found),
    }
    return render_page(request, "clauses/person.html", rows)


def _chosen(request: HttpRequest) -> list[Ask]:
    keys = [key for key in request.POST.getlist("asks") if len(key) == 36]
    return list(
        Ask.objects.open().filter(pk__in=keys).select_related("person", "campaign").order_by("person__kana", "id")
    )


def _letters(ctx: Context, version: PolicyVersion, asks: list[Ask]) -> HttpResponse:
    data = sheets_pdf(ctx, letters(ctx, version, asks))
    return download_response(f"letters-{ctx.assembly.slug}-{ctx.today}.pdf", "application/pdf", data)


@page(Permission.EVIDENCE_READ)
def certificates(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list of those who acknowledged, as PDF."""
    version = queries.in_force(ctx.today) or queries.decided_versions().first()
    if version is None:
        return redirect("clauses:current", assembly=ctx.assembly.slug)
    data = certificates_pdf(ctx, version, queries.acknowledgements_of(version))
    return download_response(f"acknowledgements-{ctx.assembly.slug}-{ctx.today}.pdf", "application/pdf", data)
