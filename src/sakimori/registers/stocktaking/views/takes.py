"""Rounds of stock-taking and whole rooms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.asks.sheets import sheets_pdf
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import asks_for_file, open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.texts import plain
from sakimori.registers.organization.queries import units
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.queries import places
from sakimori.registers.stocktaking import actions, forms, queries, sheets
from sakimori.registers.stocktaking.lists import ITEMS, TAKES
from sakimori.registers.stocktaking.models import StockTake
from sakimori.registers.stocktaking.types import STILL_HAVE, Result

CLAUSE = _l("6(2) 情報資産の分類と管理")
ITEMS_ON_A_PAGE = 100


@page(Permission.ASSET_READ)
def takes(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every round, the open one first."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, TAKES, queries.takes_on(on, ctx.today), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("棚卸し"),
        "list": found,
        "takes": found.rows,
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and not found.is_past,
    }
    return render_page(request, "stocktaking/takes.html", values)


@page(Permission.ASSET_MANAGE)
def take_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin a round."""
    form = forms.TakeForm(request.POST or None, units=units(ctx.today))
    made: list[StockTake] = []
    if submitted(form, lambda values: made.append(actions.open_take(ctx, **values))):
        messages.success(request, _("棚卸しを始めました。ラベルを読み取るか、部屋ごとに入力してください。"))
        return redirect("stocktaking:take", assembly=ctx.assembly.slug, take_id=made[0].pk)
    back = address(ctx, "stocktaking:takes")
    lead = _("始めたときの台帳が「あるはずの物」になります。")
    return form_page(request, form, _("棚卸しを始める"), back=back, submit=_("始める"), lead=lead, clause=CLAUSE)


@page(Permission.ASSET_READ)
def take(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """One round: progress per caucus and room, what is left, what was unknown, the next step."""
    found = get_object_or_404(queries.stock_takes(), pk=take_id)
    chosen = {name: request.GET.get(name, "")[:60] for name in ("unit", "place", "state")}
    on = day_of(request, ctx.today)
    past = on if on < ctx.today else None
    rows = queries.items_of(found, **chosen, text=plain(request.GET.get("text", "")[:60]), on=past)
    shown = open_list(request, ctx, ITEMS, rows if asks_for_file(request) else (), on)
    if shown.wants_file:
        return shown.file()
    pages = Paginator(rows, ITEMS_ON_A_PAGE).get_page(request.GET.get("page"))
    by_unit, by_place = queries.progress(found)
    asks = list(Ask.objects.filter(kind=STILL_HAVE, subject_id=found.pk).values_list("state", flat=True))
    values = {
        "page_title": found.title,
        "take": found,
        "list": shown,
        "by_unit": by_unit,
        "by_place": by_place,
        "found": pages,
        "items": list(pages.object_list),
        "chosen": chosen,
        "states": [("left", _("まだ確認していない")), *Result.choices],
        "unknown": queries.unknown_codes(found),
        "asked": len(asks),
        "answered": asks.count("answered"),
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and found.closed_on is None and past is None,
    }
    return render_page(request, "stocktaking/take.html", values, part="stocktaking/_items.html")


@page(Permission.ASSET_MANAGE)
def room(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """Everything in one room at once, by reader or from the paper list."""
    found = get_object_or_404(StockTake, pk=take_id, closed_on__isnull=True)
    form = forms.RoomForm(request.POST or None, places=places(ctx.today), initial={"place": request.GET.get("place")})
    results: list[actions.sightings.Room] = []

    def act(values: dict[str, object]) -> None:
        place, marks = values["place"], str(values["marks"]).splitlines()
        assert isinstance(place, Place)
        results.append(actions.scan_room(ctx, place=place, marks=marks, take=found))

    done = submitted(form, act)
    values = {
        "page_title": _("部屋ごとに確認する"),
        "take": found,
        "form": forms.RoomForm(places=places(ctx.today), initial={"place": request.POST.get("place")})
        if done
        else form,
        "room": results[0] if done else None,
        "place": form.cleaned_data["place"] if done else None,
    }
    return render_page(request, "stocktaking/room.html", values, status=422 if form.is_bound and not done else 200)


@page(Permission.ASSET_READ)
def list_pdf(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """The list of a room or caucus on paper."""
    found = get_object_or_404(StockTake, pk=take_id)
    unit, place = request.GET.get("unit", "")[:60], request.GET.get("place", "")[:60]
    names = {row.key: row.name for rows in queries.progress(found) for row in rows}
    items = list(queries.items_of(found, unit=unit, place=place)[:2000])
    where = names.get(unit or place, "") if unit or place else _("すべて")
    data = sheets.list_pdf(ctx, found, items, where)
    return download_response(f"{found.title} {where}.pdf", "application/pdf", data)


@page(Permission.ASSET_MANAGE)
def holders(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """Ask everyone who has something whether they still have it."""
    found = get_object_or_404(StockTake, pk=take_id, closed_on__isnull=True)
    form = forms.AskForm(request.POST or None, initial={"due_on": found.due_on})
    back = address(ctx, "stocktaking:take", take_id=found.pk)
    if submitted(form, lambda values: actions.ask_holders(ctx, take=found, **values)):
        messages.success(request, _("お願いを出しました。専用リンク付きの手紙を印刷できます。"))
        return redirect(back)
    loans = queries.loans_by_person(found)
    lead = _("%(people)s人に、貸出し中の%(things)s点が手元にあるかを尋ねます。") % {
        "people": len(loans),
        "things": sum(map(len, loans.values())),
    }
    return form_page(
        request, form, _("借りている人に尋ねる"), back=back, submit=_("お願いを出す"), lead=lead, clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def letters_pdf(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """A letter with a link of its own for everyone who has not answered."""
    found = get_object_or_404(StockTake, pk=take_id, closed_on__isnull=True)
    open_asks = Ask.objects.open().filter(kind=STILL_HAVE, subject_id=found.pk)
    asks = list(open_asks.select_related("person", "campaign").order_by("person__kana", "id"))
    if request.method != "POST" or not asks:
        values = {"page_title": _("手紙を印刷する"), "take": found, "asks": asks}
        return render_page(request, "stocktaking/letters.html", values)
    data = sheets_pdf(ctx, sheets.letters(ctx, asks))
    return download_response(f"{found.title}.pdf", "application/pdf", data)


@page(Permission.ASSET_MANAGE)
def close(request: HttpRequest, ctx: Context, take_id: UUID) -> HttpResponse:
    """End a round; what was not found becomes tasks."""
    found = get_object_or_404(queries.stock_takes(), pk=take_id, closed_on__isnull=True)
    if request.method == "POST":
        tasks = actions.close_take(ctx, take=found)
        messages.success(request, _("棚卸しを終えました。調べることが%(count)s件できました。") % {"count": len(tasks)})
        return redirect("stocktaking:take", assembly=ctx.assembly.slug, take_id=found.pk)
    values = {
        "page_title": _("棚卸しを終える"),
        "take": found,
        "left": queries.items_of(found, state="left").count(),
        "missing": queries.items_of(found, state=Result.MISSING).count(),
    }
    return render_page(request, "stocktaking/close.html", values)
