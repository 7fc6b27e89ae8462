"""Evidence bundles: chosen entries with proofs, checkpoint, keys and files, for somebody who trusts nobody (LED-3)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from django.db.models import Q, QuerySet

from sakimori import __version__
from sakimori.evidence.bundle import Attachment, BundleContent, Detail, ErasedDetail, write_bundle
from sakimori.evidence.entry import format_time
from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.timestamp import read_timestamp
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import demand
from sakimori.foundation.files import store
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.foundation.ledger import models, queries
from sakimori.foundation.ledger.models import Checkpoint
from sakimori.foundation.ledger.veils import veiled
from sakimori.foundation.witness.checkpoints import make_checkpoint
from sakimori.foundation.witness.models import Seam
from sakimori.foundation.witness.queries import keys_text

WITHHELD = "監査の範囲外のため、この証拠一式には含めていません (outside the scope of the audit; not erased)"
ANOTHER_CASE = "別の事項のため、この証拠一式には含めていません (another matter; not erased)"
FILE_MODEL = StoredFile._meta.label_lower


def write_ledger_bundle(
    ctx: Context,
    out: BinaryIO,
    *,
    since: date | None = None,
    until: date | None = None,
    with_files: bool = True,
    timestamp: bytes | None = None,
) -> Checkpoint:
    """Write the bundle of the assembly in scope to `out`: the whole log, or the entries of some days.

    Makes a checkpoint first; with a time-stamp response (.tsr) the log is written as far as the checkpoint that was
    stamped. Raises PermissionDenied, checkpoints.LogBroken, keyfile.KeyMissing, store.FileDamaged, EvidenceError.
    """
    demand(ctx, Permission.LEDGER_EXPORT)
    checkpoint = make_checkpoint(ctx)
    if timestamp is not None:
        checkpoint = _stamped(timestamp)
    earlier = models.Checkpoint.objects.filter(size__lt=checkpoint.size).order_by("size", "at")
    content = BundleContent(
        checkpoint=checkpoint.note.encode(),
        keys=keys_text(),
        assembly=ctx.assembly.name,
        created=format_time(ctx.at),
        software=f"sakimori {__version__}",
        entries=_lines(checkpoint.size, since, until),
        details=_details(checkpoint.size, since, until),
        leaf_hashes=queries.leaf_hashes(checkpoint.size),
        whole=since is None and until is None,
        attachments=_attachments(checkpoint.size, since, until) if with_files else (),
        earlier=[row.note.encode() for row in earlier],
        timestamp=timestamp,
    )
    write_bundle(out, content)
    return checkpoint


def write_scoped_bundle(ctx: Context, out: BinaryIO, *, models_in_scope: frozenset[str]) -> Checkpoint:
    """Write a bundle of the entries that touched rows of these models (`app.model`), for an auditor.

    What the same acts changed in other rows is withheld: its commitments stay, its contents do not go out, and files do
    not either. The caller decides that the actor may see these models. Raises as `write_ledger_bundle` does.
    """
    demand(ctx, Permission.AUDIT_CONDUCT)
    checkpoint = make_checkpoint(ctx)
    touching = models.Detail.objects.filter(model__in=models_in_scope).values("entry_id")
    touched = models.Detail.objects.filter(model__in=models_in_scope).values_list("model", "object_id").distinct()
    chosen = queries.entries().filter(pk__in=touching, sequence__lte=checkpoint.size).order_by("sequence")
    earlier = models.Checkpoint.objects.filter(size__lt=checkpoint.size).order_by("size", "at")
    content = BundleContent(
        checkpoint=checkpoint.note.encode(),
        keys=keys_text(),
        assembly=ctx.assembly.name,
        created=format_time(ctx.at),
        software=f"sakimori {__version__}",
        entries=((sequence, line.encode()) for sequence, line in chosen.values_list("sequence", "line").iterator(2000)),
        details=_details_of(chosen.order_by().values("pk"), models_in_scope, hidden=veiled(ctx, touched)),
        leaf_hashes=queries.leaf_hashes(checkpoint.size),
        whole=False,
        earlier=[row.note.encode() for row in earlier],
    )
    write_bundle(out, content)
    return checkpoint


def write_rows_bundle(
    ctx: Context, out: BinaryIO, *, rows: Mapping[str, Collection[str]], permission: Permission
) -> Checkpoint:
    """Write a bundle of the entries that touched these rows (`app.model` → keys), with the stored files among them.

    What the same acts changed in other rows is withheld: its commitments stay, its contents do not go out. The caller
    decides that the actor may see these rows. Raises as `write_ledger_bundle` does.
    """
    demand(ctx, permission)
    checkpoint = make_checkpoint(ctx)
    wanted = Q(pk__in=[])
    for model, keys in rows.items():
        wanted |= Q(model=model, object_id__in=list(keys))
    touching = models.Detail.objects.filter(wanted).values("entry_id")
    chosen = queries.entries().filter(pk__in=touching, sequence__lte=checkpoint.size).order_by("sequence")
    files = frozenset(rows.get(FILE_MODEL, ()))
    earlier = models.Checkpoint.objects.filter(size__lt=checkpoint.size).order_by("size", "at")
    content = BundleContent(
        checkpoint=checkpoint.note.encode(),
        keys=keys_text(),
        assembly=ctx.assembly.name,
        created=format_time(ctx.at),
        software=f"sakimori {__version__}",
        entries=((sequence, line.encode()) for sequence, line in chosen.values_list("sequence", "line").iterator(2000)),
        details=_details_of(chosen.order_by().values("pk"), rows=rows, withheld=ANOTHER_CASE),
        leaf_hashes=queries.leaf_hashes(checkpoint.size),
        whole=False,
        attachments=_attachments_among(chosen.order_by().values("pk"), files),
        earlier=[row.note.encode() for row in earlier],
    )
    write_bundle(out, content)
    return checkpoint


def _stamped(timestamp: bytes) -> Checkpoint:
    for row in models.Checkpoint.objects.order_by("-size", "-at"):
        try:
            read_timestamp(timestamp, row.note.encode())
        except EvidenceError as error:
            if error.params.get("why") != "other data":
                raise
        else:
            return row
    raise EvidenceError("timestamp", why="other data")


def _lines(size: int, since: date | None, until: date | None) -> Iterator[tuple[int, bytes]]:
    return ((sequence, line) for sequence, line in queries.lines(since=since, until=until) if sequence <= size)


def _chosen(size: int, since: date | None, until: date | None) -> QuerySet[models.Entry, Any]:
    return queries.entries(since=since, until=until).filter(sequence__lte=size).order_by().values("pk")


def _details(size: int, since: date | None, until: date | None) -> Iterator[Detail | ErasedDetail]:
    return _details_of(_chosen(size, since, until))


def _details_of(
    chosen: QuerySet[models.Entry, Any],
    only: frozenset[str] | None = None,
    *,
    hidden: Collection[tuple[str, str]] = (),
    rows: Mapping[str, Collection[str]] | None = None,
    withheld: str = WITHHELD,
) -> Iterator[Detail | ErasedDetail]:
    """Contents in the order of entries. Withheld are those of models not in `only`, of rows not in `rows`, and `hidden`.

    The commitment is read from the line, so a changed content is found out.
    """
    records = _erasure_entries()
    found = models.Detail.objects.filter(entry__in=chosen).order_by("entry__sequence", "position")
    fields = (
        "entry__sequence",
        "position",
        "salt",
        "payload",
        "erased_at",
        "erased_reason",
        "erased_by",
        "model",
        "object_id",
    )
    line_of = _LineReader()
    for sequence, position, salt, payload, erased_at, reason, erased_by, model, key in found.values_list(
        *fields
    ).iterator(2000):
        commitment = line_of.commitment(sequence, position)
        is_outside = (only is not None and model not in only) or (rows is not None and key not in rows.get(model, ()))
        if is_outside or (model, key) in hidden:
            yield ErasedDetail(sequence, commitment, withheld, "", None)
        elif payload is None or salt is None:
            record = records.get(str(erased_by)) if erased_by else None
            time = format_time(erased_at) if erased_at else ""
            yield ErasedDetail(sequence, commitment, reason, time, record)
        else:
            yield Detail(sequence, commitment, payload.encode(), bytes(salt))


class _LineReader:
    """Commitments of entries, read in blocks as the details go by."""

    BLOCK = 1000

    def __init__(self) -> None:
        self._known: dict[int, list[str]] = {}

    def commitment(self, sequence: int, position: int) -> str:
        if sequence not in self._known:
            block = models.Entry.objects.filter(sequence__gte=sequence, sequence__lt=sequence + self.BLOCK)
            rows = block.values_list("sequence", "line")
            self._known = {found: json.loads(line)["commitments"] for found, line in rows}
        return str(self._known[sequence][position])


def _erasure_entries() -> dict[str, int]:
    rows = models.Detail.objects.filter(model=Seam._meta.label_lower).values_list("object_id", "entry__sequence")
    return dict(rows)


def _attachments(size: int, since: date | None, until: date | None) -> Iterator[Attachment]:
    return _attachments_among(_chosen(size, since, until))


def _attachments_among(
    chosen: QuerySet[models.Entry, Any], only: Collection[str] | None = None
) -> Iterator[Attachment]:
    """Files that were registered by the chosen entries and are still there. Raises store.FileDamaged for a damaged one."""
    rows = models.Detail.objects.filter(entry__in=chosen, model=FILE_MODEL, payload__isnull=False)
    rows = (rows if only is None else rows.filter(object_id__in=list(only))).order_by("entry__sequence", "position")
    seen: set[str] = set()
    for sequence, key in rows.values_list("entry__sequence", "object_id"):
        stored = None if key in seen else StoredFile.objects.select_related("assembly").filter(pk=key).first()
        seen.add(key)
        if stored is not None and store.path_of(stored.assembly.pk, stored.pk).is_file():
            yield Attachment(sequence, stored.name, _opener(stored))


def _opener(stored: StoredFile) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(read_file(stored))
