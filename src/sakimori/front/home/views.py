"""The first page after log-in: for everyone what matters to them."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.assurance.conformance import queries as conformance
from sakimori.assurance.conformance.worklist import gap_count, work
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.access.models import Account
from sakimori.foundation.access.pages import account_page, page, public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import accounts_exist, assemblies_of, is_operator
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.approvals.actions import decide_application, role_in_turn
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.asks.queries import open_asks_of
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.people.types import STAFF_ROLES, Role
from sakimori.foundation.ui.nav import counted
from sakimori.foundation.ui.render import render_page
from sakimori.front.home.queries import queue_of
from sakimori.front.home.subjects import subject_url
from sakimori.measures.safety import queries as safety
from sakimori.measures.safety.models import Asked


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Where somebody lands: set-up, log-in, their assembly, or a choice of assemblies."""
    if not accounts_exist():
        return redirect("accounts:setup")
    return _choose(request)


@account_page
def _choose(request: HttpRequest) -> HttpResponse:
    account = cast("Account", request.user)
    assemblies = assemblies_of(account)
    operator = is_operator(account, timezone.now().astimezone(TOKYO).date())
    if len(assemblies) == 1 and not operator:
        return redirect("home:desk", assembly=assemblies[0].slug)
    if not assemblies and operator:
        return redirect("accounts:operator")
    rows = {"page_title": _("議会を選ぶ"), "assemblies": assemblies, "is_operator": operator}
    return render_page(request, "home/choose.html", rows)


@page(Permission.BOARD_READ, Permission.ASSEMBLY_MANAGE, Permission.AUDIT_CONDUCT)
def desk(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The home page of a person's role; the most responsible role decides which."""
    roles = ctx.actor.roles
    if not roles.isdisjoint(STAFF_ROLES):
        return _staff(request, ctx)
    if not roles.isdisjoint({Role.CHAIR, Role.DEPUTY}):
        return _chair(request, ctx)
    if not allowed(ctx, Permission.BOARD_READ) and allowed(ctx, Permission.AUDIT_CONDUCT):
        return redirect("audits:mine", assembly=ctx.assembly.slug)
    if ctx.actor.person_id is None:
        return redirect("accounts:operator")
    return _member(request, ctx)


def _member(request: HttpRequest, ctx: Context) -> HttpResponse:
    asks = list(open_asks_of(ctx.actor.person_id)) if ctx.actor.person_id else []
    counted(request, "links:asks", len(asks))
    rows = {
        "page_title": _("%(name)sさんへのお願い") % {"name": ctx.actor.name},
        "asks": asks,
        "board": conformance.board(ctx),
        "may_answer": allowed(ctx, Permission.ASK_ANSWER),
        "safety": _safety(ctx),
        "today": ctx.today,
    }
    return render_page(request, "home/member.html", rows)


def _staff(request: HttpRequest, ctx: Context) -> HttpResponse:
    board = conformance.board(ctx)
    rows = _queue(request, ctx) | {
        "page_title": _("今日すること"),
        "works": work(ctx, board),
        "gap_count": gap_count(board),
        "board": board,
    }
    return render_page(request, "home/staff.html", rows)


def _chair(request: HttpRequest, ctx: Context) -> HttpResponse:
    board = conformance.board(ctx)
    duties = conformance.with_splits(conformance.duties_of(board), ctx.today)
    mine = [key for key, duty in duties.items() if _is_for_the_chair(duty)]
    rows = _queue(request, ctx) | {
        "page_title": _("方針は守られているか"),
        "works": work(ctx, board, mine),
        "gap_count": gap_count(board),
        "board": board,
        "trend": conformance.trend(list(catalogue()), ctx.today),
    }
    return render_page(request, "home/chair.html", rows)


def _is_for_the_chair(duty: conformance.DutyRow) -> bool:
    """By the assembly's own split where there is one, else by the catalogue (which also has "chair or …")."""
    return duty.is_of("chair") or (duty.split is None and duty.spec.owner.startswith("chair"))


def _queue(request: HttpRequest, ctx: Context) -> dict[str, object]:
    queue = queue_of(ctx.actor.person_id, ctx.actor.roles)
    counted(request, "links:asks", len(queue.asks))
    return {"asks": queue.asks, "waiting": queue.waiting, "safety": _safety(ctx), "today": ctx.today}


def _safety(ctx: Context) -> list[Asked]:
    """Running safety checks in which the reader is asked."""
    if ctx.actor.person_id is None or not allowed(ctx, Permission.ASK_ANSWER):
        return []
    return safety.asked_of(ctx.actor.person_id)


class DecisionForm(forms.Form):
    """What the holder of the role says."""

    note = forms.CharField(label=_l("意見"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    same_person_reason = forms.CharField(
        label=_l("申請者と承認者が同じ理由"),
        required=False,
        max_length=400,
        help_text=_l(
            "ご自身の申請を承認するときだけ入力してください。少人数の事務局では差し支えありませんが、理由を残します。"
        ),
    )


@page(Permission.APPROVAL_DECIDE)
def application(request: HttpRequest, ctx: Context, application_id: UUID) -> HttpResponse:
    """One application; the holder of the role whose turn it is decides here."""
    found = get_object_or_404(Application.objects.select_related("applicant"), pk=application_id)
    role = role_in_turn(found)
    may_decide = role in ctx.actor.roles
    form = DecisionForm(request.POST or None)
    status = 200
    if request.method == "POST" and may_decide:
        status = 422
        if form.is_valid():
            try:
                decide_application(
                    ctx, application=found, is_approval=request.POST.get("is_approval") == "yes", **form.cleaned_data
                )
                return redirect("home:desk", assembly=ctx.assembly.slug)
            except ValidationError as error:
                form.add_error(None if not hasattr(error, "error_dict") else "same_person_reason", error.messages)
    rows = {
        "page_title": found.title,
        "application": found,
        "decisions": list(found.decisions.select_related("person").order_by("pk")),
        "route": " → ".join(str(Role(name).label) for name in found.route),
        "subject_url": subject_url(ctx, found.subject_model, found.subject_id),
        "may_decide": may_decide,
        "form": form,
    }
    return render_page(request, "home/application.html", rows, status=status)
