"""Who does, answers for, advises on and hears of every duty (ORG-4): as the assembly decided, else from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.models import DutySplit
from sakimori.foundation.duties.spec import DutySpec, catalogue
from sakimori.foundation.duties.types import Holders, Part, Parts
from sakimori.foundation.people.models import Post
from sakimori.foundation.people.types import Role

COLUMNS: Mapping[Role, Promise] = {
    Role.CHAIR: _("議長"),
    Role.DEPUTY: _("副議長"),
    Role.SECRETARY_GENERAL: _("事務局長"),
    Role.MANAGER: _("管理者"),
    Role.STAFF: _("職員"),
    Role.CAUCUS_HEAD: _("会派責任者"),
    Role.MEMBER: _("議員"),
    Role.AUDITOR: _("監査人"),
    Role.CITY_IT: _("市情報部門"),
}
"""The roles of the table by their short names, in its order."""

# One letter or two for each of COLUMNS; "-" for no part. Exactly one A in every line.
_OWNERS: Mapping[str, str] = {
    "chair": "A C R R - C I - -",
    "chair or secretary-general": "A C R R - I - - -",
    "secretary-general": "I - A R R - - - -",
    "secretary-general and caucus heads": "I - A R R R I - -",
    "secretariat": "I - A R R - - - -",
    "secretariat and caucuses": "I - A R R R I - -",
    "every person": "RA R R R R R R - -",
    "the person": "RA R R R R R R - -",
    "creator": "RA R R R R R R - -",
    "action owner": "A I R R R R I - -",
}

_TECHNICAL = ("4(2)", "6(3)", "6(6)", "6(7)")
"""Clauses about systems, networks, accounts and incidents: the city's IT section is asked (市の情報部門との連携)."""
_AUDIT = ("6(9)",)
"""Clauses whose results the auditor hears of."""


@dataclass(frozen=True, slots=True)
class RaciRow:
    """A duty and the part of every role, in the order of COLUMNS; named posts where the assembly named some."""

    duty: DutySpec
    parts: tuple[tuple[Role, tuple[Part, ...]], ...]
    posts: tuple[tuple[Part, Post], ...] = ()
    adopted: DutySplit | None = None

    def parts_of(self, roles: frozenset[Role], posts: frozenset[UUID] = frozenset()) -> frozenset[Part]:
        """The parts that somebody with these roles and posts has."""
        by_role = {part for role, parts in self.parts if role in roles for part in parts}
        return frozenset(by_role | {part for part, post in self.posts if post.pk in posts})


def raci(splits: Mapping[str, DutySplit]) -> list[RaciRow]:
    """Every duty of the catalogue with its parts; `splits` are the adopted ones of the day. Reads no database."""
    return [_row(spec, splits.get(key)) for key, spec in catalogue().items()]


def _row(spec: DutySpec, split: DutySplit | None) -> RaciRow:
    if split is None:
        return RaciRow(spec, parts_of(spec))
    parts = split.parts
    return RaciRow(
        spec,
        tuple((role, tuple(part for part in Part if part in parts and role in parts[part].roles)) for role in COLUMNS),
        tuple((part, found.post) for part, found in parts.items() if found.post is not None),
        split,
    )


def parts_of(spec: DutySpec) -> tuple[tuple[Role, tuple[Part, ...]], ...]:
    """The parts that follow from a duty's owner and clause. Raises KeyError for an owner without a line."""
    letters = dict(zip(COLUMNS, _OWNERS[spec.owner].split(), strict=True))
    if spec.seed_clause.startswith(_TECHNICAL):
        letters[Role.CITY_IT] = "C"
    if spec.seed_clause.startswith(_AUDIT):
        letters[Role.AUDITOR] = "I"
    return tuple((role, tuple(Part(letter) for letter in cell if letter != "-")) for role, cell in letters.items())


def shipped(spec: DutySpec) -> Parts:
    """The same by part, as a decision is written."""
    rows = parts_of(spec)
    return {part: Holders(frozenset(role for role, parts in rows if part in parts)) for part in Part}


def in_words(parts: Parts) -> list[tuple[Part, str]]:
    """Who has which part, for a list of decisions."""
    return [(part, "・".join(_names(holders))) for part, holders in parts.items() if holders]


def _names(holders: Holders) -> list[str]:
    names = [str(label) for role, label in COLUMNS.items() if role in holders.roles]
    return [*names, post_name(holders.post)] if holders.post else names


def post_name(post: Post) -> str:
    """A post, told apart by its unit."""
    return f"{post.unit.name} {post.title}"
