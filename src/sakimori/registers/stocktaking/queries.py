"""Reads of stock-taking: what a round expects and found, per unit and place; what must be looked into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.lists.past import as_on
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import in_use
from sakimori.registers.assets.types import AssetKind, AssetState, Confidentiality, Form
from sakimori.registers.lending.models import Loan
from sakimori.registers.stocktaking.models import (
    FinderNote,
    FollowUp,
    MediaCount,
    Sighting,
    StockTake,
    StockTakeItem,
    UnknownCode,
)
from sakimori.registers.stocktaking.rules import COUNTED_KINDS
from sakimori.registers.stocktaking.types import Result

PRINTED = Q(kind__in=[AssetKind.INFORMATION, AssetKind.DOCUMENT], form__in=[Form.PAPER, Form.BOTH])
NOT_OPEN = ~Q(confidentiality__in=["", Confidentiality.C1])
COUNTED = Q(kind__in=COUNTED_KINDS) | (PRINTED & NOT_OPEN)
"""What is stock-taken: devices, media, printed information and documents of class 2 and above."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is in one unit or place."""

    name: str
    key: str
    total: int
    done: int
    missing: int

    @property
    def left(self) -> int:
        """Not looked at yet."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """Whole percent, 100 only when all is done."""
        return self.done * 100 // self.total if self.total else 100


def countable(on: date) -> QuerySet[Asset]:
    """Assets that a round beginning on the day expects."""
    return in_use(on).filter(COUNTED)


def stock_takes() -> QuerySet[StockTake]:
    """Rounds, open ones first, with how many assets they expect and how many were told."""
    return StockTake.objects.annotate(total=Count("items"), done=Count("items", filter=~Q(items__result=""))).order_by(
        "closed_on", "-opened_on", "-id"
    )


def takes_on(on: date, today: date) -> list[StockTake]:
    """Rounds begun by the day as they stood then; what was told by then is read off the sightings. One SQL statement."""
    rows = stock_takes().filter(opened_on__lte=on)
    if on < today:
        told = (
            StockTakeItem.objects.filter(Exists(_sightings(on)), stock_take=OuterRef("pk"))
            .order_by()
            .values("stock_take")
            .annotate(n=Count("id"))
            .values("n")
        )
        rows = rows.annotate(then=Coalesce(Subquery(told), 0))
    found = as_on(rows, on, "closed_on")
    for take in found:
        take.done = getattr(take, "then", take.done)  # type: ignore[attr-defined]
    return found


def _sightings(on: date) -> QuerySet[Sighting]:
    """For items of a round: what was told of the asset in it by the day, newest first."""
    rows = Sighting.objects.filter(asset=OuterRef("asset"), stock_take=OuterRef("stock_take"), seen_on__lte=on)
    return rows.order_by("-seen_at", "-id")


def open_take_of(asset: Asset) -> StockTakeItem | None:
    """The open round that expects the asset; the oldest when there are several."""
    rows = StockTakeItem.objects.filter(asset=asset, stock_take__closed_on__isnull=True)
    return rows.select_related("stock_take").order_by("stock_take__opened_on", "id").first()


def progress(take: StockTake) -> tuple[list[Progress], list[Progress]]:
    """Progress per unit, and per place. One SQL statement."""
    units, places = together(_counted(take, "unit"), _counted(take, "place"))
    return _progress(units, _("（所管なし）")), _progress(places, _("（置き場所なし・貸出し中）"))


def _counted(take: StockTake, by: str) -> QuerySet[Any, Any]:
    rows = take.items.values(key=F(f"{by}_id"), name=F(f"{by}__name"), place_in_list=F(f"{by}__order"))
    return rows.annotate(
        total=Count("id"), done=Count("id", filter=~Q(result="")), missing=Count("id", filter=Q(result=Result.MISSING))
    )


def _progress(rows: list[dict[str, Any]], nobody: str) -> list[Progress]:
    """In the order of the list; what belongs to nobody comes first."""
    rows.sort(key=lambda row: (row["key"] is not None, row["place_in_list"], row["name"]))
    return [
        Progress(row["name"] or nobody, str(row["key"] or "none"), row["total"], row["done"], row["missing"])
        for row in rows
    ]


def items_of(
    take: StockTake,
    *,
    unit: str = "",
    place: str = "",
    state: str = "",
    text: str = "",
    on: date | None = None,
) -> QuerySet[StockTakeItem]:
    """What a round expects, filtered; `state` is "left" or a result, `unit` and `place` an id or "none".

    `told` is the result today, or what had been told by the end of the day `on`.
    """
    told = F("result") if on is None else Coalesce(Subquery(_sightings(on).values("result")[:1]), Value(""))
    rows = take.items.select_related("asset", "unit", "place", "holder").annotate(told=told)
    for name, value in (("unit", unit), ("place", place)):
        if value == "none":
            rows = rows.filter(**{f"{name}__isnull": True})
        elif value:
            rows = rows.filter(**{f"{name}_id": _uuid(value)})
    if state == "left":
        rows = rows.filter(told="")
    elif state:
        rows = rows.filter(told=state)
    if text:
        rows = rows.filter(asset__search_text__contains=text)
    return rows.order_by("asset__number")


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def last_sighting(asset: Asset) -> Sighting | None:
    """Who saw the asset last."""
    return Sighting.objects.filter(asset=asset).select_related("person", "place").order_by("-seen_at", "-id").first()


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting, or a task about an asset, as the page of the asset tells it."""

    key: UUID
    is_task: bool
    kind: str
    """The result of a sighting, the kind of a task."""
    day: date
    due_on: date | None
    text: str
    person: str
    place: str
    condition: str
    channel: str
    photo_id: UUID | None


@kept
def _seen_of(asset_id: UUID) -> QuerySet[Any, Any]:
    newest = Sighting.objects.filter(asset=asset_id).order_by("-seen_at", "-id").values("pk")[:1]
    nothing = Value("")
    name = Coalesce(NullIf("person__public_name", nothing), "person__name", nothing)
    sighted = Sighting.objects.filter(pk__in=newest).values_list(
        "id", Value(0), "result", "seen_on", Value(None, models.DateField()), "note", name,
        Coalesce("place__name", nothing), "condition", "channel", "photo_id",
    )  # fmt: skip
    waiting = FollowUp.objects.filter(asset=asset_id, closed_on__isnull=True).values_list(
        "id", Value(1), "kind", "opened_on", "due_on", "text", name, nothing, nothing, nothing,
        Value(None, models.UUIDField()),
    )  # fmt: skip
    return sighted.union(waiting, all=True)


def seen_of(asset: Asset) -> tuple[Seen | None, list[Seen]]:
    """The last sighting, and the tasks that are open. One SQL statement."""
    rows = [Seen(row[0], bool(row[1]), *row[2:]) for row in _seen_of(asset.pk)]
    tasks = sorted((row for row in rows if row.is_task), key=lambda row: (row.due_on or row.day, row.key))
    return next((row for row in rows if not row.is_task), None), tasks


def follow_ups(on: date, *, with_closed: bool = False) -> list[FollowUp]:
    """What had to be looked into on the day, by due day."""
    rows = FollowUp.objects.filter(opened_on__lte=on).select_related("asset", "stock_take", "person")
    if not with_closed:
        rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    return as_on(rows.order_by("closed_on", "due_on", "id"), on, "closed_on")


def finder_notes(on: date, *, with_handled: bool = False) -> QuerySet[FinderNote]:
    """What finders had written by the day, newest first."""
    rows = FinderNote.objects.filter(written_at__date__lte=on).select_related("asset").order_by("-written_at")
    return rows if with_handled else rows.filter(Q(handled_on__isnull=True) | Q(handled_on__gt=on))


def unknown_codes(take: StockTake) -> list[UnknownCode]:
    """What was found and is not in the register."""
    return list(take.unknown_codes.select_related("place", "asset").order_by("id"))


def loans_by_person(take: StockTake) -> dict[UUID, list[Loan]]:
    """Open loans of what the round expects, by holder. One SQL statement."""
    expected = StockTakeItem.objects.filter(stock_take=take, asset=OuterRef("asset"), result="")
    rows = Loan.objects.filter(Exists(expected), returned_on__isnull=True).select_related("asset", "person")
    found: dict[UUID, list[Loan]] = defaultdict(list)
    for loan in rows.order_by("asset__number"):
        found[loan.person_id].append(loan)
    return dict(found)


def holders_of(asset_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Asset → the person who has it now."""
    rows = Loan.objects.filter(asset_id__in=asset_ids, returned_on__isnull=True)
    return dict(rows.values_list("asset_id", "person_id"))


def holder_of(asset: Asset) -> Loan | None:
    """The open loan of the asset, with the person."""
    return Loan.objects.filter(asset=asset, returned_on__isnull=True).select_related("person").first()


def is_lent_to(asset: Asset, person_id: UUID | None) -> bool:
    """Whether the person has the asset now."""
    if person_id is None:
        return False
    return Loan.objects.filter(asset=asset, person_id=person_id, returned_on__isnull=True).exists()


def media_counts(on: date) -> QuerySet[MediaCount]:
    """Counts of media made by the day, newest first."""
    return (
        MediaCount.objects.filter(counted_on__lte=on).select_related("place", "person").order_by("-counted_on", "-id")
    )


def media_expected(on: date) -> dict[UUID, int]:
    """Place → media that should lie there: on the register, in a live state, not lent. One SQL statement."""
    still_out = Q(returned_on__isnull=True) | Q(returned_on__gt=on)
    lent = Loan.objects.filter(still_out, asset=OuterRef("pk"), lent_on__lte=on)
    rows = Asset.objects.filter(
        kind=AssetKind.MEDIA,
        state__in=[AssetState.IN_USE, AssetState.SPARE],
        place__isnull=False,
        registered_on__lte=on,
    ).exclude(Exists(lent))
    return {row["place_id"]: row["count"] for row in rows.values("place_id").annotate(count=Count("id"))}
