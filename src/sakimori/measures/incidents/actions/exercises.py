"""Exercises: a scenario's cards are read out in time, and everything else is as in a real case (THR-10)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.actions.core import action
from sakimori.foundation.people.models import Person
from sakimori.measures.drills.content import Scenario
from sakimori.measures.incidents.actions.cases import open_case
from sakimori.measures.incidents.actions.guards import MANAGE, must_be_open, note
from sakimori.measures.incidents.levels import Happened
from sakimori.measures.incidents.models import Case, Inject, Player
from sakimori.measures.incidents.types import Known, LineKind


@action("incidents.exercise", permission=MANAGE, sentence=_("訓練を始めました"))
def open_exercise(
    ctx: Context, *, scenario: Scenario, kind: str, title: str = "", players: Iterable[tuple[str, Person]] = ()
) -> Case:
    """A case marked as an exercise, with the cards of a shipped scenario and who plays what. It begins now."""
    case = open_case(
        ctx,
        title=(title.strip() or scenario.title)[:120],
        kind=kind,
        noticed_at=ctx.at,
        text=_t("訓練を始めました。") + scenario.situation,
        answers={"happened": Happened.REAL, "leaked": Known.MAYBE},
        is_exercise=True,
        scenario_key=scenario.key,
    )
    Inject.objects.bulk_create(Inject(case=case, minute=minute, text=text) for minute, text in scenario.injects)
    for role, person in players:
        add_player(ctx, case=case, role=role, person=person)
    return case


@action("incidents.player", permission=MANAGE, sentence=_("訓練の役を決めました"))
def add_player(ctx: Context, *, case: Case, role: str, person: Person | None = None, name: str = "") -> Player:
    """Somebody plays a part: one of the list, or one in words. Raises ValidationError."""
    must_be_open(ctx, case)
    if not case.is_exercise:
        raise ValidationError(_t("役は、訓練だけにあります。"))
    row = Player(case=case, role=role.strip(), person=person, name="" if person else name.strip())
    row.full_clean()
    row.save()
    note(ctx, case, LineKind.CASE, _t("役: %(role)s %(name)s") % {"role": row.role_words, "name": row.who})
    return row


@action("incidents.player-gone", permission=MANAGE, sentence=_("訓練の役を外しました"))
def remove_player(ctx: Context, *, player: Player) -> None:
    """Somebody plays a part no more; what was written in it stays."""
    must_be_open(ctx, player.case)
    words = _t("役を外れた: %(role)s %(name)s") % {"role": player.role_words, "name": player.who}
    player.delete()
    note(ctx, player.case, LineKind.CASE, words)


@action("incidents.inject", permission=MANAGE, sentence=_("訓練の状況カードを伝えました"))
def read_out(ctx: Context, *, inject: Inject) -> Inject:
    """The card was read out; the timeline has it with its time."""
    must_be_open(ctx, inject.case)
    if inject.shown_at is not None:
        raise ValidationError(_t("このカードは、すでに伝えました。"))
    inject.shown_at = ctx.at
    inject.save()
    note(ctx, inject.case, LineKind.INJECT, inject.text, whom=inject.to_words)
    return inject


@action("incidents.inject-to", permission=MANAGE, sentence=_("訓練の状況カードを、だれに伝えるか決めました"))
def address_inject(ctx: Context, *, inject: Inject, to: str) -> Inject:
    """For whom a card is, before it is read out."""
    must_be_open(ctx, inject.case)
    if inject.shown_at is not None:
        raise ValidationError(_t("このカードは、すでに伝えました。"))
    inject.to = to.strip()
    inject.full_clean()
    inject.save()
    return inject


@action("incidents.inject-add", permission=MANAGE, sentence=_("訓練の状況カードを加えました"))
def add_inject(ctx: Context, *, case: Case, minute: int, text: str, to: str = "") -> Inject:
    """A card of one's own."""
    must_be_open(ctx, case)
    if not case.is_exercise:
        raise ValidationError(_t("状況カードは、訓練だけにあります。"))
    row = Inject(case=case, minute=minute, text=text.strip(), to=to.strip())
    row.full_clean()
    row.save()
    return row
