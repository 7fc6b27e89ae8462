"""Every read of the policy. All of them take the day where it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, DateField, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sakimori.foundation.asks.models import Ask, AskState, Campaign
from sakimori.foundation.people import queries as people
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Office, Person, Unit
from sakimori.policy.clauses.models import (
    Acknowledgement,
    Clause,
    ClauseMeasure,
    HistoryEvent,
    PolicyVersion,
    Publication,
    Review,
    ReviewTrigger,
)
from sakimori.policy.clauses.reading import to_document
from sakimori.policy.clauses.types import ACKNOWLEDGE, VersionState
from sakimori.policytext.diff import ClauseChange, diff

LONG_AGO = date(1947, 4, 17)
"""Before anything: 地方自治法 itself is of this day."""


def decided_versions() -> QuerySet[PolicyVersion]:
    """Every decided version, newest first."""
    rows = PolicyVersion.objects.filter(state=VersionState.DECIDED).select_related("decided_by")
    return rows.order_by("-effective_on", "-number")


def in_force(on: date) -> PolicyVersion | None:
    """The version in force on the day."""
    return decided_versions().filter(effective_on__lte=on).first()


def version_in_force(on: date, assembly: str = "assembly_id") -> Subquery:
    """The key of the version in force in the row's assembly, inside a statement over all assemblies."""
    rows = PolicyVersion.objects.filter(
        state=VersionState.DECIDED, effective_on__lte=on, assembly_id=OuterRef(assembly)
    )
    return Subquery(rows.order_by("-effective_on", "-number").values("pk")[:1])


def unfinished() -> PolicyVersion | None:
    """The draft or proposal at work, newest first."""
    states = [VersionState.DRAFT, VersionState.PROPOSED]
    return PolicyVersion.objects.filter(state__in=states).order_by("-number").first()


def all_versions() -> list[PolicyVersion]:
    """Every version with its publications, newest first."""
    return list(PolicyVersion.objects.prefetch_related("publications").order_by("-number"))


def clauses_of(version: PolicyVersion) -> list[Clause]:
    """Clauses in reading order, with their measures and the clause above."""
    measures = Prefetch("measures", ClauseMeasure.objects.order_by("-confidence", "measure"))
    return list(
        Clause.objects.filter(version=version).select_related("parent").prefetch_related(measures).order_by("order")
    )


def texts_of(versions: Sequence[PolicyVersion]) -> dict[UUID, list[Clause]]:
    """Clauses in reading order by version, without their measures. One SQL statement for any number of versions."""
    found: dict[UUID, list[Clause]] = {}
    rows = Clause.objects.filter(version__in=versions).select_related("parent")
    for clause in rows.order_by("version", "order"):
        found.setdefault(clause.version_id, []).append(clause)
    return found


def clauses_of_both(old: PolicyVersion, new: PolicyVersion) -> tuple[list[Clause], list[Clause]]:
    """Clauses in reading order with their measures and the clause above, of two versions. Two SQL statements."""
    measures = Prefetch("measures", ClauseMeasure.objects.order_by("-confidence", "measure"))
    rows = Clause.objects.filter(version__in=[old, new]).select_related("parent").prefetch_related(measures)
    found = list(rows.order_by("order"))
    return [row for row in found if row.version_id == old.pk], [row for row in found if row.version_id == new.pk]


def clauses_with_measures(version: PolicyVersion) -> list[tuple[Clause, Sequence[str]]]:
    """Clauses in reading order with the slugs of their measures. Two SQL statements."""
    return [(clause, [row.measure for row in clause.measures.all()]) for clause in clauses_of(version)]


def history_of(version: PolicyVersion) -> list[HistoryEvent]:
    """The history block of a version, oldest first."""
    return list(HistoryEvent.objects.filter(version=version).order_by("date", "id"))


def publications_of(version: PolicyVersion) -> list[Publication]:
    """Where a version was published, newest first."""
    return list(Publication.objects.filter(version=version).order_by("-published_on", "-id"))


def reviews() -> list[Review]:
    """Every review, newest first."""
    return list(Review.objects.select_related("version").order_by("-reviewed_on", "-id"))


def triggers() -> list[ReviewTrigger]:
    """Everything that called for a review, newest first."""
    return list(ReviewTrigger.objects.order_by("-occurred_on", "-id"))


def differences(old: PolicyVersion, new: PolicyVersion) -> tuple[ClauseChange, ...]:
    """What changed from one version to another, clause by clause."""
    return diff(to_document(old.title, clauses_of(old)), to_document(new.title, clauses_of(new)))


def campaigns_for(version: PolicyVersion) -> list[Campaign]:
    """Requests to acknowledge the version, newest first."""
    return list(Campaign.objects.filter(kind=ACKNOWLEDGE, subject_id=version.pk).order_by("-opened_on", "-id"))


def acknowledgements_of(version: PolicyVersion) -> list[Acknowledgement]:
    """Who acknowledged the version, in the order of names."""
    rows = Acknowledgement.objects.filter(version=version).select_related("person")
    return list(rows.order_by("person__kana", "person__name", "id"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Everyone in office on a day, by whether they have acknowledged a version in their present term."""

    done: frozenset[UUID]
    waiting: frozenset[UUID]


def standing(version: PolicyVersion, on: date) -> Standing:
    """Who has acknowledged and who has not. One SQL statement."""
    rows = people.people_in_office(on).annotate(term_began=term_began(on)).annotate(is_done=Exists(_done(version)))
    found = dict(rows.values_list("pk", "is_done"))
    done = frozenset(key for key, is_done in found.items() if is_done)
    return Standing(done, frozenset(found) - done)


def term_began(on: date) -> Coalesce:
    """The day on which a person's present term began, in a statement over persons; long ago for staff (no terms)."""
    offices = Office.objects.filter(covers(on), person=OuterRef("pk")).order_by("-from_date")
    return Coalesce(Subquery(offices.values("from_date")[:1]), Value(LONG_AGO, DateField()))


def without_acknowledgement(version: PolicyVersion, on: date) -> QuerySet[Person]:
    """People in office on the day who have not acknowledged the version in their present term (POL-9)."""
    rows = people.people_in_office(on).annotate(term_began=term_began(on))
    return rows.exclude(Exists(_done(version))).order_by("kana", "name", "id")


def _done(version: PolicyVersion) -> QuerySet[Acknowledgement]:
    """Acknowledgements of the version in the present term, inside a statement over persons with `term_began`."""
    return Acknowledgement.objects.filter(version=version, person=OuterRef("pk"), on__gte=OuterRef("term_began"))


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How many people of a caucus (or of the secretariat) have acknowledged."""

    unit: str
    done: int
    total: int


def progress_by_unit(version: PolicyVersion, on: date) -> list[UnitProgress]:
    """Progress of each caucus and of everybody else. Two SQL statements."""
    return progress_of(standing(version, on), people.caucus_of(on))


def progress_of(found: Standing, caucus: Mapping[UUID, Unit]) -> list[UnitProgress]:
    """The same from what is known already; caucuses in the order of their names, everybody else last."""
    units: dict[UUID | None, list[UUID]] = {}
    names: dict[UUID, str] = {}
    for person_id in found.done | found.waiting:
        unit = caucus.get(person_id)
        units.setdefault(unit.pk if unit else None, []).append(person_id)
        if unit:
            names[unit.pk] = unit.name
    ordered = sorted((key for key in units if key), key=lambda key: names[key]) + ([None] if None in units else [])
    return [
        UnitProgress(names[key] if key else "", sum(p in found.done for p in units[key]), len(units[key]))
        for key in ordered
    ]


def review_since(version: PolicyVersion) -> tuple[Review | None, list[ReviewTrigger]]:
    """The last review and what has happened since that calls for another."""
    last = Review.objects.order_by("-reviewed_on", "-id").first()
    newer = Q(occurred_on__gt=last.reviewed_on) if last else Q()
    return last, list(ReviewTrigger.objects.filter(newer).order_by("-occurred_on", "-id"))


def figures(version: PolicyVersion) -> dict[str, int]:
    """Numbers for the head of a version's page."""
    found = Clause.objects.filter(version=version).aggregate(
        clauses=Count("pk", distinct=True), aligned=Count("pk", filter=Q(measures__isnull=False), distinct=True)
    )
    return {"clauses": found["clauses"], "aligned": found["aligned"]}


def asks_that_count(version: PolicyVersion, found: Standing) -> list[Ask]:
    """One ask a person: the open one, else the one by which they acknowledged in their present term; open ones first.

    What somebody answered in an earlier term, or before leaving, is theirs to look up: `asked_of`. One SQL statement.
    """
    rows = Ask.objects.filter(kind=ACKNOWLEDGE, subject_id=version.pk).exclude(state=AskState.WITHDRAWN)
    rows = rows.select_related("person").annotate(reminded_on=Max("reminders__given_on"))
    counts: dict[UUID, Ask] = {}
    for ask in rows.order_by("person__kana", "person__name", "person_id", "answered_at", "id"):
        known = counts.get(ask.person_id)
        if ask.state == AskState.OPEN or (ask.person_id in found.done and not (known and known.state == AskState.OPEN)):
            counts[ask.person_id] = ask
    return sorted(counts.values(), key=lambda ask: ask.state != AskState.OPEN)


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that somebody was asked to acknowledge, or acknowledged without being asked."""

    version: PolicyVersion
    ask: Ask | None
    acknowledgement: Acknowledgement | None


def asked_of(person: Person) -> list[Asked]:
    """Everything that a person was asked and acknowledged, of every version and term, newest first."""
    versions = PolicyVersion.objects.in_bulk()
    answers = {row.ask_id or row.pk: row for row in Acknowledgement.objects.filter(person=person)}
    asks = Ask.objects.filter(kind=ACKNOWLEDGE, person=person, subject_id__in=versions)
    found = [
        (ask.opened_on, Asked(versions[ask.subject_id], ask, answers.pop(ask.pk, None))) for ask in asks.order_by("id")
    ]
    found += [(row.on, Asked(versions[row.version_id], None, row)) for row in answers.values()]
    return [asked for _day, asked in sorted(found, key=lambda pair: pair[0], reverse=True)]


def open_asks_about(version: PolicyVersion) -> int:
    """How many asks about a version still wait for an answer."""
    return Ask.objects.open().filter(subject_id=version.pk).count()


def published_versions() -> QuerySet[PolicyVersion]:
    """Decided versions with the day of their first publication record, newest first: what the public may see."""
    records = Publication.objects.filter(version=OuterRef("pk")).order_by("published_on").values("published_on")
    return decided_versions().annotate(published_on=Subquery(records[:1])).filter(published_on__isnull=False)


def measures_as_needed(version: PolicyVersion) -> set[str]:
    """Measures for which the policy itself names no cadence but 必要に応じて, and no other clause names one."""
    rows = ClauseMeasure.objects.filter(clause__version=version).exclude(clause__frequency="")
    found: dict[str, set[str]] = {}
    for measure, frequency in rows.values_list("measure", "clause__frequency"):
        found.setdefault(measure, set()).add(frequency)
    return {measure for measure, frequencies in found.items() if frequencies == {"as_needed"}}
