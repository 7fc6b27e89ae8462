"""What must be looked into, what finders wrote, media counted, labels printed."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.models import Unit
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.assets.marks import find_many
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import on_register
from sakimori.registers.organization.queries import units
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.queries import places
from sakimori.registers.stocktaking import actions, forms, queries, sheets
from sakimori.registers.stocktaking.lists import MEDIA, TASKS
from sakimori.registers.stocktaking.models import FinderNote, FollowUp, Sighting
from sakimori.registers.stocktaking.rules import SHEETS

CLAUSE = _l("6(2) 情報資産の分類と管理")
MOST_LABELS = 2000
SHOWN_TASKS = 500


@page(Permission.ASSET_READ)
def tasks(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Differences and finders' notes that wait; `?all=1` shows what is done too."""
    everything, on = "all" in request.GET, day_of(request, ctx.today)
    found = open_list(request, ctx, TASKS, queries.follow_ups(on, with_closed=everything), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("調べること"),
        "list": found,
        "tasks": found.rows[:SHOWN_TASKS],
        "notes": list(queries.finder_notes(on, with_handled=everything)[:100]),
        "everything": everything,
        "today": on,
        "may_manage": allowed(ctx, Permission.ASSET_MANAGE) and not found.is_past,
    }
    return render_page(request, "stocktaking/tasks.html", values)


@page(Permission.ASSET_MANAGE)
def settle(request: HttpRequest, ctx: Context, task_id: UUID) -> HttpResponse:
    """What came of a task."""
    found = get_object_or_404(FollowUp.objects.select_related("asset"), pk=task_id)
    form = forms.SettleForm(request.POST or None)
    back = address(ctx, "stocktaking:tasks")
    if submitted(form, lambda values: actions.settle(ctx, follow_up=found, **values)):
        messages.success(request, _("結果を記録しました。"))
        return redirect(back)
    lead = f"{found.asset or ''} {found.text}".strip()
    return form_page(
        request, form, _("調べた結果を記録する"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE
    )


@page(Permission.ASSET_MANAGE)
def assign(request: HttpRequest, ctx: Context, task_id: UUID) -> HttpResponse:
    """Who looks into it by when."""
    found = get_object_or_404(FollowUp, pk=task_id, closed_on__isnull=True)
    people = people_in_office(ctx.today).order_by("kana", "id")
    initial = {"person": str(found.person_id or ""), "due_on": found.due_on}
    form = forms.AssignForm(request.POST or None, people=people, initial=initial)
    back = address(ctx, "stocktaking:tasks")
    if submitted(form, lambda values: actions.assign(ctx, follow_up=found, **values)):
        return redirect(back)
    return form_page(request, form, _("調べる人と期限"), back=back, submit=_("決める"), lead=found.text, clause=CLAUSE)


@page(Permission.ASSET_MANAGE)
def move(request: HttpRequest, ctx: Context, task_id: UUID) -> HttpResponse:
    """The register follows the facts: the asset stays where it was found."""
    found = get_object_or_404(FollowUp.objects.select_related("asset"), pk=task_id, closed_on__isnull=True)
    last = queries.last_sighting(found.asset) if found.asset else None
    if request.method == "POST" and last is not None and last.place is not None:
        actions.move_here(ctx, follow_up=found, place=last.place)
        messages.success(request, _("台帳の置き場所を直しました。"))
    return redirect("stocktaking:tasks", assembly=ctx.assembly.slug)


@page(Permission.ASSET_MANAGE)
def note(request: HttpRequest, ctx: Context, note_id: UUID) -> HttpResponse:
    """What was done about a finder's note."""
    found = get_object_or_404(FinderNote.objects.select_related("asset"), pk=note_id)
    form = forms.HandleForm(request.POST or None)
    back = address(ctx, "stocktaking:tasks")
    if submitted(form, lambda values: actions.handle_note(ctx, note=found, **values)):
        messages.success(request, _("対応を記録しました。"))
        return redirect(back)
    lead = _("%(asset)s: %(message)s（連絡先 %(contact)s）") % {
        "asset": found.asset,
        "message": found.message,
        "contact": found.contact or "—",
    }
    return form_page(request, form, _("拾った人への対応"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(Permission.ASSET_READ)
def photo(request: HttpRequest, ctx: Context, sighting_id: UUID) -> HttpResponse:
    """The photo that came with a sighting."""
    found = get_object_or_404(Sighting.objects.select_related("photo"), pk=sighting_id, photo__isnull=False)
    return file_response(cast("StoredFile", found.photo))


@page(Permission.ASSET_READ)
def media(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Removable media by place: how many should be there, when they were counted last; count them."""
    may_manage = allowed(ctx, Permission.ASSET_MANAGE)
    rooms = list(places(ctx.today))
    form = forms.CountForm(request.POST or None, places=rooms, initial={"place": request.GET.get("place")})
    if may_manage and submitted(form, lambda values: actions.count_media(ctx, **values)):
        messages.success(request, _("数えた結果を記録しました。"))
        return redirect("stocktaking:media", assembly=ctx.assembly.slug)
    on = day_of(request, ctx.today)
    expected = queries.media_expected(on)
    counts = list(queries.media_counts(on))
    found = open_list(request, ctx, MEDIA, counts, on)
    if found.wants_file:
        return found.file()
    newest: dict[UUID, object] = {}
    for row in counts:
        newest.setdefault(row.place_id, row)
    shown = [(place, expected.get(place.pk, 0), newest.get(place.pk)) for place in rooms]
    values = {
        "page_title": _("媒体の員数確認"),
        "rows": [row for row in shown if row[1] or row[2]],
        "list": found,
        "counts": found.rows[:50],
        "form": form if may_manage and not found.is_past else None,
    }
    return render_page(request, "stocktaking/media.html", values, status=422 if form.is_bound else 200)


@page(Permission.ASSET_MANAGE)
def labels(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Choose labels; the PDF comes at once. Without JavaScript, by GET, so that a choice can be kept as a link."""
    form = forms.LabelForm(
        request.GET if "sheet" in request.GET else None, units=units(ctx.today), places=places(ctx.today)
    )
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        assets = _chosen_assets(ctx, chosen)
        if not assets:
            form.add_error(None, _("当てはまる資産がありません。"))
        else:
            data = sheets.labels_pdf(ctx, assets, SHEETS[chosen["sheet"]], chosen["start"])
            return download_response(_("ラベル") + ".pdf", "application/pdf", data)
    values = {"page_title": _("ラベルを印刷する"), "form": form}
    return render_page(request, "stocktaking/labels.html", values, status=422 if form.is_bound else 200)


def _chosen_assets(ctx: Context, chosen: dict[str, object]) -> list[Asset]:
    numbers = [line.strip() for line in str(chosen["numbers"]).splitlines() if line.strip()]
    if numbers:
        found = find_many(numbers)
        return list({asset.pk: asset for mark in numbers if (asset := found.get(mark))}.values())
    rows = on_register(ctx.today)
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    if isinstance(chosen["unit"], Unit):
        rows = rows.filter(unit=chosen["unit"])
    if isinstance(chosen["place"], Place):
        rows = rows.filter(place=chosen["place"])
    return list(rows.order_by("number")[:MOST_LABELS])
