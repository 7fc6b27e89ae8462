"""Which information lies in which system, on which device; and which class that asks for (AST-3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries_classes
from sakimori.registers.assets.chains import said
from sakimori.registers.assets.forms_classes import EndForm, HoldingForm
from sakimori.registers.assets.models import Asset, Holding
from sakimori.registers.assets.views.classes import by_holder

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def holdings(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """What lies in it, in what it lies, what class follows, and what may now be lowered."""
    asset = get_object_or_404(Asset, pk=asset_id)
    inside, outside = queries_classes.holdings_of(asset, ctx.today)
    found = queries_classes.contents(ctx.today)
    above = found.holders_of(asset) if asset.pk in found.assets else []
    own = found.needs(asset)
    below = found.unmet([asset, *above])
    values = {
        "page_title": _("「%(name)s」の中身と置き場所") % {"name": asset.name},
        "asset": asset,
        "inside": inside,
        "outside": outside,
        "needs": [(said(need), need.is_met) for need in own],
        "below": by_holder(below),
        "is_holder": asset.kind in queries_classes.HOLDER_KINDS,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "assets/class_holdings.html", values)


@page(MANAGE)
def put_in(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Record that something lies in this thing."""
    holder = get_object_or_404(Asset, pk=asset_id)
    offered = queries_classes.may_hold(holder, ctx.today)
    form = HoldingForm(request.POST or None, offered=offered, initial={"from_date": ctx.today})
    back = address(ctx, "assets:holdings", asset_id=holder.pk)
    if submitted(form, lambda values: actions.put_in(ctx, holder=holder, **values)):
        messages.success(request, _("登録しました。"))
        return redirect(back)
    title = _("「%(name)s」に入っているものを登録する") % {"name": holder.name}
    lead = _("入れ物の分類は、中身のいちばん高い分類より低くはできません。")
    clause = _("6(2) 情報資産の分類と管理")
    return form_page(request, form, title, back=back, submit=_("登録する"), lead=lead, clause=clause)


@page(MANAGE)
def take_out(request: HttpRequest, ctx: Context, holding_id: UUID) -> HttpResponse:
    """The content is gone from there."""
    found = get_object_or_404(Holding.objects.select_related("holder", "content"), pk=holding_id, to_date__isnull=True)
    form = EndForm(request.POST or None, initial={"on": ctx.today})
    back = address(ctx, "assets:holdings", asset_id=found.holder_id)
    if submitted(form, lambda values: actions.take_out_of(ctx, holding=found, on=values["on"])):
        messages.success(
            request, _("登録しました。入れ物の分類は下がりません。下げるときは、理由を書いて分類し直します。")
        )
        return redirect(back)
    words = {"holder": found.holder.name, "content": found.content.name}
    title = _("「%(holder)s」から「%(content)s」を消した・取り出した") % words
    lead = _("入れ物の分類は、ひとりでには下がりません。")
    clause = _("6(2) 情報資産の分類と管理")
    return form_page(request, form, title, back=back, submit=_("登録する"), lead=lead, clause=clause)
