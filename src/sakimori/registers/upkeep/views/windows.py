"""Remote access of vendors: what is open now, who may come in when, and that it was closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.upkeep import actions, forms, queries
from sakimori.registers.upkeep.lists import WINDOWS
from sakimori.registers.upkeep.models import RemoteWindow
from sakimori.registers.upkeep.types import WindowState
from sakimori.registers.upkeep.views.works import companies, kept, supplier_link

READ, MANAGE = Permission.ASSET_READ, Permission.ASSET_MANAGE
CLAUSE = _l("6(6) 技術的セキュリティ")


@page(READ)
def windows(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Windows of the last year, those that are open first."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, WINDOWS, queries.windows_on(on, ctx.at), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("遠隔接続"),
        "list": found,
        "windows": found.rows,
        "left_open": sum(row.state_now == WindowState.LEFT_OPEN for row in found.rows),  # type: ignore[attr-defined]
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "upkeep/windows.html", values)


def _one(window_id: UUID) -> RemoteWindow:
    rows = RemoteWindow.objects.select_related("asset", "work", "supplier", "allowed_by", "opened_by", "closed_by")
    return get_object_or_404(rows, pk=window_id)


def _at(ctx: Context, found: RemoteWindow) -> str:
    return address(ctx, "upkeep:window", window_id=found.pk)


@page(READ)
def window(request: HttpRequest, ctx: Context, window_id: UUID) -> HttpResponse:
    """One window."""
    found = _one(window_id)
    state = found.state(ctx.at)
    may_manage = allowed(ctx, MANAGE)
    values = {
        "page_title": _("遠隔接続: %(company)s") % {"company": found.company},
        "window": found,
        "state": state,
        "supplier_link": supplier_link(ctx, found),
        "may_open": may_manage and state == WindowState.PLANNED,
        "may_close": may_manage and state in {WindowState.OPEN, WindowState.LEFT_OPEN},
    }
    return render_page(request, "upkeep/window.html", values)


@page(MANAGE)
def window_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Allow a time; `?asset=` says into what."""
    now = timezone.localtime(ctx.at)
    people = list(people_in_office(ctx.today).order_by("kana", "id"))
    initial = {"asset": request.GET.get("asset", ""), "from_at": now, "allowed_by": str(ctx.actor.person_id or "")}
    initial["work"] = request.GET.get("work", "")
    works = queries.near(ctx.today).filter(done_on__isnull=True)
    form = forms.WindowForm(
        request.POST or None, assets=kept(ctx), works=works, people=people, companies=companies(ctx), initial=initial
    )
    made: list[RemoteWindow] = []

    def act(values: dict[str, Any]) -> None:
        made.append(actions.allow_window(ctx, **values))

    if submitted(form, act):
        messages.success(request, _("遠隔接続の時間を認めました。開けたとき、閉じたときに記録してください。"))
        return redirect(_at(ctx, made[0]))
    return form_page(
        request, form, _("遠隔接続を認める"), back=address(ctx, "upkeep:windows"), submit=_("認める"),
        lead=_("外から接続できる時間を決めます。ふだんは閉じておき、この時間だけ開けます。"), clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def window_open(request: HttpRequest, ctx: Context, window_id: UUID) -> HttpResponse:
    """It is switched on."""
    found = _one(window_id)
    form = forms.OpenForm(request.POST or None, initial={"opened_at": timezone.localtime(ctx.at)})
    if submitted(form, lambda values: actions.open_window(ctx, window=found, **values)):
        messages.success(request, _("開けたことを記録しました。終わったら、必ず閉じてください。"))
        return redirect(_at(ctx, found))
    return form_page(request, form, _("遠隔接続を開ける"), back=_at(ctx, found), submit=_("記録する"), clause=CLAUSE)


@page(MANAGE)
def window_close(request: HttpRequest, ctx: Context, window_id: UUID) -> HttpResponse:
    """It is switched off, and what was done."""
    found = _one(window_id)
    form = forms.CloseForm(request.POST or None, initial={"closed_at": timezone.localtime(ctx.at)})
    if submitted(form, lambda values: actions.close_window(ctx, window=found, **values)):
        messages.success(request, _("閉じたことを記録しました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("遠隔接続を閉じる"), back=_at(ctx, found), submit=_("記録する"),
        lead=f"{found.asset} / {found.company}", clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def window_cancel(request: HttpRequest, ctx: Context, window_id: UUID) -> HttpResponse:
    """It is not needed after all."""
    found = _one(window_id)
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    if submitted(form, lambda _values: actions.cancel_window(ctx, window=found)):
        messages.success(request, _("取りやめました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("遠隔接続を取りやめる"), back=_at(ctx, found), submit=_("取りやめる"),
        lead=f"{found.asset} / {found.company}", clause=CLAUSE,
    )  # fmt: skip
