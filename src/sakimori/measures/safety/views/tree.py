"""The contact tree: who calls whom, made from posts and caucuses, and the log of calls."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.safety import actions, forms, sheets
from sakimori.measures.safety.models import CallLine
from sakimori.measures.safety.tree_queries import call_notes, tree_of

CLAUSE = _l("3(3) 災害 6(1) 組織体制")
READ, MANAGE = Permission.SAFETY_READ, Permission.PLAN_MANAGE


@page(READ)
def tree(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who calls whom."""
    values = {
        "page_title": _("電話の連絡網"),
        "tree": tree_of(ctx.today),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "safety/tree.html", values)


@require_POST
@page(MANAGE)
def make(request: HttpRequest, ctx: Context) -> HttpResponse:
    """From posts and caucuses; lines that were put right stay unless all are made anew."""
    count = actions.make_tree(ctx, anew=request.POST.get("anew") == "yes")
    messages.success(request, _("連絡網に%(count)s人を入れました。") % {"count": count})
    return redirect(address(ctx, "safety:tree"))


@page(MANAGE)
def line(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Who calls one person."""
    person = get_object_or_404(Person, pk=person_id)
    others = [row.person for row in CallLine.objects.select_related("person").order_by("person__kana", "id")]
    row = CallLine.objects.filter(person=person).first()
    initial = {"caller": str(row.caller_id) if row and row.caller_id else "", "place": row.place if row else 0}
    people = [one for one in others if one.pk != person.pk]
    form = forms.LineForm(request.POST or None, people=people, initial=initial)
    back = address(ctx, "safety:tree")
    if submitted(form, lambda values: actions.change_line(ctx, person=person, **values)):
        messages.success(request, _("連絡網を直しました。"))
        return redirect(back)
    title = _("%(name)sさんに電話をかける人") % {"name": person.shown_name}
    return form_page(request, form, title, back=back, submit=_("直す"), clause=CLAUSE)


@require_POST
@page(MANAGE)
def leave(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Somebody is out of the tree."""
    actions.leave_tree(ctx, person=get_object_or_404(Person, pk=person_id))
    return redirect(address(ctx, "safety:tree"))


@page(MANAGE)
def call(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """What came of a call outside any check."""
    person = get_object_or_404(Person, pk=person_id)
    form = forms.CallForm(request.POST or None)
    back = address(ctx, "safety:tree")
    if submitted(form, lambda values: actions.note_call(ctx, person=person, **values)):
        messages.success(request, _("%(name)sさんへの電話を記録しました。") % {"name": person.shown_name})
        return redirect(back)
    title = _("%(name)sさんへの電話を記録する") % {"name": person.shown_name}
    lead = _("緊急連絡網にある人なら、連絡先を確かめたことにもなります。")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(READ)
def calls(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The log of calls, the latest first."""
    values = {"page_title": _("電話の記録"), "calls": call_notes()}
    return render_page(request, "safety/calls.html", values)


@page(READ)
def tree_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The tree on A4, with room to write what came of each call."""
    data = sheets.tree_pdf(ctx, tree_of(ctx.today))
    return download_response(_("電話の連絡網") + ".pdf", "application/pdf", data)
