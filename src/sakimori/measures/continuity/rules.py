"""Pure rules: which functions stop when people are away, and which can go on at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

FAR = 10**6
"""Hours of a function for which nothing was settled: last in every order."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a function needs: so many people, these posts, or those who stand in."""

    key: UUID
    hours: int | None
    minimum: int | None
    posts: frozenset[UUID]
    stand_ins: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a function stands with the people who are there."""

    need: Need
    is_short: bool
    """Fewer people than the minimum."""
    empty_posts: frozenset[UUID]
    """Posts whose holders are all away and for which nobody who stands in is there."""
    fits: bool
    """Can go on beside the more urgent ones, when each takes its own people."""

    @property
    def stops(self) -> bool:
        """Whether it falls below what it needs."""
        return self.is_short or bool(self.empty_posts)


def judge(needs: Sequence[Need], here: int, present: Mapping[UUID, bool]) -> list[Verdict]:
    """Verdicts in the order of urgency. `present` says of a post whether a holder is there."""
    left, found = here, []
    for need in sorted(needs, key=lambda one: (FAR if one.hours is None else one.hours, str(one.key))):
        empty = frozenset(post for post in need.posts if not present.get(post, False))
        helped = any(present.get(post, False) for post in need.stand_ins)
        is_short = need.minimum is not None and here < need.minimum
        wanted = need.minimum or 0
        fits = wanted <= left
        left -= wanted if fits else 0
        found.append(Verdict(need, is_short, frozenset() if helped else empty, fits))
    return found


def steps_down(needs: Sequence[Need], here: int) -> list[tuple[int, int, list[UUID]]]:
    """For 0, 1, 2 … people away: (away, here, functions that newly fall below their minimum)."""
    fallen: set[Any] = set()
    found = []
    for away in range(here + 1):
        there = here - away
        now = [need.key for need in needs if need.minimum is not None and there < need.minimum]
        found.append((away, there, [key for key in now if key not in fallen]))
        fallen |= set(now)
    return found
