"""Third parties: the list, one of them, pledges, returns (OPE-3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.people.dated import covers
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.registers.premises.models import Place
from sakimori.registers.suppliers import actions, queries, sheets
from sakimori.registers.suppliers.forms.basis import initial_of
from sakimori.registers.suppliers.forms.third_parties import AskPledgeForm, PledgeForm, ReturnForm, ThirdPartyForm
from sakimori.registers.suppliers.lists import THIRD_PARTIES
from sakimori.registers.suppliers.models import Contract, PledgeRequest, Supplier, ThirdParty
from sakimori.registers.suppliers.party_rows import party_rows, row_of
from sakimori.registers.suppliers.views.shared import MANAGE, READ, THIRD_CLAUSE, uploaded

SHOW_ALL = "all"


@page(READ)
def third_parties(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Third parties of the day with their pledges; `?show=all` those whose period is over too."""
    on = day_of(request, ctx.today)
    show_all = request.GET.get("show") == SHOW_ALL
    found = open_list(request, ctx, THIRD_PARTIES, party_rows(on, ended=show_all), on)
    if found.wants_file:
        return found.file()
    values = {
        "page_title": _("第三者"),
        "list": found,
        "rows": found.rows,
        "unpledged": [row for row in found.rows if not row.is_over and row.state in {"missing", "expired"}],
        "to_return": [row for row in found.rows if row.needs_return],
        "show_all": show_all,
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
    }
    return render_page(request, "suppliers/third_parties.html", values)


@page(READ)
def third_party(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """One third party."""
    rows = ThirdParty.objects.select_related("supplier", "contract", "place")
    found = get_object_or_404(rows, pk=third_party_id)
    values = {
        "page_title": found.name,
        "party": found,
        "row": row_of(found, ctx.today),
        "pledges": list(found.pledges.order_by("-pledged_on", "-id")),
        "requests": list(found.requests.order_by("-made_on", "-id")[:10]),
        "today": ctx.today,
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "suppliers/third_party.html", values)


def party_address(ctx: Context, party: ThirdParty) -> str:
    """The page of a third party."""
    return address(ctx, "suppliers:third-party", third_party_id=party.pk)


def _form(request: HttpRequest, ctx: Context, initial: dict[str, Any], own: ThirdParty | None) -> ThirdPartyForm:
    form = ThirdPartyForm(request.POST or None, initial=initial)
    companies, contracts = queries.suppliers_on(ctx.today), queries.contracts_in_force(ctx.today)
    places = Place.objects.filter(covers(ctx.today))
    if own is not None:
        companies = companies | Supplier.objects.filter(third_parties=own)
        contracts = contracts | Contract.objects.filter(third_parties=own).select_related("supplier")
        places = places | Place.objects.filter(third_parties=own)
    form.offer("supplier", companies.distinct())
    form.offer("contract", contracts.distinct())
    form.offer("place", places.distinct().order_by("order", "name", "id"))
    return form


@page(MANAGE)
def third_party_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """A new third party; `?contract=` says by which contract."""
    initial = {"from_date": ctx.today, "contract": request.GET.get("contract", ""), "must_return": True}
    form = _form(request, ctx, initial, None)
    made: list[ThirdParty] = []
    if submitted(form, lambda values: made.append(actions.register_third_party(ctx, **values))):
        messages.success(request, _("第三者を登録しました。次に、秘密保持の誓約を受けてください。"))
        return redirect(party_address(ctx, made[0]))
    lead = _("契約の有無にかかわらず、議会の情報や物に触れる外部の人・会社を登録します。")
    back = address(ctx, "suppliers:third-parties")
    return form_page(
        request, form, _("第三者を登録する"), back=back, submit=_("登録する"), lead=lead, clause=THIRD_CLAUSE
    )


@page(MANAGE)
def third_party_edit(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """Correct it, or change the period."""
    found = get_object_or_404(ThirdParty, pk=third_party_id)
    form = _form(request, ctx, initial_of(found, ThirdPartyForm), found)
    if submitted(form, lambda values: actions.change_third_party(ctx, third_party=found, **values)):
        messages.success(request, _("第三者の内容を直しました。"))
        return redirect(party_address(ctx, found))
    title = _("「%(name)s」の内容を直す") % {"name": found.name}
    return form_page(request, form, title, back=party_address(ctx, found), submit=_("直す"), clause=THIRD_CLAUSE)


@page(MANAGE)
def pledge(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """A pledge was given on paper, or the contract or the law already says so."""
    found = get_object_or_404(ThirdParty, pk=third_party_id)
    initial = {"pledged_on": ctx.today, "until": found.to_date, "signer": found.name if found.is_person else ""}
    form = PledgeForm(request.POST or None, request.FILES or None, initial=initial)

    def act(values: dict[str, Any]) -> None:
        values["scan"] = uploaded(request, "scan")
        actions.record_pledge(ctx, third_party=found, **values)

    if submitted(form, act):
        messages.success(request, _("秘密保持の誓約を記録しました。"))
        return redirect(party_address(ctx, found))
    title = _("「%(name)s」の秘密保持の誓約を記録する") % {"name": found.name}
    return form_page(request, form, title, back=party_address(ctx, found), submit=_("記録する"), clause=THIRD_CLAUSE)


@page(MANAGE)
def returned(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """What they had is back or erased."""
    found = get_object_or_404(ThirdParty, pk=third_party_id)
    form = ReturnForm(request.POST or None, initial={"returned_on": ctx.today})
    if submitted(form, lambda values: actions.record_return(ctx, third_party=found, **values)):
        messages.success(request, _("返却・消去を記録しました。"))
        return redirect(party_address(ctx, found))
    title = _("「%(name)s」からの返却・消去を確かめる") % {"name": found.name}
    return form_page(
        request, form, title, back=party_address(ctx, found), submit=_("記録する"), clause=THIRD_CLAUSE,
        lead=found.handles,
    )  # fmt: skip


@page(MANAGE)
def pledge_link(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """A link by which they pledge without an account. It is shown once."""
    found = get_object_or_404(ThirdParty, pk=third_party_id)
    form = AskPledgeForm(request.POST or None, initial={"until": found.to_date})
    made: list[tuple[PledgeRequest, str]] = []
    if submitted(form, lambda values: made.append(actions.ask_pledge(ctx, third_party=found, **values))):
        row, token = made[0]
        path = reverse("pledge_door:sign", kwargs={"assembly": ctx.assembly.slug, "token": token})
        values = {
            "page_title": _("誓約のリンクを作りました"),
            "party": found,
            "row": row,
            "link": settings.ENV.address + path,
            "back": party_address(ctx, found),
        }
        response = render_page(request, "suppliers/pledge_link.html", values)
        response["Cache-Control"] = "private, no-store"
        return response
    title = _("「%(name)s」に誓約のリンクを作る") % {"name": found.name}
    lead = _("メールなどでリンクを送ると、相手はログインせずに誓約できます。前に作ったリンクは使えなくなります。")
    return form_page(
        request, form, title, back=party_address(ctx, found), submit=_("リンクを作る"), lead=lead, clause=THIRD_CLAUSE
    )


@require_POST
@page(MANAGE)
def pledge_link_revoke(request: HttpRequest, ctx: Context, request_id: UUID) -> HttpResponse:
    """The link stops working."""
    rows = PledgeRequest.objects.select_related("third_party").filter(answered_on__isnull=True)
    row = get_object_or_404(rows, pk=request_id)
    actions.revoke_request(ctx, request=row)
    messages.success(request, _("誓約のお願いを取り消しました。"))
    return redirect(party_address(ctx, row.third_party))


@page(MANAGE)
def pledge_form(request: HttpRequest, ctx: Context, third_party_id: UUID) -> HttpResponse:
    """The form on paper, to be signed."""
    found = get_object_or_404(ThirdParty.objects.select_related("supplier"), pk=third_party_id)
    data = sheets.pledge_pdf(ctx, found, found.to_date)
    return download_response(_("秘密の保持に関する誓約書.pdf"), "application/pdf", data)
