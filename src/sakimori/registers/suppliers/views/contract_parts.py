"""Parts of a contract: what it may touch, the chain below it, its papers, pledges, visits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.people.dated import covers
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.assets.queries import on_register
from sakimori.registers.premises.relations import told
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.contract_page import Part
from sakimori.registers.suppliers.forms.basis import initial_of
from sakimori.registers.suppliers.forms.contracts import AccessForm, PaperForm, SubcontractForm, VisitsForm
from sakimori.registers.suppliers.forms.third_parties import PledgeForm
from sakimori.registers.suppliers.models import (
    ContractAccess,
    ContractExit,
    ContractPaper,
    SecrecyPledge,
    Subcontract,
)
from sakimori.registers.suppliers.views.contracts import contract_address, get_contract
from sakimori.registers.suppliers.views.shared import CLAUSE, MANAGE, READ, uploaded
from sakimori.registers.suppliers.visits import visits_to_link


@page(MANAGE)
def access_new(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """An asset that the contractor may touch; `?asset=` names it when its page leads here."""
    found = get_contract(contract_id)
    start = max(found.from_date, ctx.today) if found.registered_on < ctx.today else found.from_date
    form = AccessForm(request.POST or None, initial={"from_date": start, "asset": request.GET.get("asset", "")})
    form.offer("asset", on_register(ctx.today).order_by("kind", "number", "id"))
    back = contract_address(ctx, found, Part.ACCESS)
    if submitted(form, lambda values: actions.grant_access(ctx, contract=found, **values)):
        messages.success(request, _("取り扱う資産を登録しました。"))
        return redirect(back)
    title = _("「%(name)s」で取り扱う資産を登録する") % {"name": found.title}
    return form_page(request, form, title, back=back, submit=_("登録する"), clause=CLAUSE)


@page(MANAGE)
def access_end(request: HttpRequest, ctx: Context, access_id: UUID) -> HttpResponse:
    """The contractor no longer touches an asset."""
    found = get_object_or_404(ContractAccess.objects.select_related("contract", "asset"), pk=access_id)
    form = AccessForm(request.POST or None, initial={"to_date": ctx.today})
    for name in ("asset", "kind", "is_remote", "note", "from_date"):
        del form.fields[name]
    form.fields["to_date"].required = True
    back = contract_address(ctx, found.contract, Part.ACCESS)
    if submitted(form, lambda values: actions.end_access(ctx, access=found, **values)):
        messages.success(request, _("取扱いの終わりを記録しました。"))
        return redirect(back)
    title = _("「%(name)s」の取扱いを終える") % {"name": found.asset}
    return form_page(request, form, title, back=back, submit=_("終える"), clause=CLAUSE)


@page(MANAGE)
def subcontract_new(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """A step of the chain."""
    found = get_contract(contract_id)
    form = SubcontractForm(
        request.POST or None, request.FILES or None, initial={"from_date": found.from_date, "country": _("日本")}
    )
    rows = Subcontract.objects.filter(covers(ctx.today), contract=found).order_by("name", "id")
    form.offer("parent", rows, _("契約の相手から直接"))

    def act(values: dict[str, Any]) -> None:
        values["consent"] = uploaded(request, "consent")
        actions.add_subcontract(ctx, contract=found, **values)

    back = contract_address(ctx, found, Part.ACCESS)
    if submitted(form, act):
        messages.success(request, _("再委託を登録しました。"))
        return redirect(back)
    title = _("「%(name)s」の再委託を登録する") % {"name": found.title}
    lead = _("承諾の日が空欄のものは、承諾していない再委託として示します。")
    return form_page(request, form, title, back=back, submit=_("登録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def subcontract_edit(request: HttpRequest, ctx: Context, subcontract_id: UUID) -> HttpResponse:
    """Correct a step, record the consent or its last day."""
    found = get_object_or_404(Subcontract.objects.select_related("contract__supplier"), pk=subcontract_id)
    form = SubcontractForm(request.POST or None, request.FILES or None, initial=initial_of(found, SubcontractForm))
    rows = Subcontract.objects.filter(contract=found.contract).exclude(pk=found.pk).order_by("name", "id")
    form.offer("parent", rows, _("契約の相手から直接"))

    def act(values: dict[str, Any]) -> None:
        values["consent"] = uploaded(request, "consent")
        actions.change_subcontract(ctx, subcontract=found, **values)

    back = contract_address(ctx, found.contract, Part.ACCESS)
    if submitted(form, act):
        messages.success(request, _("再委託の内容を直しました。"))
        return redirect(back)
    title = _("「%(name)s」の内容を直す") % {"name": found.name}
    return form_page(request, form, title, back=back, submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def paper_new(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """A copy of the contract or of what belongs to it."""
    found = get_contract(contract_id)
    form = PaperForm(request.POST or None, request.FILES or None)

    def act(values: dict[str, Any]) -> None:
        file = uploaded(request, "file")
        assert file is not None  # the form asks for it
        actions.add_paper(ctx, contract=found, file=file, title=values["title"], pages=values["pages"])

    back = contract_address(ctx, found, Part.PAPERS)
    if submitted(form, act):
        messages.success(request, _("書類を加えました。"))
        return redirect(back)
    title = _("「%(name)s」の書類を加える") % {"name": found.title}
    return form_page(request, form, title, back=back, submit=_("加える"), clause=CLAUSE)


@page(READ)
def paper_file(request: HttpRequest, ctx: Context, paper_id: UUID) -> HttpResponse:
    """A paper of a contract."""
    return file_response(get_object_or_404(ContractPaper.objects.select_related("file"), pk=paper_id).file)


@page(READ)
def consent_file(request: HttpRequest, ctx: Context, subcontract_id: UUID) -> HttpResponse:
    """The consent to a subcontract."""
    found = get_object_or_404(Subcontract.objects.select_related("consent"), pk=subcontract_id)
    if found.consent is None:
        raise Http404
    return file_response(found.consent)


@page(READ)
def exit_proof(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """The proof of return and erasure."""
    found = get_object_or_404(ContractExit.objects.select_related("proof"), contract=contract_id)
    if found.proof is None:
        raise Http404
    return file_response(found.proof)


@page(READ)
def pledge_scan(request: HttpRequest, ctx: Context, pledge_id: UUID) -> HttpResponse:
    """The signed paper of a pledge."""
    found = get_object_or_404(SecrecyPledge.objects.select_related("scan"), pk=pledge_id)
    if found.scan is None:
        raise Http404
    return file_response(found.scan)


@page(MANAGE)
def contract_pledge(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """The contractor pledged secrecy."""
    found = get_contract(contract_id)
    form = PledgeForm(request.POST or None, request.FILES or None, initial={"pledged_on": ctx.today})

    def act(values: dict[str, Any]) -> None:
        values["scan"] = uploaded(request, "scan")
        actions.record_pledge(ctx, contract=found, **values)

    back = contract_address(ctx, found, Part.PAPERS)
    if submitted(form, act):
        messages.success(request, _("秘密保持の誓約を記録しました。"))
        return redirect(back)
    title = _("「%(name)s」の秘密保持の誓約を記録する") % {"name": found.title}
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def visits_link(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """Visits of the premises that belong to this contract (PHY-6)."""
    found = get_contract(contract_id)
    rows = visits_to_link(found)
    form = VisitsForm(request.POST or None)
    form.fields["visits"].offer(rows, told)  # type: ignore[attr-defined]
    back = contract_address(ctx, found, Part.PAPERS)
    if submitted(form, lambda values: actions.link_visits(ctx, contract=found, **values)):
        messages.success(request, _("入室の記録を契約に結びました。"))
        return redirect(back)
    title = _("「%(name)s」の入室の記録を選ぶ") % {"name": found.title}
    if not rows:
        values = {"page_title": title, "back": back}
        return render_page(request, "suppliers/no_visits.html", values)
    return form_page(request, form, title, back=back, submit=_("結ぶ"), clause=CLAUSE)
