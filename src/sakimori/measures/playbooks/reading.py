"""A playbook as it is read on a day: who does each step now, whom to call on which number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment
from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks.merge import FIELDS, with_names
from sakimori.measures.playbooks.models import PlaybookVersion
from sakimori.measures.playbooks.playbook_text import OWNERS, telling_words
from sakimori.measures.playbooks.queries import words_of
from sakimori.measures.playbooks.types import FINDER, Call, Playbook, Step, Template
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.queries import contacts
from sakimori.registers.organization.types import ContactKind

MOST_HOLDERS = 3
"""Names behind a role; more would hide the step."""
HOUR, DAY = 60, 1440


@dataclass(frozen=True, slots=True)
class Number:
    """A number to press: as written, and as a telephone takes it."""

    word: str
    shown: str
    link: str


@dataclass(frozen=True, slots=True)
class Reached:
    """An entry of the emergency contact list, with who it is now."""

    name: str
    person: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class CallRow:
    """Whom to call, with the entries of the list that may be shown to the reader."""

    call: Call
    kind: str
    entries: tuple[Reached, ...]
    is_hidden: bool
    """Whether there are entries whose numbers the reader may not see."""

    @property
    def is_missing(self) -> bool:
        """Whether the list has no entry of the kind."""
        return not self.entries and not self.is_hidden


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with the people who do it now, and its time in words."""

    step: Step
    owner: str
    names: tuple[str, ...]
    more: int
    """How many others hold the role as well."""
    is_vacant: bool
    by: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that stands on the page or paper of a playbook."""

    playbook: Playbook
    version: PlaybookVersion | None
    calls: tuple[CallRow, ...]
    steps: tuple[StepRow, ...]
    templates: tuple[Template, ...]
    """With 【names】 in place of fields."""


@dataclass(frozen=True, slots=True)
class People:
    """Who holds what on the day, and the contact list: asked once for any number of playbooks."""

    by_role: dict[str, list[str]]
    by_title: dict[str, list[str]]
    contacts: dict[str, list[EmergencyContact]]
    sees_numbers: bool


def people_of(ctx: Context) -> People:
    """Three SQL statements."""
    by_role: dict[str, list[str]] = {}
    by_title: dict[str, list[str]] = {}
    rows = Appointment.objects.filter(covers(ctx.today)).select_related("post", "person")
    for row in rows.order_by("post__order", "post_id", "id"):
        by_role.setdefault(row.post.role, []).append(row.person.shown_name)
        by_title.setdefault(row.post.title, []).append(row.person.shown_name)
    listed: dict[str, list[EmergencyContact]] = {}
    for contact in contacts(ctx.today):
        listed.setdefault(contact.kind, []).append(contact)
    sees = ctx.actor.is_system or allowed(ctx, Permission.ORGANIZATION_CONTACT)
    return People(by_role, by_title, listed, sees)


def reading_of(version: PlaybookVersion | None, kind: str, people: People) -> Reading:
    """The playbook with names and numbers. Reads no database."""
    playbook, language = words_of(version, kind), reader_language()
    return Reading(
        playbook=playbook,
        version=version,
        calls=tuple(_call(call, people) for call in playbook.calls),
        steps=tuple(_step(step, people) for step in playbook.steps),
        templates=tuple(row._replace(text=with_names(row.text, language)) for row in playbook.templates),
    )


def _call(call: Call, people: People) -> CallRow:
    found = people.contacts.get(call.contact, [])
    # Numbers of persons are for those who may see the contact list; the window is there for everybody.
    shown = found if people.sees_numbers or call.contact == ContactKind.WINDOW else []
    if call.contact == ContactKind.SECRETARIAT:
        # The secretariat is reached by the assembly's single window as well, which everybody may see.
        shown = [*people.contacts.get(ContactKind.WINDOW, []), *shown]
        found = shown or found
    shown = _meant(call.who, shown)
    entries = tuple(_reached(row) for row in shown)
    return CallRow(call, str(ContactKind(call.contact).label), entries, bool(found) and not shown)


def _meant(who: str, entries: list[EmergencyContact]) -> list[EmergencyContact]:
    """Entries whose name or note has a word of whom the call is for; all of them where none has."""
    words = telling_words(who)
    return [row for row in entries if any(word in f"{row.name} {row.note}" for word in words)] or entries


def _reached(row: EmergencyContact) -> Reached:
    person = row.person or getattr(row, "held_by", None)
    numbers = ((_t("日中"), row.phone_day), (_t("夜間・休日"), row.phone_night))
    return Reached(
        row.name,
        person.shown_name if person else "",
        tuple(Number(word, phone, dialled(phone)) for word, phone in numbers if phone),
    )


def dialled(phone: str) -> str:
    """A telephone link of a number as it is written; empty where nothing can be dialled."""
    digits = re.sub(r"[^0-9+]", "", phone)
    return f"tel:{digits}" if digits else ""


def _step(step: Step, people: People) -> StepRow:
    if step.owner == FINDER:
        return StepRow(step, owner_words(FINDER), (), 0, False, time_words(step.minutes))
    is_role = step.owner in Role.values
    names = (people.by_role if is_role else people.by_title).get(step.owner, [])
    names = list(dict.fromkeys(names))
    # A member's own step needs no post; a person named by name is their own holder.
    vacant = is_role and step.owner != Role.MEMBER and not names
    shown, more = tuple(names[:MOST_HOLDERS]), max(0, len(names) - MOST_HOLDERS)
    return StepRow(step, owner_words(step.owner), shown, more, vacant, time_words(step.minutes))


def owner_words(owner: str) -> str:
    """Who does a step, in the reader's language; a post or person as it is written."""
    words = OWNERS.get(owner)
    if words is None:
        return owner
    text = words[0] if reader_language() == "ja" else words[1]
    return text[0].upper() + text[1:]


def time_words(minutes: int | None) -> str:
    """`30分`, `3時間`, `2日` in the reader's language; empty for none."""
    if minutes is None:
        return ""
    if minutes % DAY == 0:
        return ngettext("%(n)s日", "%(n)s日", minutes // DAY) % {"n": minutes // DAY}
    if minutes % HOUR == 0:
        return ngettext("%(n)s時間", "%(n)s時間", minutes // HOUR) % {"n": minutes // HOUR}
    return ngettext("%(n)s分", "%(n)s分", minutes) % {"n": minutes}


def field_names(language: str) -> Sequence[str]:
    """Names of fields that a prepared text may hold, for whoever writes one."""
    return [field.name(language) for field in FIELDS]


def owners_vacant(steps: Iterable[StepRow]) -> list[str]:
    """Owners of steps whom nobody is today, each once."""
    return list(dict.fromkeys(row.owner for row in steps if row.is_vacant))
