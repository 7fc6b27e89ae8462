"""The nightly packs: date, size, whether anything has changed since; for those who may read all of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.ui.render import render_page
from sakimori.measures.cards import queries
from sakimori.measures.cards.models import Pack
from sakimori.measures.cards.pack import make_packs, readable

READ, CONTACT, RESTRICTED = Permission.INCIDENT_READ, Permission.ORGANIZATION_CONTACT, Permission.INCIDENT_RESTRICTED


def _may_read(ctx: Context) -> bool:
    """A pack holds plans, numbers of persons and cases: whoever opens it must be allowed each of them."""
    return all(allowed(ctx, one) for one in (READ, CONTACT, Permission.PLAN_READ))


def _packs(ctx: Context) -> QuerySet[Pack]:
    return readable(ctx, queries.packs(restricted=allowed(ctx, RESTRICTED)))


@page(READ)
def packs(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The last packs."""
    if not _may_read(ctx):
        raise PermissionDenied
    found = list(_packs(ctx))
    newest = queries.current_packs(found)
    values = {
        "page_title": _("もしもの冊子"),
        "packs": found,
        "newest": [pack.pk for pack in newest],
        "chapters": found[0].chapters if found else [],
        "may_make": allowed(ctx, Permission.PLAN_MANAGE),
    }
    return render_page(request, "cards/packs.html", values)


@page(READ)
def pack(request: HttpRequest, ctx: Context, pack_id: UUID) -> HttpResponse:
    """One pack as a download."""
    found = get_object_or_404(_packs(ctx), pk=pack_id)
    if not _may_read(ctx):
        raise PermissionDenied
    return file_response(found.file)


@require_POST
@page(Permission.PLAN_MANAGE)
def make(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Now, not tonight. The restricted one is made by the job, or by somebody who may read it."""
    make_packs(ctx, with_restricted=allowed(ctx, RESTRICTED), always=True)
    messages.success(request, _("冊子を作りました。"))
    return redirect("cards:packs", assembly=ctx.assembly.slug)
