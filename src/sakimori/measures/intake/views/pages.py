"""Reporting when logged in: the same pictures, with what is known of the person filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Actor, Channel, Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted
from sakimori.measures.intake import actions, queries, rules
from sakimori.measures.intake.forms import PageForm
from sakimori.measures.intake.types import PICTURES, Means, picture_of
from sakimori.measures.intake.views.door import GRANTED
from sakimori.measures.playbooks.queries import playbook_for
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.lending.queries import held_by
from sakimori.registers.organization.queries import window_contact

REPORT = Permission.INCIDENT_REPORT


@page(REPORT)
def new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Eight pictures, and what became of one's own reports."""
    values = {
        "page_title": _("もしものとき"),
        "pictures": [(each, address(ctx, "intake:new-report", what=each.key)) for each in PICTURES],
        "contact": window_contact(),
        "mine": queries.mine(ctx),
    }
    return render_page(request, "intake/new.html", values)


@page(REPORT)
def new_report(request: HttpRequest, ctx: Context, what: str) -> HttpResponse:
    """What to do now, and the form. An anonymous near miss is filed by nobody: no account, no person."""
    picture = picture_of(what)
    if picture is None:
        raise Http404
    things = [loan.asset for loan in held_by(ctx.actor.person_id, ctx.today)] if ctx.actor.person_id else []
    is_sent = request.method == "POST"
    first = things[0].pk if things and picture.kinds[0] == IncidentKind.LOST_DEVICE else ""
    form = PageForm(
        request.POST if is_sent else None, request.FILES if is_sent else None,
        picture=picture, things=things, initial={"asset": str(first)},
    )  # fmt: skip
    got: list[actions.Filed] = []

    def act(values: dict[str, Any]) -> None:
        photos = values.pop("photo")
        nobody = values["is_anonymous"]
        acting = replace(ctx, actor=Actor(granted=GRANTED), channel=Channel.LINK, request_id="") if nobody else ctx
        known = ctx.actor.person_id if not nobody else None
        person = Person.objects.filter(pk=known).first() if known else None
        # What is lent to somebody tells who they are.
        asset = values.pop("asset", None)
        got.append(
            actions.file_report(
                acting,
                means=Means.DOOR if nobody else Means.PAGE,
                person=person,
                asset=None if nobody else asset,
                photos=photos,
                **values,
            )
        )

    if submitted(form, act):
        code = rules.shown_code(got[0].receipt)
        return redirect("door:receipt", assembly=ctx.assembly.slug, receipt=code)
    values = {
        "page_title": picture.label,
        "picture": picture,
        "advice": playbook_for(picture.kinds[0], ctx.today).advice,
        "contact": window_contact(),
        "form": form,
        "back": address(ctx, "intake:new"),
    }
    return render_page(request, "intake/new_report.html", values, status=422 if is_sent else 200)
