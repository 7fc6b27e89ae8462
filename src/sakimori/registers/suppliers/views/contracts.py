"""Contracts: the list, one contract, and its life from signing to the end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers import actions, queries
from sakimori.registers.suppliers.contract_page import SHOWN, Part, contract_row
from sakimori.registers.suppliers.contract_rows import contract_rows
from sakimori.registers.suppliers.documents import usual_party
from sakimori.registers.suppliers.forms.basis import initial_of
from sakimori.registers.suppliers.forms.contracts import ContractForm, EndForm, ExitForm, RenewalForm
from sakimori.registers.suppliers.lists import CONTRACTS
from sakimori.registers.suppliers.models import Contract, ContractExit, Service, Supplier
from sakimori.registers.suppliers.panels import blocks_of
from sakimori.registers.suppliers.queries import touching
from sakimori.registers.suppliers.rules import months_later
from sakimori.registers.suppliers.views.shared import CLAUSE, MANAGE, READ, uploaded

SHOW_ALL = "all"


@page(READ)
def contracts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Contracts in force on the day; `?show=all` those that are over too."""
    on = day_of(request, ctx.today)
    asset = _asset(request.GET.get("asset", ""))
    rows = contract_rows(on, Contract.objects.filter(Exists(touching(asset, on))) if asset else None)
    show_all = request.GET.get("show") == SHOW_ALL
    found = open_list(request, ctx, CONTRACTS, rows if show_all else [row for row in rows if row.is_running], on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("契約の一覧"),
        "list": found,
        "rows": found.rows,
        "with_gaps": sum(row.gaps > 0 for row in found.rows if row.is_running),
        "unrecorded": [row for row in rows if row.state == "unrecorded"],
        "show_all": show_all,
        "asset": asset,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "suppliers/contracts.html", values)


def _asset(key: str) -> Asset | None:
    try:
        return Asset.objects.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None


@page(READ)
def contract(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """One contract, a part of its page at a time."""
    row = contract_row(contract_id, ctx.today)
    part = next((part for part in Part if part == request.GET.get("part")), Part.ABOUT)
    values = {
        "page_title": row.contract.title,
        "contract": row.contract,
        "row": row,
        "part": part.value,
        "tabs": [
            {
                "label": one.label,
                "url": contract_address(ctx, row.contract, one),
                "is_current": one == part,
                "count": (row.gaps or None) if one == Part.CLAUSES and row.is_running else None,
            }
            for one in Part
        ],
        "blocks": blocks_of(ctx, row.contract, part),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "suppliers/contract.html", values | SHOWN[part](row, ctx.today))


def contract_address(ctx: Context, contract: Contract, part: Part = Part.ABOUT) -> str:
    """The page of a contract, or a part of it."""
    found = address(ctx, "suppliers:contract", contract_id=contract.pk)
    return found if part == Part.ABOUT else f"{found}?part={part.value}"


def get_contract(contract_id: UUID, **conditions: Any) -> Contract:
    """The contract, or 404."""
    return get_object_or_404(Contract.objects.select_related("supplier"), pk=contract_id, **conditions)


@page(MANAGE)
def contract_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new contract; `?supplier=` says with whom."""
    initial = {
        "supplier": request.GET.get("supplier", ""),
        "party": usual_party(ctx.assembly),
        "user": ctx.assembly.name,
        "from_date": ctx.today,
        "is_outsourcing": True,
    }
    form = _form(request, ctx, initial, None)
    made: list[Contract] = []
    if submitted(form, lambda values: made.append(actions.register_contract(ctx, **values))):
        messages.success(request, _("契約を登録しました。次に、契約の条項を確かめてください。"))
        return redirect(contract_address(ctx, made[0]))
    lead = _("契約書を見ながら入力します。契約者は市長でも、使うのが議会なら、ここに登録します。")
    back = address(ctx, "suppliers:contracts")
    return form_page(request, form, _("契約を登録する"), back=back, submit=_("登録する"), lead=lead, clause=CLAUSE)


def _form(request: HttpRequest, ctx: Context, initial: dict[str, Any], own: Contract | None) -> ContractForm:
    form = ContractForm(request.POST or None, initial=initial)
    companies = Supplier.objects.filter(pk=own.supplier_id) if own else queries.suppliers_on(ctx.today)
    form.offer("supplier", companies)
    services = Service.objects.filter(ended_on__isnull=True)
    if own is not None:
        services = services.filter(supplier=own.supplier_id)
    form.fields["services"].offer(  # type: ignore[attr-defined]
        services.select_related("supplier").order_by("supplier__kana", "name", "id"),
        lambda service: service.name if own else f"{service.supplier.name}　{service.name}",
    )
    people = people_in_office(ctx.today)
    if own is not None and own.keeper is not None:
        people = Person.objects.filter(Q(pk__in=people) | Q(pk=own.keeper.pk))
    form.offer("keeper", people.order_by("kana", "name", "id"))
    return form


@page(MANAGE)
def contract_edit(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """Correct a contract."""
    found = get_object_or_404(Contract.objects.select_related("supplier", "keeper"), pk=contract_id)
    linked = [str(key) for key in found.service_links.values_list("service_id", flat=True)]
    form = _form(request, ctx, initial_of(found, ContractForm) | {"services": linked}, found)
    if submitted(form, lambda values: actions.change_contract(ctx, contract=found, **values)):
        messages.success(request, _("契約の内容を直しました。"))
        return redirect(contract_address(ctx, found))
    title = _("「%(name)s」の内容を直す") % {"name": found.title}
    return form_page(request, form, title, back=contract_address(ctx, found), submit=_("直す"), clause=CLAUSE)


@page(MANAGE)
def renew(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """The next term."""
    found = get_contract(contract_id, ended_on__isnull=True)
    initial: dict[str, Any] = {"is_automatic": found.auto_renews}
    if found.to_date and found.renewal_months:
        initial["to_date"] = months_later(found.to_date, found.renewal_months)
    form = RenewalForm(request.POST or None, initial=initial)
    back = contract_address(ctx, found)
    if submitted(form, lambda values: actions.renew_contract(ctx, contract=found, **values)):
        messages.success(
            request, _("更新を記録しました。更新の前に、選定基準による判断と条項の点検をしたか確かめてください。")
        )
        return redirect(back)
    title = _("「%(name)s」の更新を記録する") % {"name": found.title}
    lead = _("新しい期間は、いまの終了日の翌日から始まります。その日の規定が適用されるようになります。")
    return form_page(request, form, title, back=back, submit=_("更新を記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def end(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """The contract is over."""
    found = get_contract(contract_id, ended_on__isnull=True)
    last = min(found.to_date, ctx.today) if found.to_date else ctx.today
    form = EndForm(request.POST or None, initial={"ended_on": last})
    if submitted(form, lambda values: actions.end_contract(ctx, contract=found, **values)):
        messages.success(request, _("契約が終わりました。次に、返却と消去を記録してください。"))
        return redirect(address(ctx, "suppliers:exit", contract_id=found.pk))
    title = _("「%(name)s」が終わった") % {"name": found.title}
    return form_page(
        request, form, title, back=contract_address(ctx, found), submit=_("終わりを記録する"), clause=CLAUSE,
        lead=found.exit_plan, danger=_("この契約を終わりにしますか"),
    )  # fmt: skip


@page(MANAGE)
def wind_up(request: HttpRequest, ctx: Context, contract_id: UUID) -> HttpResponse:
    """What came back and what was erased."""
    found = get_contract(contract_id)
    known = ContractExit.objects.filter(contract=found).first()
    initial = initial_of(known, ExitForm) if known else {}
    form = ExitForm(request.POST or None, request.FILES or None, initial=initial)

    def act(values: dict[str, Any]) -> None:
        values["proof"] = uploaded(request, "proof")
        actions.record_exit(ctx, contract=found, **values)

    back = contract_address(ctx, found, Part.END)
    if submitted(form, act):
        messages.success(request, _("返却・消去を記録しました。"))
        return redirect(back)
    title = _("「%(name)s」の返却・消去を記録する") % {"name": found.title}
    lead = found.exit_plan or _("預けた物とデータが返り、写しが消されたことを、証明書や立会いで確かめます。")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)
