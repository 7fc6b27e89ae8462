"""Reads of places: the tree, one place, who keeps it, when it must be checked, what is to be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person, Post, Unit
from sakimori.foundation.people.types import Role, UnitKind
from sakimori.registers.premises.models import CheckAnswer, Place, PlaceCheck, RoundItem, Visit
from sakimori.registers.premises.rules import CHECK_DAYS, CHECK_DUTY, ROUND_KINDS, SHIPPED_ROUND
from sakimori.registers.premises.types import Answer, PlaceKind

CONTROLLED = Q(is_managed_area=True) | Q(kind=PlaceKind.CAUCUS_ROOM)
"""The places that the duty is about: managed areas and caucus rooms (6(4))."""


def places(on: date) -> QuerySet[Place]:
    """Places of the day, in the order of the list."""
    return Place.objects.filter(covers(on)).order_by("order", "name", "id")


def heads_of(on: date) -> QuerySet[Appointment]:
    """Heads of caucuses on the day."""
    return Appointment.objects.filter(covers(on), covers(on, "post__"), post__role=Role.CAUCUS_HEAD)


def with_keeper(rows: QuerySet[Place], on: date) -> QuerySet[Place]:
    """With `is_kept`: somebody in office is in charge of the place on the day.

    The post counts when it is held; the named person while in office or appointed; a caucus room without either is in
    the charge of the head of its caucus.
    """
    held = Appointment.objects.filter(covers(on))
    return rows.annotate(
        is_kept=Exists(held.filter(post=OuterRef("keeper_post")))
        | Exists(held.filter(person=OuterRef("keeper")))
        | Exists(Office.objects.filter(covers(on), person=OuterRef("keeper")))
        | (
            Q(keeper_post__isnull=True, keeper__isnull=True, kind=PlaceKind.CAUCUS_ROOM)
            & Exists(heads_of(on).filter(post__unit=OuterRef("unit")))
        )
    )


def with_checks(rows: QuerySet[Place], on: date) -> QuerySet[Place]:
    """With `checked_last` and `check_by`: the last check up to the day, and the next due by the adopted cadence."""
    last = PlaceCheck.objects.filter(place=OuterRef("pk"), checked_on__lte=on).order_by("-checked_on")
    days = adopted_days(CHECK_DUTY, on, CHECK_DAYS)
    return rows.annotate(checked_last=Subquery(last.values("checked_on")[:1])).annotate(
        check_by=Case(
            When(checked_last__isnull=False, then=days_after("checked_last", days)),
            output_field=DateField(),
        )
    )


def keeper_names(rows: Iterable[Place], on: date) -> dict[UUID, str]:
    """Who is in charge of each place on the day, in words. Needs `keeper`, `keeper_post` fetched. One statement."""
    held: dict[UUID, list[str]] = {}
    heads: dict[UUID, str] = {}
    for row in Appointment.objects.filter(covers(on)).select_related("person", "post").order_by("from_date", "id"):
        held.setdefault(row.post_id, []).append(row.person.shown_name)
        if row.post.role == Role.CAUCUS_HEAD:
            heads[row.post.unit_id] = f"{row.post.title} {row.person.shown_name}"
    found = {}
    for place in rows:
        names = []
        if place.keeper_post is not None and place.keeper_post_id in held:
            names.append(f"{place.keeper_post.title} {'、'.join(held[place.keeper_post_id])}")
        if place.keeper is not None:
            names.append(place.keeper.shown_name)
        if not names and place.keeper_post_id is None and place.kind == PlaceKind.CAUCUS_ROOM and place.unit_id:
            names.append(heads.get(place.unit_id, ""))
        found[place.pk] = "・".join(name for name in names if name)
    return found


def keeps(place: Place, person_id: UUID | None, on: date) -> bool:
    """Whether the person is in charge of the place on the day."""
    if person_id is None:
        return False
    if place.keeper_id == person_id:
        return True
    posts = Appointment.objects.filter(covers(on), person_id=person_id)
    if place.keeper_post_id is not None:
        return posts.filter(post=place.keeper_post_id).exists()
    is_of_caucus = place.kind == PlaceKind.CAUCUS_ROOM and place.unit_id is not None and place.keeper_id is None
    return is_of_caucus and posts.filter(post__unit=place.unit_id, post__role=Role.CAUCUS_HEAD).exists()


def kept_by(persons: Collection[Person], post: Post, on: date) -> QuerySet[Place]:
    """Places in the charge of a post, or of its holders by name."""
    mine = Q(keeper_post=post) | Q(keeper__in=persons)
    if post.role == Role.CAUCUS_HEAD:
        mine |= Q(kind=PlaceKind.CAUCUS_ROOM, unit=post.unit_id, keeper_post=None, keeper=None)
    return places(on).filter(mine)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list."""

    place: Place
    depth: int
    keeper: str
    is_controlled: bool
    last: date | None
    due: date | None
    open_findings: int

    @property
    def needs_keeper(self) -> bool:
        """Nobody is in charge though somebody must be."""
        return self.is_controlled and not self.place.is_kept  # type: ignore[attr-defined]

    def is_late(self, on: date) -> bool:
        """The check is overdue or was never made."""
        return self.is_controlled and (self.last is None or (self.due is not None and self.due < on))


def place_rows(on: date) -> list[PlaceRow]:
    """Every place of the day as a tree, room before what stands in it. Two SQL statements."""
    found = list(_whole(places(on), on))
    names = keeper_names(found, on)
    known = {place.pk for place in found}
    inside: dict[UUID | None, list[Place]] = {}
    for place in found:
        # A cabinet whose room has ended stands by itself, so that it is not lost.
        inside.setdefault(place.parent_id if place.parent_id in known else None, []).append(place)

    def walk(parent: UUID | None, depth: int) -> Iterable[PlaceRow]:
        for place in inside.get(parent, []):
            yield _row(place, depth, names)
            yield from walk(place.pk, depth + 1)

    return list(walk(None, 0))


def _whole(rows: QuerySet[Place], on: date) -> QuerySet[Place]:
    bad = CheckAnswer.objects.filter(
        check_row__place=OuterRef("pk"), answer=Answer.BAD, mended_on__isnull=True
    ).order_by()
    number = bad.values("check_row__place").annotate(number=Count("pk")).values("number")
    whole = with_checks(with_keeper(rows, on), on).annotate(open_findings=Coalesce(Subquery(number), 0))
    return whole.select_related("unit", "keeper", "keeper_post", "parent")


def _row(place: Place, depth: int, names: dict[UUID, str]) -> PlaceRow:
    controlled = place.is_managed_area or place.kind == PlaceKind.CAUCUS_ROOM
    due = place.check_by if controlled else None  # type: ignore[attr-defined]
    return PlaceRow(place, depth, names[place.pk], controlled, place.checked_last, due, place.open_findings)  # type: ignore[attr-defined]


def place_row(place_id: UUID, on: date) -> PlaceRow | None:
    """One place as in the list, whether it is of the day or of the past. Two SQL statements."""
    found = _whole(Place.objects.all(), on).filter(pk=place_id).first()
    return None if found is None else _row(found, 0, keeper_names([found], on))


def round_rows(on: date) -> list[PlaceRow]:
    """Rooms one can walk through, those that are late first."""
    rows = [row for row in place_rows(on) if row.place.kind in ROUND_KINDS]
    return sorted(rows, key=lambda row: (not row.is_late(on), row.due or date.max))


def round_items() -> list[str]:
    """The items of the assembly's round: its own, else the shipped ten."""
    own = list(RoundItem.objects.order_by("order").values_list("text", flat=True))
    return own or [str(item) for item in SHIPPED_ROUND]


def checks_of(place: Place, limit: int = 20) -> list[PlaceCheck]:
    """Checks of a place, newest first, each with what was found bad."""
    bad = CheckAnswer.objects.filter(answer=Answer.BAD).order_by("order")
    rows = PlaceCheck.objects.filter(place=place).select_related("person", "photo")
    return list(rows.prefetch_related(Prefetch("answers", bad, to_attr="bad")).order_by("-checked_on", "-id")[:limit])


def open_findings(on: date) -> QuerySet[CheckAnswer]:
    """What was found bad by the day and was not mended then, oldest first."""
    rows = CheckAnswer.objects.filter(
        Q(mended_on__isnull=True) | Q(mended_on__gt=on), answer=Answer.BAD, check_row__checked_on__lte=on
    )
    return rows.select_related("check_row__place", "photo").order_by("check_row__checked_on", "order", "id")


def visits_between(first: date, last: date) -> QuerySet[Visit]:
    """Visits that began on these days, oldest first."""
    rows = Visit.objects.filter(came_at__date__gte=first, came_at__date__lte=last)
    return rows.select_related("place", "escort").order_by("came_at", "id")


def still_inside(on: date) -> QuerySet[Visit]:
    """Who had come in by the end of the day and had not left."""
    rows = Visit.objects.filter(Q(left_at__isnull=True) | Q(left_at__date__gt=on), came_at__date__lte=on)
    return rows.select_related("place", "escort").order_by("came_at", "id")


def caucuses(on: date) -> QuerySet[Unit]:
    """Units that may use a room."""
    return Unit.objects.filter(covers(on)).order_by("order", "name", "id")


def caucus_head_post(unit: Unit, on: date) -> Post | None:
    """The post of the person in charge of a caucus."""
    if unit.kind != UnitKind.CAUCUS:
        return None
    return Post.objects.filter(covers(on), unit=unit, role=Role.CAUCUS_HEAD).order_by("order", "id").first()
