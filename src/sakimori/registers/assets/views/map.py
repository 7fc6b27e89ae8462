"""The system map: zones, systems and network devices, lines with their owners (AST-13)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.kinds import PDF
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries_classes, sheets_classes
from sakimori.registers.assets.forms_classes import ConnectionForm, EndForm
from sakimori.registers.assets.map_drawing import DASHES, ZONES, page_map, picture, zone_label
from sakimori.registers.assets.models import Connection
from sakimori.registers.assets.types import OwnerKind

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE


@page(READ)
def system_map(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The drawing, and the same as two tables."""
    nodes = list(queries_classes.map_nodes(ctx.today))
    lines = queries_classes.lines_of_map(ctx.today)
    title = _("システム構成図（%(name)s）") % {"name": ctx.assembly.name}
    chart = page_map(picture(nodes, lines), title=title)
    used = {line.owner_kind for line in lines}
    legend: list[tuple[str, Promise | str]] = [(DASHES[owner], owner.label) for owner in OwnerKind if owner in used]
    legend += [(DASHES[""], _("所有が未登録"))] if "" in used else []
    values = {
        "page_title": _("システム構成図"),
        "chart": mark_safe(chart),  # noqa: S308 — every text in it is escaped
        "zones": [
            (zone_label(zone), inside)
            for zone in (*ZONES, "")
            if (inside := [node for node in nodes if node.zone == zone])
        ],
        "lines": list(enumerate(lines, start=1)),
        "legend": legend,
        "may_manage": allowed(ctx, MANAGE),
        "today": ctx.today,
    }
    return render_page(request, "assets/map.html", values)


@page(READ)
def map_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The map on A3, with the list of lines behind it."""
    data = sheets_classes.map_paper(ctx, lang=get_language() or "ja")
    return download_response(_("システム構成図.pdf"), PDF.media_type, data)


@page(MANAGE)
def connect(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new line."""
    offered = queries_classes.may_connect(ctx.today)
    form = ConnectionForm(request.POST or None, offered=offered, initial={"from_date": ctx.today})
    back = address(ctx, "assets:map")
    if submitted(form, lambda values: actions.connect(ctx, **values)):
        messages.success(request, _("接続を登録しました。"))
        return redirect(back)
    lead = _("どのシステムや機器が、どの回線で、何につながっているか。回線の持ち主も記録します。")
    clause = _("6(3) 情報システム全体の強靱性の向上")
    title = _("接続を登録する")
    return form_page(request, form, title, back=back, submit=_("登録する"), lead=lead, clause=clause)


@page(MANAGE)
def disconnect(request: HttpRequest, ctx: Context, connection_id: UUID) -> HttpResponse:
    """A line is gone."""
    rows = Connection.objects.select_related("source", "target")
    found = get_object_or_404(rows, pk=connection_id, to_date__isnull=True)
    form = EndForm(request.POST or None, initial={"on": ctx.today})
    back = address(ctx, "assets:map")
    if submitted(form, lambda values: actions.disconnect(ctx, connection=found, on=values["on"])):
        messages.success(request, _("接続を外しました。"))
        return redirect(back)
    words = {"source": found.source.name, "target": found.target.name}
    title = _("「%(source)s」と「%(target)s」の接続を外す") % words
    clause = _("6(3) 情報システム全体の強靱性の向上")
    return form_page(request, form, title, back=back, submit=_("外す"), clause=clause)
