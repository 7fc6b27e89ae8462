"""Appending to the ledger. The only caller of `append` is `foundation.actions`, inside the act's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import QuerySet

from sakimori.evidence.canonical import canonical
from sakimori.evidence.commitment import commit, new_salt
from sakimori.evidence.entry import EntryRecord, format_time
from sakimori.evidence.tree import Frontier, leaf_hash
from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.kept import kept
from sakimori.foundation.assemblies.records import Change
from sakimori.foundation.assemblies.writing import insert_all
from sakimori.foundation.ledger.models import Detail, Entry, Head

REASON = "reason"
"""Model name of the detail that carries the reason somebody gave for an act."""

CLOCK = "ledger.clock"
CLOCK_JUMPED = "ledger.clock-jumped"
CLOCK_TOLERANCE = timedelta(minutes=5)


def append(ctx: Context, action: str, changes: Sequence[Change]) -> Entry:
    """Append one entry: its line holds commitments to each row's change; the changes lie beside it, erasable.

    When the clock stands more than `CLOCK_TOLERANCE` before the last entry, an entry that says so comes first: a
    visible seam (LED-7).
    """
    head = next(iter(_head()), None) or Head()
    if head.last_at is not None and ctx.at < head.last_at - CLOCK_TOLERANCE:
        seam = {"last": format_time(head.last_at), "now": format_time(ctx.at)}
        _append(ctx, head, CLOCK_JUMPED, [(CLOCK, "-", canonical(seam))])
    payloads = [_payload(change) for change in changes]
    if ctx.reason:
        payloads.append((REASON, "", canonical({"reason": ctx.reason})))
    return _append(ctx, head, action, payloads)


@kept
def _head() -> QuerySet[Head]:
    return Head.objects.select_for_update()


def _append(ctx: Context, head: Head, action: str, payloads: Sequence[tuple[str, str, bytes]]) -> Entry:
    salts = [new_salt() for _payload_row in payloads]
    record = EntryRecord(
        sequence=head.size + 1,
        assembly=str(ctx.assembly.pk),
        time=format_time(ctx.at),
        actor=ctx.actor.ledger_name,
        post="・".join(ctx.actor.posts)[:200] or None,
        channel=str(ctx.channel),
        action=action,
        request=ctx.request_id or "-",
        subjects=tuple(dict.fromkeys((model, key) for model, key, _payload_row in payloads if model != REASON)),
        commitments=tuple(commit(salt, payload) for salt, (_m, _i, payload) in zip(salts, payloads, strict=True)),
    )
    line = record.line()
    entry = Entry(
        sequence=record.sequence,
        at=ctx.at,
        actor=record.actor,
        person_id=ctx.actor.person_id,
        post=record.post or "",
        channel=record.channel,
        action=action,
        request=record.request,
        line=line.decode(),
        leaf=leaf_hash(line),
    )
    entry.save(force_insert=True)
    insert_all(
        [
            Detail(entry=entry, position=position, model=model, object_id=key, salt=salt, payload=payload.decode())
            for position, (salt, (model, key, payload)) in enumerate(zip(salts, payloads, strict=True))
        ]
    )
    frontier = Frontier.from_bytes(bytes(head.frontier)) if head.size else Frontier()
    head.size, head.frontier, head.last_at = record.sequence, frontier.append(bytes(entry.leaf)).to_bytes(), ctx.at
    head.save()
    return entry


def _payload(change: Change) -> tuple[str, str, bytes]:
    values = {"model": change.model, "id": change.id, "before": change.before, "after": change.after}
    return change.model, change.id, canonical(values)
