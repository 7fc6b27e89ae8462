"""The door without an account: pictures, first advice, a form that may be sent as it is, a receipt (INC-1, INC-2).

Nothing here needs a script, a cookie or a log-in, and nothing of the assembly is shown but its name and how to call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sakimori.foundation.access.context import Actor, Channel, context, today_in_japan
from sakimori.foundation.access.limits import count, is_over
from sakimori.foundation.access.pages import public_page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.queries import active_assemblies, assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import submitted
from sakimori.measures.intake import actions, queries, rules
from sakimori.measures.intake.forms import DoorForm
from sakimori.measures.intake.models import Door
from sakimori.measures.intake.types import PICTURES, Means, Nature, Opening, Picture, picture_of
from sakimori.measures.playbooks.queries import playbook_for
from sakimori.registers.assets.queries import by_code
from sakimori.registers.organization.queries import window_contact

NO_CODE = "open"
"""Stands in the address where nobody has a code."""
WRONG_LIMIT, REPORTS_LIMIT = 20, 10
WINDOW_SECONDS = 3600
GRANTED = frozenset({Permission.INCIDENT_REPORT, Permission.FILE_STORE})
"""All that somebody without an account may do."""

Inside = Callable[[Assembly, Door | None], HttpResponse]


def _entered(request: HttpRequest, slug: str, inside: Inside) -> HttpResponse:
    """The assembly of the address in scope; an unknown one is counted, so that nobody tries through all names."""
    if is_over(request, "intake-door", limit=WRONG_LIMIT, seconds=WINDOW_SECONDS):
        return _private(_shut(request, None, "many", 429))
    found = assembly_by_slug(slug)
    if found is None or not found.is_active:
        count(request, "intake-door", seconds=WINDOW_SECONDS)
        return _private(_shut(request, None, "unknown", 404))
    with scope(found.pk):
        return _private(inside(found, queries.door()))


def _why_shut(gate: Door | None, code: str) -> str:
    """Why this door does not open: closed by the office, a code that is not its code, or "" for an open one."""
    if gate is None or gate.opening == Opening.ANYBODY:
        return ""
    if gate.opening == Opening.CLOSED:
        return "closed"
    return "" if rules.plain_code(code) == gate.code else "code"


def _titles() -> dict[str, str]:
    return {
        "code": _("カードの符号を入力してください"),
        "receipt": _("受付番号が見つかりません"),
        "many": _("しばらく待ってから、もう一度お試しください"),
    }


def _shut(request: HttpRequest, assembly: Assembly | None, why: str, status: int) -> HttpResponse:
    values = {
        "page_title": _titles().get(why, _("この入口は使えません")),
        "assembly_name": assembly.name if assembly else "",
        "contact": window_contact() if assembly else None,
        "why": why,
        "slug": assembly.slug if assembly else "",
    }
    return render_page(request, "intake/door/shut.html", values, status=status)


@public_page
def anywhere(request: HttpRequest) -> HttpResponse:
    """The button of pages that belong to no assembly (log-in): first advice, and the way to one's own assembly."""
    typed = request.GET.get("to", "").strip().strip("/")
    slug, _slash, code = typed.partition("/")
    only = list(active_assemblies()[:2]) if not typed else []
    if len(only) == 1:
        return redirect("door:door", assembly=only[0].slug)
    if typed and slug.replace("-", "").isalnum() and slug.isascii():
        return redirect("door:door-code", assembly=slug, code=rules.plain_code(code) or NO_CODE)
    values = {"page_title": _("もしものとき"), "pictures": _pictures(None), "typed": typed}
    return _private(render_page(request, "intake/door/anywhere.html", values))


@public_page
def first_steps(request: HttpRequest, what: str) -> HttpResponse:
    """What to do now, in the words shipped with the product; no assembly is needed for that."""
    picture = picture_of(what)
    if picture is None:
        return redirect("door:anywhere")
    values = {"page_title": picture.label, "picture": picture, "advice": _advice(picture)}
    return _private(render_page(request, "intake/door/steps.html", values))


@public_page
def door(request: HttpRequest, assembly: str, code: str = NO_CODE) -> HttpResponse:
    """Eight pictures: what has happened?"""

    def inside(found: Assembly, gate: Door | None) -> HttpResponse:
        typed = request.GET.get("code", "")
        if typed:
            return redirect("door:door-code", assembly=found.slug, code=rules.plain_code(typed) or NO_CODE)
        refused = _refused(request, found, gate, code)
        if refused is not None:
            return refused
        label = request.GET.get("t", "")[:40]
        values = {
            "page_title": _("もしものとき"),
            "assembly_name": found.name,
            "message": gate.message if gate else "",
            "contact": window_contact(),
            "pictures": _pictures(found, code, label),
            "receipt_url": reverse("door:receipts", kwargs={"assembly": found.slug}),
        }
        return render_page(request, "intake/door/door.html", values)

    return _entered(request, assembly, inside)


def _refused(request: HttpRequest, found: Assembly, gate: Door | None, code: str) -> HttpResponse | None:
    why = _why_shut(gate, code)
    if why == "code" and code != NO_CODE:
        count(request, "intake-door", seconds=WINDOW_SECONDS)
    return _shut(request, found, why, 403) if why else None


def _pictures(found: Assembly | None, code: str = NO_CODE, label: str = "") -> list[tuple[Picture, str]]:
    """Each picture with the address that it leads to."""
    tail = f"?t={label}" if rules.plain_code(label) == label and label else ""
    if found is None:
        return [(each, reverse("door:first-steps", kwargs={"what": each.key})) for each in PICTURES]
    return [
        (each, reverse("door:report", kwargs={"assembly": found.slug, "code": code, "what": each.key}) + tail)
        for each in PICTURES
    ]


def _advice(picture: Picture) -> tuple[str, ...]:
    return playbook_for(picture.kinds[0], today_in_japan()).advice


@csrf_exempt  # no log-in is used here: a forged report says no more than anybody may say
@public_page
def report(request: HttpRequest, assembly: str, code: str, what: str) -> HttpResponse:
    """What to do now; below it the report, filled in as far as it can be."""

    def inside(found: Assembly, gate: Door | None) -> HttpResponse:
        refused = _refused(request, found, gate, code)
        if refused is not None:
            return refused
        picture = picture_of(what)
        if picture is None:
            return redirect("door:door-code", assembly=found.slug, code=code)
        return _report(request, found, code, picture)

    return _entered(request, assembly, inside)


def _report(request: HttpRequest, found: Assembly, code: str, picture: Picture) -> HttpResponse:
    is_sent = request.method == "POST"
    if is_sent and is_over(request, "intake-report", limit=REPORTS_LIMIT, seconds=WINDOW_SECONDS):
        return _shut(request, found, "many", 429)
    label = rules.plain_code(request.GET.get("t", "")[:40])
    form = DoorForm(request.POST if is_sent else None, request.FILES if is_sent else None, picture=picture)
    got: list[actions.Filed] = []

    def act(values: dict[str, Any]) -> None:
        ctx = context(found, Actor(name=_("ログインしていない人"), granted=GRANTED), Channel.LINK)
        photos = values.pop("photo")
        nobody = values["nature"] == Nature.NEAR_MISS and not values["contact"]
        got.append(
            actions.file_report(
                ctx,
                means=Means.DOOR,
                asset=by_code(label) if label else None,
                photos=photos,
                is_anonymous=nobody,
                **values,
            )
        )

    if submitted(form, act):
        count(request, "intake-report", seconds=WINDOW_SECONDS)
        return redirect("door:receipt", assembly=found.slug, receipt=rules.shown_code(got[0].receipt))
    values = {
        "page_title": picture.label,
        "assembly_name": found.name,
        "contact": window_contact(),
        "picture": picture,
        "advice": _advice(picture),
        "form": form,
        "label": label,
        "is_public": True,
        "back": reverse("door:door-code", kwargs={"assembly": found.slug, "code": code}),
    }
    return render_page(request, "intake/door/report.html", values, status=422 if is_sent else 200)


@public_page
def receipts(request: HttpRequest, assembly: str) -> HttpResponse:
    """Where a receipt is typed in."""
    typed = rules.plain_code(request.GET.get("code", "")[:60])

    def inside(found: Assembly, _gate: Door | None) -> HttpResponse:
        if typed:
            return redirect("door:receipt", assembly=found.slug, receipt=rules.shown_code(typed))
        values = {
            "page_title": _("報告のその後"),
            "assembly_name": found.name,
            "back": reverse("door:door", args=[found.slug]),
        }
        return render_page(request, "intake/door/receipts.html", values)

    return _entered(request, assembly, inside)


@public_page
def receipt(request: HttpRequest, assembly: str, receipt: str) -> HttpResponse:
    """How far it is: received, being handled, done; the office's answer; what to do meanwhile."""

    def inside(found: Assembly, _gate: Door | None) -> HttpResponse:
        row = queries.report_by_receipt(receipt)
        if row is None:
            count(request, "intake-door", seconds=WINDOW_SECONDS)
            return _shut(request, found, "receipt", 404)
        followed = row.same_as or row
        values = {
            "page_title": _("報告を受け付けました") if followed.touched_on is None else _("報告のその後"),
            "assembly_name": found.name,
            "contact": window_contact(),
            "report": row,
            "followed": followed,
            "answer": row.answer or followed.answer,
            "receipt": rules.shown_code(rules.plain_code(receipt)),
            "address": settings.ENV.address + request.path,
            "advice": playbook_for(row.kind, today_in_japan()).advice,
            "back": reverse("door:door", kwargs={"assembly": found.slug}),
        }
        return render_page(request, "intake/door/receipt.html", values)

    return _entered(request, assembly, inside)


def _private(response: HttpResponse) -> HttpResponse:
    """Told to no other site, found by no search, kept by no cache."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
