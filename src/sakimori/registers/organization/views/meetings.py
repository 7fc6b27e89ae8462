"""Meetings: agenda item → decision → record at the clause (ORG-6)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization import actions, queries
from sakimori.registers.organization.forms import ItemForm, MeetingForm
from sakimori.registers.organization.lists import MEETINGS
from sakimori.registers.organization.models import Meeting, MeetingItem
from sakimori.registers.organization.views.submitting import address


@page(Permission.ORGANIZATION_READ)
def meetings(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Meetings with their items, newest first; `?clause=6(1)` shows what was decided about a clause."""
    clause, on = request.GET.get("clause", "")[:60], day_of(request, ctx.today)
    held = [row for row in queries.meetings(clause=clause) if row.held_on <= on or on == ctx.today]
    found = open_list(request, ctx, MEETINGS, held, on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("会議と決定"),
        "list": found,
        "meetings": found.rows,
        "clause_path": clause,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/meetings.html", values)


@page(Permission.ORGANIZATION_READ)
def meeting(request: HttpRequest, ctx: Context, meeting_id: UUID) -> HttpResponse:
    """One meeting."""
    found = get_object_or_404(Meeting.objects.select_related("unit"), pk=meeting_id)
    values = {
        "page_title": found.name,
        "meeting": found,
        "items": list(found.items.order_by("order", "id")),
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/meeting.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def meeting_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A meeting, held or to come."""
    form = MeetingForm(request.POST or None, units=queries.bodies(ctx.today), initial={"held_on": ctx.today})
    made: list[Meeting] = []
    if submitted(form, lambda values: made.append(actions.record_meeting(ctx, **values))):
        messages.success(request, _("会議を登録しました。次に、議題を登録してください。"))
        return redirect("organization:meeting", assembly=ctx.assembly.slug, meeting_id=made[0].pk)
    return form_page(request, form, _("会議を登録する"), back=address(ctx, "meetings"), submit=_("登録する"))


@page(Permission.ORGANIZATION_MANAGE)
def meeting_edit(request: HttpRequest, ctx: Context, meeting_id: UUID) -> HttpResponse:
    """Correct a meeting."""
    found = get_object_or_404(Meeting, pk=meeting_id)
    initial = {field: getattr(found, field) for field in ("name", "held_on", "place", "note")}
    initial["unit"] = str(found.unit_id or "")
    form = MeetingForm(request.POST or None, units=queries.bodies(found.held_on), initial=initial)
    back = address(ctx, "meeting", meeting_id=found.pk)
    if submitted(form, lambda values: actions.change_meeting(ctx, meeting=found, **values)):
        messages.success(request, _("会議の記録を直しました。"))
        return redirect(back)
    return form_page(request, form, _("会議の記録を直す"), back=back, submit=_("直す"))


@page(Permission.ORGANIZATION_MANAGE)
def item_new(request: HttpRequest, ctx: Context, meeting_id: UUID) -> HttpResponse:
    """An item of the agenda."""
    found = get_object_or_404(Meeting, pk=meeting_id)
    return _item(request, ctx, found, None)


@page(Permission.ORGANIZATION_MANAGE)
def item_edit(request: HttpRequest, ctx: Context, item_id: UUID) -> HttpResponse:
    """What was decided about an item."""
    found = get_object_or_404(MeetingItem.objects.select_related("meeting"), pk=item_id)
    return _item(request, ctx, found.meeting, found)


def _item(request: HttpRequest, ctx: Context, found: Meeting, item: MeetingItem | None) -> HttpResponse:
    initial = {field: getattr(item, field) for field in ItemForm.base_fields} if item else None
    form = ItemForm(request.POST or None, initial=initial)
    back = address(ctx, "meeting", meeting_id=found.pk)
    if submitted(form, lambda values: actions.record_item(ctx, meeting=found, item=item, **values)):
        messages.success(request, _("議題を記録しました。"))
        return redirect(back)
    title = _("議題と決定を記録する")
    lead = _("決定したことは、関係する条項の記録としても残ります。")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead)
