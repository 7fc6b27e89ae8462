"""Deciding about playbooks: adopt many as shipped, change one, choose kinds, look at them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, attach, form_page, submitted
from sakimori.measures.playbooks import actions, forms, queries
from sakimori.measures.playbooks.changes import differences
from sakimori.measures.playbooks.content import shipped_text
from sakimori.measures.playbooks.models import Adoption
from sakimori.measures.playbooks.playbook_text import normalized
from sakimori.measures.playbooks.reading import field_names
from sakimori.measures.playbooks.types import AdoptionState, Route
from sakimori.measures.playbooks.views import CLAUSE, MANAGE, kind_of


def _decide(ctx: Context, values: Mapping[str, Any], texts: Mapping[str, str]) -> Adoption:
    """Record what was decided, or ask for approval: as the form says."""
    if values["way"] == forms.ASK:
        return actions.propose(
            ctx,
            texts=texts,
            effective_on=values["effective_on"],
            route=values["route"] or Route.CHAIR,
            note=values["note"],
        )
    return actions.adopt(
        ctx,
        texts=texts,
        decided_on=values["decided_on"],
        effective_on=values["effective_on"],
        decision=values["decision"],
        note=values["note"],
    )


def _say(request: HttpRequest, way: str) -> None:
    asked = _("承認をお願いしました。承認されると、使い始める日から新しい版になります。")
    messages.success(request, asked if way == forms.ASK else _("対応手順を定めました。"))


@page(MANAGE)
def adopt(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Shipped texts as they are, several kinds in one decision."""
    rows = queries.kind_rows(ctx.today)
    offered = [row.kind for row in rows if row.proposed is None and (row.version is None or row.has_news)]
    if not offered:
        messages.info(request, _("用意された文のまま定められる種類は、もうありません。"))
        return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
    initial = {
        "kinds": [row.kind.value for row in rows if row.version is None and not row.reason],
        "decided_on": ctx.today,
        "effective_on": ctx.today,
    }
    form = forms.AdoptForm(offered, request.POST or None, initial=initial)
    if submitted(form, lambda given: _decide(ctx, given, {kind: shipped_text(kind) for kind in given["kinds"]})):
        _say(request, form.cleaned_data["way"])
        return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
    back = address(ctx, "playbooks:playbooks")
    lead = _("一つずつ中身を読んでから、まとめて定められます。決めたことは、会議や決裁の名前とともに残ります。")
    title = _("まとめて定める")
    return form_page(request, form, title, back=back, submit=_("定める"), clause=CLAUSE, lead=lead)


@page(MANAGE)
def edit(request: HttpRequest, ctx: Context, incident_kind: str) -> HttpResponse:
    """A new version of one playbook: look at the difference first, then decide."""
    found = kind_of(incident_kind)
    in_force = queries.version_for(found.value, ctx.today)
    start = in_force.text if in_force else shipped_text(found.value)
    if request.GET.get("from") == "shipped":
        start = shipped_text(found.value)
    initial = {"text": start, "decided_on": ctx.today, "effective_on": ctx.today}
    form = forms.TextForm(request.POST or None, initial=initial)
    lines = None
    if request.POST.get("act") == "check":
        text = request.POST.get("text", "")
        form = forms.TextForm(initial=initial | {name: request.POST.get(name, "") for name in form.fields})
        try:
            actions.read(found.value, text)
        except ValidationError as error:
            # The rest of the form is not filled in yet, so only the text is judged.
            form = forms.TextForm(request.POST)
            form.errors.clear()
            attach(error, form)
        else:
            lines = differences(in_force.text if in_force else shipped_text(found.value), normalized(text))
    elif submitted(form, lambda given: _decide(ctx, given, {found.value: given["text"]})):
        _say(request, form.cleaned_data["way"])
        return redirect("playbooks:playbook", assembly=ctx.assembly.slug, incident_kind=found.value)
    values = {
        "page_title": _("対応手順を直す"),
        "kind": found,
        "form": form,
        "lines": lines,
        "fields": field_names(reader_language()),
        "version": in_force,
    }
    return render_page(request, "playbooks/edit.html", values, status=422 if form.is_bound else 200)


@page(MANAGE)
def kinds(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Which kinds the assembly keeps; whichever it leaves out has a reason."""
    rows = queries.kind_rows(ctx.today)
    form = forms.KindsForm(request.POST or None, left_out={row.kind.value: row.reason for row in rows if row.reason})
    if submitted(form, lambda given: actions.choose_kinds(ctx, left_out=form.left_out())):
        messages.success(request, _("備える種類を決めました。"))
        return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
    back = address(ctx, "playbooks:playbooks")
    lead = _("備えない種類だけ、その理由を書いてください。空欄の種類は備えます。例: 議会のSNSを使っていない。")
    title = _("備える種類を決める")
    return form_page(request, form, title, back=back, submit=_("決める"), clause=CLAUSE, lead=lead)


@page(MANAGE)
def review(request: HttpRequest, ctx: Context) -> HttpResponse:
    """The yearly look: several playbooks at one sitting."""
    rows = [row for row in queries.kind_rows(ctx.today) if row.version is not None and not row.reason]
    if not rows:
        messages.info(request, _("まず、対応手順を定めてください。"))
        return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
    wanted = request.GET.get("kind", "")
    chosen = [row for row in rows if row.kind.value == wanted] or [row for row in rows if row.is_late]
    initial = {"versions": [str(row.version.pk) for row in chosen if row.version]}
    versions = [row.version for row in rows if row.version is not None]
    form = forms.ReviewForm(versions, ctx.today, request.POST or None, initial=initial)
    if submitted(form, lambda given: actions.review(ctx, **given)):
        messages.success(request, _("見直しを記録しました。"))
        return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
    back = address(ctx, "playbooks:playbooks")
    lead = _("読み返して、電話番号、担当、やり方がいまも合うかを確かめます。期限の過ぎたものに印が付いています。")
    title = _("見直しを記録する")
    return form_page(request, form, title, back=back, submit=_("記録する"), clause=CLAUSE, lead=lead)


@require_POST
@page(MANAGE)
def withdraw(request: HttpRequest, ctx: Context, adoption_id: UUID) -> HttpResponse:
    """A proposal that waits is taken back."""
    adoption = get_object_or_404(
        Adoption.objects.select_related("application"), pk=adoption_id, state=AdoptionState.WAITING
    )
    actions.withdraw(ctx, adoption=adoption)
    messages.success(request, _("申請を取り下げました。"))
    return redirect("playbooks:playbooks", assembly=ctx.assembly.slug)
