"""The register of services: the list, one service with everything about it, and the forms that complete it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.services import actions, forms, queries
from sakimori.measures.services.duties import missing_of
from sakimori.measures.services.lists import SERVICES
from sakimori.measures.services.models import CloudService, ServiceLogin
from sakimori.measures.services.rules import CLAUSE
from sakimori.measures.services.types import ServiceKind
from sakimori.measures.services.views.requests import MANAGE, READ
from sakimori.registers.assets.examples import Limit

FACTS = ("name", "kind", "provider", "address", "purpose", "limit", "terms", "listing", "started_on")


def service_of(service_id: UUID) -> CloudService:
    """The service of an address."""
    return get_object_or_404(
        CloudService.objects.select_related("asset", "erasure_proof", "contract__supplier"), pk=service_id
    )


def faults_of(row: CloudService) -> list[str]:
    """What is wrong with a service in use, in words. The row carries its safeguards."""
    if row.kind == ServiceKind.AI:
        missing = [] if row.has_permit else [_("有効な許可")]  # type: ignore[attr-defined]
        missing += [] if row.limit else [_("入れてよい情報")]
    elif row.limit != Limit.ONE:
        missing = missing_of(row)
    else:
        missing = [] if row.has_permit else [_("有効な許可")]  # type: ignore[attr-defined]
        missing += [] if row.read_on else [_("規約を読んだ記録")]  # type: ignore[attr-defined]
    return missing


@page(READ)
def services(request: HttpRequest, ctx: Context) -> HttpResponse:
    """In use, waiting, ended."""
    show, on = request.GET.get("show", ""), day_of(request, ctx.today)
    found = open_list(request, ctx, SERVICES, queries.register(on, show), on)
    if found.wants_file:
        return found.file()
    is_used = show in {"", "all"}
    values = {
        "page_title": _("クラウドサービス"),
        "list": found,
        "services": [
            {"row": row, "faults": faults_of(row) if is_used and row.started_on else []} for row in found.rows
        ],
        "show": show,
        "on": on,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "services/services.html", values)


@page(READ)
def service(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Everything about one service."""
    rows = CloudService.objects.select_related("asset", "erasure_proof", "contract__supplier")
    found = get_object_or_404(queries.with_safeguards(rows, ctx.today), pk=service_id)
    is_used = found.started_on is not None and found.started_on <= ctx.today and found.ended_on is None
    values = {
        "page_title": found.name,
        "service": found,
        "faults": faults_of(found) if is_used else [],
        "is_used": is_used,
        "requests": queries.requests_about(found),
        "manager": queries.manager_of(found, ctx.today),
        "split": queries.split_of(found, ctx.today),
        "logins": queries.logins_of(found),
        "terms": queries.terms_of(found),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "services/service.html", values)


def _offered(ctx: Context, found: CloudService | None = None) -> dict[str, Any]:
    """Systems and contracts to choose from; what the service points to already stays a choice."""
    systems, contracts = queries.systems(ctx.today), queries.contracts(ctx.today)
    if found is not None and found.asset is not None and found.asset not in systems:
        systems.append(found.asset)
    if found is not None and found.contract is not None and found.contract not in contracts:
        contracts.append(found.contract)
    return {"systems": systems, "contracts": contracts}


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Something that is used already."""
    form = forms.ServiceForm(request.POST or None, **_offered(ctx))
    made: list[CloudService] = []
    if submitted(form, lambda values: made.append(actions.register_service(ctx, **values))):
        messages.success(request, _("台帳に載せました。続けて、利用の許可を申請してください。"))
        return redirect(address(ctx, "services:service", service_id=made[0].pk))
    lead = _("すでに使っているサービスを載せます。これから使うものは「サービスの利用を申請する」から申請してください。")
    back, title = address(ctx, "services:services"), _("使っているサービスを載せる")
    return form_page(request, form, title, back=back, submit=_("載せる"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Facts of a service."""
    found = service_of(service_id)
    initial = {name: getattr(found, name) for name in FACTS} | {"asset": found.asset_id}
    form = forms.ServiceForm(
        request.POST or None, initial=initial | {"contract": found.contract_id}, **_offered(ctx, found)
    )
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.edit_service(ctx, service=found, **values)):
        messages.success(request, _("直しました。"))
        return redirect(back)
    title = _("サービスの内容を直す")
    return form_page(request, form, title, back=back, submit=_("直す"), lead=found.name, clause=CLAUSE)


@page(MANAGE)
def safeguards(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Place of the data, way out, erasure."""
    found = service_of(service_id)
    names = ("place", "place_note", "exit_plan", "erasure_plan")
    form = forms.SafeguardsForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.plan_safeguards(ctx, service=found, **values)):
        messages.success(request, _("データの置き場所とやめるときの段取りを記録しました。"))
        return redirect(back)
    title = _("データの置き場所とやめるときの段取り")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=found.name, clause=CLAUSE)


@page(MANAGE)
def manager(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Who looks after it."""
    found = service_of(service_id)
    people, posts = queries.offered(ctx.today)
    form = forms.ManagerForm(request.POST or None, people=people, posts=posts, initial={"from_date": ctx.today})
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.name_manager(ctx, service=found, **values)):
        messages.success(request, _("管理者を決めました。"))
        return redirect(back)
    lead = _("職で決めておくと、人が替わっても直さずに済みます。職か人の、どちらか一方を選んでください。")
    title = _("サービスの管理者を決める")
    return form_page(request, form, title, back=back, submit=_("決める"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def split(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Who does what."""
    found = service_of(service_id)
    rows = [(row.task, row.side, row.note) for row in queries.split_of(found, ctx.today)]
    form = forms.SplitForm(request.POST or None, rows=rows)
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.agree_split(ctx, service=found, lines=form.given)):
        messages.success(request, _("責任の分担を記録しました。"))
        return redirect(back)
    values = {"page_title": _("責任の分担を決める"), "form": form, "service": found, "back": back}
    return render_page(request, "services/split.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def login_new(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """Whose log-in it is."""
    found = service_of(service_id)
    form = forms.LoginForm(request.POST or None, people=queries.offered(ctx.today)[0], initial={"from_date": ctx.today})
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.add_login(ctx, service=found, **values)):
        messages.success(request, _("ログインを記録しました。"))
        return redirect(back)
    title = _("ログインを記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=found.name, clause=CLAUSE)


@page(MANAGE)
def login_end(request: HttpRequest, ctx: Context, login_id: UUID) -> HttpResponse:
    """It was switched off."""
    found = get_object_or_404(ServiceLogin.objects.select_related("service"), pk=login_id, to_date__isnull=True)
    form = forms.LastDayForm(request.POST or None, initial={"to_date": ctx.today})
    back = address(ctx, "services:service", service_id=found.service_id)
    if submitted(form, lambda values: actions.end_login(ctx, login=found, **values)):
        messages.success(request, _("ログインを止めたことを記録しました。"))
        return redirect(back)
    lead = f"{found.service.name} {found.name}"
    title = _("ログインを止めたことを記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def end(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """The service is no longer used."""
    found = service_of(service_id)
    form = forms.EndForm(request.POST or None, initial={"ended_on": ctx.today})
    back = address(ctx, "services:service", service_id=found.pk)
    if submitted(form, lambda values: actions.end_service(ctx, service=found, **values)):
        messages.success(request, _("利用を終えました。データを消したら、消去を記録してください。"))
        return redirect(back)
    title = _("サービスの利用を終える")
    notes = [
        _("使っているログインが、すべて止まったことになります。"),
        _("データの消去の証明を、30日のうちに残します。"),
    ]
    return form_page(request, form, title, back=back, submit=_("終える"), lead=found.name, clause=CLAUSE, notes=notes)


@page(MANAGE)
def erased(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """The data is gone."""
    found = service_of(service_id)
    form = forms.ErasedForm(request.POST or None, request.FILES or None, initial={"erased_on": ctx.today})
    back = address(ctx, "services:service", service_id=found.pk)

    def act(values: dict[str, object]) -> None:
        file = values.pop("file")
        sent = {"name": file.name, "data": file.read()} if file else {}  # type: ignore[attr-defined]
        actions.prove_erasure(ctx, service=found, **values, **sent)  # type: ignore[arg-type]

    if submitted(form, act):
        messages.success(request, _("データの消去を記録しました。"))
        return redirect(back)
    title = _("データの消去を記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=found.name, clause=CLAUSE)


@page(READ)
def proof(request: HttpRequest, ctx: Context, service_id: UUID) -> HttpResponse:
    """The certificate of erasure."""
    found = service_of(service_id)
    if found.erasure_proof is None:
        raise Http404
    return file_response(found.erasure_proof)
