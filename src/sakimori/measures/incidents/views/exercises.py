"""Exercises: beginning one, its cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import page
from sakimori.foundation.ui.submitting import address, form_page, submitted
from sakimori.measures.drills import content
from sakimori.measures.incidents import actions
from sakimori.measures.incidents import forms_exercises as forms
from sakimori.measures.incidents.forms import PressForm
from sakimori.measures.incidents.models import Case, Inject, Player
from sakimori.measures.incidents.queries import exercises as queries
from sakimori.measures.incidents.queries.cases import people_to_choose
from sakimori.measures.incidents.views.shared import CLAUSE, MANAGE, act_page, back_to, of_case, open_case_of


@page(MANAGE)
def exercise_new(request: HttpRequest, ctx: Context) -> HttpResponse:
    """Begin an exercise from a shipped scenario."""
    scenarios = {one.key: one for one in content.scenarios()}
    form = forms.ExerciseForm(
        request.POST or None,
        people=people_to_choose(ctx.today),
        initial={"scenario": request.GET.get("scenario", "")},
    )
    form.fields["scenario"].choices = [(key, one.title) for key, one in scenarios.items()]  # type: ignore[attr-defined]
    made: list[Case] = []

    def act(values: dict[str, Any]) -> None:
        chosen = scenarios[values["scenario"]]
        given = {name: values[name] for name in ("kind", "title")}
        made.append(actions.open_exercise(ctx, scenario=chosen, players=form.players(), **given))

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
    form = forms.InjectForm(request.POST or None, roles=queries.role_choices(queries.players_of(found)))
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
    form = PressForm(request.POST if request.method == "POST" else None)
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.read_out(ctx, inject=row),
        _("状況カードを伝える"),
        submit=_("伝えた"),
        lead=f"→ {row.to_words}: {row.text}" if row.to else row.text,
    )  # fmt: skip


@page(MANAGE)
def inject_to(request: HttpRequest, ctx: Context, inject_id: UUID) -> HttpResponse:
    """For whom the card is."""
    row: Inject = of_case(ctx, Inject, inject_id)
    roles = queries.role_choices(queries.players_of(row.case))
    form = forms.AddressForm(request.POST if request.method == "POST" else None, roles=roles, initial={"to": row.to})
    return act_page(
        request, ctx, row.case, form,
        lambda values: actions.address_inject(ctx, inject=row, **values),
        _("状況カードをだれに伝えるか"),
        submit=_("決める"),
        lead=row.text,
    )  # fmt: skip


@page(MANAGE)
def player_new(request: HttpRequest, ctx: Context, incident_id: UUID) -> HttpResponse:
    """One more player."""
    found = open_case_of(ctx, incident_id)
    form = forms.PlayerForm(request.POST or None, people=people_to_choose(ctx.today))
    return act_page(
        request, ctx, found, form,
        lambda values: actions.add_player(ctx, case=found, **values),
        _("役を加える"),
        submit=_("加える"),
    )  # fmt: skip


@require_POST
@page(MANAGE)
def player_gone(request: HttpRequest, ctx: Context, player_id: UUID) -> HttpResponse:
    """One player fewer."""
    row: Player = of_case(ctx, Player, player_id, "person")
    actions.remove_player(ctx, player=row)
    messages.success(request, _("役を外しました: %(role)s %(name)s") % {"role": row.role_words, "name": row.who})
    return redirect(f"{back_to(ctx, row.case)}#players")
