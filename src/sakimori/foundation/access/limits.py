"""Limits on how often something may be tried, kept in the shared cache so that several processes count together."""

from __future__ import annotations

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address; behind proxies only as many forwarded steps are believed as the installation has."""
    return str(get_adapter().get_client_ip(request))


def is_over(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Whether this address has used up its tries of `what` in the running window."""
    return int(cache.get(_key(request, what, seconds), 0)) >= limit


def count(request: HttpRequest, what: str, *, seconds: int) -> None:
    """Note one try."""
    key = _key(request, what, seconds)
    if not cache.add(key, 1, timeout=seconds):
        try:
            cache.incr(key)
        except ValueError:  # the window closed in between
            cache.add(key, 1, timeout=seconds)


def _key(request: HttpRequest, what: str, seconds: int) -> str:
    window = int(time.time()) // seconds
    address = hashlib.sha256(client_address(request).encode()).hexdigest()[:24]
    return f"limit:{what}:{address}:{window}"
