"""Where one is logged in, and how to end that, device by device."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.pages import account_page
from sakimori.foundation.ui.render import render_page
from sakimori.front.accounts.actions.sessions import end_sessions
from sakimori.front.accounts.events import record_event
from sakimori.front.accounts.queries import session_rows


@account_page
def sessions(request: HttpRequest) -> HttpResponse:
    """The devices on which this account is logged in; a post ends all but this one."""
    rows = session_rows(request.user, request.session.session_key)  # type: ignore[arg-type]
    if request.method == "POST":
        if end_sessions(row.session for row in rows if not row.is_current):
            record_event(request.user, "session-ended")  # type: ignore[arg-type]
        messages.success(request, _("ほかの端末をすべてログアウトさせました。"))
        return redirect("usersessions_list")
    values = {"page_title": _("ログイン中の端末"), "rows": rows, "has_others": len(rows) > 1}
    return render_page(request, "accounts/sessions.html", values)


@require_POST
@account_page
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own log-ins; somebody else's does not exist here."""
    session = get_object_or_404(UserSession, pk=session_id, user_id=request.user.pk)
    is_current = session.session_key == request.session.session_key
    end_sessions([session])
    record_event(request.user, "session-ended")  # type: ignore[arg-type]
    if is_current:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("端末をログアウトさせました。"))
    return redirect("usersessions_list")
