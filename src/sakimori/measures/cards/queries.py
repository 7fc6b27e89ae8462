"""Reads of cards and packs: which copies are old, who has them, the batch behind a QR code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.people.models import Person
from sakimori.measures.cards.contents import Content, Sources, digest_of, sources
from sakimori.measures.cards.models import CardBatch, CardCopy, Pack

OPEN_DAYS = 400
"""A card's QR code shows the contacts no longer than this: a card is printed anew at least once a year."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch, what it would say now, and the copies that are still about."""

    batch: CardBatch
    content: Content
    out: Sequence[CardCopy]

    @property
    def is_stale(self) -> bool:
        """Whether something that the copies say has changed since."""
        return self.content.sha256 != self.batch.content_sha256

    @property
    def is_about(self) -> bool:
        """Whether copies are with people or on walls."""
        return bool(self.out)

    @property
    def must_be_fetched(self) -> bool:
        """Old or recalled, and still about."""
        return self.is_about and (self.is_stale or self.batch.recalled_on is not None)

    @property
    def left(self) -> int:
        """Copies that were given to nobody."""
        return max(0, self.batch.copies - sum(copy.count for copy in self.batch.given.all()))


def batch_rows(assembly: Assembly, on: date) -> list[BatchRow]:
    """Every batch, newest first. Five SQL statements, however many there are."""
    given = CardCopy.objects.select_related("person", "place").order_by("given_on", "id")
    batches = CardBatch.objects.prefetch_related(Prefetch("given", queryset=given)).select_related("replaced_by")
    found = sources(assembly, on)
    return [_row(batch, found) for batch in batches.order_by("-number")]


def batch_row(assembly: Assembly, batch_id: UUID, on: date) -> BatchRow | None:
    """One batch."""
    return next((row for row in batch_rows(assembly, on) if row.batch.pk == batch_id), None)


def _row(batch: CardBatch, found: Sources) -> BatchRow:
    return BatchRow(batch, found.content(batch), [copy for copy in batch.given.all() if copy.ended_on is None])


def batch_by_key(key: str) -> CardBatch | None:
    """The batch whose QR code somebody scanned."""
    return CardBatch.objects.filter(digest=digest_of(key)).first()


def may_show_contacts(batch: CardBatch, on: date) -> bool:
    """Whether the page behind the QR code still shows what stands on the card."""
    return batch.recalled_on is None and on <= batch.printed_on + timedelta(days=OPEN_DAYS)


def copies_of(persons: Collection[Person]) -> QuerySet[CardCopy]:
    """Copies that these people still have."""
    return CardCopy.objects.filter(person__in=persons, ended_on__isnull=True).select_related("batch")


def packs(*, restricted: bool) -> QuerySet[Pack]:
    """The packs that may be seen, newest first."""
    rows = Pack.objects.select_related("file").order_by("-made_at", "-id")
    return rows if restricted else rows.filter(is_restricted=False)


def newest_pack(*, restricted: bool) -> Pack | None:
    """The last pack of that kind."""
    rows = Pack.objects.filter(is_restricted=restricted).select_related("file")
    return rows.order_by("-made_at", "-id").first()


def current_packs(rows: Sequence[Pack]) -> list[Pack]:
    """Of packs, newest first, those that still hold: the newest of each kind, a restricted one only while it was
    confirmed together with the open one."""
    newest = next((pack for pack in rows if not pack.is_restricted), None)
    restricted = next((pack for pack in rows if pack.is_restricted), None)
    found = [newest] if newest else []
    if restricted and (newest is None or restricted.checked_at >= newest.checked_at - timedelta(hours=1)):
        found.append(restricted)
    return found
