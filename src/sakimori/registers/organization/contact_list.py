"""The emergency contact list as people read it: who is behind an entry today, and when it was last tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.assemblies.together import together
from sakimori.foundation.duties.models import DutySetting
from sakimori.foundation.duties.queries import days_settled
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.registers.organization.models import ContactCheck, EmergencyContact
from sakimori.registers.organization.types import CheckResult

DUTY = "organization.contacts-checked"
YEAR = 365


@dataclass(frozen=True, slots=True)
class ContactRow:
    """An entry with its present holder and its last check; `finding` is "" where all is well."""

    contact: EmergencyContact
    holder: str
    holder_since: date | None
    last: ContactCheck | None
    finding: str
    """never · unreached · changed · old"""


def contact_rows(on: date) -> list[ContactRow]:
    """The list of the day, in its order. One SQL statement, however long it is."""
    listed = EmergencyContact.objects.filter(covers(on))
    holding = Appointment.objects.filter(covers(on), post__in=listed.values("post"))
    contacts, appointments, checks, settings = together(
        listed.select_related("person", "post", "post__unit"),
        holding.select_related("person"),
        ContactCheck.objects.filter(contact__in=listed.values("pk"), checked_on__lte=on),
        DutySetting.objects.on(on).filter(duty=DUTY),
    )
    held = {row.post_id: row for row in sorted(appointments, key=lambda row: row.from_date)}
    last = {row.contact_id: row for row in sorted(checks, key=lambda row: (row.checked_on, row.pk))}
    days = days_settled(settings, YEAR)
    return [
        _row(row, held.get(row.post_id) if row.post_id else None, last.get(row.pk), on, days)
        for row in sorted(contacts, key=lambda row: (row.order, row.kind, row.pk))
    ]


def _row(
    contact: EmergencyContact, held: Appointment | None, last: ContactCheck | None, on: date, days: int | None
) -> ContactRow:
    person = contact.person or (held.person if held else None)
    since = held.from_date if held and contact.person is None else None
    return ContactRow(
        contact, person.shown_name if person else "", since, last, _finding(contact, since, last, on, days)
    )


def _finding(
    contact: EmergencyContact, since: date | None, last: ContactCheck | None, on: date, days: int | None
) -> str:
    if last is None:
        return "never"
    if last.result == CheckResult.UNREACHED:
        return "unreached"
    changed = max(day for day in (contact.changed_on, since, date.min) if day is not None)
    if changed > last.checked_on:
        return "changed"
    if days is not None and last.checked_on + timedelta(days=days) < on:
        return "old"
    return ""


@dataclass(frozen=True, slots=True)
class CardVersion:
    """The edition of the list: it grows by one with every act that changed an entry or who is behind one."""

    number: int
    changed_on: date | None


def card_version() -> CardVersion:
    """Counted from the ledger, so that any two printed cards can be put in order. Two SQL statements."""
    posts = EmergencyContact.objects.filter(post__isnull=False).values("post")
    held = [str(key) for key in Appointment.objects.filter(post__in=posts).values_list("pk", flat=True)]
    touched = Detail.objects.filter(
        Q(model=EmergencyContact._meta.label_lower) | Q(model=Appointment._meta.label_lower, object_id__in=held)
    )
    row = touched.aggregate(number=Count("entry_id", distinct=True), last=Max("entry__at"))
    return CardVersion(row["number"], row["last"].astimezone(TOKYO).date() if row["last"] else None)
