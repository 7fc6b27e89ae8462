"""What the organisation tells other modules; `wiring` names the reactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HolderChanged:
    """Somebody takes over a post from a day on."""

    post_id: UUID
    person_id: UUID
    from_date: date


@dataclass(frozen=True, slots=True)
class CaucusEnded:
    """A caucus is no more; whatever it answered for must find another place. `successor_id` None: nobody took over."""

    caucus_id: UUID
    successor_id: UUID | None
    last_day: date
