"""Retention: what is over its period, what is held, what is decided (AST-14)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions
from sakimori.registers.assets.forms_classes import DecisionForm, ReasonForm, RetentionForm
from sakimori.registers.assets.lists import RETENTION
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.retention import Stage, kept_rows
from sakimori.registers.assets.types import RetentionEnd, RetentionEvent

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
SHOWN_OPEN = 50
"""As many records without a period are named; the file has all of them."""


@page(READ)
def retention(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What must be decided now, soon, never (held), what is on its way out, and what has no period at all."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, RETENTION, kept_rows(on, ctx.today), on)
    if found.wants_file:
        return found.file()
    may_manage = allowed(ctx, MANAGE) and not found.is_past
    of = {stage: [row.asset for row in found.rows if row.stage == stage] for stage in Stage}
    values = {
        "page_title": _("保存年限"),
        "list": found,
        "over": sorted([*of[Stage.OVER], *of[Stage.DECIDED]], key=lambda asset: (asset.retention_until, asset.number)),
        "going": of[Stage.GOING],
        "soon": of[Stage.SOON],
        "running": of[Stage.RUNNING],
        "held": of[Stage.HELD],
        "waiting": of[Stage.WAITING],
        "open": of[Stage.OPEN][:SHOWN_OPEN],
        "may_manage": may_manage,
        "may_destroy": may_manage and bool(of[Stage.DECIDED]),
        "destroy": RetentionEnd.DESTROY,
    }
    return render_page(request, "assets/class_retention.html", values)


@page(MANAGE)
def retention_set(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Years, counted from the fiscal year after the record was completed."""
    asset = get_object_or_404(Asset, pk=asset_id)
    initial = {
        "event": asset.retention_event or RetentionEvent.COMPLETED,
        "happened_on": None if asset.retention_event else asset.created_on,
        "years": asset.retention_years,
        "end": asset.retention_end or RetentionEnd.REVIEW,
    }
    form = RetentionForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.set_retention(ctx, asset=asset, **values)):
        messages.success(request, _("保存年限を決めました。"))
        return redirect(address(ctx, "assets:asset", asset_id=asset.pk))
    title = _("「%(name)s」の保存年限を決める") % {"name": asset.name}
    lead = _("例えば、令和8年9月30日に完結した5年保存の記録は、令和9年4月1日から数えて、令和14年3月31日に満了します。")
    return _form(request, form, title, back=address(ctx, "assets:retention"), submit=_("決める"), lead=lead)


@page(MANAGE)
def retention_decide(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Destroy, hand over, keep longer, or hold; each with its reason."""
    asset = get_object_or_404(Asset, pk=asset_id)
    form = DecisionForm(request.POST or None)
    if submitted(form, lambda values: _decide(ctx, asset, values)):
        messages.success(request, _("決めたことと理由を記録しました。"))
        return redirect(address(ctx, "assets:retention"))
    title = _("「%(name)s」の満了後の扱いを決める") % {"name": asset.name}
    lead = _("廃棄すると決めたものは、廃棄の手続きで決裁・立会い・証明を記録してから、台帳から外れます。")
    return _form(request, form, title, back=address(ctx, "assets:retention"), submit=_("決める"), lead=lead)


def _decide(ctx: Context, asset: Asset, values: dict[str, Any]) -> None:
    because = ctx.because(values["reason"])
    if values["decision"] == "extend":
        actions.extend_retention(because, asset=asset, years=values["years"])
    elif values["decision"] == "hold":
        actions.hold(because, asset=asset)
    else:
        actions.decide_end(because, asset=asset, end=values["decision"])


@page(MANAGE)
def retention_release(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """The reason for holding it is over."""
    asset = get_object_or_404(Asset.objects.exclude(hold_reason=""), pk=asset_id)
    form = ReasonForm(request.POST or None)
    if submitted(form, lambda values: actions.release(ctx.because(values["reason"]), asset=asset)):
        messages.success(request, _("廃棄を止めたことを解除しました。"))
        return redirect(address(ctx, "assets:retention"))
    title = _("「%(name)s」の廃棄を止めたことを解除する") % {"name": asset.name}
    lead = _("止めた理由: %(reason)s") % {"reason": asset.hold_reason}
    return _form(request, form, title, back=address(ctx, "assets:retention"), submit=_("解除する"), lead=lead)


def _form(request: HttpRequest, form: Any, title: str, **values: Any) -> HttpResponse:
    return form_page(request, form, title, clause=_("6(2) 情報資産の分類と管理"), **values)
