"""Signed checkpoints: made daily, kept in the database, and copied outside it, so that a restored or rewritten
database is found out (LED-2, LED-7)."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from sakimori.evidence import checkpoint as signed
from sakimori.evidence.entry import format_time
from sakimori.evidence.note import SignerKey, VerifierKey
from sakimori.evidence.tree import Frontier, leaf_hash
from sakimori.foundation.access.context import Channel, Context, system_context
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.ledger import queries as ledger
from sakimori.foundation.ledger.models import Checkpoint, Head
from sakimori.foundation.witness import keyfile
from sakimori.foundation.witness.actions import (
    introduce_key,
    note_restored,
    replace_lost_key,
    rotate_key,
)
from sakimori.foundation.witness.queries import current_key, keychain, origin_of


class LogBroken(RuntimeError):
    """The stored entries do not give the root that the head keeps: someone changed the database. Nothing is signed."""


def outside_path(assembly: Assembly) -> Path:
    """Where the newest checkpoint lies outside the database."""
    return Path(settings.ENV.data) / "checkpoints" / f"{assembly.slug}.txt"


def make_checkpoint(ctx: Context) -> Checkpoint:
    """Sign the log as it stands now; the same log is not signed twice.

    Raises LogBroken when the stored entries do not fit the head, keyfile.KeyMissing when the signing key is gone.
    """
    acting = system_context(ctx.assembly, Channel.JOB, at=ctx.at)
    notice_restored(acting)
    signer = _signer(acting)
    with transaction.atomic():
        Head.objects.select_for_update().first()
        kept = ledger.frontier()
        latest = ledger.latest_checkpoint()
        public = signer.verifier
        if latest is not None and latest.size == kept.size and latest.key_id == _key_id(public):
            transaction.on_commit(lambda: _copy_outside(ctx.assembly, latest))
            return latest
        _check_log(kept)
        note = signed.sign_checkpoint(
            signed.checkpoint_at(origin_of(ctx.assembly), kept.size, kept.root(), format_time(ctx.at)), [signer]
        )
        made = Checkpoint(size=kept.size, root=kept.root(), at=ctx.at, key_id=_key_id(public), note=note.decode())
        made.save(force_insert=True)
        # Not before the entries themselves are safe: a copy that is ahead of the database would look like a restore.
        transaction.on_commit(lambda: _copy_outside(ctx.assembly, made))
    return made


def notice_restored(ctx: Context) -> bool:
    """Compare the copy outside with the database; a copy that is ahead, or of another past, leaves a seam once."""
    path = outside_path(ctx.assembly)
    if not path.is_file():
        return False
    outside, _note = signed.parse_checkpoint(path.read_bytes())
    size = ledger.head().size
    if outside.origin != origin_of(ctx.assembly) or ledger.root_at(outside.size) == outside.root:
        return False
    note_restored(ctx, outside_size=outside.size, outside_root=outside.root, size=size)
    kept = path.with_name(f"{path.stem}.before-restore-{format_time(ctx.at).replace(':', '')}.txt")
    transaction.on_commit(lambda: path.replace(kept))
    return True


def rotate_everywhere(assemblies: list[Context]) -> None:
    """Hand over to a new key in every assembly, then put the new key into office."""
    new = keyfile.prepare_next()
    for ctx in assemblies:
        with scope(ctx.assembly.pk):
            make_checkpoint(ctx)
            before = _public_in_office()
            if before is not None and before != new.verifier:
                rotate_key(ctx, old=keyfile.matching(before), new=new)
    keyfile.install_next()


def replace_lost_everywhere(assemblies: list[Context]) -> None:
    """Record in every assembly that its key is lost (or stolen), and put a new key into office."""
    new = keyfile.prepare_next()
    for ctx in assemblies:
        with scope(ctx.assembly.pk):
            before = _public_in_office()
            if before is not None and before != new.verifier:
                replace_lost_key(ctx, lost=before, new=new)
    keyfile.install_next()


def _public_in_office() -> VerifierKey | None:
    row = current_key()
    return VerifierKey.parse(row.public) if row else None


def _signer(ctx: Context) -> SignerKey:
    if current_key() is None:
        introduce_key(ctx, key=keyfile.installed_or_new().verifier)
    return keyfile.matching(keychain(ctx.assembly).current())


def _check_log(kept: Frontier) -> None:
    found = Frontier().extend(leaf_hash(line) for _sequence, line in ledger.lines())
    if found.size != kept.size or found.root() != kept.root():
        raise LogBroken(f"{kept.size} entries by the head, {found.size} stored; roots differ or entries are missing")


def _key_id(key: VerifierKey) -> str:
    return f"{key.name}+{key.key_id.hex()}"


def _copy_outside(assembly: Assembly, checkpoint: Checkpoint) -> None:
    path = outside_path(assembly)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_file() and path.read_text(encoding="utf-8") == checkpoint.note:
        return
    waiting = path.with_suffix(".part")
    with open(waiting, "w", encoding="utf-8", newline="\n") as out:
        out.write(checkpoint.note)
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(path)
