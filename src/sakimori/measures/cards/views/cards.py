"""Printing cards, noting who has them, fetching old ones back (THR-9)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.cards import actions, forms, queries
from sakimori.measures.cards.models import CardBatch, CardCopy
from sakimori.measures.cards.queries import BatchRow
from sakimori.measures.cards.sheets import batch_pdf
from sakimori.measures.cards.types import CARRIED, Shape
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.premises.queries import places

MANAGE = Permission.PLAN_MANAGE
CLAUSE = _l("3(3) 災害による業務の停止、6(7) 運用")


@page(MANAGE)
def cards(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every batch: is it still right, who has it, what must be fetched back."""
    rows = queries.batch_rows(ctx.assembly, ctx.today)
    values = {
        "page_title": _("緊急時カード・掲示"),
        "rows": rows,
        "to_fetch": sum(len(row.out) for row in rows if row.must_be_fetched),
    }
    return render_page(request, "cards/cards.html", values)


def _row(ctx: Context, batch_id: UUID) -> BatchRow:
    row = queries.batch_row(ctx.assembly, batch_id, ctx.today)
    if row is None:
        raise Http404
    return row


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Choose what is printed."""
    old = _old(request.GET.get("replaces", ""))
    form = forms.BatchForm(request.POST or None, initial=_initial(old))
    made: list[CardBatch] = []
    if submitted(form, lambda values: made.append(actions.print_batch(ctx, replaces=old, **values))):
        messages.success(request, _("記録しました。PDF を印刷し、配った先を記録してください。"))
        return redirect("cards:batch", assembly=ctx.assembly.slug, batch_id=made[0].pk)
    lead = _("名刺大のカードは、A4に10枚、表と裏を印刷して切り取ります（両面・長辺とじ）。")
    back = address(ctx, "cards:cards")
    return form_page(
        request, form, _("カード・掲示を印刷する"), back=back, submit=_("印刷用の PDF を作る"), lead=lead, clause=CLAUSE
    )


def _old(text: str) -> CardBatch | None:
    """The batch that the new one replaces; nonsense in the address means none."""
    try:
        return CardBatch.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _initial(old: CardBatch | None) -> dict[str, object]:
    if old is None:
        shown = [IncidentKind.LOST_DEVICE, IncidentKind.RANSOMWARE]
        return {
            "shape": Shape.CARD, "copies": 40, "contact_kinds": list(CARRIED), "has_night": True, "kinds": shown,
            "language": "ja",
        }  # fmt: skip
    names = ("shape", "copies", "contact_kinds", "has_night", "kinds", "language")
    return {name: getattr(old, name) for name in names}


@page(MANAGE)
def batch(request: HttpRequest, ctx: Context, batch_id: UUID) -> HttpResponse:
    """One batch with its copies."""
    row = _row(ctx, batch_id)
    values = {
        "page_title": f"{row.batch} {row.batch.get_shape_display()}",
        "row": row,
        "kinds": [IncidentKind(kind).label for kind in row.batch.kinds],
        "copies": list(row.batch.given.all()),
    }
    return render_page(request, "cards/batch.html", values)


@page(MANAGE)
def batch_paper(request: HttpRequest, ctx: Context, batch_id: UUID) -> HttpResponse:
    """The PDF to print. What has changed since would be another batch: then there is none."""
    row = _row(ctx, batch_id)
    if row.is_stale or row.batch.recalled_on is not None:
        messages.error(request, _("印刷したときから内容が変わっています。新しい刷を作ってください。"))
        return redirect("cards:batch", assembly=ctx.assembly.slug, batch_id=row.batch.pk)
    name = _("もしものとき-%(batch)s.pdf") % {"batch": row.batch}
    return download_response(name, "application/pdf", batch_pdf(ctx, row.batch, row.content))


@page(MANAGE)
def give(request: HttpRequest, ctx: Context, batch_id: UUID) -> HttpResponse:
    """Who got one, where one hangs."""
    found = get_object_or_404(CardBatch, pk=batch_id)
    people = people_in_office(ctx.today).order_by("kana", "name", "id")
    form = forms.GiveForm(request.POST or None, people=people, places=places(ctx.today))
    back = address(ctx, "cards:batch", batch_id=found.pk)
    if submitted(form, lambda values: actions.give_copies(ctx, batch=found, **values)):
        messages.success(request, _("配った先を記録しました。"))
        return redirect(back)
    return form_page(
        request, form, _("配った先を記録する"), back=back, submit=_("記録する"), lead=str(found), clause=CLAUSE
    )


@page(MANAGE)
def end(request: HttpRequest, ctx: Context, copy_id: UUID) -> HttpResponse:
    """A copy came back, or is lost."""
    found = get_object_or_404(
        CardCopy.objects.select_related("batch", "person", "place"), pk=copy_id, ended_on__isnull=True
    )
    form = forms.EndForm(request.POST or None)
    back = address(ctx, "cards:batch", batch_id=found.batch_id)
    if submitted(form, lambda values: actions.end_copy(ctx, copy=found, **values)):
        messages.success(request, _("回収を記録しました。"))
        return redirect(back)
    lead = _("%(batch)s（%(where)s）") % {"batch": found.batch, "where": found.whereabouts}
    return form_page(request, form, _("回収を記録する"), back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def recall(request: HttpRequest, ctx: Context, batch_id: UUID) -> HttpResponse:
    """Everybody who has one is asked to give it back."""
    found = get_object_or_404(CardBatch, pk=batch_id, recalled_on__isnull=True)
    form = forms.RecallForm(request.POST or None)
    back = address(ctx, "cards:batch", batch_id=found.pk)
    if submitted(form, lambda values: actions.recall_batch(ctx, batch=found, **values)):
        messages.success(request, _("回収を始めました。持っている人に知らせます。"))
        return redirect(back)
    notes = [
        _("カードの二次元コードを読み取っても、電話番号が出なくなります。"),
        _("持っている人に、返してほしいというお知らせを用意します。"),
    ]
    return form_page(
        request, form, _("回収を始める"), back=back, submit=_("始める"), lead=str(found), notes=notes, clause=CLAUSE
    )
