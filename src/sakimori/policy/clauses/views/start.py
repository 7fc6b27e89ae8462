"""The guided start: take in → check → settings → decide → in force. Also used for every amendment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.duties.actions import settle_duty
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import Ground, catalogue
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.render import render_page
from sakimori.policy.clauses import actions, queries
from sakimori.policy.clauses.forms import (
    ClauseForm,
    DecideForm,
    DescribeForm,
    DutyDaysForm,
    ModelForm,
    TakeInForm,
    attach,
    measure_choices,
)
from sakimori.policy.clauses.models import Clause, PolicyVersion
from sakimori.policy.clauses.reading import plain_text
from sakimori.policy.clauses.types import VersionKind, VersionState
from sakimori.policy.clauses.words import DAYS_OF, DOUBTS, DROPPED, EVENTS, PAGE_FURNITURE
from sakimori.policytext import model_policy
from sakimori.policytext.errors import PolicyReadError

SETTLED_HERE = {
    "policy.published": 7,
    "compliance.acknowledged": 30,
    "policy.reviewed": 365,
    "organization.contacts-checked": 365,
}
"""Duties whose days a new assembly settles at the start, with the days that are proposed."""
USUAL = {key: days for key, days in SETTLED_HERE.items() if key != "policy.reviewed"}
"""Days that hold as long as nothing is settled; a review has no date until somebody settles one."""


def steps() -> list[str]:
    """Names of the steps, in the reader's language."""
    return [_("取り込む"), _("確かめる"), _("期限と頻度"), _("決定"), _("完了")]


@page(Permission.POLICY_PREPARE)
def start(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Step 1: a file, pasted text, the model policy, or the present wording as the beginning of an amendment."""
    form = TakeInForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version = _taken_in(ctx, form)
            if version is not None:
                return redirect("clauses:check", assembly=ctx.assembly.slug, version_id=version.pk)
    current = queries.in_force(ctx.today)
    if request.method == "GET" and request.GET.get("from") == "current" and current is not None:
        form = TakeInForm(initial={"text": plain_text(current.title, queries.clauses_of(current))})
    rows = {
        "page_title": _("方針を改定する") if current else _("方針を取り込む"),
        "form": form,
        "steps": steps(),
        "current": current,
        "unfinished": queries.unfinished(),
    }
    return render_page(request, "clauses/start.html", rows, status=status)


def _taken_in(ctx: Context, form: TakeInForm) -> PolicyVersion | None:
    file, language = form.cleaned_data["file"], "en" if (get_language() or "").startswith("en") else "ja"
    try:
        if file:
            return actions.take_in_file(ctx, name=file.name, data=file.read())
        return actions.take_in_text(ctx, text=form.cleaned_data["text"], source_name=_("貼り付けた文"))
    except PolicyReadError as error:
        form.add_error("file" if file else "text", error.message(language))  # type: ignore[arg-type]
    except ValidationError as error:
        attach(form, error)
    return None


@page(Permission.POLICY_PREPARE)
def from_model(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Step 1, for an assembly without a policy: fill in the blanks of the model policy."""
    form = ModelForm(request.POST or None, initial={"assembly": ctx.assembly.name, "body": ctx.assembly.body_name})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                text = model_policy.render(form.texts())
                version = actions.take_in_text(ctx, text=text, source_name=_("ひな形"))
                return redirect("clauses:check", assembly=ctx.assembly.slug, version_id=version.pk)
            except model_policy.ModelPolicyError as error:
                language = "en" if (get_language() or "").startswith("en") else "ja"
                form.add_error(error.field if error.field in form.fields else None, error.message(language))  # type: ignore[arg-type]
            except ValidationError as error:
                attach(form, error)
    rows = {"page_title": _("ひな形から方針を作る"), "form": form, "steps": steps()}
    return render_page(request, "clauses/model.html", rows, status=status)


@page(Permission.POLICY_PREPARE)
def check(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Step 2: what was read, beside the original; doubts and dropped text shown; title and kind corrected here."""
    version = _draft(version_id)
    if version.state == VersionState.PROPOSED:
        return redirect("clauses:done", assembly=ctx.assembly.slug, version_id=version.pk)
    form = DescribeForm(
        request.POST or None,
        initial={"title": version.title, "kind": version.kind, "joint_with": version.joint_with},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.describe_version(
                    ctx,
                    version=version,
                    title=form.cleaned_data["title"],
                    kind=VersionKind(form.cleaned_data["kind"]),
                    joint_with=form.cleaned_data["joint_with"],
                )
                following = "clauses:joint" if version.kind == VersionKind.JOINT else "clauses:settings"
                return redirect(following, assembly=ctx.assembly.slug, version_id=version.pk)
            except ValidationError as error:
                attach(form, error)
    clauses = queries.clauses_of(version)
    names = dict(measure_choices())
    rows = {
        "page_title": _("読み取りを確かめる"),
        "steps": steps(),
        "version": version,
        "form": form,
        "clauses": [
            {"clause": clause, "measures": [(names.get(m.measure, m.measure), m) for m in clause.measures.all()]}
            for clause in clauses
        ],
        "figures": queries.figures(version),
        "history": [(row.date, EVENTS.get(row.event, row.event)) for row in queries.history_of(version)],
        "doubts": [(doubt, DOUBTS.get(doubt["code"], doubt["code"])) for doubt in version.doubts],
        "dropped": [(part["text"], DROPPED.get(part["reason"], PAGE_FURNITURE)) for part in version.dropped],
    }
    return render_page(request, "clauses/check.html", rows, status=status)


@page(Permission.POLICY_PREPARE)
def edit_clause(request: HttpRequest, ctx: Context, clause_id: UUID) -> HttpResponse:
    """Correct one clause. In a decided version only its measures can be corrected: the text is history."""
    clause = get_object_or_404(Clause.objects.select_related("version"), pk=clause_id)
    is_draft = clause.version.state == VersionState.DRAFT
    initial = {
        "path": clause.path,
        "heading": clause.heading,
        "text": clause.text,
        "concerns_assembly": clause.concerns_assembly,
        "note": clause.note,
        "frequency": clause.frequency,
        "measure_slugs": list(clause.measures.values_list("measure", flat=True)),
    }
    form = ClauseForm(request.POST or None, initial=initial)
    if not is_draft:
        for name in ("path", "heading", "text", "frequency", "concerns_assembly", "note"):
            del form.fields[name]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                values = form.cleaned_data
                if is_draft:
                    actions.correct_clause(ctx, clause=clause, **values)
                    return redirect("clauses:check", assembly=ctx.assembly.slug, version_id=clause.version_id)
                actions.set_measures(ctx, clause=clause, slugs=values["measure_slugs"])
                return redirect("clauses:version", assembly=ctx.assembly.slug, version_id=clause.version_id)
            except ValidationError as error:
                attach(form, error)
    rows = {
        "page_title": _("条項 %(path)s を直す") % {"path": clause.path},
        "form": form,
        "clause": clause,
        "is_draft": is_draft,
        "back": reverse(
            "clauses:check" if is_draft else "clauses:version",
            kwargs={"assembly": ctx.assembly.slug, "version_id": clause.version_id},
        ),
    }
    return render_page(request, "clauses/edit_clause.html", rows, status=status)


@page(Permission.POLICY_PREPARE)
def settings(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Step 3: days and cadences, each with its ground; all of them may be left open or as proposed.

    Who may not settle duties sees what is in force and goes on; the head of the office settles them later.
    """
    version = _draft(version_id)
    may_settle = allowed(ctx, Permission.DUTY_SETTINGS)
    adopted = settings_on(ctx.today)
    as_needed = queries.measures_as_needed(version)
    lines = [_line(request, key, days, adopted, as_needed) for key, days in SETTLED_HERE.items()]
    status = 200
    if request.method == "POST":
        status = 422
        if not may_settle or _settled(ctx, lines, adopted):
            return redirect("clauses:decide", assembly=ctx.assembly.slug, version_id=version.pk)
    rows = {
        "page_title": _("期限と頻度を決める"),
        "steps": steps(),
        "version": version,
        "lines": lines,
        "may_settle": may_settle,
        "standing": [(catalogue()[key], adopted.get(key), USUAL.get(key)) for key in SETTLED_HERE],
    }
    return render_page(request, "clauses/settings.html", rows, status=status)


def _line(
    request: HttpRequest, key: str, days: int, adopted: dict[str, Any], as_needed: set[str]
) -> tuple[Any, DutyDaysForm]:
    setting, spec = adopted.get(key), catalogue()[key]
    says_as_needed = bool(as_needed & set(spec.measures))
    initial = {
        "days": setting.days if setting else days,
        "is_open": setting.is_open if setting else says_as_needed,
        "ground": setting.ground if setting else Ground.POLICY,
        "reason": setting.reason if setting else _("方針が「必要に応じて」と定めているため") if says_as_needed else "",
    }
    form = DutyDaysForm(request.POST or None, prefix=key, initial=initial)
    form.fields["days"].help_text = str(DAYS_OF[key])
    return spec, form


def _settled(ctx: Context, lines: list[tuple[Any, DutyDaysForm]], adopted: dict[str, Any]) -> bool:
    """Write every line, or none where one of them cannot be; errors stand on the lines."""
    if not all([form.is_valid() for _spec, form in lines]):
        return False
    with transaction.atomic():
        for spec, form in lines:
            try:
                _settle(ctx, spec.key, form.cleaned_data, adopted)
            except ValidationError as error:
                attach(form, error)
                transaction.set_rollback(True)
                return False
    return True


def _settle(ctx: Context, key: str, values: dict[str, Any], adopted: dict[str, Any]) -> None:
    setting = adopted.get(key)
    present = (setting.days, setting.is_open) if setting else None
    days = None if values["is_open"] else values["days"]
    if present == (days, values["is_open"]) or (days is None and not values["is_open"]):
        return  # as it was, or left unsettled: then what is usual holds
    settle_duty(
        ctx,
        duty=key,
        days=days,
        is_open=values["is_open"],
        ground=Ground(values["ground"]),
        reason=values["reason"] or _("方針の取り込みのときに決めた"),
    )


@page(Permission.POLICY_DECIDE)
def decide(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Step 4: the decision, with date and meeting; or hand it in for the chair to decide in the system."""
    version = _draft(version_id)
    chairs = list(people.holders(Role.CHAIR, ctx.today)) + list(people.holders(Role.DEPUTY, ctx.today))
    form = DecideForm(request.POST or None, request.FILES or None, initial=_proposed_dates(version, ctx))
    form.fields["decided_by"].choices = [("", _("決定日の議長")), *((str(p.pk), p.shown_name) for p in chairs)]  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _decide(ctx, version, form.cleaned_data, propose="propose" in request.POST)
                return redirect("clauses:done", assembly=ctx.assembly.slug, version_id=version.pk)
            except ValidationError as error:
                attach(form, error)
    rows = {"page_title": _("決定を記録する"), "steps": steps(), "version": version, "form": form}
    return render_page(request, "clauses/decide.html", rows, status=status)


def _proposed_dates(version: PolicyVersion, ctx: Context) -> dict[str, Any]:
    dates = {event.event: event.date for event in queries.history_of(version)}
    decided = dates.get("established") or dates.get("amended") or ctx.today
    decided = min(decided, ctx.today)
    return {"decided_on": decided, "effective_on": max(dates.get("effective") or decided, decided)}


def _decide(ctx: Context, version: PolicyVersion, values: dict[str, Any], *, propose: bool) -> None:
    if propose:
        actions.propose_version(ctx, version=version, effective_on=values["effective_on"])
        return
    scan = values["scan"]
    decided_by = Person.objects.filter(pk=values["decided_by"]).first() if values["decided_by"] else None
    actions.decide_version(
        ctx,
        version=version,
        decided_on=values["decided_on"],
        effective_on=values["effective_on"],
        meeting=values["meeting"],
        decision_number=values["decision_number"],
        decided_by=decided_by,
        same_person_reason=values["same_person_reason"],
        scan=store_file(ctx, name=scan.name, data=scan.read()) if scan else None,
    )


@page(Permission.POLICY_PREPARE, Permission.POLICY_DECIDE)
def done(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Step 5: what comes next."""
    version = get_object_or_404(PolicyVersion, pk=version_id)
    rows = {
        "page_title": _("方針が決まりました") if version.state == VersionState.DECIDED else _("決定を待っています"),
        "steps": steps(),
        "version": version,
        "is_published": bool(queries.publications_of(version)),
        "campaigns": queries.campaigns_for(version),
        "has_people": people.people_in_office(ctx.today).count() > 1,
        "may_publish": allowed(ctx, Permission.POLICY_PUBLISH),
        "may_ask": allowed(ctx, Permission.ASK_MANAGE),
        "may_register": allowed(ctx, Permission.ORGANIZATION_MANAGE),
    }
    return render_page(request, "clauses/done.html", rows)


@page(Permission.POLICY_PREPARE)
def withdraw(request: HttpRequest, ctx: Context, version_id: UUID) -> HttpResponse:
    """Drop a draft or proposal; a decided version has nothing to drop."""
    version = _draft(version_id)
    if request.method != "POST":
        raise Http404
    actions.withdraw_version(ctx, version=version)
    return redirect("clauses:versions", assembly=ctx.assembly.slug)


def _draft(version_id: UUID) -> PolicyVersion:
    """The version, as long as it is not decided."""
    states = [VersionState.DRAFT, VersionState.PROPOSED]
    return get_object_or_404(PolicyVersion, pk=version_id, state__in=states)
