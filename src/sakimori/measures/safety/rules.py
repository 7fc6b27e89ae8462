"""Pure rules: districts, figures, who calls whom, when an earthquake starts a check."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sakimori.measures.safety.types import Intensity, Outcome

ORDER = ["1", "2", "3", *Intensity.values]
"""Every step of the scale, weak to strong."""
OLDEST = timedelta(hours=6)
"""A message older than this starts nothing: it lay about, or the folder was filled by hand."""
_DISTRICT = re.compile(r"([^\s、,，。・（(]{1,30})地区")


def new_code() -> str:
    """128 bits for the wall."""
    return secrets.token_urlsafe(16)


def district_of(note: str) -> str:
    """The district that stands in the remarks about a person (「中央地区」), without the word for district."""
    found = _DISTRICT.search(note)
    return found.group(1) if found else ""


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes; never negative."""
    return max(0, int((end - start).total_seconds() // 60))


def median_of(minutes: Sequence[int]) -> int | None:
    """The median in whole minutes; None where nobody answered."""
    return int(median(minutes)) if minutes else None


def percent(part: int, whole: int) -> int:
    """Whole per cent; 0 of 0 is 0."""
    return round(100 * part / whole) if whole else 0


def strength(intensity: str) -> int:
    """Place on the scale; -1 for what is not on it."""
    return ORDER.index(intensity) if intensity in ORDER else -1


def folded(name: str) -> str:
    """A name of an area as it is compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def area_names(text: str) -> list[str]:
    """The areas an assembly watches: one a line, names or codes."""
    return [folded(line) for line in text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Felt:
    """How strong it was in one area of a message."""

    name: str
    code: str
    intensity: str


def strongest(areas: Iterable[Felt], watched: Sequence[str]) -> Felt | None:
    """The strongest of the watched areas; None where none of them is named."""
    own = [one for one in areas if folded(one.name) in watched or one.code in watched]
    return max(own, key=lambda one: strength(one.intensity), default=None)


@dataclass(frozen=True, slots=True)
class Before:
    """The last check that an earthquake started: when, how strong, which earthquake."""

    at: datetime
    intensity: str
    event: str


def firing(
    *, felt: Felt | None, threshold: str, event: str, reported_at: datetime, now: datetime, before: Before | None,
    pause: timedelta, is_exercise: bool, is_cancelled: bool,
) -> Outcome:  # fmt: skip
    """What a message leads to. Within the pause only a stronger shake starts another check (a foreshock may come first).

    The same earthquake is reported several times, each time better: it starts one check.
    """
    if is_exercise:
        return Outcome.EXERCISE
    if is_cancelled:
        return Outcome.CANCELLED
    if felt is None or strength(felt.intensity) < strength(threshold):
        return Outcome.BELOW
    if now - reported_at > OLDEST:
        return Outcome.OLD
    if before is not None:
        if event and event == before.event:
            return Outcome.REPEATED
        if now - before.at < pause and strength(felt.intensity) <= strength(before.intensity):
            return Outcome.REPEATED
    return Outcome.FIRED


@dataclass(slots=True)
class Count:
    """Figures of a caucus, a district, the office or all."""

    name: str
    asked: int = 0
    answered: int = 0
    fine: int = 0
    help: int = 0
    coming: int = 0

    @property
    def left(self) -> int:
        """How many have not answered."""
        return self.asked - self.answered

    def plain(self) -> list[Any]:
        """As it is kept."""
        return [self.name, self.asked, self.answered, self.fine, self.help, self.coming]


@dataclass(slots=True)
class Tree:
    """Who calls whom: caller → people in order; `None` begins the tree."""

    lines: dict[UUID | None, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, caller: UUID | None, people: Iterable[UUID]) -> None:
        """Add people once; who stands somewhere already stays there."""
        for person in people:
            if person != caller and person not in self.all():
                self.lines[caller].append(person)

    def all(self) -> set[UUID]:
        """Everybody who is called by somebody."""
        return {person for people in self.lines.values() for person in people}


def plan_tree(
    *, first: UUID | None, head: UUID | None, deputy_head: UUID | None, staff: Sequence[UUID], chair: UUID | None,
    deputy: UUID | None, caucuses: Sequence[tuple[UUID | None, Sequence[UUID]]], others: Sequence[UUID],
) -> Tree:  # fmt: skip
    """From posts and caucuses: the window calls the heads, they call theirs. A caucus without one is called by the window."""
    tree = Tree()
    begin = first or head or (staff[0] if staff else None)
    if begin is None:
        return tree
    tree.plan(None, [begin])
    heads = [lead for lead, _members in caucuses if lead is not None]
    tree.plan(begin, [one for one in (head, chair, *heads) if one is not None])
    if chair is not None and deputy is not None:
        tree.plan(chair, [deputy])
    if deputy_head is not None:
        tree.plan(head or begin, [deputy_head])
    tree.plan(deputy_head or head or begin, staff)
    for lead, members in caucuses:
        tree.plan(lead or begin, members)
    tree.plan(begin, others)
    return tree


def is_loop(callers: Mapping[UUID, UUID | None], person: UUID, caller: UUID | None) -> bool:
    """Whether a line would close a circle: then nobody in it would ever be called."""
    seen = {person}
    while caller is not None:
        if caller in seen:
            return True
        seen.add(caller)
        caller = callers.get(caller)
    return False
