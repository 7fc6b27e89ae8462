"""Sheets about the ledger."""

from __future__ import annotations

from sakimori.evidence.note import VerifierKey
from sakimori.foundation.access.context import Context
from sakimori.foundation.ledger.models import Checkpoint
from sakimori.foundation.papers.render import render
from sakimori.foundation.witness.models import LedgerKey


def checkpoint_paper(ctx: Context, checkpoint: Checkpoint, *, lang: str = "ja") -> bytes:
    """One A4 page to be bound into the minutes (LED-2): size, root hash in groups, fingerprint of the key."""
    row = LedgerKey.objects.filter(from_size__lte=checkpoint.size).order_by("-position").first()
    root = bytes(checkpoint.root).hex()
    data = {
        "assembly": ctx.assembly.name,
        "printed": ctx.today,
        "date": checkpoint.at,
        "size": f"{checkpoint.size:,}",
        "root": " ".join(root[place : place + 4] for place in range(0, 64, 4)),
        "fingerprint": VerifierKey.parse(row.public).fingerprint if row else "",
        "key": checkpoint.key_id,
        "note": checkpoint.note,
    }
    return render("front/records/papers/checkpoint.typ", data, lang=lang)
