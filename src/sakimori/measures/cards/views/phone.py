"""The page behind a card's QR code: is the card still right, and the same words on the phone, without a network too.

Without a key (`/card/<assembly>/`) it shows what anybody may see: the window's number and the first steps. With the key
of a printed batch it shows what stands on that card. Numbers of persons are shown with such a key only.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Actor, Channel, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.measures.cards import queries
from sakimori.measures.cards.contents import sources
from sakimori.measures.cards.models import CardBatch
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.organization.types import ContactKind

WRONG_LIMIT = 20
WINDOW_SECONDS = 3600
WORKER = Path(__file__).resolve().parent.parent / "static" / "cards" / "worker.js"


@csp_update({"manifest-src": [SELF]})
@public_page
def card(request: HttpRequest, assembly: str, key: str = "") -> HttpResponse:
    """First steps and numbers, small enough for a slow line, kept by the phone."""
    if is_over(request, "card", limit=WRONG_LIMIT, seconds=WINDOW_SECONDS):
        return _private(_page(request, None, None, is_known=False, status=429))
    found = assembly_by_slug(assembly)
    if found is None or not found.is_active:
        count(request, "card", seconds=WINDOW_SECONDS)
        raise Http404
    with scope(found.pk):
        batch = queries.batch_by_key(key) if key else None
        if key and batch is None:
            count(request, "card", seconds=WINDOW_SECONDS)
        is_known = not key or batch is not None
        return _private(_page(request, found, batch, is_known=is_known, status=200 if is_known else 404))


def _page(
    request: HttpRequest, assembly: Assembly | None, batch: CardBatch | None, *, is_known: bool, status: int
) -> HttpResponse:
    values: dict[str, object] = {"page_title": _("もしものとき"), "is_known": is_known}
    if assembly is not None:
        ctx = context(assembly, Actor(), Channel.LINK)
        today, language = ctx.today, get_language() or "ja"
        found = sources(assembly, today)
        shows = batch is not None and queries.may_show_contacts(batch, today)
        kinds = batch.contact_kinds if batch is not None and shows else [ContactKind.WINDOW]
        values |= {
            "assembly_name": assembly.name,
            "made": ctx.at,
            "lines": found.lines(kinds, has_night=batch.has_night if batch is not None and shows else False),
            "steps": found.steps([kind.value for kind in IncidentKind], language),
            "entrance": found.entrance,
            "batch": batch,
            "shows": shows,
            "is_stale": batch is not None and found.content(batch).sha256 != batch.content_sha256,
            "manifest": request.path + "app.webmanifest",
            "worker": reverse("card:worker"),
            "scope": reverse("card:public", kwargs={"assembly": assembly.slug}),
        }
    return render_page(request, "cards/phone.html", values, status=status)


@public_page
def manifest(request: HttpRequest, assembly: str, key: str = "") -> HttpResponse:
    """What a phone needs to put the page among its apps. It names nothing but the page itself."""
    names = {"assembly": assembly} | ({"key": key} if key else {})
    start = reverse("card:card" if key else "card:public", kwargs=names)
    icon = {"src": static("ui/logo.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    values = {
        "name": _("もしものとき"),
        "short_name": _("もしも"),
        "lang": get_language(),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#a90000",
        "icons": [icon],
    }
    return JsonResponse(values, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@public_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of these pages and of no others."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = "/card/"
    return answer


def _private(response: HttpResponse) -> HttpResponse:
    """Told to no other site, found by no search, kept by no cache but the phone's own."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
