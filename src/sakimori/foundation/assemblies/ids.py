"""UUIDv7 keys (RFC 9562): sorted by time, so indexes stay compact and lists have a stable order."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new UUIDv7; strictly increasing within this process (sub-millisecond counter in rand_a)."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits of its fraction form one 60-bit clock that never stands still.
        now = (time.time_ns() << 12) // 1_000_000
        _last = max(now, _last + 1)
        clock = _last
    value = (clock >> 12) << 80 | 0x7 << 76 | (clock & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
