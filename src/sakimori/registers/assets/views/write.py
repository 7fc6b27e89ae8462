"""Registering an asset, correcting it, copying it as a new one, moving it in its life."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries
from sakimori.registers.assets.forms import ROWS, AssetForm, StateForm
from sakimori.registers.assets.inventories import guessed_category
from sakimori.registers.assets.models import Asset, ReportedDevice
from sakimori.registers.assets.rules import FIELDS_OF, GROUPS, states_of
from sakimori.registers.assets.types import AssetKind

NOT_COPIED = {"number", "serial", "phone_number", "owner_number", "bag_number", "created_on"}
"""What differs from one thing to the next of the same kind."""
MANAGE = Permission.ASSET_MANAGE


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Which kind of asset?"""
    values = {"page_title": _("資産を登録する"), "kinds": list(AssetKind)}
    return render_page(request, "assets/kinds.html", values)


@page(MANAGE)
def new_of_kind(request: HttpRequest, ctx: Context, kind: str) -> HttpResponse:
    """A new asset of one kind."""
    if kind not in AssetKind.values:
        raise Http404
    initial = {"number": queries.next_number(kind), "introduced_on": ctx.today}
    report = _report_asked(request)
    if report is not None:
        initial |= _as_initial(report)
    return _register(request, ctx, AssetKind(kind), initial, report)


def _as_initial(device: ReportedDevice) -> dict[str, Any]:
    """What the form of a new asset starts with."""
    return {
        "name": device.name,
        "serial": device.serial,
        "model": device.model,
        "category": guessed_category(device.model, device.system, device.name),
    }


def _report_asked(request: HttpRequest) -> ReportedDevice | None:
    """The reported device that a new asset is to be registered for, as the address says; else None."""
    text = request.GET.get("report", "")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(ReportedDevice, pk=key, asset__isnull=True)


@page(MANAGE)
def copy(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """A new asset like this one, without what is its own."""
    source = get_object_or_404(Asset, pk=asset_id)
    kind = AssetKind(source.kind)
    initial = {name: value for name, value in _values(source).items() if name not in NOT_COPIED}
    return _register(request, ctx, kind, initial | {"number": queries.next_number(kind)})


def _register(
    request: HttpRequest, ctx: Context, kind: AssetKind, initial: dict[str, Any], report: ReportedDevice | None = None
) -> HttpResponse:
    form = AssetForm(request.POST or None, kind=kind, offered=queries.offered(ctx.today), initial=initial)
    made: list[Asset] = []

    def register(values: dict[str, Any]) -> None:
        if report is None:
            made.append(actions.register_asset(ctx, kind=kind, **values))
        else:
            made.append(actions.register_report(ctx, device=report, kind=kind, **values))

    if submitted(form, register):
        messages.success(request, _("%(number)s を登録しました。") % {"number": made[0].number})
        if report is not None:
            return redirect(address(ctx, "assets:reported", source_id=report.source_id))
        again = "assets:new-of-kind" if "again" in request.POST else "assets:asset"
        values: dict[str, Any] = {"kind": kind.value} if "again" in request.POST else {"asset_id": made[0].pk}
        return redirect(address(ctx, again, **values))
    title = _("%(kind)sを登録する") % {"kind": kind.label}
    back = address(ctx, "assets:reported", source_id=report.source_id) if report else address(ctx, "assets:list")
    return _form_page(request, form, title, back=back, submit=_("登録する"), is_new=report is None)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Correct an asset. State and class have pages of their own."""
    found = get_object_or_404(Asset, pk=asset_id)
    offered = queries.offered(ctx.today, found)
    form = AssetForm(request.POST or None, kind=found.kind, offered=offered, initial=_values(found))
    back = address(ctx, "assets:asset", asset_id=found.pk)
    if submitted(form, lambda values: actions.change_asset(ctx, asset=found, **values)):
        messages.success(request, _("資産の情報を直しました。"))
        return redirect(back)
    title = _("「%(name)s」の情報を直す") % {"name": found.name}
    return _form_page(request, form, title, back=back, submit=_("直す"))


def _form_page(
    request: HttpRequest, form: AssetForm, title: str, *, back: str, submit: str, **more: Any
) -> HttpResponse:
    groups = [(key, heading, [form[name] for name in names if name in form.fields]) for key, heading, names in GROUPS]
    values = {
        "page_title": title,
        "form": form,
        "groups": [group for group in groups if group[2]],
        "back": back,
        "submit_label": submit,
        **more,
    }
    return render_page(request, "assets/form.html", values, status=422 if form.is_bound else 200)


def _values(asset: Asset) -> dict[str, Any]:
    """What the form shows of an asset."""
    names = FIELDS_OF[AssetKind(asset.kind)]
    return {name: str(getattr(asset, f"{name}_id") or "") if name in ROWS else getattr(asset, name) for name in names}


@page(MANAGE)
def state(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """In use, spare, in repair, lost, waiting to go. What leaves for good is recorded in its disposal file."""
    found = get_object_or_404(Asset, pk=asset_id)
    states = [choice for choice in states_of(found.kind) if choice != found.state]
    form = StateForm(
        request.POST or None, states=states, initial={"on": ctx.today, "state": request.GET.get("state", "")}
    )
    back = address(ctx, "assets:asset", asset_id=found.pk)
    if submitted(form, lambda values: actions.change_state(ctx, asset=found, **values)):
        messages.success(request, _("資産の状態を変えました。"))
        return redirect(back)
    return form_page(
        request,
        form,
        _("「%(name)s」の状態を変える") % {"name": found.name},
        back=back,
        submit=_("変える"),
        lead=_("いまの状態: %(state)s") % {"state": found.get_state_display()},
        clause=_("4(2) 適用対象資産"),
    )
