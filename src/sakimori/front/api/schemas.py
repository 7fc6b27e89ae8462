"""What goes over the wire. Dates are ISO; texts stay as recorded."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

from sakimori.foundation.people.types import EndReason


class FieldProblem(Schema):
    """What is wrong with one field of the request; without a field where it concerns the whole."""

    field: str | None
    message: str


class Problem(Schema):
    """An error that says what to do, in the language of `Accept-Language` (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


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


class Body(Schema):
    """What a program sends. An unknown field is an error, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class PersonIn(Body):
    """A new person. `number` is for the office's own number (staff or seat)."""

    name: str
    kana: str = ""
    public_name: str = ""
    former_name: str = ""
    email: str = ""
    phone: str = ""
    number: str = ""
    note: str = ""


class PersonPatch(PersonIn):
    """What changes of a person; fields that are not sent stay as they are."""

    name: str = ""


class OfficeIn(Body):
    """A person takes a seat of the term on that day; without `to_date` until the end of the term. `caucus` by name."""

    seat: int
    from_date: date
    to_date: date | None = None
    caucus: str = ""


class AppointmentIn(Body):
    """A person takes a post; whoever held it steps down the day before."""

    post: UUID
    from_date: date
    to_date: date | None = None
    decision_number: str = ""
    decided_on: date | None = None


class EndIn(Body):
    """Somebody leaves; the rights go at the end of the last day."""

    last_day: date
    reason: EndReason = EndReason.OTHER
    note: str = ""


class AppointmentEndIn(Body):
    """One appointment ends."""

    last_day: date
    reason: EndReason = EndReason.OTHER


class OfficeOut(Schema):
    """A person's time as a member."""

    id: UUID
    person: UUID
    seat: int
    from_date: date
    to_date: date | None


class AppointmentOut(Schema):
    """A person's time in a post."""

    id: UUID
    person: UUID
    post: UUID
    from_date: date
    to_date: date | None
    decision_number: str
    decided_on: date | None
    end_reason: str


class PostOut(Schema):
    """A post of the organisation chart and who holds it on the day."""

    id: UUID
    title: str
    unit: str
    role: str
    holder: UUID | None
    appointment: UUID | None


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
