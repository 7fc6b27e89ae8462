"""After the report: delivered, answered, mended, seen again, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.assurance.audits import actions, forms
from sakimori.assurance.audits.doors import Door, door
from sakimori.assurance.audits.models import Audit, AuditFinding
from sakimori.assurance.audits.types import AuditState
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import holders, people_in_office
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

CONDUCT, READ, MANAGE = Permission.AUDIT_CONDUCT, Permission.AUDIT_READ, Permission.AUDIT_MANAGE
CLAUSE = "6(9)"


def _finding(here: Door, key: UUID) -> AuditFinding:
    rows = AuditFinding.objects.select_related(
        "audit", "scope__clause", "answered_by", "improvement__owner", "improvement__verified_by"
    )
    return get_object_or_404(rows, pk=key, audit=here.audit)


@page(CONDUCT, READ)
def finding(request: HttpRequest, ctx: Context, audit_id: UUID, audit_finding_id: UUID) -> HttpResponse:
    """A finding: what was found, what was answered, what is being done, whether it is settled."""
    here = door(ctx, audit_id)
    found = _finding(here, audit_finding_id)
    state = here.audit.state
    after = state in {AuditState.REPORTED, AuditState.RESPONDED, AuditState.CLOSED}
    rows = {
        "page_title": found.title,
        "here": here,
        "audit": here.audit,
        "finding": found,
        "improvement": found.improvement,
        "may_change": here.may_check and state == AuditState.UNDER_WAY,
        "may_answer": here.may_manage and state == AuditState.REPORTED and not found.answer,
        "may_follow": here.may_check and after and bool(found.answer) and found.settled_on is None,
    }
    return render_page(request, "audits/finding.html", rows)


@page(MANAGE)
def deliver(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """The chair has the report."""
    found = get_object_or_404(Audit, pk=audit_id)
    chair = holders(Role.CHAIR, ctx.today).first()
    initial = {"delivered_on": ctx.today, "to": chair.shown_name if chair else ""}
    form = forms.DeliverForm(request.POST or None, initial=initial)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    if submitted(form, lambda values: actions.deliver_report(ctx, audit=found, **values)):
        messages.success(request, _("報告書を渡したことを記録しました。"))
        return redirect(back)
    return form_page(request, form, _("報告書を議長に渡す"), back=back, submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def answer(request: HttpRequest, ctx: Context, audit_id: UUID, audit_finding_id: UUID) -> HttpResponse:
    """The audited side accepts and mends, or disputes."""
    here = door(ctx, audit_id)
    found = _finding(here, audit_finding_id)
    people = people_in_office(ctx.today).order_by("kana", "name", "id")
    initial = {"due_on": free_day(ctx.today + timedelta(days=60))}
    form = forms.AnswerForm(request.POST or None, people=people, initial=initial)
    back = address(ctx, "audits:finding", audit_id=audit_id, audit_finding_id=found.pk)
    if submitted(form, lambda values: actions.answer_finding(ctx, finding=found, **values)):
        messages.success(request, _("回答を記録しました。受け入れた指摘は、改善措置になりました。"))
        return redirect(back)
    return form_page(
        request, form, _("監査の指摘に回答する"), back=back, submit=_("回答する"), lead=found.title, clause=CLAUSE
    )


@page(MANAGE)
def finish(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Every finding has its answer."""
    found = get_object_or_404(Audit, pk=audit_id)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    if submitted(form, lambda _values: actions.finish_answers(ctx, audit=found)):
        messages.success(request, _("監査への回答を終えました。改善が済んだら、追って確かめます。"))
        return redirect(back)
    lead = _("すべての指摘に回答したら、回答を終えてください。")
    return form_page(request, form, _("監査への回答を終える"), back=back, submit=_("終える"), lead=lead, clause=CLAUSE)


@page(CONDUCT, READ)
def follow_up(request: HttpRequest, ctx: Context, audit_id: UUID, audit_finding_id: UUID) -> HttpResponse:
    """Auditor or office looks again."""
    here = door(ctx, audit_id)
    if not here.may_check:
        raise PermissionDenied
    found = _finding(here, audit_finding_id)
    form = forms.FollowUpForm(request.POST or None)
    back = address(ctx, "audits:finding", audit_id=audit_id, audit_finding_id=found.pk)
    if submitted(form, lambda values: actions.follow_up(here.ctx, finding=found, **values)):
        messages.success(request, _("追って確かめた結果を記録しました。"))
        return redirect(back)
    lead = _lead(found)
    return form_page(
        request, form, _("改善を追って確かめる"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE
    )


def _lead(found: AuditFinding) -> str:
    values: dict[str, Any] = {"title": found.title}
    if found.improvement is None:
        return _("「%(title)s」は、改善措置のない指摘です。話し合いの結果を記録してください。") % values
    values |= {"number": found.improvement.number, "state": found.improvement.get_state_display()}
    return _("「%(title)s」の改善措置 %(number)s は「%(state)s」です。") % values


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """The end of an audit."""
    found = get_object_or_404(Audit, pk=audit_id)
    form = forms.CloseForm(request.POST if request.method == "POST" else None)
    back = address(ctx, "audits:audit", audit_id=found.pk)
    if submitted(form, lambda values: actions.close_audit(ctx, audit=found, **values)):
        messages.success(request, _("監査を終えました。"))
        return redirect(back)
    lead = _("残る改善措置は、一覧で続けて扱います。")
    return form_page(request, form, _("監査を終える"), back=back, submit=_("終える"), lead=lead, clause=CLAUSE)
