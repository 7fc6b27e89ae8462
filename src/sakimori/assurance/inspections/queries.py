"""Reads of self-inspection: where clauses are, whom to ask, what is asked of somebody, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _t

from sakimori.assurance.conformance.texts import text_in_force
from sakimori.assurance.inspections.facts import Fact, facts
from sakimori.assurance.inspections.models import Answer, Breach, Question, Respondent, Round
from sakimori.assurance.inspections.rules import Earlier, Place, concerns
from sakimori.assurance.inspections.types import UNIT_ASK, Audience, Value
from sakimori.foundation.asks.models import Ask
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.queries import settings_on
from sakimori.foundation.duties.spec import built_duties
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person, Unit
from sakimori.foundation.people.queries import in_caucuses, members_in_office, people_in_office
from sakimori.foundation.people.types import STAFF_ROLES, Role, UnitKind


def rounds() -> QuerySet[Round]:
    """Every round, the newest first, with how many were asked and answered."""
    waited = Q(respondents__excused_on__isnull=True)
    return Round.objects.annotate(
        asked=Count("respondents", filter=waited),
        answered=Count("respondents", filter=waited & Q(respondents__answered_on__isnull=False)),
    ).order_by("-planned_on", "-id")


def places_of_measures(on: date) -> dict[str, Place]:
    """The first clause of the version in force for every measure that it has. One SQL statement."""
    _version, placed = text_in_force(on)
    found: dict[str, Place] = {}
    for clause, measures in placed:
        if clause.concerns_assembly:
            for measure in measures:
                found.setdefault(measure, Place(clause.path, clause.heading[:120]))
    return found


def duties_set_aside(on: date) -> set[str]:
    """Duties that the assembly decided do not apply to it."""
    return {key for key, setting in settings_on(on).items() if not setting.is_applicable}


def bound(duties: Iterable[str]) -> set[str]:
    """Those of the duties that some module evaluates."""
    return set(duties) & set(built_duties())


def earlier_questions(found: Round) -> list[Earlier]:
    """The questions of the last round before this one that was opened."""
    last = Round.objects.filter(opened_on__isnull=False).exclude(pk=found.pk).order_by("-opened_on", "-id").first()
    if last is None:
        return []
    return [
        Earlier(row.key, row.audience, row.text, row.hint, row.clause_path, row.clause_heading, row.is_asked)
        for row in last.questions.order_by("order", "key")
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to be asked, the unit they are counted with, and as what."""

    person: Person
    group: Unit | None
    audience: Audience


def whom_to_ask(on: date, found: Round) -> tuple[list[Asked], list[Asked]]:
    """People in office and units with somebody in charge who are not asked yet. One SQL statement."""
    done, memberships, seated, persons, inspected, posted = together(
        found.respondents.values_list("person_id", "unit_id"),
        in_caucuses(on),
        members_in_office(on).values_list("pk", flat=True),
        people_in_office(on),
        inspected_units(on),
        _in_charge(on),
    )
    done_people = {person for person, unit in done if unit is None}
    done_units = {unit for _person, unit in done if unit is not None}
    groups = {row.person_id: row.unit for row in memberships}
    members, in_order = set(seated), sorted(inspected, key=_place)
    office = next((unit for unit in in_order if unit.kind == UnitKind.SECRETARIAT), None)
    people = [
        Asked(person, groups.get(person.pk), Audience.MEMBER)
        if person.pk in members
        else Asked(person, office, Audience.STAFF)
        for person in sorted(persons, key=lambda person: (person.kana, person.name, person.pk))
        if person.pk not in done_people
    ]
    heads = _heads(posted)
    units = [
        Asked(heads[unit.pk], unit, Audience.CAUCUS if unit.kind == UnitKind.CAUCUS else Audience.SECRETARIAT)
        for unit in in_order
        if unit.pk in heads and unit.pk not in done_units
    ]
    return people, units


def inspected_units(on: date) -> QuerySet[Unit]:
    """The secretariat and each caucus."""
    kinds = [UnitKind.SECRETARIAT, UnitKind.CAUCUS]
    return Unit.objects.filter(covers(on), kind__in=kinds).order_by("order", "id")


def _place(unit: Unit) -> tuple[int, UUID]:
    return unit.order, unit.pk


IN_CHARGE = {
    UnitKind.CAUCUS: (Role.CAUCUS_HEAD,),
    UnitKind.SECRETARIAT: (Role.MANAGER, Role.SECRETARY_GENERAL, *STAFF_ROLES),
}


def heads_of_units(on: date) -> dict[UUID, Person]:
    """Who answers for a unit: the caucus's person in charge; of the secretariat the manager. One SQL statement."""
    return _heads(_in_charge(on))


def _in_charge(on: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(covers(on), post__unit__kind__in=list(IN_CHARGE))
    return rows.select_related("person", "post__unit")


def _heads(posted: Iterable[Appointment]) -> dict[UUID, Person]:
    found: dict[UUID, tuple[int, Person]] = {}
    for row in sorted(posted, key=lambda row: (row.post.order, row.pk)):
        roles = IN_CHARGE[UnitKind(row.post.unit.kind)]
        if row.post.role not in roles:
            continue
        rank = roles.index(Role(row.post.role))
        if row.post.unit_id not in found or rank < found[row.post.unit_id][0]:
            found[row.post.unit_id] = (rank, row.person)
    return {unit: person for unit, (_rank, person) in found.items()}


def units_without_head(on: date) -> list[Unit]:
    """Units for which nobody can answer. One SQL statement."""
    units, posted = together(inspected_units(on), _in_charge(on))
    heads = _heads(posted)
    return [unit for unit in sorted(units, key=_place) if unit.pk not in heads]


def respondent_of(ask: Ask) -> Respondent | None:
    """The row of the round that an ask is about."""
    rows = Respondent.objects.select_related("round", "unit", "person")
    if ask.kind == UNIT_ASK:
        return rows.filter(pk=ask.subject_id).first()
    return rows.filter(round_id=ask.subject_id, person_id=ask.person_id, unit__isnull=True).first()


def sheet_of(respondent: Respondent) -> tuple[list[Question], list[Answer]]:
    """What is asked of somebody, and what the register already answered. Two SQL statements."""
    filled = list(
        respondent.answers.filter(source="register").select_related("question").order_by("question__order", "id")
    )
    known = {row.question_id for row in filled}
    questions = Question.objects.filter(round_id=respondent.round_id, is_asked=True).order_by("order", "key")
    asked = [row for row in questions if row.pk not in known and concerns(row.audience, respondent.audience)]
    return asked, filled


def asked_of(respondent: Respondent) -> list[Question]:
    """What is asked of somebody."""
    return sheet_of(respondent)[0]


def contradictions(
    respondent: Respondent,
    questions: Sequence[Question],
    given: Mapping[str, str],
    on: date,
    known: Mapping[tuple[str, UUID], Fact] | None = None,
) -> dict[str, str]:
    """Question → what the register says, where an answer stands against it (AUD-2).

    `known` may hold what the registers know of many respondents on the day, as `facts` gives it.
    """
    claimed = [row for row in questions if row.duty and given.get(row.key) in (Value.YES, Value.NOT_APPLICABLE)]
    if not claimed:
        return {}
    of, key = (Unit, respondent.unit_id) if respondent.unit_id else (Person, respondent.person_id)
    assert key is not None
    known = facts({row.duty for row in claimed}, of, [key], on) if known is None else known
    found = {}
    for row in claimed:
        fact = known.get((row.duty, key))
        said = fact.said(row.is_strict) if fact else []
        if said:
            found[row.key] = " ".join([row.shown_register_words, *said[:3]]).strip()
    return found


@dataclass(slots=True)
class GroupProgress:
    """How far one caucus or the secretariat has come."""

    name: str
    asked: int = 0
    answered: int = 0
    unit_answered: bool | None = None


def progress(rows: Sequence[Respondent], no_group: str) -> list[GroupProgress]:
    """By caucus and office, in their order; no SQL."""
    found: dict[object, GroupProgress] = {}
    for row in sorted(
        rows, key=lambda one: (one.group is None, one.group.order if one.group else 0, str(one.group_id))
    ):
        group = found.setdefault(row.group_id, GroupProgress(row.group.name if row.group else no_group))
        if row.unit_id is not None:
            group.unit_answered = row.answered_on is not None
        elif row.excused_on is None:
            group.asked += 1
            group.answered += row.answered_on is not None
    return list(found.values())


def respondents(found: Round) -> list[Respondent]:
    """Everyone of a round, in the order of names. One SQL statement."""
    rows = found.respondents.select_related("person", "unit", "group")
    return list(rows.order_by("person__kana", "person__name", "id"))


def remarks(found: Round) -> tuple[list[Answer], list[Answer], list[Respondent]]:
    """For the office: answers kept against the register, "don't know", comments and photos. Three SQL statements."""
    rows = Answer.objects.filter(question__round=found).select_related(
        "question", "respondent__person", "respondent__unit"
    )
    rows = rows.order_by("question__order", "respondent__person__kana", "id")
    said = found.respondents.filter(~Q(comment="") | Q(photo__isnull=False)).select_related("person", "unit", "photo")
    return (
        list(rows.exclude(register_said="")),
        list(rows.filter(value=Value.UNKNOWN)),
        list(said.order_by("answered_on", "id")),
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that was answered "no" and has no corrective action yet."""

    question: Question
    count: int
    units: tuple[Unit, ...]
    title: str
    finding: str

    @property
    def only_unit(self) -> Unit | None:
        """The unit, where it is about one alone."""
        return self.units[0] if len(self.units) == 1 and self.count == 1 else None


def proposals(found: Round) -> list[Proposal]:
    """What may become corrective actions, in the order of the questions. Units are named, persons are not."""
    rows = (
        Answer.objects.filter(question__round=found, value=Value.NO, question__improvement__isnull=True)
        .select_related("question", "respondent__unit")
        .order_by("question__order", "respondent__unit__order", "id")
    )
    by_question: dict[UUID, list[Answer]] = {}
    for row in rows:
        by_question.setdefault(row.question_id, []).append(row)
    return [_proposal(answers) for answers in by_question.values()]


def _proposal(answers: list[Answer]) -> Proposal:
    question = answers[0].question
    units = tuple(row.respondent.unit for row in answers if row.respondent.unit is not None)
    words = {"question": question.text, "count": len(answers)}
    finding = _t("「%(question)s」に「いいえ」が%(count)s件ありました。") % words
    if units:
        finding += "\n" + _t("部署・会派: %(names)s") % {"names": ", ".join(unit.name for unit in units)}
    title = _t("自己点検: %(question)s") % words
    return Proposal(question, len(answers), units, title[:160], finding)


def breaches() -> QuerySet[Breach]:
    """By number, those that wait first."""
    rows = Breach.objects.select_related("person", "unit", "improvement")
    return rows.order_by(F("settled_on").asc(nulls_first=True), "-number")
