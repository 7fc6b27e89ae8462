"""Reads of safety checks. A check is read in a fixed number of statements, however many people are asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from sakimori.foundation.notices.models import Notice, NoticeState
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Unit
from sakimori.foundation.people.queries import caucus_of, people_in_office
from sakimori.foundation.people.types import UnitKind
from sakimori.measures.safety.models import (
    Asked,
    CallNote,
    SafetyAnswer,
    SafetyCheck,
    SafetyLink,
    SafetySetting,
    Telegram,
)
from sakimori.measures.safety.rules import Count, median_of, minutes_between, percent
from sakimori.measures.safety.types import Audience, CheckKind, Coming, Condition, Means
from sakimori.registers.organization.models import EmergencyContact

COMPARED = 6
"""As many earlier checks stand beside one."""


def office_name() -> str:
    """Under what people of the secretariat are counted."""
    return _t("議会事務局")


def no_caucus() -> str:
    """Under what members without a caucus are counted."""
    return _t("会派に属さない議員")


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is to be asked, with the group of the day."""

    person: Person
    group: str
    is_member: bool
    seat: int | None


def invited(audience: str, unit: Unit | None, on: date) -> list[Invited]:
    """Who is asked, in the order of the list: caucuses, members without one, the office. Four SQL statements."""
    seats = dict(Office.objects.filter(covers(on)).values_list("person_id", "seat__number"))
    caucuses = caucus_of(on)
    wanted: set[UUID] | None = None
    if audience == Audience.UNIT:
        wanted = set(Membership.objects.filter(covers(on), unit=unit).values_list("person_id", flat=True))
    found = []
    for person in people_in_office(on).order_by("kana", "name", "id"):
        is_member = person.pk in seats
        if wanted is not None and person.pk not in wanted:
            continue
        if audience in {Audience.MEMBERS, Audience.SECRETARIAT} and is_member != (audience == Audience.MEMBERS):
            continue
        caucus = caucuses.get(person.pk)
        group = caucus.name if caucus else no_caucus() if is_member else office_name()
        order = (0, caucus.order, caucus.name) if caucus else (1, 0, "") if is_member else (2, 0, "")
        found.append((order, Invited(person, group, is_member, seats.get(person.pk))))
    found.sort(key=lambda pair: pair[0])
    return [one for _order, one in found]


def checks() -> QuerySet[SafetyCheck]:
    """Every check, running ones first, then the newest."""
    return SafetyCheck.objects.select_related("unit").order_by("-started_at", "-id")


def running() -> list[SafetyCheck]:
    """Checks that wait for answers."""
    return list(SafetyCheck.objects.filter(closed_at__isnull=True).order_by("-started_at", "-id"))


def setting() -> SafetySetting:
    """The assembly's rules; the defaults where nothing was decided."""
    return SafetySetting.objects.first() or SafetySetting()


@dataclass(slots=True)
class Line:
    """One person of a check: the latest answer, what was sent, what came of calls."""

    asked: Asked
    latest: SafetyAnswer | None = None
    earlier: int = 0
    mail: str = ""
    """sent · waiting · failed · none (no address)"""
    mail_error: str = ""
    call: CallNote | None = None
    phone: str = ""

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.asked.person

    @property
    def needs_help(self) -> bool:
        """Asked for help, or family or house are harmed."""
        return self.latest is not None and self.latest.condition == Condition.HELP

    @property
    def is_hit(self) -> bool:
        """Well, but the family or the house is harmed."""
        return self.latest is not None and not self.needs_help and "bad" in {self.latest.family, self.latest.house}


def lines_of(check: SafetyCheck, *, with_answers: bool = True) -> list[Line]:
    """Everybody of a check. Five SQL statements."""
    found = {
        row.pk: Line(row)
        for row in Asked.objects.filter(check_row=check).select_related("person").order_by("place", "id")
    }
    if with_answers:
        for answer in SafetyAnswer.objects.filter(asked__check_row=check).order_by("at", "id"):
            line = found[answer.asked_id]
            line.earlier += line.latest is not None
            line.latest = answer
    _add_mail(found)
    calls = CallNote.objects.filter(check_row=check).select_related("caller").order_by("called_at", "id")
    by_person = {line.asked.person_id: line for line in found.values()}
    for call in calls:
        if call.person_id in by_person:
            by_person[call.person_id].call = call
    numbers = emergency_numbers(check.started_on)
    for line in found.values():
        line.phone = numbers.get(line.asked.person_id) or line.person.phone
    return list(found.values())


def _add_mail(found: dict[UUID, Line]) -> None:
    rows = Notice.objects.filter(about_model=Asked._meta.label_lower, about_id__in=list(found)).order_by("id")
    for notice in rows:
        line = found[notice.about_id]  # type: ignore[index]
        if notice.state in {NoticeState.SENT, NoticeState.HANDED}:
            line.mail = "sent"
        elif line.mail != "sent":
            is_bad = notice.state == NoticeState.FAILED or bool(notice.last_error)
            line.mail, line.mail_error = ("failed", notice.last_error) if is_bad else ("waiting", "")
    for line in found.values():
        line.mail = line.mail if line.person.email else "none"


def emergency_numbers(on: date) -> dict[UUID, str]:
    """The number of the emergency contact list of whoever stands on it, by person. Two SQL statements."""
    listed = list(EmergencyContact.objects.filter(covers(on)).order_by("-order", "-id"))
    posts = [row.post_id for row in listed if row.post_id and not row.person_id]
    held = dict(Appointment.objects.filter(covers(on), post__in=posts).values_list("post_id", "person_id"))
    found = {}
    for row in listed:
        person = row.person_id or (held.get(row.post_id) if row.post_id else None)
        if person is not None and (row.phone_day or row.phone_night):
            found[person] = row.phone_day or row.phone_night
    return found


def contacts_behind(person: Person, on: date) -> list[EmergencyContact]:
    """Entries of the emergency contact list at which somebody answers on the day."""
    posts = Appointment.objects.filter(covers(on), person=person).values("post")
    rows = EmergencyContact.objects.filter(covers(on))
    return list(rows.filter(person=person) | rows.filter(person__isnull=True, post__in=posts))


def counts(lines: Sequence[Line], by: str) -> list[Count]:
    """Figures by `group` or `district`, in the order of the list."""
    found: dict[str, Count] = {}
    for line in lines:
        name = getattr(line.asked, by)
        if by == "district" and not name:
            continue
        _add(found.setdefault(name, Count(name)), line)
    return list(found.values())


def total(lines: Sequence[Line]) -> Count:
    """Figures of everybody."""
    count = Count(_t("全体"))
    for line in lines:
        _add(count, line)
    return count


def _add(count: Count, line: Line) -> None:
    count.asked += 1
    if line.latest is not None:
        count.answered += 1
        count.fine += line.latest.condition == Condition.FINE
        count.help += line.latest.condition == Condition.HELP
        count.coming += line.latest.coming == Coming.YES


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a check afterwards (THR-7): no names."""

    asked: int
    addressed: int
    delivered: int
    failed: int
    answered: int
    median: int | None
    by_means: list[list[object]]
    groups: list[list[object]]
    districts: list[list[object]]

    @property
    def percent(self) -> int:
        """How many per cent answered."""
        return percent(self.answered, self.asked)

    def plain(self) -> dict[str, object]:
        """As it is kept when the check ends."""
        return {name: getattr(self, name) for name in self.__slots__}


def figures_of(check: SafetyCheck, lines: Sequence[Line] | None = None) -> Figures:
    """As kept at the end, else counted now."""
    if check.figures is not None:
        return Figures(**check.figures)
    rows = lines_of(check) if lines is None else lines
    waits = [
        (row.asked.first_means, minutes_between(check.started_at, row.asked.first_answer_at))
        for row in rows
        if row.asked.first_answer_at
    ]
    by_means: list[list[object]] = []
    for means in Means:
        own = [wait for how, wait in waits if how == means]
        if own:
            by_means.append([means.value, len(own), median_of(own)])
    return Figures(
        asked=len(rows),
        addressed=sum(row.mail != "none" for row in rows),
        delivered=sum(row.mail == "sent" for row in rows),
        failed=sum(row.mail == "failed" for row in rows),
        answered=len(waits),
        median=median_of([wait for _how, wait in waits]),
        by_means=by_means,
        groups=[count.plain() for count in counts(rows, "group")],
        districts=[count.plain() for count in counts(rows, "district")],
    )


def earlier_than(check: SafetyCheck) -> list[SafetyCheck]:
    """Finished checks before this one, the newest first, to compare with."""
    rows = SafetyCheck.objects.filter(closed_at__isnull=False, started_at__lt=check.started_at)
    return list(rows.order_by("-started_at", "-id")[:COMPARED])


def check_by_code(code: str) -> SafetyCheck | None:
    """The check behind a code on the wall."""
    return SafetyCheck.objects.filter(code=code).first()


def digest_of(token: str) -> str:
    """Under what a link is kept."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def asked_by_token(token: str) -> Asked | None:
    """Who is asked by a link."""
    link = SafetyLink.objects.filter(digest=digest_of(token)).select_related("asked__person", "asked__check_row")
    found = link.first()
    return found.asked if found else None


def asked_of(person_id: UUID) -> list[Asked]:
    """Running checks in which somebody is asked."""
    rows = Asked.objects.filter(person_id=person_id, check_row__closed_at__isnull=True)
    return list(rows.select_related("check_row", "person").order_by("-check_row__started_at"))


def answers_of(asked: Asked) -> list[SafetyAnswer]:
    """What somebody answered in a check, the latest first."""
    return list(asked.answer_rows.select_related("entered_by").order_by("-at", "-id"))


def people_of(check: SafetyCheck) -> list[tuple[Asked, int | None]]:
    """Everybody of a check with their seat, to find oneself at the wall. Two SQL statements."""
    seats = dict(Office.objects.filter(covers(check.started_on)).values_list("person_id", "seat__number"))
    rows = Asked.objects.filter(check_row=check).select_related("person", "check_row")
    return [(row, seats.get(row.person_id)) for row in rows]


def telegrams(limit: int = 20) -> list[Telegram]:
    """The latest messages and what they led to."""
    return list(Telegram.objects.select_related("check_row").order_by("-taken_at", "-id")[:limit])


def last_fired() -> SafetyCheck | None:
    """The last check that an earthquake started."""
    return SafetyCheck.objects.filter(is_automatic=True).order_by("-started_at", "-id").first()


def last_test() -> SafetyCheck | None:
    """The last test that ended."""
    rows = SafetyCheck.objects.filter(kind=CheckKind.TEST, closed_on__isnull=False)
    return rows.order_by("-started_at", "-id").first()


def real_between(first: date, last: date) -> tuple[int, int, int]:
    """Checks that were no test, started from the first to the last day: how many, persons asked, persons who answered.

    One SQL statement.
    """
    rows = Asked.objects.filter(check_row__kind=CheckKind.REAL, check_row__started_on__range=(first, last))
    sums = rows.aggregate(
        checks=Number("check_row", distinct=True), asked=Number("pk"), answered=Number("first_answer_at")
    )
    return sums["checks"], sums["asked"], sums["answered"]


def caucuses_and_committees(on: date) -> list[Unit]:
    """Units that can be asked alone."""
    rows = Unit.objects.on(on).filter(kind__in=[UnitKind.CAUCUS, UnitKind.COMMITTEE])
    return list(rows.order_by("kind", "order", "id"))
