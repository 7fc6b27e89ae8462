"""One asset: facts, where it is, who has it, its files and its history."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed, visible
from sakimori.foundation.files.models import Disclosure
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets import actions, queries
from sakimori.registers.assets.facts import CLASSIFIED, facts_of, history, next_step
from sakimori.registers.assets.forms import FileForm
from sakimori.registers.assets.models import Asset, Attachment
from sakimori.registers.assets.panels import panels_of
from sakimori.registers.assets.types import AssetKind


@page(Permission.ASSET_READ, Permission.ACCOUNT_SELF)
def asset(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Everything about one asset; the history is the second tab."""
    found = _find(ctx, asset_id)
    shows_history = request.GET.get("tab") == "history" and allowed(ctx, Permission.LEDGER_READ)
    files = queries.attachments_of(found)
    values = {
        "page_title": found.name,
        "asset": found,
        "tabs": _tabs(ctx, found, shows_history=shows_history),
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE),
        "may_read": allowed(ctx, Permission.ASSET_READ),
    }
    if shows_history:
        values["turns"] = history(found, files)
        return render_page(request, "assets/history.html", values)
    panels = panels_of(ctx, found)
    values |= {
        "groups": facts_of(ctx, found),
        "panels": panels,
        "files": files,
        "step": next_step(ctx, found, panels, is_kept=found.is_kept) if values["may_manage"] else None,  # type: ignore[attr-defined]
        "is_classified_kind": found.kind in CLASSIFIED or bool(found.confidentiality),
        "classify_url": address(ctx, "assets:classify", asset_id=found.pk),
        "may_open": allowed(ctx, Permission.ASSET_DOCUMENT),
        "accessories": found.accessories.splitlines(),
    }
    return render_page(request, "assets/asset.html", values)


def _find(ctx: Context, asset_id: UUID) -> Asset:
    if allowed(ctx, Permission.ASSET_READ):
        found = next(iter(queries.whole(asset_id, ctx.today)), None)
        if found is None:
            raise Http404
        return found
    rows = Asset.objects.select_related("unit", "place", "custodian", "custodian_post")
    return get_object_or_404(queries.with_custodian(visible(ctx, rows), ctx.today), pk=asset_id)


def _tabs(ctx: Context, found: Asset, *, shows_history: bool) -> list[dict[str, object]]:
    here = address(ctx, "assets:asset", asset_id=found.pk)
    tabs: list[dict[str, object]] = [{"label": _("内容"), "url": here, "is_current": not shows_history}]
    if allowed(ctx, Permission.LEDGER_READ):
        tabs.append({"label": _("履歴"), "url": f"{here}?tab=history", "is_current": shows_history})
    return tabs


@page(Permission.ASSET_MANAGE)
def attach(request: HttpRequest, ctx: Context, asset_id: UUID) -> HttpResponse:
    """Add a photo, a manual, a specification."""
    found = _find(ctx, asset_id)
    form = FileForm(request.POST or None, request.FILES or None)

    def keep(values: dict[str, object]) -> None:
        sent = values["file"]
        actions.attach(ctx, asset=found, name=sent.name, data=sent.read(), title=str(values["title"]))  # type: ignore[attr-defined]

    back = address(ctx, "assets:asset", asset_id=found.pk)
    if submitted(form, keep):
        messages.success(request, _("ファイルを添付しました。"))
        return redirect(back)
    closed = _("システム関連文書のファイルは非公開です。暗号化して保存し、開いた人と日時を記録します。")
    lead = closed if found.kind == AssetKind.DOCUMENT else ""
    title = _("「%(name)s」にファイルを添付する") % {"name": found.name}
    return form_page(request, form, title, back=back, submit=_("添付する"), lead=lead)


@page(Permission.ASSET_READ, Permission.ACCOUNT_SELF)
def attachment(request: HttpRequest, ctx: Context, attachment_id: UUID) -> HttpResponse:
    """Hand out a file. A closed one only by its own button (so that no preview opens it), and it is recorded."""
    rows = Attachment.objects.select_related("file", "file__assembly")
    found = get_object_or_404(rows, pk=attachment_id, asset__in=visible(ctx, Asset.objects.all()).values("pk"))
    if found.file.disclosure == Disclosure.CLOSED:
        if not allowed(ctx, Permission.ASSET_DOCUMENT) or request.method != "POST":
            raise PermissionDenied
        actions.open_closed(ctx, attachment=found)
    return file_response(found.file)


@page(Permission.ASSET_MANAGE)
@require_POST
def detach(request: HttpRequest, ctx: Context, attachment_id: UUID) -> HttpResponse:
    """Take a file off the page."""
    found = get_object_or_404(Attachment, pk=attachment_id, removed_on__isnull=True)
    actions.detach(ctx, attachment=found)
    messages.success(request, _("添付ファイルを外しました。記録には残ります。"))
    return redirect("assets:asset", assembly=ctx.assembly.slug, asset_id=found.asset_id)
