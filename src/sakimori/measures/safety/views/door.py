"""Pages without an account: one tap behind one's own link, or behind the code on the wall.

They are drawn in a frame of their own, without scripts and with one small style sheet: after a disaster lines are slow.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.measures.safety import actions, forms, queries
from sakimori.measures.safety.models import Asked, SafetyAnswer, SafetyCheck
from sakimori.measures.safety.types import Means

WRONG, WINDOW_SECONDS, TRIES_LIMIT = 20, 600, 120
"""Wrong links, and names typed at the wall, of one address in ten minutes; a whole shelter may sit behind one."""


@csrf_exempt  # no log-in is used here: whoever knows the 256-bit token may answer
@public_page
def by_link(request: HttpRequest, assembly: str, token: str) -> HttpResponse:
    """One's own link: a tap answers, and may be tapped again when things change."""
    found = _assembly(request, assembly)
    with scope(found.pk):
        asked = queries.asked_by_token(token)
        if asked is None:
            count(request, "safety-link", seconds=WINDOW_SECONDS)
            return _private(_door(request, found, None, {"page_title": _("このリンクは使えません")}, status=404))
        return _private(_answer(request, found, asked))


def _answer(request: HttpRequest, assembly: Assembly, asked: Asked) -> HttpResponse:
    check = asked.check_row
    if check.closed_at is not None:
        return _door(request, assembly, check, {"page_title": _("この安否確認は終わりました"), "is_over": True}, 410)
    person = asked.person
    actor = Actor(person_id=person.pk, name=person.shown_name, granted=frozenset({Permission.ASK_ANSWER}))
    ctx = context(assembly, actor, Channel.LINK)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    made: list[SafetyAnswer] = []
    is_done = submitted(form, lambda values: made.append(actions.answer(ctx, asked=asked, means=Means.LINK, **values)))
    latest = made[0] if made else next(iter(queries.answers_of(asked)), None)
    values = {
        "page_title": _("%(name)s様、お答えを受け付けました") % {"name": person.shown_name}
        if is_done
        else _("%(name)s様、ご無事ですか") % {"name": person.shown_name},
        "form": forms.AnswerForm(initial=_as_initial(latest)) if is_done or not form.is_bound else form,
        "latest": latest,
        "is_done": is_done,
    }
    return _door(request, assembly, check, values, 422 if form.is_bound and not is_done else 200)


def _as_initial(latest: SafetyAnswer | None) -> dict[str, Any]:
    return {name: getattr(latest, name) for name in ("family", "house", "note")} if latest else {}


@csrf_exempt  # no log-in is used here: whoever stands at the wall may say who they are, and the office sees the list
@public_page
def at_wall(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The code on the wall: who it is, and one tap. Shows no list and names nobody."""
    found = _assembly(request, assembly)
    with scope(found.pk):
        check = queries.check_by_code(code)
        if check is None:
            count(request, "safety-link", seconds=WINDOW_SECONDS)
            return _private(_door(request, found, None, {"page_title": _("このコードは使えません")}, status=404))
        return _private(_wall(request, found, check))


def _wall(request: HttpRequest, assembly: Assembly, check: SafetyCheck) -> HttpResponse:
    if check.closed_at is not None:
        return _door(request, assembly, check, {"page_title": _("この安否確認は終わりました"), "is_over": True}, 410)
    if is_over(request, "safety-wall", limit=TRIES_LIMIT, seconds=WINDOW_SECONDS):
        values = {"page_title": _("しばらく待ってから、もう一度お試しください"), "is_many": True}
        return _door(request, assembly, check, values, 429)
    ctx = context(assembly, Actor(granted=frozenset({Permission.ASK_ANSWER})), Channel.LINK)
    form = forms.WallForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        count(request, "safety-wall", seconds=WINDOW_SECONDS)
    made: list[SafetyAnswer] = []
    if submitted(form, lambda values: made.append(actions.answer_at_wall(ctx, check=check, **values))):
        name = made[0].asked.person.shown_name
        values = {
            "page_title": _("%(name)s様、お答えを受け付けました") % {"name": name},
            "latest": made[0],
            "is_done": True,
            "is_wall": True,
        }
        return _door(request, assembly, check, values)
    values = {"page_title": _("ご無事ですか"), "form": form, "is_wall": True}
    return _door(request, assembly, check, values, 422 if form.is_bound else 200)


def _door(
    request: HttpRequest, assembly: Assembly, check: SafetyCheck | None, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    frame = {"assembly_name": assembly.name, "csrf_token": "", "check": check}
    return render_page(request, "safety/door.html", frame | values, status=status)


def _assembly(request: HttpRequest, slug: str) -> Assembly:
    found = assembly_by_slug(slug)
    if found is None or not found.is_active or is_over(request, "safety-link", limit=WRONG, seconds=WINDOW_SECONDS):
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is sent to nobody, found by no search, kept by no cache or log."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
