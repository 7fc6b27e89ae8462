"""What somebody should have done before a thing is handed to them, as modules above know (TRN-5).

Lending knows nothing of courses or of rules for IDs; who does registers here (through `wiring`). It is a warning: the
office may hand the thing over all the same, with a reason that is kept with the loan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sakimori.foundation.people.models import Person

Source = Callable[[Sequence[Person], date], Mapping[UUID, str]]
"""Text by person id for those of the persons who have something left to do; a fixed number of SQL statements."""

_sources: list[Source] = []


def register_reservation(source: Source) -> None:
    """Name what people should have done before something is handed to them; `wiring` calls this once for each."""
    if source not in _sources:
        _sources.append(source)


def reservations_about(people: Sequence[Person], on: date) -> dict[UUID, list[str]]:
    """What each of the persons has left to do on the day, by person id; who has nothing left is not in it."""
    found: dict[UUID, list[str]] = {}
    for source in _sources if people else ():
        for key, text in source(people, on).items():
            found.setdefault(key, []).append(text)
    return found
