"""What stands on a card, a wall sheet and the page for the phone, and the hash by which old copies are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.utils.crypto import salted_hmac

from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.people.dated import covers
from sakimori.measures.cards.models import CardBatch
from sakimori.measures.cards.types import MOST_LINES, Shape
from sakimori.measures.playbooks.queries import decided_by, words_of
from sakimori.measures.playbooks.types import IncidentKind, Playbook
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import ContactKind


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where reports are taken without logging in: the address for the QR code, and what is typed instead."""

    link: str
    typed: str


@dataclass(frozen=True, slots=True)
class Line:
    """One contact."""

    kind: str
    name: str
    day: str
    night: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do first in one kind of incident."""

    kind: str
    title: str
    advice: tuple[str, ...]
    first_minutes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a copy says."""

    assembly: str
    entrance: Entrance | None
    lines: tuple[Line, ...]
    steps: tuple[Steps, ...]

    @property
    def sha256(self) -> str:
        """The same for the same words, whatever day it is printed on."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


_entrances: list[Callable[[Assembly], Entrance]] = []
_openers: list[Callable[[Context], object]] = []


def register_entrance(shown: Callable[[Assembly], Entrance], opened: Callable[[Context], object]) -> None:
    """How reports come in without logging in, and the act that makes sure there is such a way; see `wiring`."""
    _entrances[:] = [shown]
    _openers[:] = [opened]


def open_entrance(ctx: Context) -> None:
    """Before the first card is printed the entrance gets its code: else that card would be old a moment later."""
    for opened in _openers:
        opened(ctx)


def entrance_of(assembly: Assembly) -> Entrance | None:
    """The entrance to print; None in an installation without one."""
    return _entrances[0](assembly) if _entrances else None


@dataclass(frozen=True, slots=True)
class Sources:
    """What cards of a day are made from, read once for however many batches. Three SQL statements."""

    assembly: Assembly
    entrance: Entrance | None
    contacts: Sequence[EmergencyContact]
    playbooks: Callable[[str, str], Playbook]

    def content(self, batch: CardBatch) -> Content:
        """What the batch would say if it were printed now."""
        lines = self.lines(batch.contact_kinds, has_night=batch.has_night, most=MOST_LINES[Shape(batch.shape)])
        steps = self.steps(batch.kinds, batch.language)
        return Content(self.assembly.name, self.entrance, lines, steps)

    def lines(self, kinds: Iterable[str], *, has_night: bool, most: int = 50) -> tuple[Line, ...]:
        """Contacts of these kinds. The window's number for nights is everybody's; others only where it is wanted."""
        wanted = set(kinds)
        found = [row for row in self.contacts if row.kind in wanted]
        return tuple(
            Line(
                row.kind,
                row.name,
                row.phone_day or row.email,
                row.phone_night if has_night or row.kind == ContactKind.WINDOW else "",
            )
            for row in found[:most]
        )

    def steps(self, kinds: Iterable[str], language: str) -> tuple[Steps, ...]:
        """First advice and first minutes of these kinds."""
        books = [self.playbooks(kind, language) for kind in kinds]
        return tuple(Steps(str(book.kind), book.title, book.advice, book.first_minutes) for book in books)


def sources(assembly: Assembly, on: date) -> Sources:
    """Contacts, playbooks in force and the entrance, as of the day."""
    contacts = list(EmergencyContact.objects.filter(covers(on)).order_by("order", "kind", "id"))
    versions = {}
    for row in decided_by(on).select_related("adoption").order_by("adoption__effective_on", "number"):
        versions[row.kind] = row
    return Sources(
        assembly, entrance_of(assembly), contacts,
        lambda kind, language: words_of(versions.get(kind), IncidentKind(kind), language),
    )  # fmt: skip


def card_key(assembly: UUID, batch: UUID) -> str:
    """What stands in the QR code of a batch: 192 bits, computed anew for every print, stored nowhere."""
    return salted_hmac("sakimori.cards.key", f"{assembly}:{batch}", algorithm="sha256").hexdigest()[:48]


def digest_of(key: str) -> str:
    """The hash under which a batch is found."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
