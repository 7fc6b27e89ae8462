"""When a supplier stops: its services, the functions that need them, the meetings in that time, the notice (VEN-6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _t

from sakimori.foundation.people.models import Period
from sakimori.foundation.people.periods import periods_between
from sakimori.foundation.people.types import SITTINGS
from sakimori.measures.continuity.queries import CardRow, card_rows, usable_services
from sakimori.measures.continuity.words import DAY, hours_text, notice_of
from sakimori.registers.organization.models import Meeting
from sakimori.registers.suppliers.models import Contract, Service, Supplier


@dataclass(slots=True)
class Dependence:
    """A supplier, its services in use, and the functions behind each."""

    supplier: Supplier
    services: list[tuple[Service, list[CardRow]]] = field(default_factory=list)

    @property
    def rows(self) -> list[CardRow]:
        """Every function that stops with it, once, in the order of the cards."""
        found: list[CardRow] = []
        for _service, rows in self.services:
            found += [row for row in rows if row not in found]
        return sorted(found, key=lambda row: (row.function.place, str(row.function.pk)))


def needs(row: CardRow, service: Service) -> bool:
    """Whether a card names the service, or the asset that it stands for."""
    return service.pk in {one.pk for one in row.services} or (
        service.asset_id is not None and service.asset_id in {asset.pk for asset in row.assets}
    )


def dependences(on: date, rows: Sequence[CardRow] | None = None) -> list[Dependence]:
    """By supplier, the one that most functions hang on first. Five SQL statements."""
    cards = card_rows(on) if rows is None else rows
    found: dict[object, Dependence] = {}
    for service in usable_services():
        dependence = found.setdefault(service.supplier_id, Dependence(service.supplier))
        dependence.services.append((service, [row for row in cards if needs(row, service)]))
    return sorted(found.values(), key=lambda one: (-len(one.rows), one.supplier.name))


@dataclass(frozen=True, slots=True)
class Hit:
    """A function in an outage: what is done instead, whether it is longer than tolerable, the notice."""

    row: CardRow
    services: tuple[str, ...]
    tolerable: str
    is_over: bool
    instead: str
    notice: str


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage from a day on, so many days long."""

    supplier: Supplier
    since: date
    until: date
    hits: Sequence[Hit]
    contracts: Sequence[Contract]
    meetings: Sequence[Meeting]
    sittings: Sequence[Period]


def outage_of(supplier: Supplier, since: date, days: int, on: date) -> Outage:
    """What an outage means. Eight SQL statements."""
    until = since + timedelta(days=days - 1)
    dependence = next((one for one in dependences(on) if one.supplier.pk == supplier.pk), Dependence(supplier))
    sittings = [one for one in periods_between(since, until) if one.kind in SITTINGS]
    contracts = Contract.objects.filter(supplier=supplier, ended_on__isnull=True, from_date__lte=until)
    contracts = contracts.filter(Q(to_date__isnull=True) | Q(to_date__gte=since))
    return Outage(
        supplier=supplier,
        since=since,
        until=until,
        hits=[_hit(dependence, row, since, days, is_sitting=bool(sittings)) for row in dependence.rows],
        contracts=list(contracts.select_related("keeper").order_by("title", "id")),
        meetings=list(Meeting.objects.filter(held_on__range=(since, until)).order_by("held_on", "id")),
        sittings=sittings,
    )


def _hit(dependence: Dependence, row: CardRow, since: date, days: int, *, is_sitting: bool) -> Hit:
    card = row.card
    names = tuple(service.name for service, rows in dependence.services if row in rows)
    hours = (card.session_hours if is_sitting else card.recess_hours) if card else None
    # A notice of a Japanese public office; its language does not follow the reader's.
    with translation.override("ja"):
        cause = _t("%(service)sの障害") % {"service": "、".join(names)}
    return Hit(
        row=row,
        services=names,
        tolerable=hours_text(hours),
        is_over=hours is not None and days * DAY > hours,
        instead=card.supplier if card else "",
        notice=notice_of(card, day=since, cause=cause, fallback=card.supplier) if card and card.notice else "",
    )
