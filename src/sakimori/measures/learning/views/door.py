"""Pages without an account: the code on the wall of a session, and whether a certificate is genuine."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import TOKYO, Actor, Channel, context
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.measures.learning import actions, forms, queries
from sakimori.measures.learning.models import Completion, TrainingSession
from sakimori.measures.learning.rules import is_open, plain

WRONG_LIMIT, TRIES_LIMIT, WINDOW_SECONDS = 20, 60, 600
"""Wrong codes, and names typed, of one address in ten minutes; a whole assembly may sit behind one address."""


@csrf_exempt  # no log-in is used here: whoever is in the room may say who they are, and the office sees the list
@public_page
def attend(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """Somebody in the room types their seat or name. Good only around the hours of the session; shows no list."""
    found = _assembly(request, assembly)
    with scope(found.pk):
        session = queries.session_by_code(code)
        if session is None:
            count(request, "learning-code", seconds=WINDOW_SECONDS)
            raise Http404
        return _private(_attend(request, found, session))


def _attend(request: HttpRequest, assembly: Assembly, session: TrainingSession) -> HttpResponse:
    ctx = context(assembly, Actor(granted=frozenset({Permission.ASK_ANSWER})), Channel.LINK)
    frame = {"assembly_name": assembly.name, "csrf_token": "", "session": session}
    is_now = is_open(session.held_on, session.starts_at, session.ends_at, ctx.at.astimezone(TOKYO))
    if not is_now or session.closed_on is not None:
        values = {"page_title": _("いまは出席を受け付けていません"), "is_closed": True, **frame}
        return render_page(request, "learning/attend.html", values, status=410)
    if is_over(request, "learning-attend", limit=TRIES_LIMIT, seconds=WINDOW_SECONDS):
        values = {"page_title": _("しばらく待ってから、もう一度お試しください"), "is_many": True, **frame}
        return render_page(request, "learning/attend.html", values, status=429)
    form = forms.AttendForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        count(request, "learning-attend", seconds=WINDOW_SECONDS)
    made: list[Completion] = []
    if submitted(form, lambda values: made.append(actions.attend(ctx, session=session, **values))):
        title = _("%(name)s様、出席を承りました") % {"name": made[0].person.shown_name}
        return render_page(request, "learning/attend.html", {"page_title": title, "is_done": True, **frame})
    values = {"page_title": _("出席の登録"), "form": form, **frame}
    return render_page(request, "learning/attend.html", values, status=422 if form.is_bound else 200)


@csrf_exempt  # nothing is written
@public_page
def check(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """Whether a certificate is genuine: number, day and course. A name is compared, never shown."""
    found = _assembly(request, assembly)
    with scope(found.pk):
        made = queries.certificate_by_code(code)
        if made is None:
            count(request, "learning-code", seconds=WINDOW_SECONDS)
            raise Http404
        form = forms.NameForm(request.POST if request.method == "POST" else None)
        values = {
            "page_title": _("取り消された修了証です") if made.void_on else _("有効な修了証です"),
            "assembly_name": found.name,
            "csrf_token": "",
            "completion": made,
            "form": form,
            "is_same": _is_same(request, form, made),
        }
        return _private(render_page(request, "learning/check.html", values))


def _is_same(request: HttpRequest, form: forms.NameForm, made: Completion) -> bool | None:
    if not form.is_bound or not form.is_valid():
        return None
    count(request, "learning-code", seconds=WINDOW_SECONDS)
    names = {plain(made.person.name), plain(made.person.public_name)} - {""}
    return plain(form.cleaned_data["name"]) in names


def _assembly(request: HttpRequest, slug: str) -> Assembly:
    found = assembly_by_slug(slug)
    if (
        found is None
        or not found.is_active
        or is_over(request, "learning-code", limit=WRONG_LIMIT, seconds=WINDOW_SECONDS)
    ):
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """Found by no search, kept by no cache."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
