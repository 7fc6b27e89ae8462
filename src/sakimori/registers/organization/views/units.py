"""Caucuses, committees and bodies: members, posts, meetings; how caucuses split, merge and dissolve."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Membership, Person, Unit
from sakimori.foundation.people.types import UnitEnd, UnitKind
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization import actions, queries
from sakimori.registers.organization.caucus_forms import PlacingForm, ReorganizeForm
from sakimori.registers.organization.forms import JoinForm, LastDayForm, UnitChangeForm, UnitForm
from sakimori.registers.organization.lists import MEMBERSHIPS
from sakimori.registers.organization.views.submitting import address

TITLES = {
    UnitEnd.SPLIT: _l("会派の分割を登録する"),
    UnitEnd.MERGED: _l("会派の合流を登録する"),
    UnitEnd.DISSOLVED: _l("会派の解散を登録する"),
}


@page(Permission.ORGANIZATION_READ)
def units(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Caucuses with their members and heads; committees and other units."""
    on = day_of(request, ctx.today)
    belonging = queries.memberships(on)
    found = open_list(request, ctx, MEMBERSHIPS, belonging, on)
    if found.wants_file:
        return found.file()
    left = {row.unit_id for row in found.rows} if found.text or any(pick.chosen for pick in found.picks) else None
    values = {
        "page_title": _("会派・委員会"),
        "list": found,
        "caucuses": [row for row in queries.caucus_rows(on, belonging) if left is None or row.unit.pk in left],
        "independents": queries.independents(on) if left is None else [],
        "others": [
            unit for unit in queries.units(on) if unit.kind != UnitKind.CAUCUS and (left is None or unit.pk in left)
        ],
        "members": found.rows,
        "ended": queries.ended_caucuses(on),
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE) and not found.is_past,
    }
    return render_page(request, "organization/units.html", values)


@page(Permission.ORGANIZATION_READ)
def unit(request: HttpRequest, ctx: Context, unit_id: UUID) -> HttpResponse:
    """One unit on its last or this day."""
    found = get_object_or_404(Unit.objects.select_related("successor", "split_from"), pk=unit_id)
    on = min(ctx.today, found.to_date) if found.to_date else max(ctx.today, found.from_date)
    may_read_ledger = allowed(ctx, Permission.LEDGER_READ)
    values = {
        "page_title": found.name,
        "unit": found,
        "on": on,
        "members": queries.members_of(found, on),
        "posts": [row for row in queries.post_rows(on) if row.post.unit_id == found.pk],
        "meetings": queries.meetings(found),
        "is_caucus": found.kind == UnitKind.CAUCUS,
        "history": queries.history_of_rows([found], sentence_of) if may_read_ledger else [],
        "may_read_ledger": may_read_ledger,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE) and found.covers(ctx.today),
    }
    return render_page(request, "organization/unit.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def unit_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new caucus, committee or body."""
    form = UnitForm(request.POST or None, initial={"kind": UnitKind.CAUCUS, "from_date": ctx.today})
    made: list[Unit] = []

    def act(values: dict[str, Any]) -> None:
        made.append(actions.form_unit(ctx, **values | {"kind": UnitKind(values["kind"])}))

    if submitted(form, act):
        messages.success(request, _("登録しました。次に、所属する人を登録してください。"))
        return redirect("organization:unit", assembly=ctx.assembly.slug, unit_id=made[0].pk)
    lead = _("会派を登録すると、会派責任者の職も作られます。分割や合流は、専用の画面から登録してください。")
    title = _("会派・委員会を登録する")
    return form_page(request, form, title, back=address(ctx, "units"), submit=_("登録する"), lead=lead)


@page(Permission.ORGANIZATION_MANAGE)
def unit_edit(request: HttpRequest, ctx: Context, unit_id: UUID) -> HttpResponse:
    """Name and order."""
    found = get_object_or_404(Unit, pk=unit_id)
    initial = {"name": found.name, "short_name": found.short_name, "order": found.order}
    form = UnitChangeForm(request.POST or None, initial=initial)
    back = address(ctx, "unit", unit_id=found.pk)
    if submitted(form, lambda values: actions.change_unit(ctx, unit=found, **values)):
        messages.success(request, _("情報を直しました。"))
        return redirect(back)
    title = _("「%(unit)s」の情報を直す") % {"unit": found.name}
    return form_page(request, form, title, back=back, submit=_("直す"))


@page(Permission.ORGANIZATION_MANAGE)
def unit_end(request: HttpRequest, ctx: Context, unit_id: UUID) -> HttpResponse:
    """A committee or body ends; a caucus with members goes to the guided page."""
    found = get_object_or_404(Unit, pk=unit_id)
    if found.kind == UnitKind.CAUCUS:
        return redirect("organization:reorganize", assembly=ctx.assembly.slug, how=UnitEnd.DISSOLVED)
    form = LastDayForm(request.POST or None, initial={"last_day": ctx.today})
    back = address(ctx, "unit", unit_id=found.pk)
    if submitted(form, lambda values: actions.end_unit(ctx, unit=found, **values)):
        messages.success(request, _("終了を登録しました。"))
        return redirect("organization:units", assembly=ctx.assembly.slug)
    title = _("「%(unit)s」を終える") % {"unit": found.name}
    notes = [_("所属と、この中の職・任命も、同じ日に終わります。")]
    return form_page(request, form, title, back=back, submit=_("終える"), notes=notes, danger=_("終了を登録しますか"))


@page(Permission.ORGANIZATION_MANAGE)
def join(request: HttpRequest, ctx: Context, unit_id: UUID) -> HttpResponse:
    """Somebody joins."""
    found = get_object_or_404(Unit, pk=unit_id)
    inside = {row.person_id for row in queries.members_of(found, ctx.today)}
    rows = [person for person in people.people_in_office(ctx.today).order_by("kana", "id") if person.pk not in inside]
    form = JoinForm(request.POST or None, people=rows, initial={"from_date": max(ctx.today, found.from_date)})
    back = address(ctx, "unit", unit_id=found.pk)
    if submitted(form, lambda values: actions.join_unit(ctx, unit=found, **values)):
        messages.success(request, _("所属を登録しました。"))
        return redirect(back)
    notes = [_("ほかの会派に所属しているときは、その所属と会派責任者の任命が、開始日の前日に終わります。")]
    title = _("「%(unit)s」に所属する人を登録する") % {"unit": found.name}
    is_caucus = found.kind == UnitKind.CAUCUS
    return form_page(request, form, title, back=back, submit=_("登録する"), notes=notes if is_caucus else [])


@page(Permission.ORGANIZATION_MANAGE)
def leave(request: HttpRequest, ctx: Context, membership_id: UUID) -> HttpResponse:
    """Somebody leaves a unit."""
    found = get_object_or_404(Membership.objects.select_related("person", "unit"), pk=membership_id)
    form = LastDayForm(request.POST or None, initial={"last_day": ctx.today})
    back = address(ctx, "unit", unit_id=found.unit_id)
    if submitted(form, lambda values: actions.leave_unit(ctx, membership=found, **values)):
        messages.success(request, _("所属の終了を登録しました。"))
        return redirect(back)
    title = _("%(name)sさんの「%(unit)s」の所属を終える") % {"name": found.person.shown_name, "unit": found.unit.name}
    return form_page(request, form, title, back=back, submit=_("登録する"))


@page(Permission.ORGANIZATION_MANAGE)
def reorganize(request: HttpRequest, ctx: Context, how: str) -> HttpResponse:
    """Split, merger or dissolution in two steps: which caucuses and when; then where everyone goes.

    The first step lies in the address, so that going back and reloading are safe.
    """
    if how not in UnitEnd.values:
        raise Http404
    kind = UnitEnd(how)
    first = ReorganizeForm(
        request.GET or None, how=kind, caucuses=list(people.caucuses(ctx.today)), initial={"from_date": ctx.today}
    )
    values: dict[str, Any] = {
        "page_title": TITLES[kind],
        "how": kind,
        "first": first,
        "step": 1,
        "steps": [_("どの会派か"), _("だれがどこへ")],
        "back": address(ctx, "units"),
    }
    if not first.is_bound or not first.is_valid():
        status = 422 if first.is_bound else 200
        return render_page(request, "organization/reorganize.html", values, status=status)
    chosen = first.cleaned_data
    second = _placing(request, ctx, kind, chosen)

    def act(answers: dict[str, Any]) -> None:
        actions.reorganize_caucuses(
            ctx,
            sources=chosen["sources"],
            new=second.new_caucuses(),
            placing=second.placing(),
            from_date=chosen["from_date"],
            how=kind,
        )

    if submitted(second, act):
        messages.success(request, _("登録しました。会派責任者と緊急連絡先を確かめてください。"))
        return redirect("organization:units", assembly=ctx.assembly.slug)
    values |= {"step": 2, "second": second, "chosen": chosen}
    return render_page(request, "organization/reorganize.html", values, status=422 if second.is_bound else 200)


def _placing(request: HttpRequest, ctx: Context, kind: UnitEnd, chosen: dict[str, Any]) -> PlacingForm:
    members: list[tuple[Person, Unit]] = [
        (row.person, source)
        for source in chosen["sources"]
        for row in queries.members_staying(source, chosen["from_date"])
    ]
    return PlacingForm(
        request.POST or None,
        how=kind,
        members=members,
        new=chosen["names"],
        sources=chosen["sources"],
        others=[unit for unit in people.caucuses(chosen["from_date"]) if unit not in chosen["sources"]],
    )
