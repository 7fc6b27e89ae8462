"""Lists of devices from MDM and inventory tools: sources, upload with preview, what was reported and what is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Channel, Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.exchange.errors import FileRefused
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.kinds import CSV, TEXT, XLSX
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, attach, form_page, submitted
from sakimori.registers.assets import actions, queries_inventories
from sakimori.registers.assets.forms_inventories import IgnoreForm, LinkForm, UploadForm
from sakimori.registers.assets.inventories import BY_KEY, LAYOUTS, source_name
from sakimori.registers.assets.inventory_matching import Line, Plan, planned
from sakimori.registers.assets.lists import REPORTED
from sakimori.registers.assets.models import InventorySource, ReportedDevice
from sakimori.registers.assets.queries_inventories import SHOWS

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _l("4(2) 適用対象資産")
TABLES = frozenset(kind.media_type for kind in (XLSX, CSV, TEXT))
UNUSED = timedelta(days=1)
"""How long an uploaded list waits for its import."""
ON_A_PAGE = 50
SHOWN_ROWS = 200
LAYOUT_TITLES = {layout.key: layout.title for layout in LAYOUTS}


@page(READ)
def inventories(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every source with its figures, and where a new list comes in; an upload leads to its preview."""
    may_manage = allowed(ctx, MANAGE)
    rows = queries_inventories.sources(ctx.today)
    sent = request.method == "POST"
    if sent and not may_manage:
        raise PermissionDenied
    given = (request.POST, request.FILES) if sent else (None, None)
    first = request.GET.get("source") or (str(rows[0].source.pk) if rows else "")
    form = UploadForm(*given, offered=[row.source for row in rows], initial={"source": first})
    if sent and form.is_valid() and (stored := _stored(ctx, form)) is not None:
        asked = {"source": form.cleaned_data["name"], "layout": form.cleaned_data["layout"]}
        return redirect(f"{address(ctx, 'assets:inventory-preview', file_id=stored.pk)}?{urlencode(asked)}")
    unreported = queries_inventories.unreported(ctx.today) if rows else None
    found = list(unreported[: SHOWN_ROWS + 1]) if unreported is not None else []
    values = {
        "page_title": _("機器一覧（MDMなど）の取込み"),
        "sources": [(row, LAYOUT_TITLES.get(row.source.layout, "")) for row in rows],
        "form": form if may_manage else None,
        "unreported": found[:SHOWN_ROWS],
        "has_more": len(found) > SHOWN_ROWS,
        "shown": SHOWN_ROWS,
    }
    return render_page(request, "assets/inventories.html", values, status=422 if sent else 200)


def _stored(ctx: Context, form: UploadForm) -> StoredFile | None:
    """The file waits for its preview and goes by itself: what was read of it is in the rows. None with an error."""
    given = form.cleaned_data["file"]
    try:
        stored = store_file(ctx, name=given.name, data=given.read(), disclosure="closed", keep_until=ctx.today + UNUSED)
    except ValidationError as error:
        attach(error, form)
        return None
    if stored.media_type not in TABLES:
        form.add_error("file", _("Excel（.xlsx）か CSV のファイルを選んでください。"))
        return None
    return stored


@page(MANAGE)
def inventory_preview(request: HttpRequest, ctx: Context, file_id: UUID) -> HttpResponse:
    """What the list would change; then all of it is written at once."""
    stored = get_object_or_404(StoredFile, pk=file_id, media_type__in=TABLES, keep_until__isnull=False)
    asked = request.POST if request.method == "POST" else request.GET
    source, layout = source_name(asked.get("source", "")), asked.get("layout", "")
    errors: list[str] = []
    if request.method == "POST":
        try:
            done = actions.import_inventory(
                ctx.via(Channel.IMPORT), source=source, content=read_file(stored), layout=layout
            )
        except ValidationError as error:
            errors = list(error.messages)
        else:
            text = _("取り込みました。新しい機器 %(new)s台、一覧から消えた機器 %(gone)s台。")
            messages.success(request, text % {"new": len(done.new), "gone": len(done.gone)})
            kept = InventorySource.objects.get(name=source)
            return redirect(f"{address(ctx, 'assets:reported', source_id=kept.pk)}{_next(done)}")
    try:
        plan = planned(read_file(stored), source=source, layout=layout, on=ctx.today)
    except FileRefused as error:
        plan, errors = None, [*errors, str(error)]
    values = {
        "page_title": _("取り込む機器一覧の確認"),
        "stored": stored,
        "source": source,
        "layout": layout if layout in BY_KEY else "",
        "layouts": [("", _("見出しから判断する")), *LAYOUT_TITLES.items()],
        "errors": list(dict.fromkeys(errors)),
        "plan": plan,
        **(_figures(plan) if plan else {}),
    }
    return render_page(request, "assets/inventory_preview.html", values, status=422 if errors else 200)


def _next(done: Plan) -> str:
    return "?show=unknown" if done.unknown else ""


def _figures(plan: Plan) -> dict[str, Any]:
    """What the page says of a plan: first what somebody must do something about."""
    lines = sorted(plan.lines, key=lambda line: (not line.is_unknown, not line.changed and line.before is not None))
    return {
        "file_errors": plan.read.errors[:SHOWN_ROWS],
        "error_count": len(plan.read.errors),
        "figures": [
            (_("一覧の機器"), len(plan.lines)),
            (_("新しい機器"), len(plan.new)),
            (_("変わる機器"), len(plan.changed)),
            (_("台帳にある"), sum(line.asset is not None for line in plan.lines)),
            (_("台帳にない"), len(plan.unknown)),
            (_("一覧から消えた"), len(plan.gone)),
        ],
        "lines": [(line, *_fate(line)) for line in lines[:SHOWN_ROWS]],
        "left_out": max(0, len(lines) - SHOWN_ROWS),
        "gone": plan.gone[:SHOWN_ROWS],
        "gone_left_out": max(0, len(plan.gone) - SHOWN_ROWS),
    }


def _fate(line: Line) -> tuple[str, list[str]]:
    """What becomes of a device, and the names of what changes."""
    if line.before is None:
        return _("新規"), []
    names = [str(_field(name).verbose_name) for name in line.changed if name != "gone_on"]
    if line.returns:
        return _("一覧に戻った"), names
    return _("変更") if line.changed else _("同じ"), names


def _field(name: str) -> Any:
    return ReportedDevice._meta.get_field(name)


@page(READ)
def reported(request: HttpRequest, ctx: Context, source_id: UUID) -> HttpResponse:
    """What one source reports, in parts, with what can be done about each device."""
    source = get_object_or_404(InventorySource, pk=source_id)
    row = queries_inventories.sources(ctx.today, source)[0]
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWS else "all"
    here = address(ctx, "assets:reported", source_id=source.pk)
    shown = open_list(request, ctx, REPORTED, queries_inventories.reported(source, show, ctx.today))
    if shown.wants_file:
        return shown.file()
    found = Paginator(shown.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    silent_before = ctx.today - queries_inventories.SILENCE
    values = {
        "page_title": _("「%(name)s」が報告した機器") % {"name": source.name},
        "row": row,
        "layout": LAYOUT_TITLES.get(source.layout, ""),
        "list": shown,
        "tabs": [
            {"label": label, "url": f"{here}?show={key}", "is_current": key == show, "count": row.counts[key]}
            for key, label in SHOWS.items()
        ],
        "found": found,
        "devices": [(device, _is_silent(device, silent_before)) for device in found.object_list],
        "may_manage": allowed(ctx, MANAGE),
        "today": ctx.today,
    }
    return render_page(request, "assets/reported.html", values)


@page(MANAGE)
@require_POST
def match(request: HttpRequest, ctx: Context, source_id: UUID) -> HttpResponse:
    """Look again in the register for what is unknown."""
    source = get_object_or_404(InventorySource, pk=source_id)
    count = actions.match_reports(ctx, source=source)
    messages.success(request, _("台帳に見つかった機器 %(count)s台を結び付けました。") % {"count": count})
    return redirect(address(ctx, "assets:reported", source_id=source.pk))


def _is_silent(device: ReportedDevice, before: object) -> bool:
    return device.gone_on is None and device.last_contact_on is not None and device.last_contact_on < before  # type: ignore[operator]


def _device(device_id: UUID) -> ReportedDevice:
    return get_object_or_404(ReportedDevice.objects.select_related("source", "asset"), pk=device_id)


def _words(device: ReportedDevice) -> str:
    words = (device.name, device.serial, device.model, device.system, device.owner)
    return " ・ ".join(filter(None, dict.fromkeys(words)))


@page(MANAGE)
def link(request: HttpRequest, ctx: Context, device_id: UUID) -> HttpResponse:
    """Which asset of the register is it?"""
    device = _device(device_id)
    offered = queries_inventories.linkable(ctx.today, device)
    form = LinkForm(request.POST or None, offered=offered, device=device)
    back = address(ctx, "assets:reported", source_id=device.source_id)
    if submitted(form, lambda values: actions.link_report(ctx, device=device, asset=values.get("asset"))):
        messages.success(request, _("記録しました。"))
        return redirect(back)
    title = _("「%(name)s」を台帳の資産に結び付ける") % {"name": device.name}
    return form_page(request, form, title, back=back, submit=_("結び付ける"), lead=_words(device), clause=CLAUSE)


@page(MANAGE)
def ignore(request: HttpRequest, ctx: Context, device_id: UUID) -> HttpResponse:
    """Leave it out of the register, for a reason."""
    device = _device(device_id)
    form = IgnoreForm(request.POST or None, initial={"reason": device.ignored_reason})
    back = address(ctx, "assets:reported", source_id=device.source_id)
    if submitted(form, lambda values: actions.ignore_report(ctx, device=device, **values)):
        messages.success(request, _("台帳に載せない理由を記録しました。"))
        return redirect(back)
    title = _("「%(name)s」を台帳に載せない") % {"name": device.name}
    return form_page(request, form, title, back=back, submit=_("載せない"), lead=_words(device), clause=CLAUSE)


@page(MANAGE)
@require_POST
def heed(request: HttpRequest, ctx: Context, device_id: UUID) -> HttpResponse:
    """Take back that a device is left out."""
    device = _device(device_id)
    actions.heed_report(ctx, device=device)
    messages.success(request, _("台帳に載せない扱いを取り消しました。"))
    return redirect(address(ctx, "assets:reported", source_id=device.source_id))
