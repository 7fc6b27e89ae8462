"""The door of the contractor: finds the link of a token, or says clearly why it does not open. No log-in, no session."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, Context, context, today_in_japan
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.measures.assessments.actions import Side
from sakimori.measures.assessments.models import CheckLink, ContractCheck
from sakimori.measures.assessments.queries import link_by_token
from sakimori.measures.assessments.types import State

WRONG_LINKS, WRITES, PAPERS = 20, 300, 60
WINDOW = 600
"""In ten minutes from one address: wrong links, answers sent, papers made."""

GRANTED = frozenset({Permission.ASK_ANSWER, Permission.FILE_STORE})


@dataclass(frozen=True, slots=True)
class Door:
    """An open door: whose link, which check, and the circumstances for actions."""

    assembly: Assembly
    token: str
    link: CheckLink
    ctx: Context

    @property
    def check(self) -> ContractCheck:
        """What is asked."""
        return self.link.check_row

    @property
    def side(self) -> Side:
        """Who speaks."""
        return Side.by(self.link)

    def to(self, name: str, **values: object) -> str:
        """The address of a page behind this door."""
        return reverse(f"contractor:{name}", kwargs={"assembly": self.assembly.slug, "token": self.token, **values})

    @property
    def outside(self) -> str:
        """The whole address, to be handed on."""
        return settings.ENV.address + self.to("start")

    def page(self, request: HttpRequest, template: str, title: str, status: int = 200, **values: Any) -> HttpResponse:
        """A page of the contractor. It is given nothing of the assembly but its name."""
        frame = {
            "page_title": title,
            "assembly_name": self.assembly.name,
            "csrf_token": "",
            "door": {"slug": self.assembly.slug, "token": self.token},
            "person_name": self.link.name,
            "check": self.check,
            "home": self.to("start"),
        }
        return render_page(request, f"assessments/contractor/{template}", frame | values, status=status)


View = Callable[..., HttpResponse]


def behind_door(*, paper: bool = False) -> Callable[[View], View]:
    """A page behind a link: the view gets `(request, door, …)`. Whoever knows the 256-bit token may write here; nobody
    can forge a request without it, so there is no form token."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, assembly: str, token: str, **kwargs: Any) -> HttpResponse:
            found = assembly_by_slug(assembly)
            if is_over(request, "check-link", limit=WRONG_LINKS, seconds=WINDOW):
                return private(_closed(request, found, "many", 429))
            if found is None or not found.is_active:
                count(request, "check-link", seconds=WINDOW)
                return private(_closed(request, None, "unknown", 404))
            if busy := _too_busy(request, paper=paper):
                return private(_closed(request, found, busy, 429))
            with scope(found.pk):
                link = link_by_token(token)
                why = why_closed(link)
                if link is None or why:
                    if link is None:
                        count(request, "check-link", seconds=WINDOW)
                    return private(_closed(request, found, why, 404 if link is None else 410))
                ctx = context(found, Actor(name=link.name, granted=GRANTED), Channel.LINK)
                return private(view(request, Door(found, token, link, ctx), *args, **kwargs))

        return csrf_exempt(public_page(wrapped))

    return decorate


def given(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    """What a form with files is bound to."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _too_busy(request: HttpRequest, *, paper: bool) -> str:
    for what, applies, limit in (("check-write", request.method == "POST", WRITES), ("check-paper", paper, PAPERS)):
        if applies:
            if is_over(request, what, limit=limit, seconds=WINDOW):
                return "busy"
            count(request, what, seconds=WINDOW)
    return ""


def why_closed(link: CheckLink | None) -> str:
    """Why a link does not open; empty when it does."""
    if link is None:
        return "unknown"
    if link.check_row.state == State.WITHDRAWN:
        return "withdrawn"
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_on < today_in_japan():
        return "expired"
    return ""


def _closed(request: HttpRequest, assembly: Assembly | None, why: str, status: int) -> HttpResponse:
    titles = {
        "unknown": _("このリンクは使えません"),
        "revoked": _("このリンクは取り消されました"),
        "withdrawn": _("このお願いは取り下げられました"),
        "expired": _("このリンクは期限が過ぎました"),
        "many": _("しばらく待ってから、もう一度お試しください"),
        "busy": _("しばらく待ってから、もう一度お試しください"),
    }
    values = {"page_title": titles[why], "why": why, "csrf_token": ""}
    values["assembly_name"] = assembly.name if assembly else ""
    return render_page(request, "assessments/contractor/closed.html", values, status=status)


def private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # a refused address would be logged with its token
    return response
