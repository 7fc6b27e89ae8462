"""Pages of exceptions: the list, one exception, application, decision on paper, extension, end, the yearly look."""

from __future__ import annotations

from datetime import timedelta
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
from sakimori.foundation.approvals.actions import record_decision, role_in_turn
from sakimori.foundation.approvals.models import ApplicationState
from sakimori.foundation.approvals.queries import applications_about
from sakimori.foundation.duties.spec import catalogue
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.queries import holders, people_in_office
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.exceptions import actions, forms, queries, sheets
from sakimori.measures.exceptions.lists import EXCEPTIONS
from sakimori.measures.exceptions.models import RuleException
from sakimori.measures.exceptions.types import Ending, Stage
from sakimori.policy.clauses.queries import clauses_of, in_force
from sakimori.registers.assets.models import Asset

READ, MANAGE = Permission.EVIDENCE_READ, Permission.POLICY_PREPARE
CLAUSE = _l("6(7) 運用")
PDF = "application/pdf"


@page(READ)
def exceptions(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What is allowed now, what waits, what is past its end; `?show=all` adds what is over."""
    on, show = day_of(request, ctx.today), request.GET.get("show", "")
    found = open_list(
        request, ctx, EXCEPTIONS, queries.exceptions_on(on, show), on, lambda day: queries.exceptions_on(day, show)
    )
    if found.wants_file:
        return found.file()
    stages = [row.stage_now for row in found.rows]  # type: ignore[attr-defined]
    values = {
        "page_title": _("例外措置"),
        "list": found,
        "exceptions": [(row, queries.subject(row)) for row in found.rows],
        "show": show,
        "in_force": stages.count(Stage.IN_FORCE),
        "reopened": stages.count(Stage.REOPENED),
        "last_review": queries.reviews().filter(reviewed_on__lte=on).first(),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "exceptions/exceptions.html", values)


@page(READ)
def list_pdf(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The list on paper, for the yearly look and for reports."""
    on = day_of(request, ctx.today)
    content = sheets.list_pdf(ctx, queries.exceptions_on(on, "all"), on)
    return download_response(_("例外措置一覧 %(day)s.pdf") % {"day": on.isoformat()}, PDF, content)


def _one(exception_id: UUID) -> RuleException:
    rows = RuleException.objects.select_related(
        "person", "unit", "asset", "application__applicant", "extends", "improvement"
    )
    return get_object_or_404(rows, pk=exception_id)


def _at(ctx: Context, found: RuleException) -> str:
    return address(ctx, "exceptions:exception", exception_id=found.pk)


def _must_see(ctx: Context, found: RuleException) -> None:
    """Whoever applied, or for whom it is, sees their own; the others need the permission."""
    own = ctx.actor.person_id is not None and ctx.actor.person_id in {
        found.person_id,
        found.application.applicant_id if found.application else None,
    }
    if not own and not allowed(ctx, READ):
        raise Http404


@page(READ, Permission.APPROVAL_APPLY)
def exception(request: HttpRequest, ctx: Context, exception_id: UUID) -> HttpResponse:
    """One exception: what, why, what is done instead, who decided, how long, what became of it."""
    found = _one(exception_id)
    _must_see(ctx, found)
    stage = found.stage(ctx.today)
    may_manage = allowed(ctx, MANAGE)
    is_current = stage in {Stage.IN_FORCE, Stage.REOPENED} and not found.ending
    values = {
        "page_title": f"{found.number} {found.title}",
        "found": found,
        "stage": stage,
        "subject": queries.subject(found),
        "duty": catalogue().get(found.duty),
        "applications": applications_about(found.pk),
        "extensions": list(found.extensions.order_by("number")),
        "warn_on": found.to_date - timedelta(days=found.warn_days),
        "may_manage": may_manage,
        "may_read": allowed(ctx, READ),
        "may_extend": may_manage and is_current,
        "may_end": may_manage and found.ended_on is None and (stage != Stage.REFUSED or found.is_emergency),
        "may_record": _waits(found) and allowed(ctx, Permission.POLICY_DECIDE),
        "may_see_improvement": allowed(ctx, Permission.IMPROVEMENT_READ),
    }
    return render_page(request, "exceptions/exception.html", values)


def _waits(found: RuleException) -> bool:
    return found.application is not None and found.application.state == ApplicationState.WAITING


@page(READ, Permission.APPROVAL_APPLY)
def exception_pdf(request: HttpRequest, ctx: Context, exception_id: UUID) -> HttpResponse:
    """The application on A4 while it waits; the permission with its decision afterwards."""
    found = _one(exception_id)
    _must_see(ctx, found)
    content = sheets.exception_pdf(ctx, found, applications_about(found.pk))
    return download_response(_("例外措置 %(number)s.pdf") % {"number": found.number}, PDF, content)


def _clauses(ctx: Context) -> list[tuple[str, str]]:
    version = in_force(ctx.today)
    if version is None:
        return []
    return [(clause.path, f"{clause.path} {clause.heading}".strip()) for clause in clauses_of(version) if clause.path]


@page(MANAGE)
def exception_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The office applies; `?asset=` says for what, when the page of an asset leads here."""
    form = forms.ExceptionForm(
        request.POST or None,
        clauses=_clauses(ctx),
        duties=[(key, f"{spec.seed_clause} {spec.title}".strip()) for key, spec in catalogue().items()],
        people=people_in_office(ctx.today).order_by("kana", "id"),
        units=Unit.objects.filter(covers(ctx.today)).order_by("order", "id"),
        assets=Asset.objects.filter(ended_on__isnull=True).order_by("number"),
        improvements=Improvement.objects.pending().order_by("number"),
        initial={"from_date": ctx.today, "asset": request.GET.get("asset", "")},
    )
    made: list[RuleException] = []

    def act(values: dict[str, Any]) -> None:
        route = [Role(role) for role in values.pop("route").split()]
        made.append(actions.apply_for_exception(ctx, route=route, **values))

    if submitted(form, act):
        messages.success(request, _("申請しました。承認されると有効になります。"))
        return redirect(_at(ctx, made[0]))
    return form_page(
        request, form, _("例外を申請する"), back=address(ctx, "exceptions:exceptions"), submit=_("申請する"),
        lead=_("決まりのとおりにできないときに、理由と、代わりに行うことと、期限を決めて承認を受けます。"), clause=CLAUSE,
    )  # fmt: skip


@page(Permission.APPROVAL_APPLY)
def mine(request: HttpRequest, ctx: Context) -> HttpResponse:
    """One's own exceptions."""
    rows = queries.of_person(ctx.actor.person_id, ctx.today) if ctx.actor.person_id else []
    values = {"page_title": _("例外の申請"), "exceptions": rows, "has_person": ctx.actor.person_id is not None}
    return render_page(request, "exceptions/mine.html", values)


@page(Permission.APPROVAL_APPLY)
def own_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Somebody applies for themselves; the office looks at it, the chair decides."""
    if ctx.actor.person_id is None:
        raise Http404
    me = get_object_or_404(Person, pk=ctx.actor.person_id)
    form = forms.OwnForm(request.POST or None, clauses=_clauses(ctx), initial={"from_date": ctx.today})
    route = [Role.SECRETARY_GENERAL, Role.CHAIR]
    if submitted(form, lambda values: actions.apply_for_exception(ctx, route=route, person=me, **values)):
        messages.success(request, _("申請しました。承認されるまでは、決まりのとおりにしてください。"))
        return redirect("exceptions:mine", assembly=ctx.assembly.slug)
    return form_page(
        request, form, _("例外を申請する"), back=address(ctx, "exceptions:mine"), submit=_("申請する"), clause=CLAUSE
    )


@page(Permission.POLICY_DECIDE)
def paper_decision(request: HttpRequest, ctx: Context, exception_id: UUID) -> HttpResponse:
    """The printed application came back with a decision."""
    found = _one(exception_id)
    application = found.application
    role = role_in_turn(application) if application else None
    if application is None or role is None:
        raise Http404
    held = list(holders(role, ctx.today))
    people = people_in_office(ctx.today).order_by("kana", "id")
    initial = {"decided_on": ctx.today, "person": str(held[0].pk) if held else "", "is_approval": "yes"}
    form = forms.PaperDecisionForm(request.POST or None, people=people, initial=initial)

    def act(values: dict[str, Any]) -> None:
        values |= {"is_approval": values["is_approval"] == "yes"}
        record_decision(ctx, application=application, **values)

    if submitted(form, act):
        messages.success(request, _("紙の決裁を記録しました。"))
        return redirect(_at(ctx, found))
    lead = _("いま決める人: %(role)s") % {"role": role.label}
    return form_page(
        request, form, _("紙の決裁を記録する"), back=_at(ctx, found), submit=_("記録する"), lead=lead, clause=CLAUSE
    )


@page(MANAGE)
def extend(request: HttpRequest, ctx: Context, exception_id: UUID) -> HttpResponse:
    """The same for longer: a new application."""
    found = _one(exception_id)
    initial = {"substitute": found.substitute}
    form = forms.ExtendForm(request.POST or None, initial=initial)
    made: list[RuleException] = []

    def act(values: dict[str, Any]) -> None:
        route = [Role(role) for role in values.pop("route").split()]
        made.append(actions.ask_to_extend(ctx, found=found, route=route, **values))

    if submitted(form, act):
        messages.success(request, _("延長を申請しました。承認されると、新しい例外として続きます。"))
        return redirect(_at(ctx, made[0]))
    return form_page(
        request, form, _("例外を延長する"), back=_at(ctx, found), submit=_("申請する"),
        lead=_("延長は、新しい申請として決裁を受けます。いまの例外は、その終了日まで有効です。"), clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def end(request: HttpRequest, ctx: Context, exception_id: UUID) -> HttpResponse:
    """The rule is kept again, or the exception is taken back."""
    found = _one(exception_id)
    form = forms.EndForm(request.POST or None, initial={"ending": Ending.KEPT_AGAIN})
    if submitted(form, lambda values: actions.end_exception(ctx, found=found, **values)):
        messages.success(request, _("例外措置を終えました。"))
        return redirect(_at(ctx, found))
    return form_page(
        request, form, _("例外措置を終える"), back=_at(ctx, found), submit=_("終える"),
        lead=f"{found.number} {found.title}", clause=CLAUSE,
    )  # fmt: skip


@page(MANAGE)
def reviews(request: HttpRequest, ctx: Context) -> HttpResponse:
    """When the list was gone through, and this time."""
    form = forms.ReviewForm(request.POST or None, initial={"reviewed_on": ctx.today})
    if submitted(form, lambda values: actions.review_list(ctx, **values)):
        messages.success(request, _("一覧の見直しを記録しました。"))
        return redirect("exceptions:exceptions", assembly=ctx.assembly.slug)
    values = {
        "page_title": _("例外の一覧を見直す"),
        "form": form,
        "current": queries.current(ctx.today),
        "reviews": list(queries.reviews()[:20]),
    }
    return render_page(request, "exceptions/reviews.html", values, status=422 if form.is_bound else 200)
