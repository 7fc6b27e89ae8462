"""Samples of a duty's population, drawn by a seed that anybody can use again: for audits and for checks of a unit."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _t

from sakimori.assurance.conformance.tallies import with_verdict
from sakimori.foundation.duties.spec import Subjects, built_duties

ALGORITHM = "sha256(seed:id)"
"""How a sample is drawn; printed in every report (`drawn`)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a duty as it stands today."""

    id: str
    label: str
    is_breached: bool
    due: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and all that is needed to draw it again."""

    seed: str
    population: list[str]
    subjects: list[Subject]


def draw_sample(duty: str, on: date, *, size: int, seed: str, largest: int) -> Sample:
    """Draw subjects of a duty as it stands on the day; an empty seed is chosen. Raises ValidationError."""
    if duty not in built_duties():
        raise ValidationError({"duty": _t("この確認項目からは抽出できません。")})
    if not 0 < size <= largest:
        raise ValidationError({"size": _t("抽出する数は1から%(most)sまでにしてください。") % {"most": largest}})
    population = population_ids(duty, on)
    if not population:
        raise ValidationError({"duty": _t("この確認項目には、いま対象がありません。")})
    chosen = seed.strip() or secrets.token_hex(8)
    keys = drawn(chosen, population, size)
    # What is kept of a subject does not depend on the language of whoever draws.
    with translation.override("ja"):
        known = subjects(duty, on, keys)
    return Sample(chosen, population, [known[key] for key in keys])


def drawn(seed: str, population: Iterable[UUID | str], size: int) -> list[str]:
    """The sample of a seed: the `size` subjects whose sha256 of "seed:id" comes first (UTF-8, id in lower case).

    Nobody can steer it without changing the seed, the order of the rows plays no part, and anybody can draw it again
    with the list of ids and a program of their own.
    """

    def rank(key: str) -> tuple[str, str]:
        return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest(), key

    return sorted({str(key).lower() for key in population}, key=rank)[:size]


def population_ids(key: str, on: date) -> list[str]:
    """The ids of every subject of a duty on the day, in order. One statement for each population."""
    return sorted(str(pk) for part in _parts(key, on) for pk in part.rows.order_by().values_list("pk", flat=True))


def subjects(key: str, on: date, ids: Iterable[str]) -> dict[str, Subject]:
    """Some subjects of a duty as they stand on the day, by id. One statement for each population."""
    wanted = list(ids)
    found: dict[str, Subject] = {}
    for part in _parts(key, on):
        for row in with_verdict(part).filter(pk__in=wanted):
            found[str(row.pk)] = _subject(part, row)
    return found


def _parts(key: str, on: date) -> list[Subjects]:
    return list(built_duties()[key](on).subjects)


def _subject(part: Subjects, row: Any) -> Subject:
    reason = str(part.reason(row)) if row.is_breached else ""
    return Subject(str(row.pk), str(part.label(row)), bool(row.is_breached), row.act_by, reason)
