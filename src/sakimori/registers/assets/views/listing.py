"""The list of assets with its filters, saved lists, and the same change to many rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import SHAPES, open_list, table_file
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.registers.assets import actions, queries
from sakimori.registers.assets.columns import DEFAULT, list_rows, shown_columns
from sakimori.registers.assets.filters import Filters
from sakimori.registers.assets.forms import BulkForm, FilterForm
from sakimori.registers.assets.listing import MOST, Listing, listing, matching
from sakimori.registers.assets.lists import ASSETS
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.rules import MOVABLE

FILTERS = tuple(found.name for found in fields(Filters))
SHOWN_OF_MANY = 10


@page(Permission.ASSET_READ, Permission.ACCOUNT_SELF)
def assets(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The register, or what one looks after; filters, order, columns and the day lie in the address."""
    form = _filter_form(request.GET, ctx)
    chosen = form.cleaned_data if form.is_valid() else {}
    on = min(chosen.get("on") or ctx.today, ctx.today)
    if request.GET.get("as") in SHAPES:
        return _file(request, ctx, chosen, on)
    found = _listing(request, ctx, chosen, on)
    may_manage = allowed(ctx, Permission.ASSET_MANAGE)
    values: dict[str, Any] = {
        "page_title": _("資産台帳"),
        "form": form,
        "found": found,
        "rows": list_rows(found.rows, chosen.get("col") or list(DEFAULT), found.holders),
        "pages": _Pages(request.GET, found),
        "on": on,
        "is_past": on < ctx.today,
        "query": ASSETS.query(request.GET),
        "list": open_list(request, ctx, ASSETS, (), on),
        "may_read": allowed(ctx, Permission.ASSET_READ),
        "may_manage": may_manage,
        "may_choose": may_manage and on == ctx.today,
    }
    return render_page(request, "assets/list.html", values, part="assets/_rows.html")


def _filter_form(data: QueryDict, ctx: Context) -> FilterForm:
    units, places = queries.units_and_places(ctx.today)
    return FilterForm(data, units=units, places=places)


def _file(request: HttpRequest, ctx: Context, chosen: dict[str, Any], on: date) -> HttpResponse:
    """Every row that fits, not only the page, in the columns that the page shows."""
    columns = shown_columns(chosen.get("col") or list(DEFAULT))
    rows: list[tuple[Asset, str]] = []
    pages = number = 1
    while number <= pages:
        found = _listing(request, ctx, {**chosen, "size": MOST}, on, number)
        rows += [(row, found.holders.get(row.pk, "")) for row in found.rows]
        pages, number = found.pages, number + 1
    return table_file(ASSETS, rows, request.GET["as"], on, ctx.at.replace(tzinfo=None), columns)


def _listing(
    request: HttpRequest, ctx: Context, chosen: dict[str, Any], on: date, wanted: int | None = None
) -> Listing:
    number = str(wanted or request.GET.get("page", "1"))
    return listing(
        ctx,
        Filters(**{name: chosen.get(name) or "" for name in FILTERS}),
        on,
        order=chosen.get("order") or "number",
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        size=int(chosen.get("size") or 50),
    )


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
