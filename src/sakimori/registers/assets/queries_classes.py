"""Reads of classes: limits in force, what holds what, who stands below its content, copies, retention, the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.lists.past import as_on
from sakimori.foundation.people.dated import covers
from sakimori.registers.assets.limits import SHIPPED
from sakimori.registers.assets.models import Asset, ClassChange, Connection, HandlingLimit, Holding, NumberedCopy
from sakimori.registers.assets.queries import in_use, on_register
from sakimori.registers.assets.rules_classes import (
    BY_RANK,
    highest,
    inherited_fields,
    paths_from,
    rank_of,
)
from sakimori.registers.assets.types import AssetKind, Category, Confidentiality, Topic

CLASSIFIED_KINDS = (AssetKind.INFORMATION, AssetKind.DOCUMENT)
HOLDER_KINDS = (AssetKind.SYSTEM, AssetKind.DEVICE, AssetKind.MEDIA)
SOON = timedelta(days=92)
"""Retention periods that end within a quarter are shown before they end."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One cell of the table of handling limits."""

    topic: Topic
    text: str
    is_own: bool


def limits() -> dict[Confidentiality, list[Limit]]:
    """The handling limits in force, by class. One SQL statement."""
    own = {(row.confidentiality, row.topic): row.text for row in HandlingLimit.objects.all()}
    return {
        level: [
            Limit(topic, own.get((level.value, topic.value)) or str(SHIPPED[level][topic]), (level, topic) in own)
            for topic in Topic
        ]
        for level in Confidentiality
    }


def changes_of(asset: Asset) -> list[ClassChange]:
    """How an asset was classified, newest first. One SQL statement."""
    return list(ClassChange.objects.filter(asset=asset).select_related("person").order_by("-changed_on", "-id"))


@dataclass(frozen=True, slots=True)
class Need:
    """What a holder needs in one respect because of what it holds, and the way to the thing that asks for it."""

    holder: Asset
    field: str
    value: str
    chain: tuple[Asset, ...]

    @property
    def is_met(self) -> bool:
        """Whether the holder's own class is high enough."""
        return rank_of(self.field, getattr(self.holder, self.field)) >= rank_of(self.field, self.value)


Edges = Mapping[UUID, list[UUID]]


@dataclass(frozen=True, slots=True)
class Contents:
    """What holds what on a day, both ways, with the things themselves."""

    edges: Edges
    assets: Mapping[UUID, Asset]

    def needs(self, holder: Asset) -> list[Need]:
        """What this holder needs in each respect that it inherits."""
        paths = paths_from(holder.pk, self.edges)
        found = []
        for name in inherited_fields(holder.kind):
            ranks = {key: rank_of(name, getattr(self.assets[key], name)) for key in paths}
            rank, path = highest(paths, ranks)
            if rank:
                chain = (holder, *(self.assets[key] for key in path[1:]))
                found.append(Need(holder, name, BY_RANK[rank], chain))
        return found

    def unmet(self, holders: Iterable[Asset]) -> list[Need]:
        """The needs of these holders that their class does not meet."""
        return [need for holder in holders for need in self.needs(holder) if not need.is_met]

    def personal_in(self, holder: Asset) -> Asset | None:
        """Something with personal data that lies in it, at any depth."""
        inside = (self.assets[key] for key in paths_from(holder.pk, self.edges))
        return next((asset for asset in inside if asset.has_personal_data), None)

    def holders_of(self, asset: Asset) -> list[Asset]:
        """Everything in which the asset lies, at any depth, nearest first."""
        above: dict[UUID, list[UUID]] = defaultdict(list)
        for holder, inside in self.edges.items():
            for content in inside:
                above[content].append(holder)
        return [self.assets[key] for key in paths_from(asset.pk, above)]

    def holders(self) -> list[Asset]:
        """Everything that holds something, by number."""
        return sorted((self.assets[key] for key in self.edges), key=lambda asset: asset.number)


def holdings(on: date) -> QuerySet[Holding]:
    """What lay where on the day; what has left the register holds nothing and lies nowhere."""
    gone = Q(holder__ended_on__lte=on) | Q(content__ended_on__lte=on)
    return Holding.objects.filter(covers(on)).exclude(gone)


def contents(on: date) -> Contents:
    """What holds what on the day. Two SQL statements, however deep it goes."""
    edges: dict[UUID, list[UUID]] = defaultdict(list)
    for holder, content in holdings(on).order_by("id").values_list("holder_id", "content_id"):
        edges[holder].append(content)
    inside = holdings(on)
    wanted = Q(pk__in=inside.values("holder_id")) | Q(pk__in=inside.values("content_id"))
    return Contents(dict(edges), {asset.pk: asset for asset in Asset.objects.filter(wanted).defer("search_text")})


@kept
def _holdings_of(asset_id: UUID, on: date) -> QuerySet[Holding]:
    rows = holdings(on).filter(Q(holder=asset_id) | Q(content=asset_id)).select_related("holder", "content")
    return rows.order_by("from_date", "id")


def holdings_of(asset: Asset, on: date) -> tuple[list[Holding], list[Holding]]:
    """What the asset holds, and what it lies in. One SQL statement."""
    found = list(_holdings_of(asset.pk, on))
    return [row for row in found if row.holder_id == asset.pk], [row for row in found if row.content_id == asset.pk]


def may_hold(asset: Asset, on: date) -> QuerySet[Asset]:
    """What the asset may hold: information, documents; also systems and media, which hold in turn."""
    return on_register(on).exclude(pk=asset.pk).exclude(kind=AssetKind.ACCOUNT).order_by("kind", "number")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many assets have which class."""

    one: int
    two_up: int
    personal: int
    open: int
    by_class: tuple[tuple[str, int], ...]


def counts(on: date) -> Counts:
    """How the classes of information, documents and systems lie. One SQL statement."""
    rows = in_use(on).filter(kind__in=[*CLASSIFIED_KINDS, AssetKind.SYSTEM])
    each = {f"n{level.value}": Count("pk", filter=Q(confidentiality=level.value)) for level in Confidentiality}
    found = rows.aggregate(
        personal=Count("pk", filter=Q(has_personal_data=True)), none=Count("pk", filter=unclassified()), **each
    )
    by_class = tuple((level.value, found[f"n{level.value}"]) for level in Confidentiality)
    two_up = sum(count for value, count in by_class if value != Confidentiality.C1)
    return Counts(found["n1"], two_up, found["personal"], found["none"], by_class)


def unclassified() -> Q:
    """Condition on Asset: C, I or A is missing."""
    return Q(confidentiality="") | Q(integrity="") | Q(availability="")


def to_classify(on: date, limit: int = 50) -> list[Asset]:
    """Information and documents without a full class, and systems that hold something."""
    systems = Q(kind=AssetKind.SYSTEM, pk__in=holdings(on).values("holder_id"))
    rows = in_use(on).filter(unclassified()).filter(Q(kind__in=CLASSIFIED_KINDS) | systems)
    return list(rows.order_by("kind", "number")[:limit])


# --- numbered copies --------------------------------------------------------------------------------------------------


def copies_of(asset: Asset) -> list[NumberedCopy]:
    """The numbered copies of a document, by number. One SQL statement."""
    return list(NumberedCopy.objects.filter(asset=asset).select_related("person").order_by("number"))


def copies_on(on: date) -> list[NumberedCopy]:
    """Every copy handed out by the day, as it stood then, what should come back first on top. One SQL statement."""
    rows = NumberedCopy.objects.filter(given_on__lte=on).select_related("asset", "person")
    found = as_on(rows.order_by("due_on", "asset__number", "number"), on, "collected_on", "shredded_on")
    return sorted(found, key=lambda row: not row.is_out)


@dataclass(slots=True)
class Paper:
    """A document of which numbered copies were handed out."""

    asset: Asset
    given: int = 0
    out: int = 0
    to_shred: int = 0


def by_paper(copies: Iterable[NumberedCopy]) -> list[Paper]:
    """The documents of some copies, those with most copies out first."""
    found: dict[UUID, Paper] = {}
    for copy in copies:
        paper = found.setdefault(copy.asset_id, Paper(copy.asset))
        paper.given += 1
        paper.out += copy.is_out
        paper.to_shred += copy.collected_on is not None and copy.shredded_on is None
    return sorted(found.values(), key=lambda paper: (-paper.out, paper.asset.number))


# --- the map ----------------------------------------------------------------------------------------------------------


def map_nodes(on: date) -> QuerySet[Asset]:
    """What stands on the map: systems, network devices and servers, and whatever else a line leads to."""
    lines = connections(on)
    ends = Q(pk__in=lines.values("source_id")) | Q(pk__in=lines.values("target_id"))
    shown = Q(kind=AssetKind.SYSTEM) | Q(category__in=[Category.NETWORK, Category.SERVER, Category.STORAGE])
    return on_register(on).filter(shown | ends).select_related("unit", "place").order_by("kind", "number")


def connections(on: date) -> QuerySet[Connection]:
    """Lines between things that are there on the day."""
    gone = Q(source__ended_on__lte=on) | Q(target__ended_on__lte=on)
    return Connection.objects.filter(covers(on)).exclude(gone)


def lines_of_map(on: date) -> list[Connection]:
    """The lines in the order of their numbers on the map. One SQL statement."""
    rows = connections(on).select_related("source", "target")
    return list(rows.order_by("source__number", "target__number", "id"))


def may_connect(on: date) -> QuerySet[Asset]:
    """What a line may lead to: systems and devices."""
    return on_register(on).filter(kind__in=[AssetKind.SYSTEM, AssetKind.DEVICE]).order_by("kind", "number")
