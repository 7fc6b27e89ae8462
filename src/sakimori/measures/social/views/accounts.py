"""The ledger of accounts: the list, one account, who does what, hand-over, settings gone through."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.files.pages import download_response
from sakimori.foundation.lists.listing import open_list
from sakimori.foundation.ui.past import day_of
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.social import actions, forms, queries, sheets
from sakimori.measures.social.actions.accounts import TICKS
from sakimori.measures.social.duties import faults_of
from sakimori.measures.social.lists import ACCOUNTS
from sakimori.measures.social.models import AccountHandover, AccountPart, SocialAccount

CLAUSE = _l("6(8) 業務委託と外部サービスの利用")
APPLY, READ, MANAGE = Permission.APPROVAL_APPLY, Permission.SUPPLIER_READ, Permission.SUPPLIER_MANAGE
PDF = "application/pdf"
FACTS = ("network", "network_name", "name", "handle", "address", "purpose", "policy_address", "approver", "opened_on")


def takeover_page(ctx: Context) -> str:
    """What to do when an account is taken over; empty where the installation has no playbooks."""
    try:
        return address(ctx, "playbooks:playbook", incident_kind="social-takeover")
    except NoReverseMatch:
        return ""


def account_of(account_id: UUID) -> SocialAccount:
    """The account of an address."""
    return get_object_or_404(SocialAccount.objects.select_related("unit"), pk=account_id)


@page(READ)
def accounts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """In use, closed, all."""
    show, on = request.GET.get("show", ""), day_of(request, ctx.today)
    found = open_list(request, ctx, ACCOUNTS, queries.accounts(on, show), on)
    if found.wants_file:
        return found.file()
    leads = queries.leads(on)
    rows = [
        {
            "row": row,
            "lead": leads.get(row.pk, ""),
            "faults": faults_of(row, on) if row.closed_on is None or row.closed_on >= on else [],
        }
        for row in found.rows
    ]
    values = {
        "page_title": _("SNSアカウント"),
        "list": found,
        "accounts": rows,
        "show": show,
        "takeover": takeover_page(ctx),
        "may_manage": allowed(ctx, MANAGE) and not found.is_past,
        "public_path": f"/p/{ctx.assembly.slug}/accounts/",
    }
    return render_page(request, "social/accounts.html", values)


@page(READ)
def account(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """Everything about one account."""
    rows = SocialAccount.objects.select_related("unit")
    found = get_object_or_404(queries.with_safeguards(rows, ctx.today), pk=account_id)
    is_open = found.closed_on is None or found.closed_on >= ctx.today
    values = {
        "page_title": str(found),
        "account": found,
        "is_open": is_open,
        "faults": faults_of(found, ctx.today) if is_open else [],
        "parts": [{"row": row, "holder": queries.holder_of(row)} for row in queries.parts_of(found, ctx.today)],
        "handovers": [
            {"row": row, "old": queries.holder_of(row.old), "new": queries.holder_of(row.new) if row.new else ""}
            for row in queries.handovers_of(found)
        ],
        "looks": queries.looks_of(found),
        "takeover": takeover_page(ctx),
        "may_manage": allowed(ctx, MANAGE),
    }
    return render_page(request, "social/account.html", values)


@page(MANAGE)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """An account comes onto the ledger."""
    form = forms.AccountForm(request.POST or None, units=queries.offered(ctx.today)[2])
    made: list[SocialAccount] = []
    if submitted(form, lambda values: made.append(actions.open_account(ctx, **values))):
        messages.success(request, _("台帳に載せました。続けて、責任者と投稿する人を決めてください。"))
        return redirect(address(ctx, "social:account", account_id=made[0].pk))
    back, title = address(ctx, "social:accounts"), _("アカウントを載せる")
    return form_page(request, form, title, back=back, submit=_("載せる"), clause=CLAUSE)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """Facts of an account."""
    found = account_of(account_id)
    initial = {name: getattr(found, name) for name in FACTS} | {"unit": found.unit_id}
    form = forms.AccountForm(request.POST or None, units=queries.offered(ctx.today)[2], initial=initial)
    back = address(ctx, "social:account", account_id=found.pk)
    if submitted(form, lambda values: actions.edit_account(ctx, account=found, **values)):
        messages.success(request, _("直しました。"))
        return redirect(back)
    title = _("アカウントの内容を直す")
    return form_page(request, form, title, back=back, submit=_("直す"), lead=str(found), clause=CLAUSE)


@require_POST
@page(MANAGE)
def publish(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """The public page names the account, or no longer."""
    found = account_of(account_id)
    is_official = request.POST.get("official") == "yes"
    actions.publish_account(ctx, account=found, is_official=is_official)
    text = _("公式アカウントのページに載せました。") if is_official else _("公式アカウントのページから外しました。")
    messages.success(request, text)
    return redirect(address(ctx, "social:account", account_id=found.pk))


@page(MANAGE)
def part_new(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """Who does what."""
    found = account_of(account_id)
    people, posts, _units = queries.offered(ctx.today)
    form = forms.PartForm(request.POST or None, people=people, posts=posts, initial={"from_date": ctx.today})
    back = address(ctx, "social:account", account_id=found.pk)
    if submitted(form, lambda values: actions.give_part(ctx, account=found, **values)):
        messages.success(request, _("受け持ちを決めました。"))
        return redirect(back)
    lead = _("責任者は職で決めておくと、人が替わっても空きません。投稿する人は、一人ずつ登録します。")
    title = _("受け持ちを決める")
    return form_page(request, form, title, back=back, submit=_("決める"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def handover_new(request: HttpRequest, ctx: Context, part_id: UUID) -> HttpResponse:
    """Somebody stops doing their part: who follows, from when."""
    rows = AccountPart.objects.select_related("account", "person", "post")
    part = get_object_or_404(rows, pk=part_id, to_date__isnull=True)
    people, posts, _units = queries.offered(ctx.today)
    form = forms.HandoverForm(request.POST or None, people=people, posts=posts, initial={"last_day": ctx.today})
    made: list[AccountHandover] = []

    def act(values: dict[str, Any]) -> None:
        if values["post"] is None and values["person"] is None:
            made.append(actions.end_part(ctx, part=part, to_date=values["last_day"]))
        else:
            made.append(actions.hand_over(ctx, part=part, **values))

    if submitted(form, act):
        messages.success(request, _("引継ぎを登録しました。引継書を印刷し、替えたものから記録してください。"))
        return redirect(address(ctx, "social:handover", handover_id=made[0].pk))
    lead = _("%(account)s の%(part)s（%(who)s）を引き継ぎます。あとを継ぐ人がいないときは、職も人も選びません。") % {
        "account": part.account,
        "part": part.get_part_display(),
        "who": queries.holder_of(part),
    }
    back = address(ctx, "social:account", account_id=part.account_id)
    return form_page(request, form, _("受け持ちを引き継ぐ"), back=back, submit=_("引き継ぐ"), lead=lead, clause=CLAUSE)


def _handover(handover_id: UUID) -> AccountHandover:
    rows = AccountHandover.objects.select_related("account", "old__person", "old__post", "new__person", "new__post")
    return get_object_or_404(rows, pk=handover_id)


@page(MANAGE)
def handover(request: HttpRequest, ctx: Context, handover_id: UUID) -> HttpResponse:
    """What was changed, and when."""
    found = _handover(handover_id)
    initial = {name: getattr(found, name) for name in (*TICKS, "note")}
    form = forms.TicksForm(request.POST or None, initial=initial)
    if submitted(form, lambda values: actions.finish_handover(ctx, handover=found, **values)):
        messages.success(request, _("替えたものを記録しました。"))
        return redirect(address(ctx, "social:account", account_id=found.account_id))
    values = {
        "page_title": _("SNSの引継ぎ"),
        "handover": found,
        "old": queries.holder_of(found.old),
        "new": queries.holder_of(found.new) if found.new else "",
        "form": form,
    }
    return render_page(request, "social/handover.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def handover_pdf(request: HttpRequest, ctx: Context, handover_id: UUID) -> HttpResponse:
    """The sheet to work through together."""
    found = _handover(handover_id)
    return download_response(_("SNSアカウント引継書.pdf"), PDF, sheets.handover_sheet(ctx, found))


@page(MANAGE)
def look_new(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """The settings were gone through."""
    found = account_of(account_id)
    last = found.looks.order_by("-looked_on", "-id").first()
    names = ("has_mfa", "mfa_by", "recovery", "linked_apps")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = forms.LookForm(request.POST or None, initial=initial | {"looked_on": ctx.today})
    back = address(ctx, "social:account", account_id=found.pk)
    if submitted(form, lambda values: actions.look_through(ctx, account=found, **values)):
        messages.success(request, _("点検を記録しました。"))
        return redirect(back)
    lead = _("%(account)s にログインし、設定の画面を見ながら記録します。") % {"account": found}
    title = _("アカウントを点検する")
    return form_page(request, form, title, back=back, submit=_("記録する"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def close(request: HttpRequest, ctx: Context, account_id: UUID) -> HttpResponse:
    """It is no longer used."""
    found = account_of(account_id)
    form = forms.CloseForm(request.POST or None, initial={"closed_on": ctx.today})
    back = address(ctx, "social:account", account_id=found.pk)
    if submitted(form, lambda values: actions.close_account(ctx, account=found, **values)):
        messages.success(request, _("アカウントをやめたことを記録しました。"))
        return redirect(back)
    title = _("アカウントをやめる")
    return form_page(request, form, title, back=back, submit=_("やめたと記録する"), lead=str(found), clause=CLAUSE)
