"""The page behind the link of a drill mail or poster: it teaches, and counts without knowing whom.

The token stands behind `#` in the link, so that neither this server nor a proxy has it in a log, and mail scanners that
fetch links count nothing. A script of ours hands it over in the body of a request without cookies.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, context
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.measures.drills import actions, content, queries
from sakimori.measures.drills.actions.visits import Visit
from sakimori.measures.drills.models import PhishingDrill


@csrf_exempt  # no log-in is used here: a request can only add one to a count, and only once a token
@public_page
def lesson(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """GET teaches the signs of exactly this drill's mail; POST counts, or thanks where there is no script."""
    return _lesson(request, assembly, code, is_poster=False)


@csrf_exempt
@public_page
def wall_lesson(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The same for the notice on the wall."""
    return _lesson(request, assembly, code, is_poster=True)


def _lesson(request: HttpRequest, assembly: str, code: str, *, is_poster: bool) -> HttpResponse:
    found = assembly_by_slug(assembly)
    if found is None or not found.is_active:
        raise Http404
    with scope(found.pk):
        phishing = queries.phishing_by_code(code)
        if phishing is None:
            raise Http404
        return _private(_answer(request, found, phishing, is_poster=is_poster))


def _answer(request: HttpRequest, assembly: Assembly, phishing: PhishingDrill, *, is_poster: bool) -> HttpResponse:
    carried, what = request.POST.get("token", "")[:100], request.POST.get("what", "")
    if request.method == "POST" and carried and what in Visit.values:
        ctx = context(assembly, Actor(granted=frozenset({Permission.ASK_ANSWER})), Channel.LINK)
        counted = actions.note_visit(ctx, phishing=phishing, carried=carried, what=Visit(what))
        return HttpResponse(status=204 if counted else 410)
    is_read = request.method == "POST"
    title = _("これは訓練の掲示でした") if is_poster else _("これは訓練のメールでした")
    values = {
        "page_title": _("お疲れさまでした") if is_read else title,
        "assembly_name": assembly.name,
        "csrf_token": "",
        "lure": content.wall_notice() if is_poster else content.lure(phishing.lure_key),
        "is_poster": is_poster,
        "is_read": is_read,
        "is_over": not phishing.is_running,
        "report_url": reverse("lesson:public-report", kwargs={"assembly": assembly.slug}),
    }
    return render_page(request, "drills/lesson.html", values)


def _private(response: HttpResponse) -> HttpResponse:
    """Found by no search, kept by no cache."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # a refused count is nobody's business
    return response
