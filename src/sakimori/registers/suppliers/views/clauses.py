"""The catalogue of clauses, the checklist of a contract, and what is missing across contracts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.kinds import DOCX
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.registers.suppliers import actions, sheets
from sakimori.registers.suppliers.catalogue import clauses_of, clauses_on, set_on
from sakimori.registers.suppliers.clause_rows import clause_rows, gaps_on
from sakimori.registers.suppliers.clause_sql import with_gaps
from sakimori.registers.suppliers.documents import TITLE, clauses_docx, head_of
from sakimori.registers.suppliers.forms.clauses import CheckForm, ClauseSetForm
from sakimori.registers.suppliers.lists import GAPS
from sakimori.registers.suppliers.models import ClauseSet, Contract, ContractPaper
from sakimori.registers.suppliers.views.shared import MANAGE, READ


@page(READ)
def clauses(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The clauses that contracts must carry, with their wording and why."""
    found = set_on(ctx.today)
    values = {
        "page_title": _("契約条項の文例"),
        "set": found,
        "clauses": clauses_of(found.pk if found else None),
        "versions": list(ClauseSet.objects.order_by("-number")),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "suppliers/clauses.html", values)


@page(MANAGE)
def clauses_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new version of the catalogue, worded from the one in force."""
    start = clauses_on(ctx.today, as_written=True)
    initial = {"decided_on": ctx.today, "effective_on": ctx.today}
    form = ClauseSetForm(request.POST or None, clauses=start, initial=initial)
    head = ("decided_on", "effective_on", "decision", "note")

    def act(values: dict[str, Any]) -> None:
        actions.adopt_clauses(ctx, clauses=form.clauses(), **{name: values[name] for name in head})

    if submitted(form, act):
        messages.success(request, _("契約条項の新しい版を決めました。契約を、新しい版で確かめてください。"))
        return redirect(address(ctx, "suppliers:clauses"))
    values = {"page_title": _("契約条項の新しい版を決める"), "form": form}
    return render_page(request, "suppliers/clauses_new.html", values, status=422 if form.is_bound else 200)


@page(READ)
def clauses_file(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The clauses as docx; `?contract=` only what that contract lacks; `?why=1` with the reasons."""
    found = _contract(request.GET.get("contract", ""), ctx.today)
    wanted = clauses_on(ctx.today, as_written=True)
    if found is not None:
        rows = clause_rows(found, found.set_id, ctx.today)  # type: ignore[attr-defined]
        missing = {row.clause.key for row in rows if row.is_open}
        wanted = [clause for clause in wanted if clause.key in missing]
    data = clauses_docx(TITLE, head_of(ctx.assembly, found), wanted, reasons=request.GET.get("why") == "1")
    return download_response(_("契約条項の文例.docx"), DOCX.media_type, data)


def _contract(key: str, on: date) -> Contract | None:
    try:
        return with_gaps(Contract.objects.filter(pk=UUID(key)).select_related("supplier"), on).first()
    except ValueError:
        return None


@page(MANAGE)
def check(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """The checklist of a contract: each clause there on a page, or missing for a reason."""
    rows = with_gaps(Contract.objects.select_related("supplier", "keeper"), ctx.today)
    found = get_object_or_404(rows, pk=contract_id)
    papers = list(ContractPaper.objects.filter(contract=found).order_by("added_on", "id"))
    form = CheckForm(
        request.POST or None,
        rows=clause_rows(found, found.set_id, ctx.today),  # type: ignore[attr-defined]
        papers=papers,
    )
    back = f"{address(ctx, 'suppliers:contract', contract_id=found.pk)}?part=clauses"

    def act(values: dict[str, Any]) -> None:
        mend_by = values["mend_by"] if values["mend"] else None
        actions.check_clauses(ctx, contract=found, answers=form.answers(), mend_by=mend_by)

    if submitted(form, act):
        messages.success(request, _("契約の条項を確かめた結果を記録しました。"))
        return redirect(back)
    values = {
        "page_title": _("「%(name)s」の条項を確かめる") % {"name": found.title},
        "form": form,
        "contract": found,
        "back": back,
    }
    return render_page(request, "suppliers/check.html", values, status=422 if form.is_bound else 200)


@page(READ)
def gaps(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Required clauses that contracts in force do not have."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, GAPS, gaps_on(on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("契約条項の不足"),
        "list": found,
        "rows": [gap for gap in found.rows if gap.is_looked_at],
        "unchecked": list({gap.contract.pk: gap.contract for gap in found.rows if not gap.is_looked_at}.values()),
        "unexplained": sum(gap.row.is_gap for gap in found.rows),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "suppliers/gaps.html", values)


@page(READ)
def gaps_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The same on paper, for the office that makes the contracts."""
    return download_response(_("契約条項の不足.pdf"), "application/pdf", sheets.gaps_pdf(ctx, gaps_on(ctx.today)))
