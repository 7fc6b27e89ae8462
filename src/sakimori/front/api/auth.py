"""Tokens of programs: `Authorization: Bearer <token>` at the address of one assembly."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer

from sakimori.foundation.access.context import TOKYO, Actor, Channel, Context, context
from sakimori.foundation.access.models import ApiToken
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import actor_in_scope
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.access.tokens import digest_of
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope

NEEDED = {Permission.PEOPLE_WRITE: frozenset({Permission.ORGANIZATION_MANAGE})}
"""What the actions behind a scope ask for. A token gets it only as far as its owner has it, and only for this API."""


class Bearer(HttpBearer):
    """Only takes the token from the header; whose it is depends on the assembly of the address (`scoped`)."""

    def authenticate(self, request: HttpRequest, token: str) -> str:
        return token


def scoped(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation inside one assembly: enters its scope as the token's owner, limited to the token's scopes.

    401 for a token that is unknown here, expired or revoked (a foreign assembly looks the same); 403 without permission.
    """

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(operation)
        def wrapped(request: HttpRequest, assembly: str, *args: Any, **kwargs: Any) -> Any:
            found = assembly_by_slug(assembly)
            if found is None:
                raise HttpError(401, _("この鍵は使えません。"))
            with scope(found.pk):
                now = timezone.now()
                actor = _owner(str(request.auth), now.astimezone(TOKYO).date())  # type: ignore[attr-defined]
                if actor is None:
                    raise HttpError(401, _("この鍵は使えません。"))
                ctx = request.ctx = context(found, actor, Channel.API, at=now)  # type: ignore[attr-defined]
                if not allowed(ctx, permission):
                    raise HttpError(403, _("この鍵では許されていません: %(scope)s") % {"scope": permission.value})
                return operation(request, assembly, *args, **kwargs)

        return wrapped

    return decorate


def ctx_of(request: HttpRequest) -> Context:
    """The context that `scoped` built."""
    found: Context = request.ctx  # type: ignore[attr-defined]
    return found


def _owner(token: str, on: Any) -> Actor | None:
    row = (
        ApiToken.objects.filter(digest=digest_of(token), expires_on__gte=on, revoked_at__isnull=True)
        .select_related("owner__account")
        .first()
    )
    if row is None or not row.owner.is_active or not row.owner.account.is_active:
        return None
    actor = actor_in_scope(row.owner.account, on)
    if actor is None:
        return None
    limited = frozenset(Permission(name) for name in row.scopes)
    limited |= frozenset().union(*(NEEDED.get(scope, frozenset()) for scope in limited))
    return Actor(actor.account_id, actor.person_id, actor.name, actor.roles, limited_to=limited, posts=actor.posts)
