"""The register of persons: search, one person, register, change, take a seat, leave."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed, visible
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.asks.queries import open_asks_of
from sakimori.foundation.lists.listing import asks_for_file, open_list
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Office, Person
from sakimori.foundation.people.types import EndReason
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization import actions, queries
from sakimori.registers.organization.forms import EndForm, OfficeForm, PeriodForm, PersonForm, SearchForm
from sakimori.registers.organization.lists import PERSONS
from sakimori.registers.organization.views.submitting import address

PEOPLE_ON_A_PAGE = 100


@page(Permission.ORGANIZATION_READ)
def persons(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The register; search and group lie in the address."""
    form = SearchForm(request.GET if request.GET else None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = day_of(request, ctx.today)
    rows = visible(ctx, queries.register(chosen.get("text") or "", chosen.get("group") or "", on))
    shown = open_list(request, ctx, PERSONS, queries.person_rows(list(rows), on) if asks_for_file(request) else (), on)
    if shown.wants_file:
        return shown.file()
    found = Paginator(rows, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    values = {
        "page_title": _("名簿"),
        "list": shown,
        "form": form,
        "found": found,
        "rows": queries.person_rows(list(found.object_list), on),
        "on": on,
        "today": ctx.today,
        "total": found.paginator.count,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "organization/persons.html", values, part="organization/_persons.html")


@page(Permission.ORGANIZATION_READ, Permission.ACCOUNT_SELF)
def person(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """One person: what they hold and held, until when their rights last, what is wanted of them, their history.

    Whoever may not read the register sees only themselves.
    """
    found = get_object_or_404(visible(ctx, Person.objects.all()), pk=person_id)
    offices = queries.offices_of(found)
    appointments = queries.appointments_of(found)
    memberships = queries.memberships_of(found)
    touched = [found, *offices, *appointments, *memberships]
    is_self = found.pk == ctx.actor.person_id
    may_contact = allowed(ctx, Permission.ORGANIZATION_CONTACT) or is_self
    may_read_ledger = allowed(ctx, Permission.LEDGER_READ)
    values = {
        "page_title": found.shown_name,
        "person": found,
        "offices": offices,
        "appointments": appointments,
        "memberships": memberships,
        "rights": queries.rights_of(offices, appointments, ctx.today),
        "today": ctx.today,
        "asks": list(open_asks_of(found.pk)) if is_self or allowed(ctx, Permission.ASK_MANAGE) else [],
        "history": queries.history_of_rows(touched, sentence_of) if may_read_ledger else [],
        "may_read_ledger": may_read_ledger,
        "may_contact": may_contact,
        "may_manage": allowed(ctx, Permission.ORGANIZATION_MANAGE),
        "may_list": allowed(ctx, Permission.ORGANIZATION_READ),
        "is_active": any(row.covers(ctx.today) for row in [*offices, *appointments]),
    }
    return render_page(request, "organization/person.html", values)


@page(Permission.ORGANIZATION_MANAGE)
def person_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Register a person."""
    form = PersonForm(request.POST or None)
    made: list[Person] = []
    if submitted(form, lambda values: made.append(actions.register_person(ctx, **values))):
        messages.success(request, _("%(name)sさんを登録しました。") % {"name": made[0].shown_name})
        return redirect("organization:person", assembly=ctx.assembly.slug, person_id=made[0].pk)
    return form_page(
        request,
        form,
        _("対象者を登録する"),
        back=address(ctx, "persons"),
        submit=_("登録する"),
        lead=_("議員の就任や職への任命は、登録したあと、その人の画面から行います。"),
        clause=_("4(1) 適用対象者"),
    )


@page(Permission.ORGANIZATION_MANAGE)
def person_edit(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """Correct names and contact."""
    found = get_object_or_404(Person, pk=person_id)
    initial = {field: getattr(found, field) for field in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.change_person(ctx, person=found, **values)):
        messages.success(request, _("情報を直しました。"))
        return redirect("organization:person", assembly=ctx.assembly.slug, person_id=found.pk)
    back = address(ctx, "person", person_id=found.pk)
    return form_page(
        request, form, _("%(name)sさんの情報を直す") % {"name": found.shown_name}, back=back, submit=_("直す")
    )


@page(Permission.ORGANIZATION_MANAGE)
def office_new(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """A person becomes a member: seat, first day, caucus."""
    found = get_object_or_404(Person, pk=person_id)
    back = address(ctx, "person", person_id=found.pk)
    term = queries.current_or_next_term(ctx.today)
    if term is None:
        messages.warning(request, _("先に、任期と議席を登録してください。"))
        return redirect("organization:term-new", assembly=ctx.assembly.slug)
    form = OfficeForm(
        request.POST or None,
        seats=queries.free_seats(term, ctx.today),
        caucuses=list(people.caucuses(max(ctx.today, term.from_date))),
        initial={"from_date": max(term.from_date, ctx.today) if term.from_date > ctx.today else term.from_date},
    )
    if submitted(form, lambda values: actions.seat_member(ctx, person=found, **values)):
        messages.success(request, _("議員の就任を登録しました。"))
        return redirect(back)
    return form_page(
        request,
        form,
        _("%(name)sさんの就任を登録する") % {"name": found.shown_name},
        back=back,
        submit=_("登録する"),
        lead=_("空いている議席だけが選べます。"),
    )


@page(Permission.ORGANIZATION_MANAGE)
def office_edit(request: HttpRequest, ctx: Context, office_id: UUID) -> HttpResponse:
    """The days of an office were entered wrongly."""
    found = get_object_or_404(Office.objects.select_related("person", "seat"), pk=office_id)
    initial = {"from_date": found.from_date, "to_date": found.to_date}
    form = PeriodForm(request.POST or None, initial=initial)
    back = address(ctx, "person", person_id=found.person_id)
    if submitted(form, lambda values: actions.correct_office(ctx, office=found, **values)):
        messages.success(request, _("在職の期間を直しました。"))
        return redirect(back)
    return form_page(
        request,
        form,
        _("%(name)sさんの在職の期間を直す") % {"name": found.person.shown_name},
        back=back,
        submit=_("直す"),
        lead=_("入力の誤りを直すための画面です。退任は「退任・異動を登録する」から行ってください。"),
    )


@page(Permission.ORGANIZATION_MANAGE)
def person_end(request: HttpRequest, ctx: Context, person_id: UUID) -> HttpResponse:
    """A person leaves: all that ends with it is shown first and ends in one act."""
    found = get_object_or_404(Person, pk=person_id)
    holds = queries.what_ends(found, ctx.today)
    back = address(ctx, "person", person_id=found.pk)
    if not holds:
        messages.warning(request, _("この人が今就いている職や議席はありません。"))
        return redirect(back)
    form = EndForm(request.POST or None, initial={"last_day": ctx.today})

    def end(values: dict[str, object]) -> None:
        values["reason"] = EndReason(str(values["reason"]))
        actions.end_service(ctx, person=found, **values)  # type: ignore[arg-type]

    if submitted(form, end):
        messages.success(request, _("退任・異動を登録しました。"))
        return redirect(back)
    return form_page(
        request,
        form,
        _("%(name)sさんの退任・異動を登録する") % {"name": found.shown_name},
        back=back,
        submit=_("登録する"),
        notes=holds,
        danger=_("この内容で退任・異動を登録しますか"),
    )


@page(Permission.ORGANIZATION_READ, Permission.ACCOUNT_SELF)
def me(request: HttpRequest, ctx: Context) -> HttpResponse:
    """My own page."""
    if ctx.actor.person_id is None:
        raise Http404
    return redirect("organization:person", assembly=ctx.assembly.slug, person_id=ctx.actor.person_id)
