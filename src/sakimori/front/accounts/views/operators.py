"""Who runs the installation: list, invite, give a new way in, stop."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.models import Account
from sakimori.foundation.ui.render import render_page
from sakimori.front.accounts import queries
from sakimori.front.accounts.actions import operators as actions
from sakimori.front.accounts.forms import OperatorForm, OperatorResetForm
from sakimori.front.accounts.gates import operator_page
from sakimori.front.accounts.onetime import link_for
from sakimori.front.accounts.views.manage import attach


@operator_page
def operators(request: HttpRequest) -> HttpResponse:
    """Everyone who runs or ran the installation, and a form for a new one."""
    form = OperatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.invite_operator(request.user, **form.cleaned_data, at=timezone.now())  # type: ignore[arg-type]
        except ValidationError as error:
            attach(error, form)
        else:
            return _show_link(request, account)
    rows = {
        "page_title": _("運用管理者"),
        "rows": queries.operators(timezone.now().astimezone(TOKYO).date()),
        "form": form,
    }
    return render_page(request, "accounts/operators.html", rows, status=422 if form.is_bound else 200)


@operator_page
def operator_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One operator and what another may do about it."""
    return _page(request, _account(account_id), OperatorResetForm())


@require_POST
@operator_page
def reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """A one-time link for an operator who lost the password or the second factor."""
    account, form = _account(account_id), OperatorResetForm(request.POST)
    if form.is_valid():
        try:
            actions.reset_operator(request.user, account, **form.cleaned_data, at=timezone.now())  # type: ignore[arg-type]
        except ValidationError as error:
            attach(error, form)
        else:
            return _show_link(request, account)
    return _page(request, account, form)


@require_POST
@operator_page
def set_active(request: HttpRequest, account_id: int) -> HttpResponse:
    """Stop an operator, or let a former one begin again."""
    account, now = _account(account_id), timezone.now()
    act = actions.resume_operator if request.POST.get("is_active") == "yes" else actions.end_operator
    try:
        act(request.user, account, at=now)  # type: ignore[arg-type]
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return redirect("accounts:operator-account", account_id=account.pk)
    messages.success(request, _("変更しました。"))
    # Whoever stopped themselves has no business on this page any more.
    return redirect("/") if account.pk == request.user.pk else redirect("accounts:operators")


def _account(account_id: int) -> Account:
    return get_object_or_404(Account, pk=account_id, operator_from__isnull=False)


def _page(request: HttpRequest, account: Account, form: OperatorResetForm) -> HttpResponse:
    today = timezone.now().astimezone(TOKYO).date()
    row = next(row for row in queries.operators(today) if row.account.pk == account.pk)
    rows = {"page_title": account.username, "row": row, "form": form, "is_self": account.pk == request.user.pk}
    return render_page(request, "accounts/operator_account.html", rows, status=422 if form.is_bound else 200)


def _show_link(request: HttpRequest, account: Account) -> HttpResponse:
    """Shown once, here: whoever has the link sets the password."""
    rows = {
        "page_title": _("%(name)sさんへ渡すリンク") % {"name": account.username},
        "link": link_for(account, settings.ENV.address),
        "name": account.username,
        "username": account.username,
        "back": "accounts:operators",
    }
    response = render_page(request, "accounts/link_once.html", rows)
    response["Cache-Control"] = "private, no-store"
    return response
