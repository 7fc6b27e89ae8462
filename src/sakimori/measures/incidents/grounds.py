"""Why something has a limit: the shipped grounds (INC-4) and which of them apply to a case.

`content/grounds.toml` says it in words. A deadline of the personal-information commission stands there only for
information to which the Act binds: that of the mayor's side, and My Number. An assembly is not bound by the Act.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from sakimori.foundation.papers.days import reader_language
from sakimori.measures.incidents.clocks import Limit
from sakimori.measures.incidents.types import GroundKind, Known, PaperKind, Unit, Whose


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a case decides about grounds."""

    level: int
    kind: str
    whose: frozenset[str]
    has_persons: str = Known.MAYBE
    is_hostile: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for one limit."""

    key: str
    kind: GroundKind
    title: str
    words: str
    """The ground itself."""
    how: str
    """What is done, and by whom."""
    limit: Limit
    owner: str
    level: int
    """From this level on."""
    whose: frozenset[str]
    """Any of these; empty means whosever information it is."""
    kinds: frozenset[str]
    """Any of these kinds of incidents; empty means every kind."""
    not_kinds: frozenset[str]
    persons: bool
    """Only where information about persons is or may be concerned."""
    hostile: bool | None
    """Only where somebody acted with bad intent (True), only where not (False), or both (None)."""
    paper: PaperKind | None
    is_kept_after: bool
    """Runs on while the case is reviewed (lessons)."""

    def applies(self, facts: Facts) -> bool:
        """Whether this is a ground for this case."""
        return (
            facts.level >= self.level
            and (not self.whose or bool(self.whose & facts.whose))
            and (not self.kinds or facts.kind in self.kinds)
            and facts.kind not in self.not_kinds
            and (not self.persons or facts.has_persons != Known.NO)
            and (self.hostile is None or self.hostile == facts.is_hostile)
        )

    def limited(self, limit: Limit) -> Ground:
        """The same ground with the assembly's own limit."""
        return replace(self, limit=limit)


@functools.cache
def grounds(language: str = "ja") -> dict[str, Ground]:
    """Every shipped ground by key, in the order of the file."""
    text = resources.files(__package__).joinpath("content", "grounds.toml").read_text(encoding="utf-8")
    return {row["key"]: _ground(row, language) for row in tomllib.loads(text)["ground"]}


def in_words(key: str) -> Ground | None:
    """A ground in the reader's language."""
    return grounds(reader_language()).get(key)


def applying(facts: Facts, unused: Collection[str] = ()) -> list[Ground]:
    """The grounds that apply, but for those that the assembly does not use."""
    return [one for one in grounds().values() if one.key not in unused and one.applies(facts)]


def _ground(row: dict[str, Any], language: str) -> Ground:
    words = row[language]
    return Ground(
        key=row["key"],
        kind=GroundKind(row["kind"]),
        title=words["title"],
        words=words["ground"],
        how=words["how"],
        limit=Limit(
            row["amount"], Unit(row["unit"]), row.get("counts_first_day", False), row.get("to_open_day", False)
        ),
        owner=row["owner"],
        level=row.get("level", 1),
        whose=frozenset(Whose(one) for one in row.get("whose", ())),
        kinds=frozenset(row.get("kinds", ())),
        not_kinds=frozenset(row.get("not_kinds", ())),
        persons=row.get("persons", False),
        hostile=row.get("hostile"),
        paper=PaperKind(row["paper"]) if "paper" in row else None,
        is_kept_after=row.get("after", False),
    )
