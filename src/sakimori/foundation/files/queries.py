"""Reading stored files."""

from __future__ import annotations

from hashlib import sha256

from sakimori.foundation.files import store
from sakimori.foundation.files.models import StoredFile


def read_file(stored: StoredFile) -> bytes:
    """The plain bytes. Raises store.FileDamaged when they are missing, changed or somebody else's."""
    data = store.get(stored.assembly_id, stored.pk)  # type: ignore[arg-type]
    if sha256(data).hexdigest() != stored.sha256:
        raise store.FileDamaged(f"file {stored.pk} is not the one that was registered")
    return data
