"""Keeping and forgetting views of any list. Whoever may not read the list may do neither."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists import actions, queries
from sakimori.foundation.lists.forms import ViewForm
from sakimori.foundation.lists.tables import Table, table_of
from sakimori.foundation.ui.submitting import submitted

SELF = Permission.ACCOUNT_SELF


def _list_at(request: HttpRequest, ctx: Context) -> tuple[Table, str]:
    """The list whose address was sent, if it is one of this assembly that the reader may open."""
    path = request.POST.get("path", "")
    try:
        found = resolve(path)
    except Resolver404:
        raise Http404 from None
    table = table_of(found.view_name)
    if table is None or found.kwargs.get("assembly") != ctx.assembly.slug:
        raise Http404
    if not any(allowed(ctx, permission) for permission in found.func.access.permissions):  # type: ignore[attr-defined]
        raise PermissionDenied
    return table, path


@page(SELF)
@require_POST
def save(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Keep a list as it is under a name."""
    table, path = _list_at(request, ctx)
    form, query = ViewForm(request.POST), request.POST.get("query", "")
    if submitted(form, lambda values: actions.save_view(ctx, table=table, query=query, **values)):
        messages.success(request, _("一覧を保存しました。"))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect(f"{path}?{table.query(QueryDict(query))}")


@page(SELF)
@require_POST
def drop(request: HttpRequest, ctx: Context, view_id: UUID) -> HttpResponse:
    """Forget a saved view."""
    table, path = _list_at(request, ctx)
    actions.drop_view(ctx, table=table, view=get_object_or_404(queries.views_of(ctx, table), pk=view_id))
    messages.success(request, _("保存した一覧を消しました。"))
    return redirect(path)
