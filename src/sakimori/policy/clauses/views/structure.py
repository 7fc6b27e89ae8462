"""How a draft's text is divided, corrected by hand: split a clause, merge it into the one before, change its level."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.forms import MergeForm, SplitForm, attach
from sakimori.policy.clauses.models import Clause
from sakimori.policy.clauses.reading import to_parts
from sakimori.policy.clauses.types import VersionState
from sakimori.policytext.restructure import NoSuchChange, Part, move, sentences


@page(Permission.POLICY_PREPARE)
def structure(request: HttpRequest, ctx: Context, clause_id: UUID) -> HttpResponse:
    """One page with every change of a clause's place; each button is one action."""
    clause = get_object_or_404(
        Clause.objects.select_related("version", "parent"), pk=clause_id, version__state=VersionState.DRAFT
    )
    act = request.POST.get("act", "") if request.method == "POST" else ""
    split = SplitForm(request.POST if act == "split" else None, clause_text=clause.text)
    merge = MergeForm(request.POST if act == "merge" else None)
    level = Form(request.POST)
    if act:
        form = {"split": split, "merge": merge}.get(act, level)
        if form.is_valid():
            try:
                shown, said = _apply(ctx, clause, act, form.cleaned_data)
                messages.success(request, said)
                check = reverse("clauses:check", kwargs=_keys(ctx, shown))
                return redirect(f"{check}#clause-{shown.pk}")
            except ValidationError as error:
                attach(form, error)
    rows = {
        "page_title": _("条項 %(path)s の分け方を直す") % {"path": clause.path},
        "clause": clause,
        "split": split,
        "merge": merge,
        "level": level,
        "back": reverse("clauses:check", kwargs=_keys(ctx, clause)),
    } | _around(clause)
    return render_page(request, "clauses/structure.html", rows, status=422 if act else 200)


def _keys(ctx: Context, clause: Clause) -> dict[str, Any]:
    return {"assembly": ctx.assembly.slug, "version_id": clause.version_id}


def _apply(ctx: Context, clause: Clause, act: str, values: dict[str, Any]) -> tuple[Clause, str]:
    """Do it; the clause to look at next, and what to say. The measures were read again, so they are to be checked."""
    if act == "split":
        new = actions.split_clause(ctx, clause=clause, **values)
        return new, _("条項 %(path)s を作りました。見出しと施策を確かめてください。") % {"path": new.path}
    if act == "merge":
        kept = actions.merge_clause(ctx, clause=clause, **values)
        return kept, _("条項 %(path)s に続けました。施策を確かめてください。") % {"path": kept.path}
    if act in {"up", "down"}:
        moved = actions.move_clause(ctx, clause=clause, deeper=act == "down")
        return moved, _("条項 %(path)s になりました。") % {"path": moved.path}
    raise Http404


def _around(clause: Clause) -> dict[str, Any]:
    """The clause before it, and the number it would have one level up or down (None: not possible)."""
    rows = queries.clauses_of(clause.version)
    index = next(place for place, row in enumerate(rows) if row.pk == clause.pk)
    parts = to_parts(rows)
    return {
        "before": rows[index - 1] if index else None,
        "pieces": sentences(clause.text),
        "up": _number_after(parts, index, deeper=False),
        "down": _number_after(parts, index, deeper=True),
    }


def _number_after(parts: list[Part], index: int, *, deeper: bool) -> str | None:
    try:
        return move(parts, index, deeper=deeper)[index].path
    except NoSuchChange:
        return None
