"""Reading the ledger of the assembly in scope: entries, what they changed, the history of one row, the tree."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sakimori.evidence.tree import Frontier, Tree
from sakimori.foundation.access.context import TOKYO
from sakimori.foundation.ledger.actions import REASON
from sakimori.foundation.ledger.models import Checkpoint, Detail, Entry, Head


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row's change as an entry keeps it; `erased_at` is set where the content was lawfully erased."""

    model: str
    object_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased_at: datetime | None = None
    erased_reason: str = ""
    detail_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act in the history of a row, newest first."""

    sequence: int
    at: datetime
    actor: str
    person_id: UUID | None
    post: str
    channel: str
    action: str
    sentence: str
    reason: str
    changes: tuple[RowChange, ...]


def head() -> Head:
    """Size and frontier of the log; an empty one before the first act."""
    return Head.objects.first() or Head()


def frontier() -> Frontier:
    """The frontier that the head keeps."""
    kept = head()
    return Frontier.from_bytes(bytes(kept.frontier)) if kept.size else Frontier()


def leaf_hashes(size: int | None = None) -> Iterator[bytes]:
    """Stored leaf hashes in order, up to `size` of them."""
    rows = Entry.objects.order_by("sequence")
    if size is not None:
        rows = rows.filter(sequence__lte=size)
    for leaf in rows.values_list("leaf", flat=True).iterator(chunk_size=5000):
        yield bytes(leaf)


def lines(*, since: date | None = None, until: date | None = None) -> Iterator[tuple[int, bytes]]:
    """Sequence and line (the leaf's bytes) of entries, oldest first; days are both included."""
    rows = entries(since=since, until=until).order_by("sequence").values_list("sequence", "line")
    for sequence, line in rows.iterator(chunk_size=2000):
        yield sequence, line.encode()


def root_at(size: int) -> bytes | None:
    """The root over the first `size` entries as stored; None when there are not so many."""
    found = Frontier().extend(leaf_hashes(size))
    return found.root() if found.size == size else None


def inclusion_proof(sequence: int) -> tuple[int, list[bytes]]:
    """Size of the tree and the proof that the entry stands in it."""
    tree = Tree(leaf_hashes())
    return tree.size, list(tree.inclusion_proof(sequence - 1))


def consistency_proof(old_size: int) -> tuple[int, list[bytes]]:
    """Size of the tree and the proof that it begins with the one of `old_size` entries."""
    tree = Tree(leaf_hashes())
    return tree.size, list(tree.consistency_proof(old_size))


def latest_checkpoint() -> Checkpoint | None:
    """The newest signed checkpoint."""
    return Checkpoint.objects.order_by("-size", "-at").first()


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """First instant of a day in Japan and of the next."""
    start = datetime.combine(on, time.min, TOKYO)
    return start, start + timedelta(days=1)


def entries(
    *, since: date | None = None, until: date | None = None, actor: str = "", person: UUID | None = None, act: str = ""
) -> QuerySet[Entry]:
    """Entries, newest first; days are both included; `act` may be an action or its module (`policy`)."""
    rows = Entry.objects.order_by("-sequence")
    if since:
        rows = rows.filter(at__gte=day_bounds(since)[0])
    if until:
        rows = rows.filter(at__lt=day_bounds(until)[1])
    if actor:
        rows = rows.filter(actor=actor)
    if person:
        rows = rows.filter(person_id=person)
    if act:
        rows = rows.filter(Q(action=act) | Q(action__startswith=f"{act}."))
    return rows


def contents(found: Iterable[Entry]) -> dict[UUID, tuple[str, tuple[RowChange, ...]]]:
    """Reason and row changes of entries, by entry id. One SQL statement."""
    keys = [entry.pk for entry in found]
    return _contents(keys, Detail.objects.filter(entry_id__in=keys).order_by("entry_id", "position"))


def with_reason(since: datetime) -> QuerySet[Detail]:
    """Acts for which a reason was given and kept, each as the detail that holds it, newest first; see `reason_in`."""
    rows = Detail.objects.filter(model=REASON, payload__isnull=False, entry__at__gte=since)
    return rows.select_related("entry").order_by("-entry__sequence")


def reason_in(detail: Detail) -> str:
    """The reason that such a detail holds."""
    reason: str = json.loads(detail.payload or "{}").get("reason", "")
    return reason


def _contents(keys: Iterable[UUID], details: Iterable[Detail]) -> dict[UUID, tuple[str, tuple[RowChange, ...]]]:
    reasons: dict[UUID, str] = {}
    changes: dict[UUID, list[RowChange]] = defaultdict(list)
    for detail in details:
        if detail.model == REASON:
            reasons[detail.entry_id] = reason_in(detail)
            continue
        payload = json.loads(detail.payload) if detail.payload is not None else {}
        changes[detail.entry_id].append(
            RowChange(
                detail.model,
                detail.object_id,
                payload.get("before"),
                payload.get("after"),
                detail.erased_at,
                detail.erased_reason,
                detail.pk,
            )
        )
    return {key: (reasons.get(key, ""), tuple(changes.get(key, ()))) for key in keys}


def history_of(
    model: str, object_id: object, sentence: Callable[[str], str] = str, limit: int = 100
) -> list[HistoryRow]:
    """Acts that changed one row, newest first. `model` is its label (`policy.version`); `sentence` turns an action's
    name into words (`foundation.actions.sentences.sentence_of`). One SQL statement."""
    return history_behind(Detail.objects.filter(model=model.lower(), object_id=str(object_id)), sentence, limit)


def history_behind(
    touching: QuerySet[Detail], sentence: Callable[[str], str] = str, limit: int = 100
) -> list[HistoryRow]:
    """Acts of which these details are a part, with everything each of them changed, newest first. One SQL statement."""
    latest = Entry.objects.filter(pk__in=touching.order_by().values("entry_id")).order_by("-sequence")[:limit]
    details = list(Detail.objects.filter(entry__in=latest).select_related("entry").order_by("entry_id", "position"))
    found = {detail.entry_id: detail.entry for detail in details}
    inside = _contents(found, details)
    rows = sorted(found.values(), key=lambda entry: -entry.sequence)
    return [history_row(entry, *inside[entry.pk], sentence) for entry in rows]


def history_row(
    entry: Entry, reason: str, changes: tuple[RowChange, ...], sentence: Callable[[str], str] = str
) -> HistoryRow:
    """An entry with what it changed."""
    return HistoryRow(
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        person_id=entry.person_id,
        post=entry.post,
        channel=entry.channel,
        action=entry.action,
        sentence=sentence(entry.action),
        reason=reason,
        changes=changes,
    )
