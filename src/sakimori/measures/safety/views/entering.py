"""Answers that are entered: by the office from the phone or from paper, and by whoever is logged in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.safety import actions, forms, queries
from sakimori.measures.safety.models import Asked
from sakimori.measures.safety.types import CallResult, Means, Tap
from sakimori.measures.safety.views.checks import CLAUSE, MANAGE, back_to, found_check


def _asked(asked_id: UUID) -> Asked:
    return get_object_or_404(Asked.objects.select_related("person", "check_row"), pk=asked_id)


@page(MANAGE)
def phone(request: HttpRequest, ctx: Context, safety_check_id: UUID) -> HttpResponse:
    """Everybody who has not answered, with their number: one press enters what they said."""
    found = found_check(safety_check_id)
    lines = [line for line in queries.lines_of(found) if line.asked.first_answer_at is None]
    values = {
        "page_title": _("電話で聞いて入力する"),
        "check": found,
        "left": lines,
        "taps": Tap.choices,
        "is_running": found.closed_at is None,
    }
    return render_page(request, "safety/phone.html", values)


@require_POST
@page(MANAGE)
def quick(request: HttpRequest, ctx: Context, asked_id: UUID) -> HttpResponse:
    """One press on that list."""
    found = _asked(asked_id)
    form = forms.QuickForm(request.POST)
    name = found.person.shown_name
    if form.is_valid():
        tap = form.cleaned_data["tap"]
        try:
            if tap in CallResult.values:
                actions.note_call(ctx, person=found.person, result=tap, check=found.check_row)
                messages.info(request, _("%(name)sさんへの電話を記録しました。") % {"name": name})
            else:
                actions.enter_answer(ctx, asked=found, tap=tap, means=Means.PHONE)
                messages.success(request, _("%(name)sさんの答えを入力しました。") % {"name": name})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(address(ctx, "safety:phone", safety_check_id=found.check_row_id))


@page(MANAGE)
def enter(request: HttpRequest, ctx: Context, asked_id: UUID) -> HttpResponse:
    """The whole answer of one person, as the office heard or read it."""
    found = _asked(asked_id)
    form = forms.EnteredForm(request.POST or None)
    if submitted(form, lambda values: actions.enter_answer(ctx, asked=found, **values)):
        messages.success(request, _("%(name)sさんの答えを入力しました。") % {"name": found.person.shown_name})
        return redirect(back_to(ctx, found.check_row))
    title = _("%(name)sさんの答えを入力する") % {"name": found.person.shown_name}
    return form_page(
        request, form, title, back=back_to(ctx, found.check_row), submit=_("入力する"), clause=CLAUSE,
        lead=_("前の答えは消えません。いちばん新しい答えが数えられます。"),
    )  # fmt: skip


@page(Permission.ASK_ANSWER)
def mine(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Whoever is logged in answers the running checks."""
    person = ctx.actor.person_id
    rows = queries.asked_of(person) if person else []
    form = forms.AnswerForm(request.POST or None)
    asked = next((row for row in rows if str(row.pk) == request.POST.get("asked", "")), None)
    if asked is not None and submitted(
        form, lambda values: actions.answer(ctx, asked=asked, means=Means.SCREEN, **values)
    ):
        messages.success(request, _("お答えを受け付けました。状況が変わったら、また押してください。"))
        return redirect(address(ctx, "safety:mine"))
    values = {
        "page_title": _("わたしの安否を知らせる"),
        "rows": [{"asked": row, "answers": queries.answers_of(row)} for row in rows],
        "form": form if form.is_bound else forms.AnswerForm(),
        "taps": Tap.choices,
    }
    return render_page(request, "safety/mine.html", values, status=422 if form.is_bound else 200)
