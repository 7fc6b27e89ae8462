"""The rules for IDs: their text and versions, asking for the promise, who has given it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.actions import record_reminders
from sakimori.foundation.asks.models import Ask, AskState, Reminder
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.awareness import actions, forms, queries, sheets
from sakimori.measures.awareness.models import IdRules
from sakimori.measures.awareness.shipped import RULES
from sakimori.measures.awareness.types import ACKNOWLEDGE
from sakimori.measures.awareness.views import CLAUSE, MANAGE, READ
from sakimori.policy.clauses.queries import progress_of

REMINDED_BY = dict(Reminder._meta.get_field("means").flatchoices)
"""Ways in which people are reminded, with their words."""


@page(READ)
def rules(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The text in force, its versions, and how many have agreed: no names."""
    versions = queries.versions()
    current = queries.in_force(ctx.today)
    standing = queries.standing(current, ctx.today) if current else None
    values = {
        "page_title": _("ID・パスワードの約束"),
        "current": current,
        "versions": versions,
        "shipped": RULES,
        "done": len(standing.done) if standing else 0,
        "total": len(standing.done | standing.waiting) if standing else 0,
        "may_manage": allowed(ctx, MANAGE),
        "may_ask": allowed(ctx, Permission.ASK_MANAGE),
    }
    return render_page(request, "awareness/rules.html", values)


@page(MANAGE)
def adopt(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The assembly decided on its rules, or changed them."""
    last = queries.versions()[:1]
    initial = {"text": last[0].text if last else RULES, "decided_on": ctx.today, "effective_on": ctx.today}
    form = forms.RulesForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.adopt_rules(ctx, **values)):
        messages.success(request, _("約束を定めました。続けて、全員にお願いしてください。"))
        return redirect("awareness:rules", assembly=ctx.assembly.slug)
    back = address(ctx, "awareness:rules")
    lead = _(
        "文を変えると新しい版になり、あらためて全員にお願いします。前の版についての回答待ちのお願いは、取り下げます。"
    )
    title = _("約束を変える") if last else _("約束を定める")
    return form_page(request, form, title, back=back, submit=_("定める"), clause=CLAUSE, lead=lead)


@page(Permission.ASK_MANAGE)
def campaign(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Ask everyone, watch, print letters, remind."""
    current = queries.in_force(ctx.today)
    if current is None:
        return redirect("awareness:rules", assembly=ctx.assembly.slug)
    act = request.POST.get("act", "open") if request.method == "POST" else ""
    form = forms.AskForm(
        request.POST if act == "open" else None, initial={"due_on": free_day(ctx.today + timedelta(days=30))}
    )
    if act in {"letters", "remind"}:
        chosen = _chosen(request)
        if chosen:
            return _letters(ctx, current, chosen) if act == "letters" else _remind(request, ctx, chosen)
        values = _rows(ctx, current, form) | {"nobody_chosen": True}
        return render_page(request, "awareness/campaign.html", values, status=422)
    if submitted(form, lambda values: actions.ask_everyone(ctx, rules=current, **values)):
        return redirect("awareness:campaign", assembly=ctx.assembly.slug)
    return render_page(request, "awareness/campaign.html", _rows(ctx, current, form), status=422 if act else 200)


def _chosen(request: HttpRequest) -> list[Ask]:
    keys = [key for key in request.POST.getlist("asks") if len(key) == 36]
    rows = Ask.objects.open().filter(kind=ACKNOWLEDGE, pk__in=keys).select_related("person", "campaign")
    return list(rows.order_by("person__kana", "id"))


def _remind(request: HttpRequest, ctx: Context, asks: list[Ask]) -> HttpResponse:
    means = request.POST.get("means", "")
    count = record_reminders(ctx, asks=asks, means=means if means in REMINDED_BY else "oral")
    messages.success(request, _("%(n)s人への再度のお願いを記録しました。") % {"n": count})
    return redirect("awareness:campaign", assembly=ctx.assembly.slug)


def _letters(ctx: Context, current: IdRules, asks: list[Ask]) -> HttpResponse:
    data = sheets_pdf(ctx, sheets.letters(ctx, current, asks))
    return download_response(f"id-rules-{ctx.assembly.slug}-{ctx.today}.pdf", "application/pdf", data)


def _rows(ctx: Context, current: IdRules, form: forms.AskForm) -> dict[str, Any]:
    caucus = people.caucus_of(ctx.today)
    standing = queries.standing(current, ctx.today)
    asks = queries.asks_that_count(current, standing)
    waiting = [ask for ask in asks if ask.state == AskState.OPEN]
    return {
        "page_title": _("IDの約束のお願い"),
        "rules": current,
        "form": form,
        "campaign": queries.last_campaign(current),
        "waiting": len(waiting),
        "overdue": sum(ask.due_on < ctx.today for ask in waiting),
        "asks": [{"ask": ask, "caucus": caucus[ask.person_id].name if ask.person_id in caucus else ""} for ask in asks],
        "units": progress_of(standing, caucus),
        "done": len(standing.done),
        "total": len(standing.done | standing.waiting),
        "not_asked": len(standing.waiting - {ask.person_id for ask in waiting}),
        "today": ctx.today,
        "means": [(key, REMINDED_BY[key]) for key in ("oral", "letter", "mail")],
    }


@page(Permission.EVIDENCE_READ)
def promises(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The rules and the list of those who agreed, as PDF."""
    current = queries.in_force(ctx.today)
    if current is None:
        return redirect("awareness:rules", assembly=ctx.assembly.slug)
    data = sheets.promises_pdf(ctx, current, queries.promises_of(current))
    return download_response(f"promises-{ctx.assembly.slug}-{ctx.today}.pdf", "application/pdf", data)
