"""Companies: the list, one company, its certificates and services."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.suppliers import actions
from sakimori.registers.suppliers.company_rows import certificate_rows, supplier_rows, systems
from sakimori.registers.suppliers.contract_rows import contract_rows
from sakimori.registers.suppliers.forms.basis import initial_of
from sakimori.registers.suppliers.forms.companies import CertificateForm, EndedForm, ServiceForm, SupplierForm
from sakimori.registers.suppliers.lists import SUPPLIERS
from sakimori.registers.suppliers.models import Certificate, Contract, Service, Supplier, ThirdParty
from sakimori.registers.suppliers.panels import company_blocks, company_marks
from sakimori.registers.suppliers.views.shared import CLAUSE, MANAGE, READ, uploaded
from sakimori.registers.suppliers.visits import visits_of


@page(READ)
def suppliers(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every company of the day."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, SUPPLIERS, supplier_rows(on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("委託先・事業者"),
        "list": found,
        "suppliers": found.rows,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "suppliers/suppliers.html", values)


@page(READ)
def supplier(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """One company with all that concerns it."""
    found = get_object_or_404(Supplier.objects.annotate(**company_marks()), pk=supplier_id)
    values = {
        "page_title": found.name,
        "supplier": found,
        "certificates": certificate_rows(found, ctx.today),
        "services": list(Service.objects.filter(supplier=found).order_by("ended_on", "kind", "name", "id")),
        "contracts": contract_rows(ctx.today, Contract.objects.filter(supplier=found), classes=False),
        "parties": list(ThirdParty.objects.filter(supplier=found).order_by("name", "id")),
        "visits": visits_of(found.name, ctx.today),
        "blocks": company_blocks(ctx, found),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE) and found.ended_on is None,
    }
    return render_page(request, "suppliers/supplier.html", values)


@page(MANAGE)
def supplier_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new company."""
    form = SupplierForm(request.POST or None, initial={"hq_country": _("日本")})
    made: list[Supplier] = []
    if submitted(form, lambda values: made.append(actions.register_supplier(ctx, **values))):
        messages.success(request, _("事業者を登録しました。次に、任せているサービスや契約を登録してください。"))
        return redirect(_page(ctx, made[0]))
    back = address(ctx, "suppliers:suppliers")
    return form_page(request, form, _("事業者を登録する"), back=back, submit=_("登録する"), clause=CLAUSE)


def _page(ctx: Context, supplier: Supplier) -> str:
    return address(ctx, "suppliers:supplier", supplier_id=supplier.pk)


@page(MANAGE)
def supplier_edit(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """Correct a company."""
    found = get_object_or_404(Supplier, pk=supplier_id)
    form = SupplierForm(request.POST or None, initial=initial_of(found, SupplierForm))
    if submitted(form, lambda values: actions.change_supplier(ctx, supplier=found, **values)):
        messages.success(request, _("事業者の内容を直しました。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」の内容を直す") % {"name": found.name}
    return form_page(request, form, title, back=_page(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def supplier_end(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """Dealings are over."""
    found = get_object_or_404(Supplier, pk=supplier_id, ended_on__isnull=True)
    form = EndedForm(request.POST or None, initial={"ended_on": ctx.today})
    if submitted(form, lambda values: actions.end_supplier(ctx, supplier=found, **values)):
        messages.success(request, _("取引を終えたことを記録しました。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」との取引を終える") % {"name": found.name}
    return form_page(
        request, form, title, back=_page(ctx, found), submit=_("終える"), clause=CLAUSE,
        danger=_("この事業者を、今の一覧から外しますか"),
    )  # fmt: skip


@page(MANAGE)
def certificate_new(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """A certificate; `?replaces=` names the one it renews."""
    found = get_object_or_404(Supplier, pk=supplier_id)
    old = _certificate(found, request.GET.get("replaces", ""))
    initial = initial_of(old, CertificateForm) | {"valid_from": None, "expires_on": None} if old else {}
    form = CertificateForm(request.POST or None, request.FILES or None, initial=initial)

    def act(values: dict[str, Any]) -> None:
        values["copy"] = uploaded(request, "copy")
        actions.record_certificate(ctx, supplier=found, replaces=old, **values)

    if submitted(form, act):
        messages.success(request, _("認証・登録を記録しました。期限の90日・60日・30日前にお知らせします。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」の認証・登録を記録する") % {"name": found.name}
    lead = _("証書の写しを受け取り、委託する仕事が適用範囲に入っているかを確かめます。")
    return form_page(request, form, title, back=_page(ctx, found), submit=_("記録する"), lead=lead, clause=CLAUSE)


def _certificate(supplier: Supplier, key: str) -> Certificate | None:
    try:
        return Certificate.objects.filter(supplier=supplier, pk=UUID(key), replaced_on__isnull=True).first()
    except ValueError:
        return None


@require_POST
@page(MANAGE)
def certificate_drop(request: HttpRequest, ctx: Context, certificate_id: UUID) -> HttpResponse:
    """Take a certificate off the list."""
    found = get_object_or_404(Certificate.objects.select_related("supplier"), pk=certificate_id)
    actions.drop_certificate(ctx, certificate=found)
    messages.success(request, _("一覧から外しました。"))
    return redirect(_page(ctx, found.supplier))


@page(READ)
def certificate_copy(request: HttpRequest, ctx: Context, certificate_id: UUID) -> HttpResponse:
    """The copy of a certificate."""
    found = get_object_or_404(Certificate.objects.select_related("copy"), pk=certificate_id)
    if found.copy is None:
        raise Http404
    return file_response(found.copy)


@page(MANAGE)
def service_new(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """A service of a company."""
    found = get_object_or_404(Supplier, pk=supplier_id)
    form = ServiceForm(request.POST or None)
    form.offer("asset", systems(ctx.today))
    if submitted(form, lambda values: actions.register_service(ctx, supplier=found, **values)):
        messages.success(request, _("サービス・業務を登録しました。"))
        return redirect(_page(ctx, found))
    title = _("「%(name)s」のサービス・業務を登録する") % {"name": found.name}
    return form_page(request, form, title, back=_page(ctx, found), submit=_("登録する"), clause=CLAUSE)


@page(MANAGE)
def service_edit(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Correct a service."""
    found = get_object_or_404(Service.objects.select_related("supplier"), pk=service_id)
    form = ServiceForm(request.POST or None, initial=initial_of(found, ServiceForm))
    form.offer("asset", systems(ctx.today, found.asset_id))
    back = _page(ctx, found.supplier)
    if submitted(form, lambda values: actions.change_service(ctx, service=found, **values)):
        messages.success(request, _("サービス・業務の内容を直しました。"))
        return redirect(back)
    title = _("「%(name)s」の内容を直す") % {"name": found.name}
    return form_page(request, form, title, back=back, submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def service_end(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """A service is used no longer."""
    found = get_object_or_404(Service.objects.select_related("supplier"), pk=service_id, ended_on__isnull=True)
    form = EndedForm(request.POST or None, initial={"ended_on": ctx.today})
    back = _page(ctx, found.supplier)
    if submitted(form, lambda values: actions.change_service(ctx, service=found, **values)):
        messages.success(request, _("使わなくなったことを記録しました。"))
        return redirect(back)
    title = _("「%(name)s」を使わなくなった") % {"name": found.name}
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE)
