"""The auditor's work: begin, check line by line, draw samples, write findings, report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.assurance.audits import actions, forms, queries
from sakimori.assurance.audits.doors import Door, door
from sakimori.assurance.audits.models import (
    AuditFinding,
    AuditItem,
    AuditItemFile,
    AuditSample,
    SampleDraw,
    ScopeClause,
)
from sakimori.assurance.audits.types import AuditState, ItemKind
from sakimori.assurance.audits.views.scope import duty_or_404, row_or_404
from sakimori.assurance.audits.words import item_title
from sakimori.assurance.conformance.actions import fresh_standings
from sakimori.assurance.conformance.drawing import drawn
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted

CONDUCT, READ = Permission.AUDIT_CONDUCT, Permission.AUDIT_READ
CLAUSE = "6(9)"


def _work(ctx: Context, audit_id: UUID) -> Door:
    """The audit, for whoever may write there. 404 for whoever may not look, 403 for whoever may only look."""
    here = door(ctx, audit_id)
    if not here.may_check:
        raise PermissionDenied
    return here


def _clause(here: Door, scope_id: UUID) -> ScopeClause:
    return get_object_or_404(ScopeClause.objects.select_related("clause"), pk=scope_id, audit=here.audit)


def _to(ctx: Context, name: str, here: Door, **values: object) -> str:
    return address(ctx, f"audits:{name}", audit_id=here.audit.pk, **values)


@page(CONDUCT, READ)
def start(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """Begin: the checklist is drawn up from the scope."""
    here = _work(ctx, audit_id)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    if submitted(form, lambda _values: actions.start_audit(here.ctx, audit=here.audit)):
        messages.success(request, _("監査を始めました。範囲の条項から、チェックリストを作りました。"))
        return redirect(_to(ctx, "audit", here))
    lead = _("範囲の条項と確認項目から、チェックリストを作ります。始めると、範囲は変えられません。")
    return form_page(
        request, form, _("監査を始める"), back=_to(ctx, "audit", here), submit=_("始める"), lead=lead, clause=CLAUSE
    )


@page(CONDUCT, READ)
def question_new(request: HttpRequest, ctx: Context, audit_id: UUID, scope_id: UUID) -> HttpResponse:
    """The auditor's own question."""
    here = _work(ctx, audit_id)
    scope = _clause(here, scope_id)
    form = forms.QuestionForm(request.POST or None)
    back = _to(ctx, "clause", here, scope_id=scope.pk)
    if submitted(form, lambda values: actions.add_question(here.ctx, audit=here.audit, scope=scope, **values)):
        messages.success(request, _("問いを加えました。"))
        return redirect(back)
    title = _("%(clause)sに問いを加える") % {"clause": scope.clause.path}
    return form_page(request, form, title, back=back, submit=_("加える"), clause=scope.clause.path)


@page(CONDUCT, READ)
def item(request: HttpRequest, ctx: Context, audit_id: UUID, audit_item_id: UUID) -> HttpResponse:
    """One line of the checklist: what the records say, and what the auditor found."""
    here = door(ctx, audit_id)
    rows = AuditItem.objects.select_related("audit", "scope__clause", "checked_by")
    found = get_object_or_404(rows, pk=audit_item_id, audit=here.audit)
    may_check = here.may_check and here.audit.state == AuditState.UNDER_WAY
    standing = _standing(ctx, found)
    form = None
    if may_check:
        initial = {"result": found.result, "note": found.note}
        form = forms.CheckForm(request.POST or None, request.FILES or None, initial=initial)
        if submitted(form, lambda values: _check(here, found, values, standing)):
            messages.success(request, _("結果を記録しました。"))
            return redirect(_to(ctx, "clause", here, scope_id=found.scope_id))
    elif request.method == "POST":
        raise PermissionDenied
    values = {
        "page_title": item_title(found),
        "here": here,
        "audit": here.audit,
        "item": found,
        "spec": catalogue().get(found.key) if found.kind == ItemKind.DUTY else None,
        "standing": standing,
        "files": queries.files_of(found),
        "form": form,
    }
    return render_page(request, "audits/item.html", values, status=422 if form is not None and form.is_bound else 200)


def _standing(ctx: Context, found: AuditItem) -> dict[str, Any] | None:
    """The figures of the line's duty: those of the moment in which it was checked, or today's."""
    if found.kind != ItemKind.DUTY:
        return None
    if found.figures:
        return dict(found.figures)
    standing = fresh_standings(ctx.today).get(found.key)
    if standing is None:
        return None
    return {
        "state": standing.state.value,
        "kept": standing.kept,
        "population": standing.population,
        "on": ctx.today.isoformat(),
    }


def _check(here: Door, found: AuditItem, values: dict[str, Any], standing: dict[str, Any] | None) -> None:
    upload = values.pop("proof")
    files = [(upload.name, upload.read())] if upload else []
    try:
        actions.check_item(here.ctx, item=found, figures=standing, files=files, **values)
    except django_forms.ValidationError as error:
        # A refused file is named at the field of the file.
        if "file" in getattr(error, "error_dict", {}):
            raise django_forms.ValidationError({"proof": error.message_dict["file"]}) from error
        raise


@page(CONDUCT, READ)
def item_file(request: HttpRequest, ctx: Context, audit_id: UUID, audit_file_id: UUID) -> HttpResponse:
    """A file at a line of this audit."""
    here = door(ctx, audit_id)
    rows = AuditItemFile.objects.select_related("file")
    return file_response(get_object_or_404(rows, pk=audit_file_id, item__audit=here.audit).file)


@page(CONDUCT, READ)
def sample_new(request: HttpRequest, ctx: Context, audit_id: UUID, scope_id: UUID, key: str) -> HttpResponse:
    """Draw subjects of a duty."""
    here = _work(ctx, audit_id)
    row = row_or_404(ctx, here.audit, scope_id)
    duty = duty_or_404(row, key)
    form = forms.SampleForm(request.POST or None)
    made: list[AuditSample] = []

    def act(values: dict[str, Any]) -> None:
        made.append(actions.draw_sample(here.ctx, audit=here.audit, scope=row.scope, duty=key, **values))

    if submitted(form, act):
        messages.success(request, _("抽出しました。一つずつ確かめてください。"))
        return redirect(_to(ctx, "sample", here, sample_id=made[0].pk))
    words = {"title": duty.spec.title, "count": duty.standing.population}
    return form_page(
        request, form, _("対象を抽出する"), back=_to(ctx, "population", here, scope_id=scope_id, key=key),
        submit=_("抽出する"), lead=_("「%(title)s」の対象%(count)s件から抽出します。") % words, clause=row.clause.path,
    )  # fmt: skip


@page(CONDUCT, READ)
def sample(request: HttpRequest, ctx: Context, audit_id: UUID, sample_id: UUID) -> HttpResponse:
    """What was drawn; drawn again from the same seed on every look."""
    here = door(ctx, audit_id)
    found = get_object_or_404(AuditSample.objects.select_related("scope__clause"), pk=sample_id, audit=here.audit)
    draws = queries.draws_of(found)
    again = drawn(found.seed, found.population, len(draws))
    values = {
        "page_title": _("抽出: %(title)s") % {"title": catalogue()[found.duty].title},
        "here": here,
        "audit": here.audit,
        "sample": found,
        "draws": draws,
        "is_same": again == [str(draw.subject_id) for draw in draws],
        "may_check": here.may_check and here.audit.state == AuditState.UNDER_WAY,
    }
    return render_page(request, "audits/sample.html", values)


@page(CONDUCT, READ)
def draw(request: HttpRequest, ctx: Context, audit_id: UUID, draw_id: UUID) -> HttpResponse:
    """What the auditor saw of one subject."""
    here = _work(ctx, audit_id)
    rows = SampleDraw.objects.select_related("sample__audit")
    found = get_object_or_404(rows, pk=draw_id, sample__audit=here.audit)
    form = forms.ResultForm(request.POST or None, initial={"result": found.result, "note": found.note})
    back = _to(ctx, "sample", here, sample_id=found.sample_id)
    if submitted(form, lambda values: actions.check_draw(here.ctx, draw=found, **values)):
        messages.success(request, _("結果を記録しました。"))
        return redirect(back)
    lead = _("台帳では、守られていません。") if found.is_breached else _("台帳では、守られています。")
    return form_page(request, form, found.label, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(CONDUCT, READ)
def finding_new(request: HttpRequest, ctx: Context, audit_id: UUID, scope_id: UUID) -> HttpResponse:
    """A finding at a clause."""
    here = _work(ctx, audit_id)
    scope = _clause(here, scope_id)
    duty = request.GET.get("duty", "")
    form = forms.FindingForm(request.POST or None)
    made: list[AuditFinding] = []

    def act(values: dict[str, Any]) -> None:
        known = duty if duty in catalogue() else ""
        made.append(actions.record_finding(here.ctx, audit=here.audit, scope=scope, duty=known, **values))

    if submitted(form, act):
        messages.success(request, _("指摘を記録しました。"))
        return redirect(_to(ctx, "finding", here, audit_finding_id=made[0].pk))
    title = _("%(clause)sの指摘を書く") % {"clause": scope.clause.path}
    back = _to(ctx, "clause", here, scope_id=scope.pk)
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=scope.clause.path)


@page(CONDUCT, READ)
def finding_edit(request: HttpRequest, ctx: Context, audit_id: UUID, audit_finding_id: UUID) -> HttpResponse:
    """Until the report is out."""
    here = _work(ctx, audit_id)
    found = get_object_or_404(AuditFinding.objects.select_related("audit"), pk=audit_finding_id, audit=here.audit)
    initial = {"grade": found.grade, "title": found.title, "text": found.text}
    form = forms.FindingForm(request.POST or None, initial=initial)
    back = _to(ctx, "finding", here, audit_finding_id=found.pk)
    if submitted(form, lambda values: actions.change_finding(here.ctx, finding=found, **values)):
        messages.success(request, _("指摘を直しました。"))
        return redirect(back)
    return form_page(request, form, _("指摘を直す"), back=back, submit=_("直す"), clause=CLAUSE)


@page(CONDUCT, READ)
@require_POST
def finding_withdraw(request: HttpRequest, ctx: Context, audit_id: UUID, audit_finding_id: UUID) -> HttpResponse:
    """It was none after all."""
    here = _work(ctx, audit_id)
    found = get_object_or_404(AuditFinding.objects.select_related("audit"), pk=audit_finding_id, audit=here.audit)
    scope_id = found.scope_id
    if here.audit.state != AuditState.UNDER_WAY:
        raise PermissionDenied
    actions.withdraw_finding(here.ctx, finding=found)
    messages.success(request, _("指摘を取り下げました。"))
    return redirect(_to(ctx, "clause", here, scope_id=scope_id))


@page(CONDUCT, READ)
def report(request: HttpRequest, ctx: Context, audit_id: UUID) -> HttpResponse:
    """The auditor's conclusion; then checklist and findings stand."""
    here = _work(ctx, audit_id)
    form = forms.ReportForm(request.POST or None)
    back = _to(ctx, "audit", here)
    if submitted(form, lambda values: actions.report_audit(here.ctx, audit=here.audit, **values)):
        messages.success(request, _("監査の結果を報告しました。報告書を議長に渡してください。"))
        return redirect(back)
    tally = queries.tally(queries.items_of(here.audit))
    words = {"total": tally.total, "checked": tally.checked}
    lead = _("%(total)s件のうち%(checked)s件を確かめました。報告すると、結果と指摘は変えられません。") % words
    return form_page(
        request, form, _("監査の結果を報告する"), back=back, submit=_("報告する"), lead=lead, clause=CLAUSE
    )
