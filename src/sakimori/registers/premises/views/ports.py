"""Lines and ports: what is unlabelled or open, registering, changing with a reason, taking out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.ledger.queries import history_of
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.dated import covers
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.premises import actions
from sakimori.registers.premises.forms import EndPortForm, PortChangeForm, PortForm
from sakimori.registers.premises.lists import PORTS
from sakimori.registers.premises.models import Place, Port
from sakimori.registers.premises.types import PortKind, PortState
from sakimori.registers.premises.views.addresses import Part, place_address

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def ports(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every line and port, those without a label or open to anybody first."""
    on = day_of(request, ctx.today)
    rows = Port.objects.filter(covers(on)).select_related("place")
    shown = open_list(request, ctx, PORTS, rows.order_by("place__order", "place__name", "kind", "label", "id"), on)
    if shown.wants_file:
        return shown.file()
    found = shown.rows
    values = {
        "list": shown,
        "page_title": _("回線・差込口"),
        "ports": found,
        "faulty": [port for port in found if not port.label or port.state == PortState.UNUSED],
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "premises/ports.html", values)


@page(MANAGE)
def port_new(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """A line or port of a room."""
    place = get_object_or_404(Place, pk=place_id)
    form = PortForm(request.POST or None, initial={"kind": PortKind.LAN, "state": PortState.USED})
    back = place_address(ctx, place.pk, Part.PORTS)
    if submitted(form, lambda values: actions.register_port(ctx, place=place, **values)):
        messages.success(request, _("回線・差込口を登録しました。"))
        return redirect(back)
    title = _("「%(place)s」の回線・差込口を登録する") % {"place": place.name}
    return form_page(request, form, title, back=back, submit=_("登録する"))


def _port(port_id: UUID) -> Port:
    return get_object_or_404(Port.objects.select_related("place").filter(Q(to_date__isnull=True)), pk=port_id)


@page(READ)
def port(request: HttpRequest, ctx: Context, port_id: UUID) -> HttpResponse:
    """One line or port with its history; those who manage change it here."""
    found = get_object_or_404(Port.objects.select_related("place"), pk=port_id)
    may_manage = allowed(ctx, MANAGE) and found.to_date is None
    initial = {name: getattr(found, name) for name in PortForm.base_fields}
    form = PortChangeForm(request.POST or None if may_manage else None, initial=initial)

    def act(values: dict[str, Any]) -> None:
        actions.change_port(ctx, port=found, **values)

    if may_manage and submitted(form, act):
        messages.success(request, _("回線・差込口を変えました。"))
        return redirect(address(ctx, "premises:port", port_id=found.pk))
    values = {
        "page_title": f"{found.place.name} {found.label or _('（表示なし）')}",
        "port": found,
        "form": form,
        "history": history_of("premises.port", found.pk, sentence_of),
        "may_manage": may_manage,
    }
    return render_page(request, "premises/port.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def port_end(request: HttpRequest, ctx: Context, port_id: UUID) -> HttpResponse:
    """A line or port is taken out."""
    found = _port(port_id)
    form = EndPortForm(request.POST or None, initial={"last_day": ctx.today})
    back = place_address(ctx, found.place_id, Part.PORTS)
    if submitted(form, lambda values: actions.end_port(ctx, port=found, **values)):
        messages.success(request, _("回線・差込口を台帳から外しました。"))
        return redirect(back)
    title = _("「%(place)s」の %(port)s を撤去した") % {"place": found.place.name, "port": str(found)}
    return form_page(request, form, title, back=back, submit=_("外す"))
