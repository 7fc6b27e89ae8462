"""What the standing checks look at, each kind of record in one SQL statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, FilteredRelation, OuterRef, Q, Subquery

from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Office, Post
from sakimori.policy.clauses.models import Acknowledgement, PolicyVersion, Publication
from sakimori.policy.clauses.reading import text_hash
from sakimori.policy.clauses.types import VersionState


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post and one of its holders today (an empty name: nobody)."""

    id: UUID
    title: str
    role: str
    is_needed: bool
    holder: str
    holder_sits: bool


def posts(on: date) -> list[HeldPost]:
    """Every post, once for each holder on the day, in the order of the chart."""
    sits = Exists(Office.objects.filter(covers(on), person=OuterRef("held__person")))
    needed = ExpressionWrapper(covers(on) & Q(is_required=True), BooleanField())
    rows = Post.objects.annotate(
        held=FilteredRelation("appointments", condition=covers(on, "appointments__")), sits=sits, needed=needed
    ).order_by("order", "id")
    return [
        HeldPost(key, title, role, bool(is_needed), public_name or name or "", sits)
        for key, title, role, is_needed, name, public_name, sits in rows.values_list(
            "pk", "title", "role", "needed", "held__person__name", "held__person__public_name", "sits"
        )
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A clause of a version, with the slugs of its measures."""

    id: UUID
    parent: UUID | None
    path: str
    heading: str
    text: str
    concerns_assembly: bool
    obligation: str
    measures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """A version with its clauses in reading order, and what its last publication says of it."""

    id: UUID
    number: int
    title: str
    state: str
    effective_on: date | None
    hash_decided: str
    published_on: date | None
    hash_published: str | None
    clauses: list[Line] = field(default_factory=list)

    @property
    def is_decided(self) -> bool:
        return self.state == VersionState.DECIDED

    @property
    def hash_now(self) -> str:
        """The hash of the text as it is kept."""
        return text_hash(self.title, [(line.path, line.heading, line.text) for line in self.clauses])

    def holds_on(self, day: date) -> bool:
        """Whether it is decided and has taken effect by the day."""
        return self.is_decided and self.effective_on is not None and self.effective_on <= day


def newest_last(text: Text) -> tuple[date, int]:
    """The order in which one version replaces another."""
    return text.effective_on or date.min, text.number


VERSION = ("pk", "number", "title", "state", "effective_on", "text_sha256", "last_on", "last_sha256")
LINE = ("pk", "parent_id", "path", "heading", "text", "concerns_assembly", "obligation")


def texts() -> list[Text]:
    """Every version, newest first. One row a clause and measure comes from the database; none is lost without them."""
    last = Publication.objects.filter(version=OuterRef("pk")).order_by("-published_on", "-id")
    rows = PolicyVersion.objects.annotate(
        last_on=Subquery(last.values("published_on")[:1]), last_sha256=Subquery(last.values("text_sha256")[:1])
    ).order_by("-number", "clauses__order", "clauses__measures__measure")
    found: dict[UUID, Text] = {}
    lines: dict[UUID, Line] = {}
    of_clause = (*(f"clauses__{name}" for name in LINE), "clauses__measures__measure")
    for row in rows.values_list(*VERSION, *of_clause):
        version, line, measure = row[: len(VERSION)], row[len(VERSION) : -1], row[-1]
        text = found.setdefault(version[0], Text(*version))
        if line[0] is None:
            continue
        if line[0] not in lines:
            lines[line[0]] = Line(*line)
            text.clauses.append(lines[line[0]])
        if measure:
            lines[line[0]].measures.append(measure)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class OddAcknowledgement:
    """An acknowledgement that cannot be right."""

    on: date
    person_id: UUID
    name: str
    version_title: str
    is_early: bool
    is_of_other_text: bool


def odd_acknowledgements() -> list[OddAcknowledgement]:
    """Those of another text than the version has, and those before the person took any office or post."""
    offices = Office.objects.filter(person=OuterRef("person"), from_date__lte=OuterRef("on"))
    held = Appointment.objects.filter(person=OuterRef("person"), from_date__lte=OuterRef("on"))
    rows = Acknowledgement.objects.annotate(
        early=_yes_or_no(~Exists(offices) & ~Exists(held)), other=_yes_or_no(~Q(text_sha256=F("version__text_sha256")))
    ).filter(Q(early=True) | Q(other=True))
    columns = ("on", "person_id", "person__name", "person__public_name", "version__title", "early", "other")
    return [
        OddAcknowledgement(on, person_id, public_name or name, title, bool(early), bool(other))
        for on, person_id, name, public_name, title, early, other in rows.order_by("on", "id").values_list(*columns)
    ]


def models_in_ledger() -> set[Any]:
    """The kinds of records that some act has touched."""
    return set(Detail.objects.order_by().values_list("model", flat=True).distinct())


def _yes_or_no(condition: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(condition, BooleanField())
