"""Numbered copies: who has which number, what came back, what was shredded (AST-10)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.kinds import PDF
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries_classes, sheets_classes
from sakimori.registers.assets.forms_classes import HandOutForm, SettleForm
from sakimori.registers.assets.lists import COPIES
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules_classes import marking

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def papers(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is overdue, and every document of which copies were handed out."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, COPIES, queries_classes.copies_on(on), on, queries_classes.copies_on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("番号付きの写し"),
        "list": found,
        "overdue": [row for row in found.rows if row.is_out and row.due_on is not None and row.due_on < on],
        "papers": queries_classes.by_paper(found.rows),
    }
    return render_page(request, "assets/copies_list.html", values)


@page(READ)
def copies(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """The copies of one document; those that came back are ticked here."""
    asset = get_object_or_404(Asset, pk=asset_id)
    rows = queries_classes.copies_of(asset)
    may_manage = allowed(ctx, MANAGE)
    form = SettleForm(request.POST or None, offered=rows, initial={"on": ctx.today})
    if may_manage and submitted(form, lambda values: actions.settle_copies(ctx, **values)):
        messages.success(request, _("記録しました。"))
        return redirect(address(ctx, "assets:copies", asset_id=asset.pk))
    ticked = set(request.POST.getlist("copies"))
    values = {
        "page_title": _("「%(name)s」の番号付きの写し") % {"name": asset.name},
        "asset": asset,
        "rows": [(row, not row.shredded_on, str(row.pk) in ticked, _is_late(row, ctx)) for row in rows],
        "form": form,
        "out": sum(1 for row in rows if not row.collected_on and not row.shredded_on),
        "to_shred": sum(1 for row in rows if row.collected_on and not row.shredded_on),
        "marking": marking(asset.confidentiality, has_personal_data=asset.has_personal_data),
        "may_manage": may_manage,
    }
    return render_page(request, "assets/copies.html", values, status=422 if form.is_bound else 200)


def _is_late(row: object, ctx: Context) -> bool:
    due, back, gone = (getattr(row, name) for name in ("due_on", "collected_on", "shredded_on"))
    return due is not None and due < ctx.today and back is None and gone is None


@page(MANAGE)
def hand_out(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Numbers for a hand-out."""
    asset = get_object_or_404(Asset, pk=asset_id)
    offered = people_in_office(ctx.today).order_by("kana", "name", "id")
    form = HandOutForm(request.POST or None, offered=offered, initial={"given_on": ctx.today, "due_on": ctx.today})
    back = address(ctx, "assets:copies", asset_id=asset.pk)
    if submitted(form, lambda values: actions.hand_out(ctx, asset=asset, **values)):
        messages.success(request, _("番号を付けました。配付表を印刷できます。"))
        return redirect(back)
    title = _("「%(name)s」を番号を付けて配る") % {"name": asset.name}
    lead = _("選んだ順ではなく、名簿の順に番号が付きます。前に配った番号の続きからです。")
    clause = _("6(2) 情報資産の分類と管理")
    return form_page(request, form, title, back=back, submit=_("番号を付けて配る"), lead=lead, clause=clause)


@page(READ)
def copies_pdf(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """The hand-out list, and the numbers to stick or staple on the copies."""
    asset = get_object_or_404(Asset, pk=asset_id)
    data = sheets_classes.copies_paper(ctx, asset, queries_classes.copies_of(asset), lang=get_language() or "ja")
    return download_response(_("配付表_%(number)s.pdf") % {"number": asset.number}, PDF.media_type, data)
