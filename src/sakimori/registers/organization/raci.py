"""Who does, answers for, advises on and hears of every duty (ORG-4), from the owner named in the catalogue of duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import DutySpec, catalogue
from sakimori.foundation.people.types import Role


class Part(models.TextChoices):
    """The four parts of a duty, and the words for them on the page."""

    RESPONSIBLE = "R", _("行う")
    ACCOUNTABLE = "A", _("責任を負う")
    CONSULTED = "C", _("相談を受ける")
    INFORMED = "I", _("知らされる")


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
    """A duty and the part of every role, in the order of COLUMNS."""

    duty: DutySpec
    parts: tuple[tuple[Role, tuple[Part, ...]], ...]

    def parts_of(self, roles: frozenset[Role]) -> frozenset[Part]:
        """The parts that somebody with these roles has."""
        return frozenset(part for role, parts in self.parts if role in roles for part in parts)


def raci() -> list[RaciRow]:
    """Every duty of the catalogue with its parts. Reads no database."""
    return [RaciRow(spec, parts_of(spec)) for spec in catalogue().values()]


def parts_of(spec: DutySpec) -> tuple[tuple[Role, tuple[Part, ...]], ...]:
    """The parts that follow from a duty's owner and clause. Raises KeyError for an owner without a line."""
    letters = dict(zip(COLUMNS, _OWNERS[spec.owner].split(), strict=True))
    if spec.seed_clause.startswith(_TECHNICAL):
        letters[Role.CITY_IT] = "C"
    if spec.seed_clause.startswith(_AUDIT):
        letters[Role.AUDITOR] = "I"
    return tuple((role, tuple(Part(letter) for letter in cell if letter != "-")) for role, cell in letters.items())
