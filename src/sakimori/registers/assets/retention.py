"""The list of retention: everything that is kept for a period, held, or has no period yet, with how it stands (AST-14).

A period that is over does not make a thing go: it is decided, approved and executed. Retention is not expiry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ledger.past import as_of, later_changes
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import on_register
from sakimori.registers.assets.queries_classes import SOON
from sakimori.registers.assets.types import AssetKind, AssetState, RetentionEnd


class Stage(StrEnum):
    """How a record stands towards its period."""

    HELD = "held"
    GOING = "going"
    DECIDED = "decided"
    OVER = "over"
    SOON = "soon"
    RUNNING = "running"
    WAITING = "waiting"
    OPEN = "open"


STAGES: dict[Stage, Promise] = {
    Stage.HELD: _("廃棄を止めている"),
    Stage.GOING: _("廃棄の手続き中"),
    Stage.DECIDED: _("満了・廃棄と決めた"),
    Stage.OVER: _("満了・扱いを決める"),
    Stage.SOON: _("三か月以内に満了"),
    Stage.RUNNING: _("保存中"),
    Stage.WAITING: _("起算を待っている"),
    Stage.OPEN: _("保存年限がない"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A record and how it stands."""

    asset: Asset
    stage: Stage

    @property
    def stage_text(self) -> Promise:
        """The stage in words."""
        return STAGES[self.stage]


def stage_of(asset: Asset, on: date) -> Stage | None:
    """How a record stands on the day; None for what needs no period. A hold goes before everything else."""
    until = asset.retention_until
    if asset.hold_reason:
        return Stage.HELD
    if until is None and asset.retention_years:
        return Stage.WAITING
    if until is None:
        return Stage.OPEN if asset.kind == AssetKind.INFORMATION else None
    if asset.state == AssetState.RETIRED:
        return Stage.GOING
    if until < on:
        return Stage.DECIDED if asset.retention_end == RetentionEnd.DESTROY else Stage.OVER
    return Stage.SOON if until <= on + SOON else Stage.RUNNING


def kept_rows(on: date, today: date) -> list[Kept]:
    """Every record on the register that day, what ends first on top. Two SQL statements for a past day, else one."""
    rows = Asset.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), registered_on__lte=on)
    found: list[Asset]
    if on < today:
        found = as_of(list(rows.defer("search_text")), later_changes(Asset, on))
    else:
        known = Q(retention_years__isnull=False) | ~Q(hold_reason="") | Q(kind=AssetKind.INFORMATION)
        found = list(on_register(on).filter(known).defer("search_text"))
    kept = [Kept(asset, stage) for asset in found if (stage := stage_of(asset, on)) is not None]
    return sorted(kept, key=lambda row: (row.asset.retention_until or date.max, row.asset.number))
