"""A third party pledges secrecy by a link, without an account. The page shows the words and nothing else of the assembly."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, Context, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.registers.suppliers import actions, queries
from sakimori.registers.suppliers.forms.third_parties import SignForm
from sakimori.registers.suppliers.models import PledgeRequest

LIMIT = 20
WINDOW_SECONDS = 600
WHAT = "pledge-link"


@csrf_exempt  # no log-in is used here: whoever knows the 256-bit token may answer, and nobody else can forge a request
@public_page
def sign(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """The page behind the link."""
    if is_over(request, WHAT, limit=LIMIT, seconds=WINDOW_SECONDS):
        return _private(_closed(request, None, "many", 429))
    found = assembly_by_slug(assembly)
    if found is None or not found.is_active:
        count(request, WHAT, seconds=WINDOW_SECONDS)
        return _private(_closed(request, None, "unknown", 404))
    with scope(found.pk):
        return _private(_sign(request, found, token))


def _sign(request: HttpRequest, assembly: Assembly, token: str) -> HttpResponse:
    row = queries.request_by_token(token)
    ctx = context(assembly, Actor(granted=frozenset({Permission.ASK_ANSWER})), Channel.LINK)
    if row is None:
        count(request, WHAT, seconds=WINDOW_SECONDS)
        return _closed(request, None, "unknown", 404)
    if row.answered_on is not None:
        return _plain(request, "thanks", _("ご回答ありがとうございました"), assembly, {"row": row})
    why = _why_closed(ctx, row)
    if why:
        return _closed(request, assembly, why, 410)
    initial = {"signer": row.third_party.name if row.third_party.is_person else ""}
    form = SignForm(request.POST if request.method == "POST" else None, initial=initial)
    if submitted(form, lambda values: actions.pledge_by_link(ctx, request=row, signer=values["signer"])):
        return _plain(request, "thanks", _("ご回答ありがとうございました"), assembly, {"row": row})
    values = {"row": row, "form": form}
    return _plain(request, "sign", _("秘密の保持に関する誓約"), assembly, values, status=422 if form.is_bound else 200)


def _why_closed(ctx: Context, row: PledgeRequest) -> str:
    if row.revoked_on is not None:
        return "revoked"
    return "expired" if row.expires_on < ctx.today else ""


def _closed(request: HttpRequest, assembly: Assembly | None, why: str, status: int) -> HttpResponse:
    titles = {
        "unknown": _("このリンクは使えません"),
        "revoked": _("このリンクは取り消されました"),
        "expired": _("このリンクは期限が過ぎました"),
        "many": _("しばらく待ってから、もう一度お試しください"),
    }
    return _plain(request, "closed", titles[why], assembly, {"why": why}, status=status)


def _plain(
    request: HttpRequest, name: str, title: str, assembly: Assembly | None, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    frame = {"assembly_name": assembly.name if assembly else "", "csrf_token": "", "page_title": title}
    return render_page(request, f"suppliers/door/{name}.html", frame | values, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    # Django would write the address of refused requests, and with it the token, to the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
