"""Exercises: beginning one, its cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.drills import content
from sakimori.measures.incidents import actions, forms
from sakimori.measures.incidents.models import Case, Inject
from sakimori.measures.incidents.views.shared import CLAUSE, MANAGE, act_page, back_to, of_case, open_case_of


@page(MANAGE)
def exercise_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin an exercise from a shipped scenario."""
    scenarios = {one.key: one for one in content.scenarios()}
    form = forms.ExerciseForm(request.POST or None, initial={"scenario": request.GET.get("scenario", "")})
    form.fields["scenario"].choices = [(key, one.title) for key, one in scenarios.items()]  # type: ignore[attr-defined]
    made: list[Case] = []

    def act(values: dict[str, Any]) -> None:
        chosen = scenarios[values["scenario"]]
        made.append(actions.open_exercise(ctx, scenario=chosen, kind=values["kind"], title=values["title"]))

    if submitted(form, act):
        messages.success(request, _("訓練を始めました。時刻が来たカードを読み上げてください。"))
        return redirect(back_to(ctx, made[0]))
    lead = _("本番と同じ画面で進めます。どこにも「訓練」と表示されます。")
    back = address(ctx, "incidents:cases")
    return form_page(request, form, _("訓練を始める"), back=back, submit=_("いま始める"), lead=lead, clause=CLAUSE)


@page(MANAGE)
def inject_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """A card of one's own."""
    found = open_case_of(ctx, incident_id)
    form = forms.InjectForm(request.POST or None)
    return act_page(
        request, ctx, found, form,
        lambda values: actions.add_inject(ctx, case=found, **values),
        _("状況カードを加える"),
        submit=_("加える"),
    )  # fmt: skip


@page(MANAGE)
def inject_read(request: HttpRequest, ctx: Context, inject_id: UUID) -> HttpResponse:
    """The card is read out."""
    row = of_case(ctx, Inject, inject_id)
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.read_out(ctx, inject=row),
        _("状況カードを伝える"),
        submit=_("伝えた"),
        lead=row.text,
    )  # fmt: skip
