"""When a device was last used, for the list of one's log-ins; what a browser keeps goes with the log-out."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sakimori.foundation.access.limits import client_address
from sakimori.front.accounts.actions.sessions import note_seen

SEEN = "seen_at"
STEP_SECONDS = 600
NAMELESS = "/d/"
"""Teaching pages of phishing drills: whoever opens one must leave no trace, logged in or not (TRN-7)."""
LONGEST_AGENT = UserSession._meta.get_field("user_agent").max_length or 0


class LastSeen:
    """Notes the use of a log-in at most every ten minutes: a page view must not cost a write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(NAMELESS):
            return self.get_response(request)
        seen = request.session.get(SEEN)
        now = int(time.time())
        if seen is not None and now - seen >= STEP_SECONDS and request.user.is_authenticated:
            request.session[SEEN] = now
            note_seen(
                request.session.session_key or "",
                address=client_address(request),
                user_agent=request.headers.get("User-Agent", "")[:LONGEST_AGENT],
                at=timezone.now(),
            )
        return self.get_response(request)


class ForgetAtLogout:
    """Whoever logs out leaves nothing in the browser: lists kept for stock-taking without a network, what waits to be
    sent, the service worker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_in = request.method == "POST" and request.user.is_authenticated
        response = self.get_response(request)
        if was_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
