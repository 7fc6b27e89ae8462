"""Reads of playbooks: the version in force on a day, its words, who does the work now, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from sakimori.foundation.duties.sql import adopted_days, days_after
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.playbooks.content import shipped, shipped_sum
from sakimori.measures.playbooks.models import Adoption, KeptKind, PlaybookName, PlaybookReview, PlaybookVersion
from sakimori.measures.playbooks.playbook_text import parse_playbook
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, Playbook

DUTY = "operation.incident-plan"
REVIEW_DAYS = 365
"""Yearly, as the policy's review; the assembly may choose another cadence."""


def decided_by(on: date) -> QuerySet[PlaybookVersion]:
    """Every version that had been decided and was in use by the day."""
    return PlaybookVersion.objects.filter(adoption__state=AdoptionState.DECIDED, adoption__effective_on__lte=on)


def version_for(kind: str, on: date) -> PlaybookVersion | None:
    """The version of the kind in force on the day; None where the assembly has decided none. One SQL statement."""
    rows = decided_by(on).filter(kind=kind).select_related("adoption")
    return rows.order_by("-adoption__effective_on", "-number").first()


def versions_in_force(on: date) -> dict[str, PlaybookVersion]:
    """The version in force on the day by kind, for kinds that have one. One SQL statement."""
    rows = decided_by(on).select_related("adoption").order_by("adoption__effective_on", "number")
    return {row.kind: row for row in rows}


def playbook_for(kind: str, on: date, language: str | None = None) -> Playbook:
    """The words to follow on the day: the assembly's version in force, else the shipped playbook. One SQL statement.

    `language` is the reader's unless given. A text that the assembly changed stays in the language it was decided in.
    """
    return words_of(version_for(kind, on), kind, language)


def playbooks_for(on: date, language: str | None = None) -> dict[str, Playbook]:
    """The words of every kind on the day, in the order of the kinds. One SQL statement."""
    found = versions_in_force(on)
    return {kind.value: words_of(found.get(kind.value), kind.value, language) for kind in IncidentKind}


def words_of(version: PlaybookVersion | None, kind: str, language: str | None = None) -> Playbook:
    """The playbook of a version, or the shipped one for None. Reads no database."""
    if version is None or version.text_sha256 == shipped_sum(kind):
        return shipped(kind, language or "")
    return parse_playbook(version.text, IncidentKind(kind))


def last_numbers() -> dict[str, int]:
    """The highest number of a version by kind, whatever became of it."""
    return dict(PlaybookVersion.objects.order_by().values_list("kind").annotate(last=Max("number")))


def sums_in_force(on: date) -> dict[str, str]:
    """Sums of the texts in force by kind."""
    rows = decided_by(on).order_by("adoption__effective_on", "number").values_list("kind", "text_sha256")
    return dict(rows)


def waiting() -> QuerySet[Adoption]:
    """Proposals that wait for approval."""
    return Adoption.objects.filter(state=AdoptionState.WAITING)


def versions_of(kind: str) -> list[PlaybookVersion]:
    """Every version of a kind, newest first."""
    return list(PlaybookVersion.objects.filter(kind=kind).select_related("adoption").order_by("-number"))


def reviews_of(kind: str) -> list[PlaybookReview]:
    """Every review of a kind, newest first."""
    rows = PlaybookReview.objects.filter(version__kind=kind).select_related("version")
    return list(rows.order_by("-reviewed_on", "-id"))


def vacant_names(on: date) -> QuerySet[PlaybookName]:
    """Roles, posts and persons of versions whom the day finds without holder or out of office."""
    held = Appointment.objects.filter(covers(on), assembly_id=OuterRef("assembly_id"))
    return PlaybookName.objects.filter(
        (~Q(role="") & ~Exists(held.filter(post__role=OuterRef("role"))))
        | (Q(post__isnull=False) & ~Exists(held.filter(post=OuterRef("post"))))
        | (Q(person__isnull=False) & ~Exists(people_in_office(on).filter(pk=OuterRef("person"))))
    )


def kept_kinds(on: date) -> QuerySet[KeptKind]:
    """Kinds the assembly keeps on the day, with the version in force, since when it counts and by when to review it.

    `version` is its key, None where none is decided; `review_by` is None then; `is_vacant` tells that it gives work to
    a role, post or person that nobody is.
    """
    in_force = decided_by(on).filter(assembly_id=OuterRef("assembly_id"), kind=OuterRef("kind"))
    newest = in_force.order_by("-adoption__effective_on", "-number")
    reviews = PlaybookReview.objects.filter(
        assembly_id=OuterRef("assembly_id"), version__kind=OuterRef("kind"), reviewed_on__lte=on
    )
    last = reviews.order_by().values("version__kind").annotate(last=Max("reviewed_on")).values("last")
    effective = Subquery(newest.values("adoption__effective_on")[:1])
    rows = KeptKind.objects.filter(covers(on), is_kept=True).annotate(
        version=Subquery(newest.values("pk")[:1]), effective_on=effective, reviewed_on=Subquery(last)
    )
    dated = rows.annotate(since=Coalesce(Greatest("effective_on", "reviewed_on"), "effective_on"))
    return dated.annotate(
        review_by=days_after("since", adopted_days(DUTY, on, REVIEW_DAYS)),
        is_vacant=Exists(vacant_names(on).filter(version=OuterRef("version"))),
    )


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind in the list: whether it is kept, the version in force, and what is open about it."""

    kind: IncidentKind
    title: str
    is_chosen: bool
    """Whether the assembly has said anything about the kind."""
    reason: str
    """Why it is left out; empty where it is kept."""
    version: PlaybookVersion | None
    reviewed_on: date | None
    review_by: date | None
    is_late: bool
    is_vacant: bool
    proposed: Adoption | None
    has_news: bool
    """Whether the shipped text changed since the version was made."""

    @property
    def is_open(self) -> bool:
        """Whether the duty finds something here."""
        return not self.reason and (self.version is None or self.is_late or self.is_vacant)


def kind_rows(on: date) -> list[KindRow]:
    """Every kind in order. Four SQL statements."""
    versions = versions_in_force(on)
    kept = {row.kind: row for row in kept_kinds(on)}
    left = {row.kind: row.reason for row in KeptKind.objects.filter(covers(on), is_kept=False)}
    proposals: dict[str, Adoption] = {}
    for version in PlaybookVersion.objects.filter(adoption__in=waiting()).select_related("adoption"):
        proposals[version.kind] = version.adoption
    return [_row(kind, on, kept.get(kind.value), versions, left, proposals) for kind in IncidentKind]


def _row(
    kind: IncidentKind,
    on: date,
    kept: KeptKind | None,
    versions: Mapping[str, PlaybookVersion],
    left: Mapping[str, str],
    proposals: Mapping[str, Adoption],
) -> KindRow:
    version, review_by = versions.get(kind.value), getattr(kept, "review_by", None)
    return KindRow(
        kind=kind,
        title=words_of(version, kind.value).title,
        is_chosen=kept is not None or kind.value in left,
        reason=left.get(kind.value, ""),
        version=version,
        reviewed_on=getattr(kept, "reviewed_on", None),
        review_by=review_by,
        is_late=review_by is not None and review_by < on,
        is_vacant=bool(getattr(kept, "is_vacant", False)),
        proposed=proposals.get(kind.value),
        has_news=version is not None and version.shipped_sha256 != shipped_sum(kind.value),
    )


def soonest(rows: list[KindRow]) -> date | None:
    """The next day by which a kept playbook must be looked at."""
    return min((row.review_by for row in rows if row.review_by is not None and not row.reason), default=None)


def adoptions(limit: int = 20) -> list[Adoption]:
    """Decisions and proposals, newest first, with their versions."""
    versions = Prefetch("versions", PlaybookVersion.objects.order_by("kind"))
    rows = Adoption.objects.prefetch_related(versions).select_related("application")
    return list(rows.order_by("-proposed_on", "-id")[:limit])


def left_out(on: date) -> list[str]:
    """Kinds that the assembly does not keep on the day."""
    return list(KeptKind.objects.filter(covers(on), is_kept=False).values_list("kind", flat=True))


def version_before(version: PlaybookVersion) -> PlaybookVersion | None:
    """The decided version of the kind with the next lower number."""
    rows = PlaybookVersion.objects.filter(
        kind=version.kind, number__lt=version.number, adoption__state=AdoptionState.DECIDED
    )
    return rows.select_related("adoption").order_by("-number").first()
