"""The only ways to make a view. Each declares who may come in; a view without a declaration answers nobody.

`page`: inside one assembly (`/a/<slug>/…`); `account_page`: logged in, no assembly; `public_page`: anybody.
A foreign or unknown assembly is 404, with the same body, so that nothing leaks about what exists.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sakimori.foundation.access.context import TOKYO, Channel, Context, context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.queries import actor_in_scope
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.assemblies.queries import assembly_by_slug
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.people.types import STAFF_ROLES, Role

View = Callable[..., HttpResponse]
MFA_ROLES = frozenset({*STAFF_ROLES, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a page."""

    kind: str
    permissions: tuple[Permission, ...] = ()


def page(*permissions: Permission) -> Callable[[View], View]:
    """A page of one assembly: the view gets `(request, ctx, …)`; any one of the permissions opens it."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, assembly: str, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = assembly_by_slug(assembly)
            if found is None:
                raise Http404
            with scope(found.pk):
                today = timezone.now().astimezone(TOKYO).date()
                actor = actor_in_scope(request.user, today)
                if actor is None:
                    raise Http404
                ctx = request.ctx = context(found, actor, Channel.WEB)  # type: ignore[attr-defined]
                if must_set_up_mfa(request, ctx):
                    return redirect("mfa_index")
                if not any(allowed(ctx, permission) for permission in permissions):
                    raise PermissionDenied
                return view(request, ctx, *args, **kwargs)

        wrapped.access = Access("assembly", permissions)  # type: ignore[attr-defined]
        return wrapped

    return decorate


def must_set_up_mfa(request: HttpRequest, ctx: Context) -> bool:
    """Staff and operators need a second factor where the installation asks for it (6(6) アクセス制御)."""
    return settings.ENV.mfa_required and not ctx.actor.roles.isdisjoint(MFA_ROLES) and not is_mfa_enabled(request.user)


def account_page(view: View) -> View:
    """A page for anyone logged in, outside any assembly."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.access = Access("account")  # type: ignore[attr-defined]
    return wrapped


def public_page(view: View) -> View:
    """A page for anybody: published policy, signed links, log-in, help."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view
