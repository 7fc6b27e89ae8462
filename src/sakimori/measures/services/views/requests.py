"""For everybody: what may be used, and the five questions by which a permission is asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed as may
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.services import actions, forms, queries
from sakimori.measures.services.models import CloudService, UseRequest
from sakimori.measures.services.rules import CLAUSE, advise, route_of

APPLY, READ, MANAGE = Permission.APPROVAL_APPLY, Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE


@page(APPLY, READ)
def allowed(request: HttpRequest, ctx: Context) -> HttpResponse:
    """What may be used today and how far; one's own requests."""
    rows = queries.allowed_services(ctx.today)
    values = {
        "page_title": _("使えるサービス"),
        "permits": rows,
        "mine": queries.requests_of(ctx.actor.person_id),
        "may_apply": may(ctx, APPLY),
        "may_read": may(ctx, READ),
        "today": ctx.today,
    }
    return render_page(request, "services/allowed.html", values)


def _initial(request: HttpRequest, ctx: Context) -> tuple[CloudService | None, dict[str, Any]]:
    """The answers of the last time, where somebody asks again for the same service."""
    key = request.GET.get("service", "")
    service = CloudService.objects.filter(pk=key).first() if len(key) == 36 and may(ctx, READ) else None
    initial: dict[str, Any] = {"name": request.GET.get("name", "")[:120]}
    if service is None:
        return None, initial
    initial = {"name": service.name, "kind": service.kind, "purpose": service.purpose, "terms": service.terms}
    initial |= {"place": service.place, "limit": service.limit or None}
    last = service.requests.order_by("-applied_on", "-id").first()
    if last is not None:
        initial |= {"users": last.users, "can_leave": last.can_leave, "is_trained": last.is_trained}
    return service, initial


@page(APPLY)
def request_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Five questions; what the rules say can be looked at before anything is sent."""
    service, initial = _initial(request, ctx)
    people = queries.offered(ctx.today)[0] if may(ctx, MANAGE) else []
    form = forms.RequestForm(request.POST or None, people=people, initial=initial)
    advice = advise(forms.answers_of(form.cleaned_data)) if form.is_bound and form.is_valid() else None
    made: list[UseRequest] = []

    def act(values: dict[str, Any]) -> None:
        made.append(
            actions.request_use(
                ctx,
                wish=forms.wish_of(values),
                service=service,
                applicant=values.get("applicant"),
                despite_reason=values["despite_reason"],
            )
        )

    is_look = request.POST.get("act") == "look"
    if not is_look and submitted(form, act):
        messages.success(request, _("申請しました。承認する人の画面に届いています。"))
        return redirect(address(ctx, "services:request", request_id=made[0].pk))
    values = {
        "page_title": _("サービスの利用を申請する"),
        "form": form,
        "advice": advice,
        "clause_text": CLAUSE,
        "route": [role.label for role in route_of(form.cleaned_data["limit"])] if advice else [],
        "back": address(ctx, "services:allowed"),
    }
    status = 200 if not form.is_bound or (is_look and advice) else 422
    return render_page(request, "services/request_form.html", values, status=status)


@page(APPLY, READ)
def request_one(request: HttpRequest, ctx: Context, request_id: UUID) -> HttpResponse:
    """One request: for whoever applied, and for whoever may read the register."""
    rows = UseRequest.objects.select_related("service", "applicant", "application")
    found = get_object_or_404(rows, pk=request_id)
    if not may(ctx, READ) and found.applicant_id != ctx.actor.person_id:
        raise Http404
    application = found.application
    values = {
        "page_title": found.service.name,
        "request_row": found,
        "application": application,
        "decisions": list(application.decisions.select_related("person").order_by("pk")) if application else [],
        "is_over": found.to_date < ctx.today,
        "may_read": may(ctx, READ),
        "may_manage": may(ctx, MANAGE),
        "may_decide": may(ctx, Permission.APPROVAL_DECIDE),
    }
    return render_page(request, "services/request.html", values)


@page(MANAGE)
def revoke(request: HttpRequest, ctx: Context, request_id: UUID) -> HttpResponse:
    """The permission is taken back before its day."""
    found = get_object_or_404(UseRequest.objects.select_related("service"), pk=request_id)
    form = forms.ReasonForm(request.POST or None)
    back = address(ctx, "services:request", request_id=found.pk)
    if submitted(form, lambda values: actions.revoke_request(ctx, request=found, **values)):
        messages.success(request, _("許可を取り消しました。"))
        return redirect(back)
    title = _("サービスの許可を取り消す")
    return form_page(request, form, title, back=back, submit=_("取り消す"), lead=found.service.name, clause=CLAUSE)
