"""What newcomers are to learn, as a module above knows: turnover shows it as a step and has it asked for.

Turnover knows nothing of courses; who does registers here (through `wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sakimori.foundation.access.context import Context
from sakimori.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Learnt:
    """How far one person is: everything done, or asked for what is left."""

    is_done: bool
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Teaching:
    """`state` tells of those of the persons of whom something is required on the day (a fixed number of SQL statements);
    `ask` asks them for what is left and gives how many asks were opened. It is called inside an action.
    """

    state: Callable[[Sequence[UUID], date], Mapping[UUID, Learnt]]
    ask: Callable[[Context, Sequence[Person], str], int]


_teaching: list[Teaching] = []


def register_teaching(teaching: Teaching) -> None:
    """Name who teaches; `wiring` calls this once."""
    if teaching not in _teaching:
        _teaching.append(teaching)


def learnt_by(people: Sequence[UUID], on: date) -> dict[UUID, Learnt]:
    """How far each is; who has nothing to learn is not in it."""
    found: dict[UUID, Learnt] = {}
    for teaching in _teaching if people else ():
        found.update(teaching.state(people, on))
    return found


def ask_to_learn(ctx: Context, people: Sequence[Person], message: str) -> int:
    """Ask everybody for what is left."""
    return sum(teaching.ask(ctx, people, message) for teaching in _teaching)
