"""One view of an outage: supplier → services → functions → meetings → notice, with what is done instead (VEN-6)."""

from __future__ import annotations

from datetime import date
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.measures.continuity import forms, queries, sheets
from sakimori.measures.continuity.outages import Outage, dependences, outage_of
from sakimori.registers.suppliers.models import Supplier

READ = Permission.SUPPLIER_READ
USUAL_DAYS = 1


@page(READ)
def outages(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every supplier with what hangs on it."""
    rows = queries.card_rows(ctx.today)
    found = dependences(ctx.today, rows)
    values = {
        "page_title": _("委託先が止まったら"),
        "found": [one for one in found if one.rows],
        "free": [one for one in found if not one.rows],
        "unlinked": [row for row in rows if not row.services and not row.assets],
    }
    return render_page(request, "continuity/outages.html", values)


def _outage(request: HttpRequest, ctx: Context, supplier_id: UUID) -> tuple[Outage, forms.OutageForm]:
    supplier = get_object_or_404(Supplier, pk=supplier_id)
    usual = {"since": ctx.today, "days": USUAL_DAYS}
    form = forms.OutageForm(request.GET if "since" in request.GET else None, initial=usual)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else usual
    since, days = chosen["since"], chosen["days"]
    return outage_of(supplier, cast("date", since), cast("int", days), ctx.today), form


@page(READ)
def outage(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """One supplier is down from a day on."""
    found, form = _outage(request, ctx, supplier_id)
    values = {
        "page_title": _("%(name)sが止まったら") % {"name": found.supplier.name},
        "outage": found,
        "form": form,
        "days": (found.until - found.since).days + 1,
    }
    return render_page(request, "continuity/outage.html", values)


@page(READ)
def notices_pdf(request: HttpRequest, ctx: Context, supplier_id: UUID) -> HttpResponse:
    """The prepared notices, to put up or send."""
    found, _form = _outage(request, ctx, supplier_id)
    return download_response(_("お知らせの文案") + ".pdf", "application/pdf", sheets.notices_pdf(ctx, found))
