"""Who may open the operator's pages."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.access.pages import account_page
from sakimori.foundation.access.queries import is_operator


def operator_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever runs the installation today; anybody else finds nothing there."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_operator(request.user, timezone.now().astimezone(TOKYO).date()):  # type: ignore[arg-type]
            raise Http404
        if settings.ENV.mfa_required and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return account_page(wrapped)
