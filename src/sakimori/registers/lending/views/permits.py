"""Permissions and take-outs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.approvals.queries import applications_about
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.marks import find_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending import actions, forms, permit_queries, queries
from sakimori.registers.lending.lists import PERMITS, TAKE_OUTS
from sakimori.registers.lending.models import Permit, TakeOut
from sakimori.registers.lending.terms import bound_of

CLAUSE = _l("6(4) 物理的セキュリティ")
READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def permits(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Permissions: in force, waiting, expired."""
    show, on = request.GET.get("show", ""), day_of(request, ctx.today)
    found = open_list(
        request, ctx, PERMITS, permit_queries.permits(on, show), on, lambda day: permit_queries.permits(day, show)
    )
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("持出し・利用の許可"),
        "list": found,
        "permits": found.rows,
        "on": on,
        "show": show,
        "today": ctx.today,
        "soon": ctx.today + timedelta(days=30),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "lending/permits.html", values)


@page(READ)
def permit(request: HttpRequest, ctx: Context, permit_id: UUID) -> HttpResponse:
    """One permission with its application."""
    found = get_object_or_404(Permit.objects.select_related("asset", "person", "application"), pk=permit_id)
    values = {
        "page_title": f"{found.get_kind_display()}: {found.person.shown_name}",
        "permit": found,
        "applications": applications_about(found.pk),
        "checks": list(found.checks.select_related("person").order_by("-checked_on", "-id")),
        "is_over": found.to_date is not None and found.to_date < ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "lending/permit.html", values)


@page(MANAGE)
def check(request: HttpRequest, ctx: Context, permit_id: UUID) -> HttpResponse:
    """The conditions of a permission were looked at."""
    rows = Permit.objects.select_related("asset", "person").filter(granted_on__isnull=False)
    found = get_object_or_404(rows, pk=permit_id)
    form = forms.PermitCheckForm(request.POST or None, initial={"checked_on": ctx.today})
    back = address(ctx, "lending:permit", permit_id=found.pk)
    if submitted(form, lambda values: actions.check_permit(ctx, permit=found, **values)):
        messages.success(request, _("許可の条件の確認を記録しました。"))
        return redirect(back)
    lead = f"{found.asset} / {found.person.shown_name}"
    if found.conditions:
        lead += _("。条件: %(conditions)s") % {"conditions": found.conditions}
    title = _("許可の条件が守られているか確かめる")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


def _route(text: str) -> list[Role]:
    return [Role(part) for part in text.split()]


def _asset(mark: str) -> Asset:
    found = find_many([mark]).get(mark)
    if found is None:
        raise ValidationError({"asset": _("台帳に見つかりません。番号を確かめてください。")})
    return found


@page(MANAGE)
def permit_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Staff apply for somebody."""
    initial = {"from_date": ctx.today, "asset": request.GET.get("asset", ""), "person": request.GET.get("person", "")}
    form = forms.PermitForm(request.POST or None, people=queries.people(ctx.today), initial=initial)

    def act(values: dict[str, object]) -> None:
        asset, route = _asset(str(values.pop("asset"))), _route(str(values.pop("route")))
        actions.apply_for_permit(ctx, asset=asset, route=route, **values)  # type: ignore[arg-type]

    return _applied(request, ctx, form, act, _("持出しの許可を申請する"), "lending:permits")


@page(MANAGE)
def device_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Staff apply for somebody's private device."""
    form = forms.DeviceEntryForm(request.POST or None, people=queries.people(ctx.today))

    def act(values: dict[str, object]) -> None:
        conditions, route = str(values.pop("safe")), _route(str(values.pop("route")))
        actions.apply_for_device(ctx, conditions=conditions, route=route, **values)  # type: ignore[arg-type]

    return _applied(request, ctx, form, act, _("個人所有の端末の利用を申請する"), "lending:permits")


@page(MANAGE)
def renew(request: HttpRequest, ctx: Context, permit_id: UUID) -> HttpResponse:
    """The same permission for another time."""
    old = get_object_or_404(Permit.objects.select_related("asset", "person"), pk=permit_id)
    initial = {"purpose": old.purpose, "conditions": old.conditions, "from_date": ctx.today}
    initial |= {"to_date": bound_of(old.person_id, ctx.today).due(ctx.today)}
    form = forms.RenewForm(request.POST or None, initial=initial)

    def act(values: dict[str, object]) -> None:
        same = {"kind": old.kind, "asset": old.asset, "person": old.person, "destination": old.destination}
        route = _route(str(values.pop("route")))
        actions.apply_for_permit(ctx, route=route, **same, **values)  # type: ignore[arg-type]

    return _applied(request, ctx, form, act, _("許可をあらためて申請する"), "lending:permits")


@page(Permission.APPROVAL_APPLY)
def own_permit(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A member applies to take out what is lent to them."""
    me = _me(ctx)
    assets = [loan.asset for loan in queries.held_by(me.pk, ctx.today)]
    initial = {"from_date": ctx.today, "to_date": bound_of(me.pk, ctx.today).end}
    form = forms.OwnPermitForm(request.POST or None, assets=assets, initial=initial)

    def act(values: dict[str, object]) -> None:
        route = [Role.SECRETARY_GENERAL]
        actions.apply_for_permit(ctx, person=me, route=route, **values)  # type: ignore[arg-type]

    return _applied(request, ctx, form, act, _("持出しの許可を申請する"), "lending:mine")


@page(Permission.APPROVAL_APPLY)
def own_device(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A member applies to use a device of their own."""
    me = _me(ctx)
    form = forms.DeviceForm(request.POST or None, initial={"to_date": bound_of(me.pk, ctx.today).end})

    def act(values: dict[str, object]) -> None:
        conditions = str(values.pop("safe"))
        actions.apply_for_device(ctx, person=me, conditions=conditions, route=[Role.CHAIR], **values)  # type: ignore[arg-type]

    return _applied(request, ctx, form, act, _("個人所有の端末の利用を申請する"), "lending:mine")


def _me(ctx: Context) -> Person:
    if ctx.actor.person_id is None:
        raise Http404
    return get_object_or_404(Person, pk=ctx.actor.person_id)


def _applied(
    request: HttpRequest, ctx: Context, form: django_forms.Form, act: object, title: str, back: str
) -> HttpResponse:
    if submitted(form, act):  # type: ignore[arg-type]
        messages.success(request, _("申請しました。承認されると有効になります。"))
        return redirect(back, assembly=ctx.assembly.slug)
    return form_page(request, form, title, back=address(ctx, back), submit=_("申請する"), clause=CLAUSE)


@page(MANAGE)
def revoke(request: HttpRequest, ctx: Context, permit_id: UUID) -> HttpResponse:
    """A permission ends before its day."""
    found = get_object_or_404(Permit.objects.select_related("asset", "person"), pk=permit_id)
    form = forms.RevokeForm(request.POST or None)
    back = address(ctx, "lending:permit", permit_id=found.pk)
    if submitted(form, lambda values: actions.revoke_permit(ctx, permit=found, **values)):
        messages.success(request, _("許可を取り消しました。"))
        return redirect(back)
    return form_page(request, form, _("許可を取り消す"), back=back, submit=_("取り消す"), clause=CLAUSE)


@page(READ)
def take_outs(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is outside now, late ones first."""
    everything = "all" in request.GET
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, TAKE_OUTS, permit_queries.take_outs(on, with_back=everything), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("持出し"),
        "list": found,
        "take_outs": found.rows,
        "everything": everything,
        "today": on,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "lending/take_outs.html", values)


@page(MANAGE)
def take_out_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Something leaves."""
    initial = {"left_on": ctx.today, "due_on": ctx.today, "asset": request.GET.get("asset", "")}
    form = forms.TakeOutForm(request.POST or None, people=queries.people(ctx.today), initial=initial)
    back = address(ctx, "lending:take-outs")

    def act(values: dict[str, object]) -> None:
        actions.leave(ctx, asset=_asset(str(values.pop("asset"))), **values)  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("持出しを記録しました。"))
        return redirect(back)
    return form_page(request, form, _("持出しを記録する"), back=back, submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def take_out_back(request: HttpRequest, ctx: Context, take_out_id: UUID) -> HttpResponse:
    """It is back."""
    found = get_object_or_404(TakeOut.objects.select_related("asset"), pk=take_out_id)
    form = forms.BackForm(request.POST or None, initial={"back_on": ctx.today})
    back = address(ctx, "lending:take-outs")
    if submitted(form, lambda values: actions.come_back(ctx, take_out=found, **values)):
        messages.success(request, _("戻ったことを記録しました。"))
        return redirect(back)
    title = _("%(asset)s が戻ったことを記録する") % {"asset": found.asset}
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE)
