"""Terms of the assembly, their seats and vacancies."""

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
from sakimori.foundation.people.models import Seat, Term
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization import actions, queries
from sakimori.registers.organization.forms import TermForm, VacancyForm
from sakimori.registers.organization.views.submitting import address


@page(Permission.ORGANIZATION_READ)
def seats(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Every seat of the term: its holder, a known vacancy, or a gap."""
    term = queries.current_or_next_term(ctx.today)
    rows = queries.seat_rows(term, max(ctx.today, term.from_date)) if term else []
    values = {
        "page_title": _("任期と議席"),
        "term": term,
        "rows": rows,
        "gaps": sum(row.holder is None and not row.is_known_vacancy for row in rows),
        "held": sum(row.holder is not None for row in rows),
        "terms": queries.terms(),
        "may_close": term is not None and term.to_date is not None and (term.to_date - ctx.today).days <= 90,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/seats.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def term_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Register a term with its seats."""
    last = queries.terms()[:1]
    initial = {"number": last[0].number + 1, "seats": last[0].seats} if last else {"number": 1}
    form = TermForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.register_term(ctx, **values)):
        messages.success(request, _("任期と議席を登録しました。次に、議員を登録してください。"))
        return redirect("organization:seats", assembly=ctx.assembly.slug)
    return form_page(
        request,
        form,
        _("任期を登録する"),
        back=address(ctx, "seats"),
        submit=_("登録する"),
        lead=_("議員の任期は選挙の日から4年です（地方自治法第93条）。議席は定数の数だけ作られます。"),
    )


@page(Permission.ORGANIZATION_MANAGE)
def term_close(request: HttpRequest, ctx: Context, term_id: UUID) -> HttpResponse:
    """The term ends: everybody still in office leaves on its last day."""
    term = get_object_or_404(Term, pk=term_id)
    if request.method == "POST":
        left = actions.close_term(ctx, term=term)
        messages.success(request, _("任期満了を登録しました（%(count)s人）。") % {"count": len(left)})
        return redirect("organization:seats", assembly=ctx.assembly.slug)
    members = queries.members_at_end(term)
    values = {"page_title": _("任期満了を登録する"), "term": term, "members": members}
    return render_page(request, "organization/term_close.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def vacancy(request: HttpRequest, ctx: Context, seat_id: UUID) -> HttpResponse:
    """A seat has nobody, and the office knows why."""
    seat = get_object_or_404(Seat.objects.select_related("term"), pk=seat_id)
    form = VacancyForm(request.POST or None, initial={"vacant_from": ctx.today})
    if submitted(form, lambda values: actions.record_vacancy(ctx, seat=seat, **values)):
        messages.success(request, _("欠員を記録しました。"))
        return redirect("organization:seats", assembly=ctx.assembly.slug)
    return form_page(
        request,
        form,
        _("%(number)s番の議席の欠員を記録する") % {"number": seat.number},
        back=address(ctx, "seats"),
        submit=_("記録する"),
    )
