"""Getting in for the first time: set-up of an installation, and one-time links."""

from __future__ import annotations

import hmac
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.queries import accounts_exist
from sakimori.foundation.ui.render import render_page
from sakimori.front.accounts.actions.accounts import set_first_password
from sakimori.front.accounts.actions.registration import create_operator
from sakimori.front.accounts.events import record_event
from sakimori.front.accounts.forms import SetupForm, WelcomeForm
from sakimori.front.accounts.onetime import account_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TRIES, WINDOW_SECONDS = 10, 600


def code_path() -> Path:
    """Where `sakimori serve` keeps the one-time set-up code."""
    return Path(settings.ENV.data) / "keys" / "setup-code"


@public_page
def setup(request: HttpRequest) -> HttpResponse:
    """First run: whoever sees the server's console makes the first account. Closed for ever after that."""
    if accounts_exist():
        raise Http404
    if is_over(request, "setup", limit=TRIES, seconds=WINDOW_SECONDS):
        return render_page(request, "accounts/slow_down.html", {"page_title": _("しばらくお待ちください")}, status=429)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _code_is_right(form.cleaned_data["code"]):
            return _begin(request, form)
        count(request, "setup", seconds=WINDOW_SECONDS)
        form.add_error("code", _("設定コードが違います。サーバーを起動した画面で確かめてください。"))
    rows = {"page_title": _("はじめての設定"), "form": form}
    return render_page(request, "accounts/setup.html", rows, status=422 if form.is_bound else 200)


def _code_is_right(given: str) -> bool:
    try:
        code = code_path().read_text("ascii").strip()
    except FileNotFoundError:
        return False
    digits = "".join(mark for mark in given if mark.isdigit())
    return hmac.compare_digest(digits, code.replace("-", ""))


def _begin(request: HttpRequest, form: SetupForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        with transaction.atomic():
            if accounts_exist():
                raise Http404
            account = create_operator(
                username=values["username"],
                email=values["email"],
                password=values["password"],
                on=timezone.now().astimezone(TOKYO).date(),
            )
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            form.add_error(name if name in form.fields else None, texts)
        return render_page(
            request, "accounts/setup.html", {"page_title": _("はじめての設定"), "form": form}, status=422
        )
    code_path().unlink(missing_ok=True)
    login(request, account, backend=BACKEND)
    messages.success(request, _("利用者を登録しました。つづけて議会を登録してください。"))
    return redirect("accounts:register")


@public_page
def welcome(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """The owner of a one-time link sets a password, then logs in with it."""
    if is_over(request, "welcome", limit=TRIES, seconds=WINDOW_SECONDS):
        return render_page(request, "accounts/slow_down.html", {"page_title": _("しばらくお待ちください")}, status=429)
    account = account_of(key, token)
    if account is None:
        count(request, "welcome", seconds=WINDOW_SECONDS)
        response = render_page(
            request, "accounts/welcome_over.html", {"page_title": _("このリンクは使えません")}, status=404
        )
        return _quiet(response)
    form = WelcomeForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_first_password(account, password=form.cleaned_data["password"])
        record_event(account, "password")
        messages.success(request, _("パスワードを設定しました。ログインしてください。"))
        return _quiet(redirect("account_login"))
    rows = {"page_title": _("パスワードの設定"), "form": form, "account": account}
    return _quiet(render_page(request, "accounts/welcome.html", rows, status=422 if form.is_bound else 200))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is not sent on, cached, or written to the log."""
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
