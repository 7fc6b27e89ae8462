"""The list of assets with its filters, saved lists, and the same change to many rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.registers.assets import actions, queries
from sakimori.registers.assets.columns import DEFAULT, list_rows
from sakimori.registers.assets.filters import Filters
from sakimori.registers.assets.forms import BulkForm, FilterForm, ViewForm
from sakimori.registers.assets.listing import MOST, Listing, listing, matching
from sakimori.registers.assets.models import Asset, SavedView
from sakimori.registers.assets.rules import MOVABLE

FILTERS = tuple(found.name for found in fields(Filters))
SHOWN_OF_MANY = 10


@page(Permission.ASSET_READ, Permission.ACCOUNT_SELF)
def assets(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The register, or what one looks after; filters, order, columns and the day lie in the address."""
    form = _filter_form(request.GET, ctx)
    chosen = form.cleaned_data if form.is_valid() else {}
    on = min(chosen.get("on") or ctx.today, ctx.today)
    found = _listing(request, ctx, chosen, on)
    may_manage = allowed(ctx, Permission.ASSET_MANAGE)
    views = queries.saved_views(ctx)
    values = {
        "page_title": _("資産台帳"),
        "form": form,
        "found": found,
        "rows": list_rows(found.rows, chosen.get("col") or list(DEFAULT), found.holders),
        "pages": _Pages(request.GET, found),
        "on": on,
        "is_past": on < ctx.today,
        "query": _query(request.GET),
        "views": views,
        "droppable": [view for view in views if may_manage or view.account_id == ctx.actor.account_id],
        "view_form": ViewForm(initial={"query": _query(request.GET)}, auto_id="view_%s"),
        "may_read": allowed(ctx, Permission.ASSET_READ),
        "may_manage": may_manage,
        "may_choose": may_manage and on == ctx.today,
    }
    return render_page(request, "assets/list.html", values, part="assets/_rows.html")


def _filter_form(data: QueryDict, ctx: Context) -> FilterForm:
    units, places = queries.units_and_places(ctx.today)
    return FilterForm(data, units=units, places=places)


def _listing(request: HttpRequest, ctx: Context, chosen: dict[str, Any], on: date) -> Listing:
    number = request.GET.get("page", "1")
    return listing(
        ctx,
        Filters(**{name: chosen.get(name) or "" for name in FILTERS}),
        on,
        order=chosen.get("order") or "number",
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        size=int(chosen.get("size") or 50),
    )


def _query(data: QueryDict) -> str:
    """The address without the page number and without what is empty."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        if name != "page" and any(values):
            kept.setlist(name, values)
    return kept.urlencode()


class _Pages:
    """Addresses of the pages before and after."""

    def __init__(self, data: QueryDict, found: Listing) -> None:
        self.number, self.count = found.number, found.pages
        self._data = data
        self.first = (found.number - 1) * found.size + 1 if found.rows else 0
        self.last = (found.number - 1) * found.size + len(found.rows)
        self.previous = self._address(found.number - 1) if found.number > 1 else ""
        self.next = self._address(found.number + 1) if found.number < found.pages else ""

    def _address(self, number: int) -> str:
        query = self._data.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"


@page(Permission.ASSET_MANAGE)
@require_POST
def bulk(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The same change to the chosen rows: first what and how many, then it is done."""
    query = request.POST.get("query", "")
    chosen = _chosen(request, ctx, query)
    back = f"{address(ctx, 'assets:list')}?{query}"
    if not chosen:
        messages.warning(request, _("資産が選ばれていません。左の欄で選んでから、もう一度押してください。"))
        return redirect(back)
    if len(chosen) > MOST:
        messages.warning(request, _("一度に直せるのは%(most)s件までです。条件を絞ってください。") % {"most": MOST})
        return redirect(back)
    form = BulkForm(
        request.POST if request.POST.get("step") == "do" else None, offered=queries.offered(ctx.today), states=MOVABLE
    )
    if submitted(form, lambda values: _change(ctx, chosen, values)):
        said = ngettext("%(count)s件を直しました。", "%(count)s件を直しました。", len(chosen)) % {"count": len(chosen)}
        messages.success(request, said)
        return redirect(back)
    values = {
        "page_title": _("%(count)s件の資産をまとめて直す") % {"count": len(chosen)},
        "form": form,
        "chosen": chosen[:SHOWN_OF_MANY],
        "others": max(0, len(chosen) - SHOWN_OF_MANY),
        "keys": [] if request.POST.get("all") else [row.pk for row in chosen],
        "query": query,
        "back": back,
    }
    return render_page(request, "assets/bulk.html", values, status=422 if form.is_bound else 200)


def _change(ctx: Context, chosen: list[Asset], values: dict[str, Any]) -> None:
    wanted = {name: value for name, value in values.items() if value}
    actions.change_many(ctx, assets=chosen, **wanted)


def _chosen(request: HttpRequest, ctx: Context, query: str) -> list[Asset]:
    """The ticked rows, or every row that fits the address."""
    if request.POST.get("all"):
        form = _filter_form(QueryDict(query), ctx)
        found = form.cleaned_data if form.is_valid() else {}
        wanted = Filters(**{name: found.get(name) or "" for name in FILTERS})
        return list(matching(ctx, wanted, ctx.today).order_by("number")[: MOST + 1])
    keys = [key for text in request.POST.getlist("asset")[: MOST + 1] if (key := _key(text))]
    return list(Asset.objects.filter(pk__in=keys).order_by("number"))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page(Permission.ASSET_READ)
@require_POST
def save_view(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Keep the list as it is under a name."""
    form = ViewForm(request.POST)
    query = request.POST.get("query", "")
    if submitted(form, lambda values: actions.save_view(ctx, **values)):
        messages.success(request, _("一覧を保存しました。"))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect(f"{address(ctx, 'assets:list')}?{_query(QueryDict(query))}")


@page(Permission.ASSET_READ)
@require_POST
def drop_view(request: HttpRequest, ctx: Context, view_id: UUID) -> HttpResponse:
    """Forget a saved list."""
    actions.drop_view(ctx, view=get_object_or_404(SavedView, pk=view_id))
    messages.success(request, _("保存した一覧を消しました。"))
    return redirect("assets:list", assembly=ctx.assembly.slug)
