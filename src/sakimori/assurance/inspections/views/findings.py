"""What the office looks at: answers against the register, "don't know", comments; and what becomes corrective actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sakimori.assurance.inspections import actions, forms, queries
from sakimori.assurance.inspections.models import Respondent, Round
from sakimori.assurance.inspections.views.rounds import MANAGE
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.files.pages import file_response
from sakimori.foundation.people.periods import free_day
from sakimori.foundation.people.queries import people_in_office
from sakimori.foundation.ui.render import render_page
from sakimori.foundation.ui.submitting import address, submitted

DAYS_TO_MEND = 30


@page(MANAGE)
def answers(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """Names stand here: only the office comes in."""
    found = get_object_or_404(Round, pk=round_id, opened_on__isnull=False)
    against, unknown, said = queries.remarks(found)
    values = {
        "page_title": _("気になる回答"),
        "round": found,
        "against": against,
        "unknown": unknown,
        "said": said,
    }
    return render_page(request, "inspections/answers.html", values)


@page(MANAGE)
def photo(request: HttpRequest, ctx: Context, respondent_id: UUID) -> HttpResponse:
    """A photo that came with an answer."""
    found = get_object_or_404(Respondent.objects.select_related("photo"), pk=respondent_id, photo__isnull=False)
    assert found.photo is not None
    return file_response(found.photo)


@page(MANAGE)
def findings(request: HttpRequest, ctx: Context, round_id: UUID) -> HttpResponse:
    """Choose what is mended, by whom, by when."""
    found = get_object_or_404(Round, pk=round_id, opened_on__isnull=False)
    proposed = queries.proposals(found)
    form = forms.FindingsForm(
        request.POST or None,
        proposals=proposed,
        heads=queries.heads_of_units(ctx.today),
        people=people_in_office(ctx.today).order_by("kana", "name", "id"),
        initial={"due_on": free_day(ctx.today + timedelta(days=DAYS_TO_MEND))},
    )
    back = address(ctx, "inspections:round", round_id=found.pk)
    made: list[Any] = []

    def act(values: dict[str, Any]) -> None:
        keys = [row.question.key for row in proposed if values[f"open-{row.question.key}"]]
        chosen = [actions.Chosen(key, values[f"due-{key}"], values[f"owner-{key}"]) for key in keys]
        made.extend(actions.open_findings(ctx, found=found, chosen=chosen))

    if submitted(form, act):
        messages.success(
            request, _("改善措置を%(count)s件起こしました。担当者にお願いを出しました。") % {"count": len(made)}
        )
        return redirect(back)
    values = {
        "page_title": _("改善措置を起こす"),
        "round": found,
        "form": form,
        "rows": [(row, *(form[f"{name}-{row.question.key}"] for name in ("open", "owner", "due"))) for row in proposed],
    }
    return render_page(request, "inspections/findings.html", values, status=422 if form.is_bound else 200)
