"""The API for programs of the office (OpenAPI 3.1 at `/api/v1/openapi.json`). Thin as a view: a query or an action.

Annotations are evaluated here, not postponed: the API is described from them through the `scoped` wrapper.
"""

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from sakimori.assurance.conformance.exports import board_data
from sakimori.assurance.conformance.queries import board
from sakimori.foundation.access.permissions import Permission
from sakimori.front.api import people
from sakimori.front.api.auth import Bearer, ctx_of, scoped
from sakimori.front.api.problems import PROBLEMS, answer_with_problems, with_problem_type
from sakimori.front.api.rows import post_rows
from sakimori.front.api.schemas import ClauseOut, PolicyOut, PostOut, VersionOut
from sakimori.policy.clauses import queries as policy


class PlainJson(JSONRenderer):
    """Japanese stays readable."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=self.encoder_class, ensure_ascii=False)


class Described(NinjaAPI):
    """The same API, whose description says in which form errors come."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        return with_problem_type(super().get_openapi_schema(**options))


api = Described(
    title="Sakimori",
    version="1",
    urls_namespace="api",
    auth=Bearer(),
    renderer=PlainJson(),
    docs_url=None,
    description="People, policy and board of one assembly. Tokens are issued on the page “API の鍵”.",
)
answer_with_problems(api)


@api.get("/{assembly}/posts", response={200: list[PostOut], **PROBLEMS}, summary="Posts and who holds them")
@scoped(Permission.ORGANIZATION_READ)
def list_posts(request: HttpRequest, assembly: str, on: date | None = None) -> list[dict[str, Any]]:
    """The posts of the organisation chart on a day (today by default), vacant ones too."""
    return post_rows(on or ctx_of(request).today)


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


api.add_router("", people.router)
