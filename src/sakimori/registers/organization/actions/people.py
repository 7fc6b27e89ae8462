"""Who there is: persons, terms, seats, taking and leaving office."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.exchange.text import kept_text
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Membership, Office, Person, Seat, Term, Unit
from sakimori.foundation.people.types import EndReason, UnitKind
from sakimori.registers.organization.rules import overlaps

MANAGE = Permission.ORGANIZATION_MANAGE
PERSON_FIELDS = ("name", "public_name", "former_name", "kana", "email", "phone", "number", "note")


@action("organization.register-person", permission=MANAGE, sentence=_("対象者を登録しました"))
def register_person(ctx: Context, /, *, name: str, **values: str) -> Person:
    """A person enters the register. Names are kept as typed (composed, never replaced by look-alikes)."""
    person = Person(**_texts({"name": name, **values}))
    person.full_clean()
    person.save()
    return person


@action("organization.change-person", permission=MANAGE, sentence=_("対象者の情報を直しました"))
def change_person(ctx: Context, /, *, person: Person, **values: str) -> Person:
    """Names, contact and notes of a person."""
    for field, text in _texts(values).items():
        setattr(person, field, text)
    person.full_clean()
    person.save()
    return person


def _texts(values: dict[str, str]) -> dict[str, str]:
    unknown = set(values) - set(PERSON_FIELDS)
    if unknown:
        raise ValueError(f"a person has no {sorted(unknown)}")
    return {field: kept_text(text) for field, text in values.items()}


@action("organization.open-term", permission=MANAGE, sentence=_("任期を登録しました"))
def register_term(
    ctx: Context, *, number: int, from_date: date, to_date: date, seats: int, election_date: date | None = None
) -> Term:
    """A term between two general elections, with a row for every seat (地方自治法 第90条, 第91条, 第93条)."""
    if seats < 1:
        raise ValidationError({"seats": _t("議員定数は1以上の数にしてください。")})
    if any(overlaps(term, from_date, to_date) for term in Term.objects.all()):
        raise ValidationError({"from_date": _t("登録済みの任期と重なっています。日付を確かめてください。")})
    term = Term(number=number, from_date=from_date, to_date=to_date, seats=seats, election_date=election_date)
    term.full_clean()
    term.save()
    Seat.objects.bulk_create(Seat(term=term, number=seat) for seat in range(1, seats + 1))
    return term


@action("organization.seat-member", permission=MANAGE, sentence=_("議員の就任を登録しました"))
def seat_member(
    ctx: Context,
    *,
    person: Person,
    seat: Seat,
    from_date: date,
    to_date: date | None = None,
    caucus: Unit | None = None,
) -> Office:
    """A person takes a seat, by default until the end of the term, and may join a caucus the same day."""
    end = to_date or seat.term.to_date
    if from_date < seat.term.from_date or (seat.term.to_date and (end or date.max) > seat.term.to_date):
        raise ValidationError({"from_date": _t("任期の中の日にしてください。")})
    if any(overlaps(row, from_date, end) for row in Office.objects.filter(seat=seat)):
        raise ValidationError({"seat": _t("その議席には、同じ期間に別の議員がいます。")})
    if any(overlaps(row, from_date, end) for row in Office.objects.filter(person=person)):
        raise ValidationError({"person": _t("この人は、同じ期間にすでに議員として登録されています。")})
    office = Office(person=person, seat=seat, from_date=from_date, to_date=end)
    office.full_clean()
    office.save()
    if seat.vacant_from is not None and seat.vacant_from >= from_date:
        seat.vacant_from, seat.vacancy_note = None, ""
        seat.save()
    if caucus is not None:
        membership = Membership(person=person, unit=caucus, from_date=from_date, to_date=end)
        membership.full_clean()
        membership.save()
    return office


@action("organization.correct-office", permission=MANAGE, sentence=_("在職の期間を直しました"))
def correct_office(ctx: Context, *, office: Office, from_date: date, to_date: date | None) -> Office:
    """The days of an office were entered wrongly. To end an office use `end_service`."""
    others = Office.objects.filter(Q(seat=office.seat) | Q(person=office.person)).exclude(pk=office.pk)
    if any(overlaps(row, from_date, to_date) for row in others):
        raise ValidationError({"from_date": _t("ほかの在職の記録と重なっています。日付を確かめてください。")})
    office.from_date, office.to_date = from_date, to_date
    office.full_clean()
    office.save()
    return office


@action("organization.record-vacancy", permission=MANAGE, sentence=_("欠員を記録しました"))
def record_vacancy(ctx: Context, *, seat: Seat, vacant_from: date, note: str = "") -> Seat:
    """A seat is empty, and the office knows (地方自治法 第137条など)."""
    if any(row.covers(vacant_from) for row in Office.objects.filter(seat=seat)):
        raise ValidationError({"vacant_from": _t("その日には、この議席に議員がいます。先に退任を登録してください。")})
    seat.vacant_from, seat.vacancy_note = vacant_from, note.strip()[:200]
    seat.full_clean()
    seat.save()
    return seat


@action("organization.end-service", permission=MANAGE, sentence=_("退任・異動を登録しました"))
def end_service(ctx: Context, *, person: Person, last_day: date, reason: EndReason, note: str = "") -> Person:
    """Everything a person holds ends on the last day: seat, caucus, posts, and what was to begin later.

    An emptied seat becomes a known vacancy, unless the term itself ends. Raises ValidationError when the person holds
    nothing on that day.
    """
    offices = list(Office.objects.filter(covers(last_day), person=person).select_related("seat__term"))
    held = list(Appointment.objects.filter(covers(last_day), person=person))
    if not offices and not held:
        raise ValidationError({"last_day": _t("その日に在職している記録がありません。日付を確かめてください。")})
    ending: list[Office | Appointment] = [*offices, *held]
    for row in ending:
        row.to_date, row.end_reason = last_day, reason
        row.full_clean()
        row.save()
    for membership in Membership.objects.filter(covers(last_day), person=person):
        membership.to_date = last_day
        membership.save()
    Appointment.objects.filter(person=person, from_date__gt=last_day).delete()
    Membership.objects.filter(person=person, from_date__gt=last_day).delete()
    for office in offices:
        if last_day != office.seat.term.to_date:
            record_vacancy(ctx, seat=office.seat, vacant_from=last_day + timedelta(days=1), note=str(reason.label))
    if note:
        person.note = kept_text(note)[:400]
        person.save()
    return person


@action("organization.close-term", permission=MANAGE, sentence=_("任期満了を登録しました"))
def close_term(ctx: Context, *, term: Term) -> list[Person]:
    """The term ends: every member still in office leaves on its last day, with caucus and posts. Returns who left."""
    last_day = term.to_date
    if last_day is None:
        raise ValidationError({"to_date": _t("任期の終了日を登録してください。")})
    offices = Office.objects.filter(covers(last_day), seat__term=term).select_related("person")
    people = [office.person for office in offices.order_by("seat__number")]
    for person in people:
        end_service(ctx, person=person, last_day=last_day, reason=EndReason.TERM)
    return people


@action("organization.join-unit", permission=MANAGE, sentence=_("所属を登録しました"))
def join_unit(ctx: Context, *, person: Person, unit: Unit, from_date: date, to_date: date | None = None) -> Membership:
    """A person joins; of a caucus one can only be in one at a time, so the earlier membership ends the day before.

    The membership ends with the unit and with the person's office, whichever comes first.
    """
    if not unit.covers(from_date):
        raise ValidationError({"from_date": _t("その日には、この会派・委員会がありません。日付を確かめてください。")})
    end = earliest_end(to_date, unit.to_date, office_end(person, from_date))
    if any(overlaps(row, from_date, end) for row in Membership.objects.filter(person=person, unit=unit)):
        raise ValidationError({"person": _t("この人は、すでに所属しています。")})
    if unit.kind == UnitKind.CAUCUS:
        _leave_caucus(person, from_date)
    membership = Membership(person=person, unit=unit, from_date=from_date, to_date=end)
    membership.full_clean()
    membership.save()
    return membership


@action("organization.leave-unit", permission=MANAGE, sentence=_("所属の終了を登録しました"))
def leave_unit(ctx: Context, *, membership: Membership, last_day: date) -> Membership:
    """A person leaves a caucus or committee; posts held in that unit end too."""
    membership.to_date = last_day
    membership.full_clean()
    membership.save()
    for row in Appointment.objects.filter(covers(last_day), person=membership.person, post__unit=membership.unit):
        row.to_date, row.end_reason = last_day, EndReason.OTHER
        row.full_clean()
        row.save()
    return membership


def _leave_caucus(person: Person, from_date: date) -> None:
    for earlier in Membership.objects.filter(covers(from_date), person=person, unit__kind=UnitKind.CAUCUS):
        if earlier.from_date == from_date:
            earlier.delete()
            continue
        earlier.to_date = from_date - timedelta(days=1)
        earlier.save()
        heads = Appointment.objects.filter(covers(from_date), person=person, post__unit=earlier.unit)
        for row in heads:
            row.to_date, row.end_reason = earlier.to_date, EndReason.OTHER
            row.save()


def office_end(person: Person, on: date) -> date | None:
    """Last day of the office a person holds on the day; None without an office or without an end."""
    office = Office.objects.filter(covers(on), person=person).order_by("-from_date").first()
    return office.to_date if office else None


def earliest_end(*days: date | None) -> date | None:
    """The first of the given last days; None is open."""
    known = [day for day in days if day is not None]
    return min(known) if known else None
