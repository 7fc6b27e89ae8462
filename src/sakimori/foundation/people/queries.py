"""Reads over people; all of them take the day, so that past and future days are the same question."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Post, Unit
from sakimori.foundation.people.types import STAFF_ROLES, Role, UnitKind


def members_in_office(on: date) -> QuerySet[Person]:
    """Members of the assembly on the day."""
    return Person.objects.filter(Exists(Office.objects.filter(covers(on), person=OuterRef("pk"))))


def people_in_office(on: date) -> QuerySet[Person]:
    """Everyone the policy applies to on the day: members, and holders of posts in the secretariat (4(1) 適用対象者)."""
    offices = Office.objects.filter(covers(on), person=OuterRef("pk"))
    posts = Appointment.objects.filter(
        covers(on), person=OuterRef("pk"), post__unit__kind__in=[UnitKind.SECRETARIAT, UnitKind.CAUCUS]
    )
    return Person.objects.filter(Exists(offices) | Exists(posts))


def roles_of(person_id: UUID, on: date) -> frozenset[Role]:
    """The roles a person holds on the day: through posts, and `member` through an office. Two SQL statements."""
    roles = {Role(role) for role in _post_roles(person_id, on)}
    if any(_offices(person_id, on)):
        roles.add(Role.MEMBER)
    return frozenset(roles)


@kept
def _post_roles(person_id: UUID, on: date) -> QuerySet[Appointment, str]:
    return Appointment.objects.filter(covers(on), person_id=person_id).values_list("post__role", flat=True)


@kept
def _offices(person_id: UUID, on: date) -> QuerySet[Office, UUID]:
    return Office.objects.filter(covers(on), person_id=person_id).values_list("pk", flat=True)


def posts_held(person_id: UUID, on: date) -> list[Post]:
    """Posts of the person on the day, highest first."""
    return list(_posts_held(person_id, on))


@kept
def _posts_held(person_id: UUID, on: date) -> QuerySet[Post]:
    return Post.objects.filter(covers(on, "appointments__"), appointments__person_id=person_id).order_by("order", "id")


def holders(role: Role, on: date) -> QuerySet[Person]:
    """Persons who hold a post of that role on the day, in the order of the posts."""
    return Person.objects.filter(covers(on, "appointments__"), appointments__post__role=role).order_by(
        "appointments__post__order", "id"
    )


def caucuses(on: date) -> QuerySet[Unit]:
    """Caucuses that exist on the day."""
    return Unit.objects.filter(covers(on), kind=UnitKind.CAUCUS).order_by("order", "id")


def in_caucuses(on: date) -> QuerySet[Membership]:
    """Who belongs to which caucus on the day."""
    return Membership.objects.filter(covers(on), unit__kind=UnitKind.CAUCUS).select_related("unit")


def caucus_of(on: date) -> dict[UUID, Unit]:
    """Caucus of every person on the day, by person id. One SQL statement."""
    return {row.person_id: row.unit for row in in_caucuses(on)}


def is_staff(roles: frozenset[Role]) -> bool:
    """Whether the roles include work in the secretariat."""
    return not roles.isdisjoint(STAFF_ROLES)


def persons_named(text: str) -> QuerySet[Person]:
    """Persons whose name, public name, former name or kana contains the text."""
    return Person.objects.filter(
        Q(name__contains=text) | Q(public_name__contains=text) | Q(former_name__contains=text) | Q(kana__contains=text)
    )


def roles_by_person(on: date) -> dict[UUID, frozenset[Role]]:
    """The roles of everyone on the day, by person id. Two SQL statements."""
    found: dict[UUID, set[Role]] = {}
    for person_id, role in Appointment.objects.filter(covers(on)).values_list("person_id", "post__role"):
        found.setdefault(person_id, set()).add(Role(role))
    for person_id in Office.objects.filter(covers(on)).values_list("person_id", flat=True):
        found.setdefault(person_id, set()).add(Role.MEMBER)
    return {person_id: frozenset(roles) for person_id, roles in found.items()}
