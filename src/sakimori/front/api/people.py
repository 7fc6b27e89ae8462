"""People: read, and written by the body's personnel system. Every write is one action of the organisation register.

Annotations are evaluated here, not postponed: the API is described from them through the `scoped` wrapper.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Header

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.people import queries
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Person, Post, Seat, Unit
from sakimori.foundation.people.types import UnitKind
from sakimori.front.api import schemas
from sakimori.front.api.auth import ctx_of, scoped
from sakimori.front.api.once import once
from sakimori.front.api.problems import PROBLEMS, WRITING
from sakimori.front.api.rows import appointment_row, office_row, people_rows
from sakimori.registers.organization.actions import people as actions
from sakimori.registers.organization.actions import posts

router = Router(tags=["people"])
Once = Header(
    "",
    alias="Idempotency-Key",
    description="Any text of up to 200 characters. The same request with the same key within a day is done once.",
)


@router.get("/{assembly}/people", response={200: list[schemas.PersonOut], **PROBLEMS}, summary="People in office")
@scoped(Permission.ORGANIZATION_READ)
def list_people(request: HttpRequest, assembly: str, on: date | None = None) -> list[dict[str, Any]]:
    """Everyone in office on a day (today by default). E-mail and phone only with `organization:contact`."""
    ctx = ctx_of(request)
    day = on or ctx.today
    return people_rows(
        list(queries.people_in_office(day).order_by("kana", "id")), day, allowed(ctx, Permission.ORGANIZATION_CONTACT)
    )


@router.get("/{assembly}/people/{person_id}", response={200: schemas.PersonOut, **PROBLEMS}, summary="One person")
@scoped(Permission.ORGANIZATION_READ)
def get_person(request: HttpRequest, assembly: str, person_id: UUID) -> dict[str, Any]:
    """A person, in office or not."""
    return _shown(request, _person(person_id))


@router.post(
    "/{assembly}/people", response={200: schemas.PersonOut, 201: schemas.PersonOut, **WRITING}, summary="A new person"
)
@scoped(Permission.PEOPLE_WRITE)
def create_person(
    request: HttpRequest, assembly: str, response: HttpResponse, data: schemas.PersonIn, key: str = Once
) -> Any:
    """Register a person. 200 instead of 201 when the same `Idempotency-Key` came before."""
    ctx = ctx_of(request)
    person, is_new = once(
        request,
        lambda: actions.register_person(ctx, **data.dict()),
        lambda found: Person.objects.filter(pk=found).first(),
    )
    response["Location"] = reverse("api:get_person", kwargs={"assembly": assembly, "person_id": person.pk})
    return (201 if is_new else 200), _shown(request, person)


@router.patch("/{assembly}/people/{person_id}", response={200: schemas.PersonOut, **WRITING}, summary="Change a person")
@scoped(Permission.PEOPLE_WRITE)
def change_person(request: HttpRequest, assembly: str, person_id: UUID, data: schemas.PersonPatch) -> Any:
    """Names, contact and note; fields that are not sent stay."""
    person = actions.change_person(ctx_of(request), person=_person(person_id), **data.dict(exclude_unset=True))
    return _shown(request, person)


@router.post(
    "/{assembly}/people/{person_id}/offices",
    response={200: schemas.OfficeOut, 201: schemas.OfficeOut, **WRITING},
    summary="A person takes a seat",
)
@scoped(Permission.PEOPLE_WRITE)
def start_office(request: HttpRequest, assembly: str, person_id: UUID, data: schemas.OfficeIn, key: str = Once) -> Any:
    """A person becomes a member of the assembly."""
    ctx, person = ctx_of(request), _person(person_id)
    office, is_new = once(
        request,
        lambda: actions.seat_member(
            ctx,
            person=person,
            seat=_seat(data.seat, data.from_date),
            from_date=data.from_date,
            to_date=data.to_date,
            caucus=_caucus(data.caucus, data.from_date),
        ),
        lambda found: Office.objects.select_related("seat").filter(pk=found).first(),
    )
    return (201 if is_new else 200), office_row(office)


@router.post(
    "/{assembly}/people/{person_id}/appointments",
    response={200: schemas.AppointmentOut, 201: schemas.AppointmentOut, **WRITING},
    summary="A person takes a post",
)
@scoped(Permission.PEOPLE_WRITE)
def start_appointment(
    request: HttpRequest, assembly: str, person_id: UUID, data: schemas.AppointmentIn, key: str = Once
) -> Any:
    """A person is appointed; whoever held the post steps down the day before."""
    ctx, person = ctx_of(request), _person(person_id)
    row, is_new = once(
        request,
        lambda: posts.appoint(ctx, person=person, **{**data.dict(), "post": _post(data.post, data.from_date)}),
        lambda found: Appointment.objects.filter(pk=found).first(),
    )
    return (201 if is_new else 200), appointment_row(row)


@router.post(
    "/{assembly}/people/{person_id}/end", response={200: schemas.PersonOut, **WRITING}, summary="A person leaves"
)
@scoped(Permission.PEOPLE_WRITE)
def end_person(request: HttpRequest, assembly: str, person_id: UUID, data: schemas.EndIn) -> Any:
    """Everything the person holds ends on the last day: seat, caucus, posts. Sending it again changes nothing."""
    person = actions.end_service(ctx_of(request), person=_person(person_id), **data.dict())
    return _shown(request, person)


@router.post(
    "/{assembly}/appointments/{appointment_id}/end",
    response={200: schemas.AppointmentOut, **WRITING},
    summary="An appointment ends",
)
@scoped(Permission.PEOPLE_WRITE)
def end_appointment(request: HttpRequest, assembly: str, appointment_id: UUID, data: schemas.AppointmentEndIn) -> Any:
    """The person leaves one post and keeps the rest. Sending it again changes nothing."""
    row = Appointment.objects.filter(pk=appointment_id).first()
    if row is None:
        raise Http404
    return appointment_row(posts.end_appointment(ctx_of(request), appointment=row, **data.dict()))


def _shown(request: HttpRequest, person: Person) -> dict[str, Any]:
    ctx = ctx_of(request)
    return people_rows([person], ctx.today, allowed(ctx, Permission.ORGANIZATION_CONTACT))[0]


def _person(person_id: UUID) -> Person:
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def _seat(number: int, on: date) -> Seat:
    found = Seat.objects.filter(covers(on, "term__"), number=number).select_related("term").first()
    if found is None:
        raise ValidationError({"seat": _("その日の任期に、この番号の議席がありません。")})
    return found


def _caucus(name: str, on: date) -> Unit | None:
    if not name:
        return None
    found = Unit.objects.filter(covers(on), kind=UnitKind.CAUCUS, name=name).first()
    if found is None:
        raise ValidationError({"caucus": _("その日に、この名称の会派がありません。")})
    return found


def _post(post_id: UUID, on: date) -> Post:
    found = Post.objects.filter(covers(on), pk=post_id).first()
    if found is None:
        raise ValidationError({"post": _("その日に、この職がありません。")})
    return found
