"""What is used without permission: the list, learning of it, one click to a request."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.services import actions, forms, queries
from sakimori.measures.services.lists import FOUND
from sakimori.measures.services.models import FoundUse
from sakimori.measures.services.rules import CLAUSE
from sakimori.measures.services.views.requests import MANAGE, READ


@page(READ)
def found(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Open ones, or all; and systems of the asset register that stand on no permission."""
    show, on = request.GET.get("show", ""), day_of(request, ctx.today)
    listed = open_list(request, ctx, FOUND, queries.found_uses(on, show), on)
    if listed.wants_file:
        return listed.file()
    values = {
        "page_title": _("許可のない利用"),
        "list": listed,
        "found": listed.rows,
        "assets": [] if listed.is_past else list(queries.unregistered_assets(on)),
        "show": show,
        "may_manage": allowed(ctx, MANAGE) and not listed.is_past,
        "may_ask": allowed(ctx, Permission.ASK_MANAGE) and not listed.is_past,
    }
    return render_page(request, "services/found.html", values)


@page(MANAGE)
def found_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The office learnt of something."""
    form = forms.FoundForm(request.POST or None)
    back = address(ctx, "services:found")
    if submitted(form, lambda values: actions.note_found(ctx, **values)):
        messages.success(request, _("記録しました。"))
        return redirect(back)
    lead = _("とがめるためではなく、安全に使えるようにするための記録です。")
    title = _("許可のない利用を記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def software(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A list of programs is looked through."""
    form = forms.SoftwareForm(request.POST or None)
    back = address(ctx, "services:found")
    made: list[FoundUse] = []
    if submitted(form, lambda values: made.extend(actions.read_software(ctx, **values))):
        count = len(made)
        words = ngettext(
            "%(n)s件の、許可のないサービスが見つかりました。", "%(n)s件の、許可のないサービスが見つかりました。", count
        )
        messages.success(request, words % {"n": count} if count else _("許可のないサービスは見つかりませんでした。"))
        return redirect(back)
    title = _("ソフトウェアの一覧を調べる")
    return form_page(request, form, title, back=back, submit=_("調べる"), clause=CLAUSE)


@require_POST
@page(MANAGE)
def request_found(request: HttpRequest, ctx: Context, found_id: UUID) -> HttpResponse:
    """One click: it becomes a request."""
    row = get_object_or_404(FoundUse.objects.select_related("person", "asset"), pk=found_id, closed_on__isnull=True)
    made = actions.request_found(ctx, found=row)
    messages.success(request, _("申請に変えました。分からないことは、あとで直せます。"))
    return redirect(address(ctx, "services:request", request_id=made.pk))


@require_POST
@page(MANAGE)
def request_asset(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """A system of the asset register becomes a request."""
    asset = get_object_or_404(queries.unregistered_assets(ctx.today), pk=asset_id)
    made = actions.note_asset(ctx, asset=asset)
    messages.success(request, _("申請に変えました。分からないことは、あとで直せます。"))
    return redirect(address(ctx, "services:request", request_id=made.pk))


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, found_id: UUID) -> HttpResponse:
    """It stopped, or there was nothing to it."""
    row = get_object_or_404(FoundUse, pk=found_id, closed_on__isnull=True)
    form = forms.CloseForm(request.POST or None)
    back = address(ctx, "services:found")
    if submitted(form, lambda values: actions.close_found(ctx, found=row, **values)):
        messages.success(request, _("記録しました。"))
        return redirect(back)
    title = _("許可のない利用を片づける")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=row.name, clause=CLAUSE)
