"""The API for programs of the office (OpenAPI 3.1 at `/api/v1/openapi.json`). Thin as a view: a query or an action.

Annotations are evaluated here, not postponed: the API is described from them through the `scoped` wrapper.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from sakimori.assurance.conformance.exports import board_data
from sakimori.assurance.conformance.queries import board
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.models import Person
from sakimori.front.api.auth import Bearer, ctx_of, scoped
from sakimori.front.api.schemas import ClauseOut, PersonOut, PolicyOut, Problem, VersionOut
from sakimori.policy.clauses import queries as policy


class PlainJson(JSONRenderer):
    """Japanese stays readable."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=self.encoder_class, ensure_ascii=False)


api = NinjaAPI(
    title="Sakimori",
    version="1",
    urls_namespace="api",
    auth=Bearer(),
    renderer=PlainJson(),
    docs_url=None,
    description="People, policy and board of one assembly. Tokens are issued on the page “API の鍵”.",
)
PROBLEMS = {401: Problem, 403: Problem, 404: Problem}


@api.get("/{assembly}/people", response={200: list[PersonOut], **PROBLEMS}, summary="People in office")
@scoped(Permission.ORGANIZATION_READ)
def list_people(request: HttpRequest, assembly: str, on: date | None = None) -> list[dict[str, Any]]:
    """Everyone in office on a day (today by default). E-mail and phone only with `organization:contact`."""
    ctx = ctx_of(request)
    day = on or ctx.today
    return people_rows(
        list(people.people_in_office(day).order_by("kana", "id")), day, allowed(ctx, Permission.ORGANIZATION_CONTACT)
    )


@api.get("/{assembly}/people/{person_id}", response={200: PersonOut, **PROBLEMS}, summary="One person")
@scoped(Permission.ORGANIZATION_READ)
def get_person(request: HttpRequest, assembly: str, person_id: UUID) -> dict[str, Any]:
    """A person, in office or not."""
    ctx = ctx_of(request)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    return people_rows([person], ctx.today, allowed(ctx, Permission.ORGANIZATION_CONTACT))[0]


def people_rows(rows: list[Person], day: date, with_contact: bool) -> list[dict[str, Any]]:
    """Persons as the API gives them. A fixed number of SQL statements."""
    roles = people.roles_by_person(day)
    caucuses = people.caucus_of(day)
    return [
        {
            "id": row.pk,
            "name": row.name,
            "public_name": row.public_name,
            "kana": row.kana,
            "number": row.number,
            "email": row.email if with_contact else None,
            "phone": row.phone if with_contact else None,
            "roles": sorted(role.value for role in roles.get(row.pk, ())),
            "caucus": caucuses[row.pk].name if row.pk in caucuses else None,
        }
        for row in rows
    ]


@api.get("/{assembly}/policy", response={200: PolicyOut, **PROBLEMS}, summary="The policy in force")
@scoped(Permission.POLICY_READ)
def get_policy(request: HttpRequest, assembly: str, on: date | None = None) -> dict[str, Any]:
    """The version in force on a day (today by default) with all clauses in reading order."""
    version = policy.in_force(on or ctx_of(request).today)
    if version is None:
        raise Http404
    clauses = [
        ClauseOut(
            id=clause.pk,
            path=clause.path,
            heading=clause.heading or None,
            text=clause.text,
            depth=clause.depth,
            frequency=clause.frequency or None,
            measures=list(measures),
            concerns_assembly=clause.concerns_assembly,
        )
        for clause, measures in policy.clauses_with_measures(version)
    ]
    return {**VersionOut.from_orm(version).model_dump(), "clauses": clauses}


@api.get("/{assembly}/policy/versions", response={200: list[VersionOut], **PROBLEMS}, summary="Versions of the policy")
@scoped(Permission.POLICY_READ)
def list_versions(request: HttpRequest, assembly: str) -> list[Any]:
    """Every decided version, newest first."""
    return list(policy.decided_versions())


@api.get("/{assembly}/board", response={200: dict[str, Any], **PROBLEMS}, summary="State of every clause")
@scoped(Permission.BOARD_READ)
def get_board(request: HttpRequest, assembly: str, on: date | None = None) -> dict[str, Any]:
    """The board today, or as it stood on a past day; the same as `sakimori board --format json`."""
    return board_data(board(ctx_of(request), on))
