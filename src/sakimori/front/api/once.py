"""`Idempotency-Key`: a program that got no answer sends the same request again, and nothing happens twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError

KEPT_SECONDS = 24 * 3600
RUNNING_SECONDS = 60
LONGEST_KEY = 200

Row = TypeVar("Row", bound=models.Model)


def once(request: HttpRequest, make: Callable[[], Row], find: Callable[[UUID], Row | None]) -> tuple[Row, bool]:
    """What `make` makes, or what it made when the same request with the same key came before; and whether it is new.

    Only the key's hash and the row's id are kept, for a day. The same key with another request is refused.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return make(), True
    if len(key) > LONGEST_KEY:
        raise HttpError(400, _("Idempotency-Key が長すぎます。"))
    # The token is part of the name: another program's key is another key.
    name = "once:" + _digest(str(getattr(request, "auth", "")), key)
    print_ = _digest(request.method or "", request.path, request.body.decode("utf-8", "replace"))
    if not cache.add(name, (print_, ""), timeout=RUNNING_SECONDS):
        return _again(cache.get(name), print_, find), False
    try:
        row = make()
    except BaseException:
        cache.delete(name)
        raise
    cache.set(name, (print_, str(row.pk)), timeout=KEPT_SECONDS)
    return row, True


def _again(kept: tuple[str, str] | None, print_: str, find: Callable[[UUID], Row | None]) -> Row:
    if kept is None or not kept[1]:
        raise HttpError(409, _("同じ Idempotency-Key の要求を処理しています。少し待ってから送り直してください。"))
    if kept[0] != print_:
        raise HttpError(422, _("この Idempotency-Key は、別の内容の要求に使われています。"))
    row = find(UUID(kept[1]))
    if row is None:
        raise HttpError(409, _("この Idempotency-Key で作られた記録は、もうありません。"))
    return row


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
