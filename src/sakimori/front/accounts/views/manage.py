"""Accounts of an assembly, who may do what, and keys for programs."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.models import AccountLink, ApiToken
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.front.accounts.actions import accounts as actions
from sakimori.front.accounts.forms import InviteForm, ReasonForm, TokenForm
from sakimori.front.accounts.onetime import link_for
from sakimori.front.accounts.queries import account_rows, matrix, people_without_account, tokens


@page(Permission.ACCOUNT_MANAGE)
def accounts(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The accounts of this assembly, and a form for a new one."""
    form = InviteForm(people_without_account(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = get_object_or_404(Person, pk=form.cleaned_data["person"])
        try:
            link = actions.invite(
                ctx, person=person, username=form.cleaned_data["username"], email=form.cleaned_data["email"]
            )
        except ValidationError as error:
            attach(error, form)
        else:
            return _show_link(request, link)
    rows = {"page_title": _("利用者"), "rows": account_rows(ctx.today), "form": form}
    return render_page(request, "accounts/accounts.html", rows, status=422 if form.is_bound else 200)


@page(Permission.ACCOUNT_MANAGE)
def account(request: HttpRequest, ctx: Context, link_id: UUID) -> HttpResponse:
    """One account and what a manager may do about it."""
    link = _link(link_id)
    return _account_page(request, ctx, link, ReasonForm())


def _link(link_id: UUID) -> AccountLink:
    return get_object_or_404(AccountLink.objects.select_related("account", "person"), pk=link_id)


def _account_page(request: HttpRequest, ctx: Context, link: AccountLink, form: ReasonForm) -> HttpResponse:
    row = next(row for row in account_rows(ctx.today) if row.link.pk == link.pk)
    rows = {"page_title": link.person.shown_name, "row": row, "form": form, "is_self": _is_self(ctx, link)}
    return render_page(request, "accounts/account.html", rows, status=422 if form.is_bound else 200)


def _is_self(ctx: Context, link: AccountLink) -> bool:
    return link.account_id == ctx.actor.account_id


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def renew(request: HttpRequest, ctx: Context, link_id: UUID) -> HttpResponse:
    """A new one-time link; the old password stops working."""
    link = _link(link_id)
    try:
        actions.renew_password(ctx, link=link)
    except ValidationError as error:
        return _refused(request, ctx, link, error)
    return _show_link(request, link)


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def reset_mfa(request: HttpRequest, ctx: Context, link_id: UUID) -> HttpResponse:
    """Remove somebody's authenticators, with a reason."""
    link, form = _link(link_id), ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.reset_mfa(ctx.because(form.cleaned_data["reason"]), link=link)
        except ValidationError as error:
            attach(error, form)
        else:
            messages.success(request, _("二要素認証を解除しました。次のログインのあと、設定し直してもらってください。"))
            return redirect("accounts:account", assembly=ctx.assembly.slug, link_id=link.pk)
    return _account_page(request, ctx, link, form)


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def set_active(request: HttpRequest, ctx: Context, link_id: UUID) -> HttpResponse:
    """Stop or resume an account's work in this assembly."""
    link = _link(link_id)
    try:
        actions.set_active(ctx, link=link, is_active=request.POST.get("is_active") == "yes")
    except ValidationError as error:
        return _refused(request, ctx, link, error)
    messages.success(request, _("変更しました。"))
    return redirect("accounts:account", assembly=ctx.assembly.slug, link_id=link.pk)


def _refused(request: HttpRequest, ctx: Context, link: AccountLink, error: ValidationError) -> HttpResponse:
    for text in error.messages:
        messages.error(request, text)
    return redirect("accounts:account", assembly=ctx.assembly.slug, link_id=link.pk)


def _show_link(request: HttpRequest, link: AccountLink) -> HttpResponse:
    """Shown once, here: whoever has the link sets the password."""
    rows = {
        "page_title": _("%(name)sさんへ渡すリンク") % {"name": link.person.shown_name},
        "link": link_for(link.account, settings.ENV.address),
        "name": link.person.shown_name,
        "username": link.account.username,
        "back": "accounts:accounts",
    }
    response = render_page(request, "accounts/link_once.html", rows)
    response["Cache-Control"] = "private, no-store"
    return response


@page(Permission.ACCOUNT_SELF)
def permissions(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Who may do what, and which of it I may."""
    # The explanation in brackets would make eleven columns too wide.
    roles = [(role, re.split("[（(]", str(role.label))[0].strip(), role in ctx.actor.roles) for role in Role]
    rows = {"page_title": _("だれが何をできるか"), "roles": roles, "rows": matrix(ctx.actor.roles)}
    return render_page(request, "accounts/permissions.html", rows)


@page(Permission.API_TOKEN)
def api_tokens(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Keys for programs: list, and a form for a new one, which is shown once."""
    mine = ctx.actor.permissions()
    choices = [(str(item), item.label) for item in Permission if item in mine]
    form = TokenForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, token = actions.issue_token(ctx, **form.cleaned_data)
        except ValidationError as error:
            attach(error, form)
        else:
            rows = {"page_title": _("API の鍵を発行しました"), "row": row, "token": token}
            response = render_page(request, "accounts/token_once.html", rows)
            response["Cache-Control"] = "private, no-store"
            return response
    if not form.is_bound:
        form.initial = {"expires_on": ctx.today + timedelta(days=90)}
    rows = {
        "page_title": _("API の鍵"),
        "form": form,
        "tokens": [(row, _state(row, ctx)) for row in tokens()],
    }
    return render_page(request, "accounts/tokens.html", rows, status=422 if form.is_bound else 200)


def _state(row: ApiToken, ctx: Context) -> str:
    if row.revoked_at is not None:
        return _("取消し")
    return _("期限切れ") if row.expires_on < ctx.today else _("有効")


@require_POST
@page(Permission.API_TOKEN)
def revoke_token(request: HttpRequest, ctx: Context, token_id: UUID) -> HttpResponse:
    """The key stops working at once."""
    actions.revoke_token(ctx, token=get_object_or_404(ApiToken, pk=token_id))
    messages.success(request, _("鍵を取り消しました。"))
    return redirect("accounts:tokens", assembly=ctx.assembly.slug)


def attach(error: ValidationError, form: Form) -> None:
    for name, texts in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)
