"""Reads of cloud services: the register as of a day, what is used without permission, the rules for generative AI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from sakimori.foundation.approvals.models import ApplicationState
from sakimori.foundation.asks.models import Ask, AskState
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person, Post
from sakimori.foundation.people.queries import people_in_office
from sakimori.measures.services.models import (
    AiRules,
    CloudService,
    FoundUse,
    Responsibility,
    ServiceLogin,
    ServiceManager,
    TermsCopy,
    UseRequest,
)
from sakimori.measures.services.types import ASK_USED, DataPlace, FoundState
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.queries import in_use as assets_in_use
from sakimori.registers.assets.types import AssetKind, Zone
from sakimori.registers.suppliers.models import Contract
from sakimori.registers.suppliers.queries import contracts_in_force


def in_use(on: date) -> QuerySet[CloudService]:
    """Services that were used on the day."""
    return CloudService.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)


def in_force(on: date) -> Q:
    """Requests that are a permission on the day."""
    return Q(granted_on__lte=on, from_date__lte=on, to_date__gte=on) & (
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
    )


def permits_on(on: date) -> QuerySet[UseRequest]:
    """For a row of CloudService: permissions of the day, for the class that it holds."""
    return UseRequest.objects.filter(in_force(on), service=OuterRef("pk"), limit__gte=OuterRef("limit"))


def managers_on(on: date) -> QuerySet[ServiceManager]:
    """For a row of CloudService: who looks after it on the day and is there to do so."""
    holders = Appointment.objects.filter(covers(on), post=OuterRef("post"), assembly_id=OuterRef("assembly_id"))
    here = Q(Exists(holders)) | Q(person__in=people_in_office(on).values("pk"))
    return ServiceManager.objects.filter(covers(on), here, service=OuterRef("pk"))


def split_on(on: date) -> Q:
    """Lines of the split of responsibility that held on the day."""
    return Q(agreed_on__lte=on) & (Q(replaced_on__isnull=True) | Q(replaced_on__gt=on))


def _holds(condition: Q) -> Case:
    """True or False, never unknown: a day that is missing does not make a breach disappear."""
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def with_safeguards(rows: QuerySet[CloudService], on: date) -> QuerySet[CloudService]:
    """With what each service has on the day: `has_permit`, `permit_ends`, `has_manager`, `has_split`, `has_place`,
    `has_exit`, `read_on` (terms last read), `unread_since` (the newest terms wait to be read)."""
    terms = TermsCopy.objects.filter(service=OuterRef("pk"), taken_on__lte=on)
    later = TermsCopy.objects.filter(service=OuterRef("service"), number__gt=OuterRef("number"), taken_on__lte=on)
    unread = terms.filter(Q(reviewed_on__isnull=True) | Q(reviewed_on__gt=on), ~Exists(later))
    lines = Responsibility.objects.filter(split_on(on), service=OuterRef("pk"))
    return rows.annotate(
        has_permit=Exists(permits_on(on)),
        permit_ends=Subquery(permits_on(on).order_by("-to_date").values("to_date")[:1]),
        has_manager=Exists(managers_on(on)),
        has_split=Exists(lines),
        has_place=_holds(Q(place_known_on__lte=on) & ~Q(place=DataPlace.UNKNOWN)),
        has_exit=_holds(Q(exit_planned_on__lte=on) & ~Q(exit_plan="") & ~Q(erasure_plan="")),
        read_on=Subquery(terms.filter(reviewed_on__lte=on).order_by("-reviewed_on").values("reviewed_on")[:1]),
        unread_since=Subquery(unread.values("taken_on")[:1]),
    )


def register(on: date, show: str = "") -> QuerySet[CloudService]:
    """The register: in use on the day; `waiting` for a decision, `ended`, or `all`."""
    rows: QuerySet[CloudService] = CloudService.objects.all()
    if show == "waiting":
        waiting = UseRequest.objects.filter(
            Q(granted_on__isnull=True) | Q(granted_on__gt=on),
            Q(refused_on__isnull=True) | Q(refused_on__gt=on),
            service=OuterRef("pk"),
            applied_on__lte=on,
        ).exclude(application__state=ApplicationState.WITHDRAWN)
        rows = rows.filter(Exists(waiting))
    elif show == "ended":
        rows = rows.filter(ended_on__lt=on)
    elif show != "all":
        rows = in_use(on)
    return with_safeguards(rows, on).order_by("kind", "name", "id")


def allowed_services(on: date) -> list[UseRequest]:
    """What may be used on the day, one permission a service: how far, and with which conditions."""
    rows = UseRequest.objects.filter(in_force(on), service__in=in_use(on).values("pk")).select_related("service")
    found: dict[UUID, UseRequest] = {}
    for row in rows.order_by("service__kind", "service__name", "-limit", "-to_date"):
        found.setdefault(row.service_id, row)
    return list(found.values())


def requests_of(person_id: UUID | None) -> list[UseRequest]:
    """What somebody applied for, newest first."""
    rows = UseRequest.objects.filter(applicant_id=person_id).select_related("service", "application")
    return list(rows.order_by("-applied_on", "-id")) if person_id else []


def requests_about(service: CloudService) -> list[UseRequest]:
    """Every request about a service with its decisions, newest first. Two statements."""
    rows = service.requests.select_related("applicant", "application")
    return list(rows.prefetch_related("application__decisions").order_by("-applied_on", "-id"))


def manager_of(service: CloudService, on: date) -> ServiceManager | None:
    """Who looks after it on the day, whether they are still there or not."""
    rows = ServiceManager.objects.filter(covers(on), service=service).select_related("post", "person")
    return rows.order_by("-from_date", "-id").first()


def split_of(service: CloudService, on: date) -> list[Responsibility]:
    """The split of responsibility of the day."""
    return list(service.split.filter(split_on(on)).order_by("order"))


def logins_of(service: CloudService) -> list[ServiceLogin]:
    """Log-ins, those in use first."""
    rows = service.logins.select_related("person")
    return sorted(rows, key=lambda row: (row.to_date is not None, row.name))


def terms_of(service: CloudService) -> list[TermsCopy]:
    """Copies of the terms, newest first, without their text."""
    return list(service.terms_copies.select_related("file", "reviewed_by").defer("text").order_by("-number"))


def terms_before(copy: TermsCopy) -> TermsCopy | None:
    """The copy before this one."""
    return TermsCopy.objects.filter(service=copy.service_id, number__lt=copy.number).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of what changed: `added`, `removed`, `same` or `gap`."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[DiffLine]:
    """What changed between two texts, line by line, with two lines around each change."""
    found = []
    kinds = {"+": "added", "-": "removed", " ": "same"}
    for number, line in enumerate(unified_diff(old.splitlines(), new.splitlines(), n=2, lineterm="")):
        if number < 2:
            continue
        found.append(DiffLine("gap", "") if line.startswith("@@") else DiffLine(kinds[line[0]], line[1:]))
    return found


def found_uses(on: date, show: str = "") -> QuerySet[FoundUse]:
    """What is used without permission as known on the day; with `all` also what was settled."""
    rows = FoundUse.objects.filter(found_on__lte=on).select_related("person", "asset", "request")
    if show != "all":
        rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    return rows.order_by("name", "found_on", "id")


def unregistered_assets(on: date) -> QuerySet[Asset]:
    """Systems in the cloud of the asset register that no service of this register stands for, and nobody has noted."""
    known = CloudService.objects.filter(asset=OuterRef("pk"))
    noted = FoundUse.objects.filter(asset=OuterRef("pk")).exclude(state=FoundState.OPEN)
    rows = assets_in_use(on).filter(~Exists(known), ~Exists(noted), kind=AssetKind.SYSTEM, zone=Zone.CLOUD)
    return rows.order_by("number")


def rules_on(on: date) -> AiRules | None:
    """The rules for generative AI in force on the day."""
    return rules_until(on).prefetch_related("examples").first()


def rules_until(on: date) -> QuerySet[AiRules]:
    """Versions that have come into force by the day; the first of them counts."""
    return AiRules.objects.filter(effective_on__lte=on).order_by("-effective_on", "-number")


def rules_versions() -> list[AiRules]:
    """Every version, newest first, with its examples. Two statements."""
    return list(AiRules.objects.prefetch_related("examples").order_by("-number"))


def open_asks(kind: str, subject_id: UUID | None = None) -> list[Ask]:
    """Asks of a kind that wait, in the order of names."""
    rows = Ask.objects.open().filter(kind=kind).select_related("person", "campaign")
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    return list(rows.order_by("person__kana", "person__name", "id"))


def asked_figures(kind: str, subject_id: UUID) -> tuple[int, int]:
    """Of the people asked about a subject: how many have answered, and how many were asked."""
    states = list(
        Ask.objects.filter(kind=kind, subject_id=subject_id)
        .exclude(state=AskState.WITHDRAWN)
        .values_list("state", flat=True)
    )
    return sum(state == AskState.ANSWERED for state in states), len(states)


def newest_survey_id() -> UUID | None:
    """The last round of asking, by its asks."""
    return Ask.objects.filter(kind=ASK_USED).order_by("-opened_on", "-id").values_list("subject_id", flat=True).first()


def offered(on: date) -> tuple[list[Person], list[Post]]:
    """People and posts of the day to choose from."""
    posts = Post.objects.filter(covers(on)).select_related("unit").order_by("order", "id")
    return list(people_in_office(on).order_by("kana", "name")), list(posts)


def contracts(on: date) -> list[Contract]:
    """Contracts of the day that a service may rest on."""
    return list(contracts_in_force(on).select_related("supplier").order_by("title", "id"))


def systems(on: date) -> list[Asset]:
    """Systems of the asset register that a service may stand for."""
    return list(assets_in_use(on).filter(kind=AssetKind.SYSTEM).order_by("number"))
