"""Who does what (ORG-4): my own part in sentences, the whole table, and the assembly's own split of a duty."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.actions import adopt_split
from sakimori.foundation.duties.queries import splits_of, splits_on
from sakimori.foundation.duties.spec import DutySpec, catalogue
from sakimori.foundation.duties.types import Part
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import form_page, submitted
from sakimori.registers.organization.queries import posts_of_the_day, posts_of_the_person
from sakimori.registers.organization.raci import COLUMNS, in_words, post_name, raci, shipped
from sakimori.registers.organization.split_forms import ShippedForm, SplitForm, initial_of
from sakimori.registers.organization.views.submitting import address


@page(Permission.BOARD_READ)
def raci_page(request: HttpRequest, ctx: Context) -> HttpResponse:
    """My part first; the table of every role is for whoever may see the organisation, and harms nobody else."""
    splits = splits_on(ctx.today)
    rows = raci(splits)
    person_id = ctx.actor.person_id if splits else None
    my_posts = frozenset(posts_of_the_person(person_id, ctx.today) if person_id else ())
    mine = {part: [row.duty for row in rows if part in row.parts_of(ctx.actor.roles, my_posts)] for part in Part}
    chosen = request.GET.get("role", "")
    only = Role(chosen) if chosen in {role.value for role in COLUMNS} else None
    shown = [row for row in rows if only is None or row.parts_of(frozenset({only}))]
    values = {
        "page_title": _("役割の分担"),
        "does": mine[Part.RESPONSIBLE],
        "answers": mine[Part.ACCOUNTABLE],
        "advises": mine[Part.CONSULTED],
        "hears": mine[Part.INFORMED],
        "rows": [
            (
                row,
                [(COLUMNS[role], [(part.value, part.label) for part in parts]) for role, parts in row.parts],
                [(part.value, part.label, post_name(post)) for part, post in row.posts],
            )
            for row in shown
        ],
        "columns": [(role.value, label) for role, label in COLUMNS.items()],
        "only": only,
        "has_posts": any(row.posts for row in shown),
        "legend": [(part.value, part.label) for part in Part],
        "may_settle": allowed(ctx, Permission.DUTY_SETTINGS),
    }
    return render_page(request, "organization/raci.html", values)


@page(Permission.BOARD_READ)
def split(request: HttpRequest, ctx: Context, key: str) -> HttpResponse:
    """The parts of one duty, and every decision about them with its days and reason."""
    spec = _spec(key)
    rows = splits_of(key)
    adopted = splits_on(ctx.today).get(key)
    values = {
        "page_title": _("「%(duty)s」の分担") % {"duty": spec.title},
        "spec": spec,
        "adopted": adopted,
        "parts": in_words(adopted.parts if adopted else shipped(spec)),
        "shipped": in_words(shipped(spec)),
        "decisions": [(row, in_words(row.parts)) for row in rows],
        "may_settle": allowed(ctx, Permission.DUTY_SETTINGS),
    }
    return render_page(request, "organization/split.html", values)


@page(Permission.DUTY_SETTINGS)
def split_edit(request: HttpRequest, ctx: Context, key: str) -> HttpResponse:
    """The assembly decides the parts of a duty."""
    spec = _spec(key)
    adopted = splits_on(ctx.today).get(key)
    initial = {**initial_of(adopted.parts if adopted else shipped(spec)), "from_date": ctx.today}
    form = SplitForm(request.POST or None, posts=posts_of_the_day(ctx.today), initial=initial)
    if submitted(form, lambda values: adopt_split(ctx, duty=key, parts=form.parts(), **_decided(values))):
        messages.success(request, _("役割の分担を決めました。"))
        return redirect("organization:split", assembly=ctx.assembly.slug, key=key)
    title = _("「%(duty)s」の分担を決める") % {"duty": spec.title}
    lead = _("始まる日から、この分担が使われます。それまでの分担は、前の日までのものとして残ります。")
    return form_page(request, form, title, back=address(ctx, "split", key=key), submit=_("この分担に決める"), lead=lead)


@page(Permission.DUTY_SETTINGS)
def split_back(request: HttpRequest, ctx: Context, key: str) -> HttpResponse:
    """Back to the split that follows from the catalogue; that is a decision too."""
    spec = _spec(key)
    form = ShippedForm(request.POST or None, initial={"from_date": ctx.today})
    if submitted(form, lambda values: adopt_split(ctx, duty=key, parts=None, **_decided(values))):
        messages.success(request, _("はじめの分担に戻しました。"))
        return redirect("organization:split", assembly=ctx.assembly.slug, key=key)
    title = _("「%(duty)s」をはじめの分担に戻す") % {"duty": spec.title}
    return form_page(request, form, title, back=address(ctx, "split", key=key), submit=_("はじめの分担に戻す"))


def _spec(key: str) -> DutySpec:
    found = catalogue().get(key)
    if found is None:
        raise Http404
    return found


def _decided(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("from_date", "reason", "decided_on", "decision")}
