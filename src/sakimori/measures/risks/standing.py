"""Whether the measures that a risk counts on are kept today. The evaluation stands above this module; `wiring` joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sakimori.foundation.access.context import Context
from sakimori.foundation.duties.spec import DutySpec, State, known_duties

Reader = Callable[[Context], Mapping[str, State]]
_readers: list[Reader] = []


def register_standing(reader: Reader) -> None:
    """Who tells how every duty stands today; `wiring` calls this once."""
    _readers[:] = [reader]


@dataclass(frozen=True, slots=True)
class MeasureNow:
    """A duty that works against a risk, and how it stands."""

    spec: DutySpec
    state: State

    @property
    def fails(self) -> bool:
        """Whether what was judged on the strength of it does not hold today."""
        return self.state in {State.BREACHED, State.NOT_STARTED}


def measures_now(ctx: Context, duties: Iterable[Iterable[str]]) -> list[list[MeasureNow]]:
    """For each list of duties the same with their states; one look at the standings for all of them."""
    states = _readers[0](ctx) if _readers else {}
    return [[MeasureNow(spec, states.get(spec.key, State.NOT_BUILT)) for spec in known_duties(keys)] for keys in duties]
