"""What goes over the wire. Dates are ISO; texts stay as recorded."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema


class Problem(Schema):
    """An error that says what to do."""

    detail: str


class PersonOut(Schema):
    """A person of the assembly."""

    id: UUID
    name: str
    public_name: str
    kana: str
    number: str
    email: str | None
    phone: str | None
    roles: list[str]
    caucus: str | None


class ClauseOut(Schema):
    """A clause of a policy version, in reading order; `depth` 0 is the top."""

    id: UUID
    path: str
    heading: str | None
    text: str
    depth: int
    frequency: str | None
    measures: list[str]
    concerns_assembly: bool


class VersionOut(Schema):
    """A version of the policy."""

    id: UUID
    number: int
    title: str
    state: str
    decided_on: date | None
    effective_on: date | None
    text_sha256: str


class PolicyOut(VersionOut):
    """The version in force with its clauses."""

    clauses: list[ClauseOut]
