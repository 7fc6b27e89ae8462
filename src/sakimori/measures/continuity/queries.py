"""Reads of continuity: cards of a day, what a shortage of staff stops, what is lost with an asset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, QuerySet, Subquery

from sakimori.foundation.assemblies.together import together
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.foundation.people.periods import periods_between, sitting_on
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.continuity.models import (
    CardAsset,
    CardPost,
    CardReview,
    CardService,
    ContinuityCard,
    ContinuityPlan,
    CriticalFunction,
)
from sakimori.measures.continuity.types import NEEDED, SAFETY_SCENARIO, Cause
from sakimori.measures.drills.models import Drill
from sakimori.measures.drills.types import DrillKind
from sakimori.registers.assets.models import Asset, Holding
from sakimori.registers.suppliers.models import Service

SHOWN_DRILLS = 8


@dataclass(slots=True)
class CardRow:
    """A function with its card of a day and all that hangs on it."""

    function: CriticalFunction
    card: ContinuityCard | None
    posts: list[Post] = field(default_factory=list)
    stand_ins: list[Post] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    reviewed_on: date | None = None

    @property
    def gaps(self) -> list[str]:
        """Causes for which no way on is written, in words."""
        if self.card is None:
            return [str(cause.label) for cause in NEEDED]
        return [str(cause.label) for cause in NEEDED if not getattr(self.card, cause)]

    @property
    def fallbacks(self) -> list[tuple[str, str]]:
        """(cause, what is done), also where nothing is written."""
        return [(str(cause.label), getattr(self.card, cause) if self.card else "") for cause in Cause]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.card is not None and not self.gaps and self.card.minimum_staff is not None

    @property
    def looked_at(self) -> date | None:
        """The day of the version or of the last review, whichever is later."""
        return looked_at(self.reviewed_on, self.card.from_date if self.card else None)


def looked_at(reviewed_on: date | None, begun_on: date | None) -> date | None:
    """The day of the last review or of the version, whichever is later."""
    return max((day for day in (reviewed_on, begun_on) if day), default=None)


def functions_on(on: date) -> QuerySet[CriticalFunction]:
    """Functions of the day: `held` is the card in force, `begun_on` its first day, `seen_on` the last review."""
    last = CardReview.objects.filter(function=OuterRef("pk"), reviewed_on__lte=on).order_by("-reviewed_on")
    return (
        CriticalFunction.objects.filter(covers(on))
        .annotate(held=FilteredRelation("cards", condition=covers(on, "cards__")))
        .annotate(begun_on=F("held__from_date"), seen_on=Subquery(last.values("reviewed_on")[:1]))
    )


def card_rows(on: date) -> list[CardRow]:
    """Functions of the day, in their order. Two SQL statements."""
    functions = functions_on(on).select_related("held__decider").order_by("place", "id")  # type: ignore[misc]
    rows = [CardRow(one, one.held, reviewed_on=one.seen_on) for one in functions]  # type: ignore[attr-defined]
    by_card = {row.card.pk: row for row in rows if row.card is not None}
    links, held, used = together(
        CardPost.objects.filter(card__in=by_card).select_related("post"),
        CardAsset.objects.filter(card__in=by_card).select_related("asset"),
        CardService.objects.filter(card__in=by_card).select_related("service__supplier"),
    )
    for link in sorted(links, key=lambda link: (link.post.order, link.pk)):
        row = by_card[link.card_id]
        (row.stand_ins if link.stands_in else row.posts).append(link.post)
    for holding in sorted(held, key=lambda holding: holding.asset.number):
        by_card[holding.card_id].assets.append(holding.asset)
    for need in sorted(used, key=lambda need: need.service.name):
        by_card[need.card_id].services.append(need.service)
    return rows


def card_row(function: CriticalFunction, on: date) -> CardRow:
    """One of them; the last version where it is over."""
    day = min(on, function.to_date) if function.to_date else on
    found = next((row for row in card_rows(day) if row.function.pk == function.pk), None)
    return found or CardRow(function, None)


def versions_of(function: CriticalFunction) -> list[ContinuityCard]:
    """Every version, the newest first."""
    return list(ContinuityCard.objects.filter(function=function).order_by("-number"))


def reviews_of(function: CriticalFunction) -> list[CardReview]:
    """Every review, the newest first."""
    return list(function.reviews.select_related("person").order_by("-reviewed_on", "-id"))


def plan_on(on: date) -> ContinuityPlan | None:
    """The BCP of the day."""
    return ContinuityPlan.objects.filter(covers(on)).select_related("file").order_by("-from_date").first()


def exercises(on: date) -> list[Drill]:
    """Drills of continuity and of contact, the latest first; tests of the safety check are among them."""
    rows = Drill.objects.filter(kind__in=[DrillKind.CONTINUITY, DrillKind.CONTACT], held_on__lte=on)
    return list(rows.order_by("-held_on", "-id")[:SHOWN_DRILLS])


def last_safety_test(drills: Iterable[Drill]) -> Drill | None:
    """The last finished test of the safety check among them."""
    return next((one for one in drills if one.scenario_key == SAFETY_SCENARIO and one.closed_on), None)


def is_sitting(on: date) -> bool:
    """Whether the assembly sits on the day."""
    return sitting_on(on, periods_between(on, on)) is not None


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of the secretariat and their posts."""

    person: Person
    posts: tuple[Post, ...]


def workers(on: date) -> list[Worker]:
    """Who of the secretariat is in office, in the order of posts. One SQL statement."""
    held = Appointment.objects.filter(covers(on), post__unit__kind=UnitKind.SECRETARIAT)
    people: dict[UUID, tuple[Person, list[Post]]] = {}
    for row in held.select_related("person", "post").order_by("post__order", "id"):
        people.setdefault(row.person_id, (row.person, []))[1].append(row.post)
    return [Worker(person, tuple(posts)) for person, posts in people.values()]


def candidates(on: date) -> QuerySet[Post]:
    """Posts that may be named on a card: of the assembly and of its secretariat."""
    units = [UnitKind.SECRETARIAT, UnitKind.ASSEMBLY]
    return Post.objects.filter(covers(on), unit__kind__in=units).select_related("unit").order_by("order", "id")


def usable_assets() -> QuerySet[Asset]:
    """Assets that may be named on a card."""
    return Asset.objects.filter(ended_on__isnull=True).order_by("kind", "number")


def usable_services() -> QuerySet[Service]:
    """Services of suppliers that may be named on a card."""
    rows = Service.objects.filter(ended_on__isnull=True, supplier__ended_on__isnull=True)
    return rows.select_related("supplier").order_by("supplier__name", "name")


@dataclass(slots=True)
class Loss:
    """What is lost with one asset: the functions that need it or what lies in it."""

    asset: Asset
    rows: list[CardRow] = field(default_factory=list)


def losses(rows: Sequence[CardRow], on: date) -> list[Loss]:
    """By asset, the one that most functions need first. One SQL statement beside those of the cards.

    What holds something that a function needs is needed too: with the system its contents are gone.
    """
    found: dict[UUID, Loss] = {}
    for row in rows:
        for asset in row.assets:
            found.setdefault(asset.pk, Loss(asset)).rows.append(row)
    held = Holding.objects.filter(covers(on), content__in=list(found)).select_related("holder")
    for holding in held:
        inside = found[holding.content_id].rows
        loss = found.setdefault(holding.holder_id, Loss(holding.holder))
        loss.rows += [row for row in inside if row not in loss.rows]
    return sorted(found.values(), key=lambda loss: (-len(loss.rows), loss.asset.number))
