"""Reads of erasure and disposal: what waits to be erased, disposal files, what keeps one from closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from sakimori.dates import next_paper_number
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.lists.past import as_on
from sakimori.registers.assets.models import Asset, Holding
from sakimori.registers.assets.types import AssetState, Confidentiality
from sakimori.registers.disposal.models import DisposalCase, DisposalItem, Erasure
from sakimori.registers.disposal.rules import STORING_KINDS
from sakimori.registers.lending.models import Loan

_FROM_STRICT = [Confidentiality.C3A, Confidentiality.C3B, Confidentiality.C3C, Confidentiality.C2, Confidentiality.C1]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What keeps a disposal file from closing."""

    number: str
    serial: str
    text: str


def class_held(asset: Asset, on: date) -> str:
    """The strictest class of the asset and of what it held until the day; empty when nothing was ever classified."""
    inside = Holding.objects.filter(holder=asset, from_date__lte=on).values_list("content__confidentiality", flat=True)
    found = {asset.confidentiality, *inside}
    return next((level.value for level in _FROM_STRICT if level in found), "")


def erased_after_return(on: date) -> Exists:
    """For loans: a sufficient erasure since the return, until the day."""
    return Exists(
        Erasure.objects.filter(
            Q(loan=OuterRef("pk")) | Q(asset=OuterRef("asset"), erased_on__gte=OuterRef("returned_on")),
            erased_on__lte=on,
            is_sufficient=True,
        )
    )


def returned_loans(on: date) -> QuerySet[Loan]:
    """Loans of things that keep data and came back by the day."""
    return Loan.objects.filter(returned_on__lte=on, asset__kind__in=STORING_KINDS)


def waiting_for_erasure(on: date) -> QuerySet[Loan]:
    """Returned, and not yet erased; oldest first."""
    rows = returned_loans(on).annotate(is_erased=erased_after_return(on)).filter(is_erased=False)
    return rows.exclude(return_reason="lost").select_related("asset", "person").order_by("returned_on", "id")


def cases() -> QuerySet[DisposalCase]:
    """Every file, open ones first, with the number of its assets and of those not yet told."""
    return DisposalCase.objects.annotate(
        count=Count("items", distinct=True),
        untold=Count("items", filter=Q(items__matched_on__isnull=True, items__exception_reason=""), distinct=True),
    ).order_by("closed_on", "-opened_on", "-id")


def cases_on(on: date) -> list[DisposalCase]:
    """Every file begun by the day, as far as it was then. One SQL statement."""
    return as_on(cases().filter(opened_on__lte=on), on, "approved_on", "handed_on", "closed_on")


def erasures(on: date) -> QuerySet[Erasure]:
    """Every erasure made by the day, newest first."""
    rows = Erasure.objects.filter(erased_on__lte=on).select_related("asset", "witness")
    return rows.order_by("-erased_on", "-id")


def items_of(case: DisposalCase) -> list[DisposalItem]:
    """Assets of a file with what is known of each; `erasure` is the newest sufficient one. Two SQL statements."""
    items = list(
        case.items.select_related("asset", "exception_by").prefetch_related("listed").order_by("asset__number", "id")
    )
    newest = {row.asset_id: row for row in erasures_of([item.asset_id for item in items])}
    for item in items:
        item.erasure = newest.get(item.asset_id)  # type: ignore[attr-defined]
    return items


def erasures_of(asset_ids: Sequence[UUID]) -> QuerySet[Erasure]:
    """Sufficient erasures, oldest first."""
    rows = Erasure.objects.filter(asset_id__in=asset_ids, is_sufficient=True)
    return rows.select_related("witness", "certificate").order_by("erased_on", "id")


def foreign_serials(case: DisposalCase) -> list[str]:
    """Serials of the contractor's list that are none of ours."""
    return list(case.listed.filter(item__isnull=True).order_by("row").values_list("serial", flat=True))


def open_points(items: Iterable[DisposalItem]) -> list[OpenPoint]:
    """Every serial not confirmed and every erasure missing, of a file's items as `items_of` gives them."""
    found: list[OpenPoint] = []
    for item in items:
        asset = item.asset
        excused = bool(item.exception_reason)
        if asset.kind in STORING_KINDS and not excused:
            if not item.serial:
                found.append(OpenPoint(asset.number, "", _("製造番号が台帳にありません。調べて登録してください。")))
            elif item.matched_on is None:
                found.append(OpenPoint(asset.number, item.serial, _("事業者の一覧に製造番号がありません。")))
        if item.erasure is None and not excused:  # type: ignore[attr-defined]
            found.append(OpenPoint(asset.number, item.serial, _("消去・破壊の記録がありません。")))
    return found


def lent_among(assets: Sequence[Asset]) -> list[Asset]:
    """Which of them are still lent."""
    lent = set(Loan.objects.filter(asset__in=assets, returned_on__isnull=True).values_list("asset_id", flat=True))
    return [asset for asset in assets if asset.pk in lent]


def in_open_cases(assets: Sequence[Asset]) -> list[Asset]:
    """Which of them stand in another open file."""
    taken = set(
        DisposalItem.objects.filter(asset__in=assets, case__closed_on__isnull=True).values_list("asset_id", flat=True)
    )
    return [asset for asset in assets if asset.pk in taken]


def next_number(on: date) -> str:
    """The next number of the fiscal year, e.g. R8-3."""
    return next_paper_number(DisposalCase.objects.values_list("number", flat=True), on)


def ripe_leases(on: date) -> QuerySet[Asset]:
    """Leased things whose lease has ended and that are still here."""
    return Asset.objects.filter(lease_to__lt=on, ended_on__isnull=True).order_by("lease_to", "number")


@dataclass(frozen=True, slots=True)
class PastCase:
    """A disposal file in which an asset stands, open or closed."""

    key: UUID
    kind: str
    number: str
    title: str
    opened_on: date
    approved_on: date | None
    handed_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class PastErasure:
    """An erasure of an asset with its proof."""

    key: UUID
    method: str
    operator: str
    erased_on: date
    witness: str
    certificate_id: UUID | None
    certificate_serial: str
    photo_id: UUID | None
    exception_reason: str


@kept
def _past_of(asset_id: UUID) -> QuerySet[Any, Any]:
    day, key, nothing = models.DateField(), models.UUIDField(), Value("")
    cases = DisposalItem.objects.filter(asset=asset_id).values_list(
        Value("case"), "case_id", "case__opened_on", "case__kind", "case__number", "case__title", nothing,
        Value(None, key), Value(None, key), "case__approved_on", "case__handed_on", "case__closed_on",
        nothing,
    )  # fmt: skip
    witness = Coalesce(NullIf("witness__public_name", nothing), "witness__name", nothing)
    erasures = Erasure.objects.filter(asset=asset_id).values_list(
        Value("erasure"), "id", "erased_on", "method", "operator", witness, "certificate_serial",
        "certificate_id", "photo_id", Value(None, day), Value(None, day), Value(None, day), "exception_reason",
    )  # fmt: skip
    return cases.union(erasures, all=True)


def past_of(asset: Asset) -> tuple[list[PastCase], list[PastErasure]]:
    """Disposal files and erasures of one asset, newest first. One SQL statement."""
    rows = sorted(_past_of(asset.pk), key=lambda row: (row[2], row[1]), reverse=True)
    return (
        [PastCase(row[1], row[3], row[4], row[5], row[2], *row[9:12]) for row in rows if row[0] == "case"],
        [
            PastErasure(row[1], row[3], row[4], row[2], row[5], row[7], row[6], row[8], row[12])
            for row in rows
            if row[0] == "erasure"
        ],
    )


def waiting_assets() -> QuerySet[Asset]:
    """Assets that wait to leave and stand in no open file yet."""
    taken = DisposalItem.objects.filter(asset=OuterRef("pk"), case__closed_on__isnull=True)
    return Asset.objects.filter(state=AssetState.RETIRED).exclude(Exists(taken)).order_by("number")
