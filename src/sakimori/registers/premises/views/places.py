"""Places: the list as a tree, one place with all that concerns it, registering, correcting, ending, checking entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.ledger.queries import history_of
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Post
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.premises import actions, queries
from sakimori.registers.premises.forms import EntryForm, LastDayForm, PlaceForm
from sakimori.registers.premises.keyrings import key_rows
from sakimori.registers.premises.lists import PLACES
from sakimori.registers.premises.models import Place, Port, Visit
from sakimori.registers.premises.panels import panels_of
from sakimori.registers.premises.rules import COUNTED_KEYS, ROUND_KINDS
from sakimori.registers.premises.types import PlaceKind
from sakimori.registers.premises.views.addresses import Part, place_address

READ, MANAGE, OWN = Permission.ASSET_READ, Permission.ASSET_MANAGE, Permission.ASK_ANSWER
LAST_VISITS = 30
Row = TypeVar("Row")


@page(READ)
def places(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every place of the day as a tree, with who is in charge and when it was last checked."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, PLACES, queries.place_rows(on), on, queries.place_rows)
    if found.wants_file:
        return found.file()
    rows = found.rows
    values = {
        "page_title": _("場所"),
        "list": found,
        "on": on,
        "today": ctx.today,
        "rows": [(row, row.is_late(on)) for row in rows],
        "unkept": [row for row in rows if row.needs_keeper],
        "late": [row for row in rows if row.is_late(on)],
        "may_manage": allowed(ctx, MANAGE) and on == ctx.today,
    }
    return render_page(request, "premises/places.html", values)


@page(READ, OWN)
def place(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """One place. Whoever is in charge sees their own place; the rest of the register is for those who may read it."""
    row = queries.place_row(place_id, ctx.today)
    if row is None or not (allowed(ctx, READ) or queries.keeps(row.place, ctx.actor.person_id, ctx.today)):
        raise Http404
    found, is_current = row.place, row.place.covers(ctx.today)
    parts = [part for part in Part if part != Part.VISITS or allowed(ctx, READ)]
    part = next((part for part in parts if part == request.GET.get("part")), Part.ABOUT)
    values = {
        "page_title": found.name,
        "place": found,
        "row": row,
        "is_late": row.is_late(ctx.today),
        "may_manage": allowed(ctx, MANAGE) and is_current,
        "may_walk": is_current and found.kind in ROUND_KINDS,
        "may_read": allowed(ctx, READ),
        "part": part.value,
        "tabs": [
            {"label": one.label, "url": place_address(ctx, found.pk, one), "is_current": one == part} for one in parts
        ],
    }
    return render_page(request, "premises/place.html", values | _SHOWN[part](ctx, found))


def _about(ctx: Context, place: Place) -> dict[str, Any]:
    may_read_ledger = allowed(ctx, Permission.LEDGER_READ)
    return {
        "inside": list(queries.places(ctx.today).filter(parent=place)),
        "panels": panels_of(ctx, place),
        "history": history_of("premises.place", place.pk, sentence_of, 20) if may_read_ledger else [],
        "may_read_ledger": may_read_ledger,
    }


def _keys(ctx: Context, place: Place) -> dict[str, Any]:
    rows = key_rows(ctx.today, place)
    kept = [row for row in rows if row.loan is None and row.key.kind in COUNTED_KEYS]
    return {"keys": rows, "expected": len(kept)}


def _checks(ctx: Context, place: Place) -> dict[str, Any]:
    return {"checks": queries.checks_of(place)}


def _ports(ctx: Context, place: Place) -> dict[str, Any]:
    return {"ports": list(Port.objects.filter(covers(ctx.today), place=place).order_by("kind", "label", "id"))}


def _visits(ctx: Context, place: Place) -> dict[str, Any]:
    rows = Visit.objects.filter(place=place).select_related("escort").order_by("-came_at", "-id")
    return {"visits": list(rows[:LAST_VISITS])}


_SHOWN: dict[Part, Callable[[Context, Place], dict[str, Any]]] = {
    Part.ABOUT: _about,
    Part.KEYS: _keys,
    Part.CHECKS: _checks,
    Part.PORTS: _ports,
    Part.VISITS: _visits,
}


@page(MANAGE)
def place_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new place."""
    parent = request.GET.get("in", "")
    form = _form(request, ctx, None, {"from_date": ctx.today, "parent": parent, "kind": PlaceKind.OFFICE, "order": 0})
    made: list[Place] = []
    if submitted(form, lambda values: made.append(actions.register_place(ctx, **values))):
        messages.success(request, _("場所を登録しました。次に、鍵やカードを登録してください。"))
        return redirect(address(ctx, "premises:place", place_id=made[0].pk))
    title = _("場所を登録する")
    clause = _("6(4) 物理的セキュリティ")
    return form_page(request, form, title, back=address(ctx, "premises:places"), submit=_("登録する"), clause=clause)


@page(MANAGE)
def place_edit(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """Name, kind, who is in charge, rules."""
    found = get_object_or_404(Place.objects.select_related("parent", "unit", "keeper_post", "keeper"), pk=place_id)
    initial = {name: getattr(found, name) for name in PlaceForm.base_fields}
    initial |= {name: str(getattr(found, f"{name}_id") or "") for name in ("parent", "unit", "keeper_post", "keeper")}
    form = _form(request, ctx, found, initial)
    back = address(ctx, "premises:place", place_id=found.pk)
    if submitted(form, lambda values: actions.change_place(ctx, place=found, **values)):
        messages.success(request, _("場所の内容を直しました。"))
        return redirect(back)
    title = _("「%(place)s」の内容を直す") % {"place": found.name}
    return form_page(request, form, title, back=back, submit=_("直す"), clause=_("6(4) 物理的セキュリティ"))


def _form(request: HttpRequest, ctx: Context, own: Place | None, initial: dict[str, object]) -> PlaceForm:
    rooms = [row for row in queries.places(ctx.today) if own is None or row.pk != own.pk]
    units, people = list(queries.caucuses(ctx.today)), list(people_in_office(ctx.today).order_by("kana", "name", "id"))
    if own is not None:
        # What is registered stays a choice, though its day is over: an edit of the name must not lose it.
        rooms, units, people = _with(rooms, own.parent), _with(units, own.unit), _with(people, own.keeper)
    post_id = own.keeper_post_id if own else None
    posts = Post.objects.filter(covers(ctx.today) | Q(pk=post_id)).select_related("unit")
    return PlaceForm(
        request.POST or None,
        places=rooms,
        units=units,
        posts=posts.order_by("unit__order", "order", "id"),
        people=people,
        initial=initial,
    )


def _with(rows: list[Row], own: Row | None) -> list[Row]:
    return rows if own is None or own in rows else [*rows, own]


@page(MANAGE)
def place_end(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """A place is given up."""
    found = get_object_or_404(Place, pk=place_id)
    form = LastDayForm(request.POST or None, initial={"last_day": ctx.today})
    back = address(ctx, "premises:place", place_id=found.pk)
    if submitted(form, lambda values: actions.end_place(ctx, place=found, **values)):
        messages.success(request, _("場所の使用を終えました。記録は残ります。"))
        return redirect("premises:places", assembly=ctx.assembly.slug)
    return form_page(
        request,
        form,
        _("「%(place)s」の使用を終える") % {"place": found.name},
        back=back,
        submit=_("終える"),
        notes=[_("この場所の鍵・カードと回線も、同じ日に台帳から外れます。")],
        danger=_("この場所の使用を終えますか"),
    )


@page(MANAGE)
def entry(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """The entry of a place was checked."""
    found = get_object_or_404(Place, pk=place_id)
    form = EntryForm(request.POST or None, initial={"checked_on": ctx.today})
    back = place_address(ctx, found.pk, Part.CHECKS)
    if submitted(form, lambda values: actions.check_entry(ctx, place=found, **values)):
        messages.success(request, _("入退室の管理の点検を記録しました。"))
        return redirect(back)
    title = _("「%(place)s」の入退室の管理を点検する") % {"place": found.name}
    lead = _("入れる人が今の役割に合っているか、施錠されているか、入室が記録されているかを確かめます。")
    return form_page(request, form, title, back=back, submit=_("点検を記録する"), lead=lead)
