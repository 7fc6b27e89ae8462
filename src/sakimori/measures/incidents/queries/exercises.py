"""What only an exercise has: players with their parts, timed cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sakimori.foundation.access.context import Context
from sakimori.measures.incidents.models import Case, Inject, Player
from sakimori.measures.incidents.types import PlayerRole, role_label, role_order


def players_of(case: Case) -> list[Player]:
    """Who plays what, in the order of the parts. One SQL statement; none for a real case."""
    if not case.is_exercise:
        return []
    rows = case.players.select_related("person").order_by("id")
    return sorted(rows, key=lambda row: role_order(row.role))


@dataclass(frozen=True, slots=True)
class Card:
    """A timed card of an exercise, and the names of those to whom it is told."""

    inject: Inject
    is_due: bool
    names: Sequence[str]


def cards_of(case: Case, now: datetime, players: Sequence[Player] = ()) -> list[Card]:
    """Cards by their minute; those that are due say so. One SQL statement."""
    passed = (now - case.noticed_at).total_seconds() / 60
    rows = case.injects.order_by("minute", "id")
    return [
        Card(
            row,
            row.shown_at is None and row.minute <= passed,
            [player.who for player in players if row.to and player.role == row.to],
        )
        for row in rows
    ]


def role_choices(players: Sequence[Player]) -> list[tuple[str, str]]:
    """Every part that a card may be told to: those of the list, and the assembly's own in this exercise."""
    own = {player.role: player.role for player in players if player.role not in PlayerRole.values}
    return [*((role.value, str(role.label)) for role in PlayerRole), *own.items()]


def roles_played(players: Sequence[Player]) -> list[tuple[str, str]]:
    """Parts that somebody plays, with the names."""
    found: dict[str, list[str]] = {}
    for player in players:
        found.setdefault(player.role, []).append(player.who)
    return [(role, f"{role_label(role)}（{'、'.join(names)}）") for role, names in found.items()]


def own_role(ctx: Context, players: Sequence[Player]) -> str:
    """The part of whoever looks, where it is only one."""
    own = {player.role for player in players if player.person_id and player.person_id == ctx.actor.person_id}
    return own.pop() if len(own) == 1 else ""
