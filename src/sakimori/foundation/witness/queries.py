"""Reads over keys, checkpoints and seams of the assembly in scope."""

from __future__ import annotations

from django.db.models import QuerySet

from sakimori.evidence.entry import SEAM_ACTIONS
from sakimori.evidence.keychain import KeyChain, parse_keys, write_keys
from sakimori.evidence.note import VerifierKey
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.ledger.models import Checkpoint, Entry
from sakimori.foundation.witness.models import LedgerKey


def origin_of(assembly: Assembly) -> str:
    """The name of an assembly's log in its checkpoints; never changes."""
    return f"sakimori/{assembly.pk}"


def current_key() -> LedgerKey | None:
    """The key in office."""
    return LedgerKey.objects.order_by("-position").first()


def keys_text() -> bytes:
    """The succession of keys as bundles carry it; empty before the first key."""
    rows = list(LedgerKey.objects.order_by("position"))
    if not rows:
        return b""
    return write_keys(VerifierKey.parse(rows[0].public), [row.statement.encode() for row in rows[1:]])


def keychain(assembly: Assembly) -> KeyChain:
    """The verified succession of keys. Raises EvidenceError when a statement does not hold."""
    return parse_keys(keys_text(), origin_of(assembly))


def checkpoints() -> QuerySet[Checkpoint]:
    """Signed checkpoints, newest first."""
    return Checkpoint.objects.order_by("-size", "-at")


def seams() -> QuerySet[Entry]:
    """Entries that tell of a seam, newest first."""
    return Entry.objects.filter(action__in=SEAM_ACTIONS).order_by("-sequence")
