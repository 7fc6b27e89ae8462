"""Walk-rounds: what is due, one walk on a phone, what was found and mended, paper for the door and the pen."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response, file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.premises import actions, queries, sheets
from sakimori.registers.premises.lists import ROUNDS
from sakimori.registers.premises.models import CheckAnswer, Place, PlaceCheck
from sakimori.registers.premises.round_forms import ItemsForm, MendForm, RoundForm
from sakimori.registers.premises.rules import ROUND_KINDS
from sakimori.registers.premises.types import Answer

READ, MANAGE, OWN = Permission.ASSET_READ, Permission.ASSET_MANAGE, Permission.ASK_ANSWER


@page(READ)
def rounds(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Rooms with their next round, and everything that is to be mended."""
    on = day_of(request, ctx.today)
    found = open_list(request, ctx, ROUNDS, queries.round_rows(on), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("巡回点検"),
        "list": found,
        "rows": [(row, row.is_late(on)) for row in found.rows],
        "findings": list(queries.open_findings(on)),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "premises/rounds.html", values)


def _place_to_walk(ctx: Context, place_id: UUID) -> Place:
    """The office walks everywhere, others in the place in their charge; for anybody else it does not exist."""
    place = get_object_or_404(queries.places(ctx.today).filter(kind__in=ROUND_KINDS), pk=place_id)
    if not allowed(ctx, MANAGE) and not queries.keeps(place, ctx.actor.person_id, ctx.today):
        raise Http404
    return place


@page(MANAGE, OWN)
def round_page(request: HttpRequest, ctx: Context, place_id: UUID) -> HttpResponse:
    """The walk: one page, every item, sent once. The QR code at the door leads here."""
    place = _place_to_walk(ctx, place_id)
    initial = {"checked_on": ctx.today, "once": uuid4()}
    form = RoundForm(request.POST or None, request.FILES or None, items=queries.round_items(), initial=initial)
    made: list[PlaceCheck] = []

    def act(values: dict[str, object]) -> None:
        made.append(
            actions.walk_round(
                ctx,
                place=place,
                found=form.found(),
                checked_on=form.cleaned_data["checked_on"],
                note=form.cleaned_data["note"],
                once=form.sheet,
            )
        )

    if submitted(form, act):
        bad = sum(form.cleaned_data[name] == Answer.BAD for name in form.cleaned_data if name.startswith("answer_"))
        if bad:
            messages.warning(request, _("点検を記録しました。直すところが%(bad)s件あります。") % {"bad": bad})
        else:
            messages.success(request, _("点検を記録しました。直すところはありません。"))
        return redirect(address(ctx, "premises:check", check_id=made[0].pk))
    values = {
        "page_title": _("「%(place)s」の巡回点検") % {"place": place.name},
        "place": place,
        "form": form,
        "items": form.rows(),
        "may_read": allowed(ctx, READ),
    }
    return render_page(request, "premises/round.html", values, status=422 if form.is_bound else 200)


@page(READ, OWN)
def check(request: HttpRequest, ctx: Context, check_id: UUID) -> HttpResponse:
    """What one check found."""
    rows = PlaceCheck.objects.select_related("place", "person", "photo").prefetch_related("answers__photo")
    found = get_object_or_404(rows, pk=check_id)
    keeps = queries.keeps(found.place, ctx.actor.person_id, ctx.today)
    if not allowed(ctx, READ) and not keeps:
        raise Http404
    answers = sorted(found.answers.all(), key=lambda row: (row.answer != Answer.BAD, row.order))
    values = {
        "page_title": f"{found.place.name} {found.get_kind_display()}",
        "check": found,
        "answers": answers,
        "is_off": found.keys_expected != found.keys_found,
        "may_mend": allowed(ctx, MANAGE) or keeps,
    }
    return render_page(request, "premises/check.html", values)


def _answer(ctx: Context, answer_id: UUID, everything: Permission) -> CheckAnswer:
    found = get_object_or_404(CheckAnswer.objects.select_related("check_row__place", "photo"), pk=answer_id)
    if not allowed(ctx, everything) and not queries.keeps(found.check_row.place, ctx.actor.person_id, ctx.today):
        raise Http404
    return found


@page(MANAGE, OWN)
def mended(request: HttpRequest, ctx: Context, answer_id: UUID) -> HttpResponse:
    """A finding has been mended."""
    found = _answer(ctx, answer_id, MANAGE)
    form = MendForm(request.POST or None, initial={"mended_on": ctx.today})
    back = address(ctx, "premises:check", check_id=found.check_row_id)
    if submitted(form, lambda values: actions.mend(ctx, answer=found, **values)):
        messages.success(request, _("直したことを記録しました。"))
        return redirect(back)
    title = _("%(place)s: 直したことを記録する") % {"place": found.check_row.place.name}
    lead = f"{found.item} — {found.note}"
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead)


@page(READ, OWN)
def photo(request: HttpRequest, ctx: Context, answer_id: UUID) -> HttpResponse:
    """The photo of a finding, as a download."""
    found = _answer(ctx, answer_id, READ)
    if found.photo is None:
        raise Http404
    return file_response(found.photo)


@page(MANAGE)
def items(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The items of the assembly's round."""
    form = ItemsForm(request.POST or None, initial={"items": "\n".join(queries.round_items())})
    back = address(ctx, "premises:rounds")
    if submitted(form, lambda values: actions.settle_round(ctx, items=values["items"].splitlines())):
        messages.success(request, _("点検項目を変えました。次の点検から使います。"))
        return redirect(back)
    lead = _("これまでの点検の記録は、その時の項目のまま残ります。")
    return form_page(request, form, _("巡回点検の項目"), back=back, submit=_("変える"), lead=lead)


def _rooms(ctx: Context, place_id: UUID | None) -> list[Place]:
    rooms = [row.place for row in queries.place_rows(ctx.today) if row.place.kind in ROUND_KINDS]
    return [room for room in rooms if place_id is None or room.pk == place_id]


@page(READ)
def round_paper(request: HttpRequest, ctx: Context, place_id: UUID | None = None) -> HttpResponse:
    """The round as a form to print: of one room, or of all."""
    rooms = _rooms(ctx, place_id)
    if not rooms:
        raise Http404
    return download_response(
        _("巡回点検票.pdf"), "application/pdf", sheets.round_pdf(ctx, rooms, queries.round_items())
    )


@page(READ)
def door_paper(request: HttpRequest, ctx: Context, place_id: UUID | None = None) -> HttpResponse:
    """QR codes for the doors, A4 or (`?size=a6`) cards of A6."""
    rooms = _rooms(ctx, place_id)
    if not rooms:
        raise Http404
    data = sheets.doors_pdf(ctx, rooms, small=request.GET.get("size") == "a6")
    return download_response(_("場所の掲示.pdf"), "application/pdf", data)
