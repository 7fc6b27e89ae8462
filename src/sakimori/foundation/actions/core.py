"""The one way to write.

`@action("policy.decide", permission=…, sentence=…)` wraps a function whose first argument is the Context. It checks
the permission, opens one transaction, runs, collects what changed, appends one ledger entry, and hands events to the
reactions named in `wiring` after commit. Pages, API, commands, imports, jobs and signed links all write through
actions, so permission, history and proof cannot be forgotten.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import demand
from sakimori.foundation.actions import events, undo
from sakimori.foundation.assemblies.records import journal
from sakimori.foundation.assemblies.scope import current_assembly_id
from sakimori.foundation.ledger import actions as ledger

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What the registry knows of an action: its ledger kind, who may, and the sentence people read in the history."""

    name: str
    permission: Permission
    sentence: Promise | str


class WrongScope(RuntimeError):
    """An action's context names another assembly than the one in scope."""


_registry: dict[str, ActionSpec] = {}
_running: ContextVar[str | None] = ContextVar("running_action", default=None)


@contextmanager
def _act(name: str) -> Iterator[None]:
    token = _running.set(name)
    try:
        yield
    finally:
        _running.reset(token)


def registered_actions() -> dict[str, ActionSpec]:
    """Every action by name."""
    return dict(_registry)


def action(
    name: str, *, permission: Permission, sentence: Promise | str
) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[Concatenate[Context, P], R]]:
    """Make a function an action. An action called by another is part of it: one act, one entry."""
    if name in _registry:
        raise ValueError(f"two actions are called {name}")
    _registry[name] = ActionSpec(name, permission, sentence)

    def decorate(function: Callable[Concatenate[Context, P], R]) -> Callable[Concatenate[Context, P], R]:
        @functools.wraps(function)
        def wrapped(ctx: Context, *args: P.args, **kwargs: P.kwargs) -> R:
            demand(ctx, permission)
            if current_assembly_id() != ctx.assembly.pk:
                raise WrongScope(f"{name}: the context is of {ctx.assembly.slug}")
            if _running.get() is not None:
                return function(ctx, *args, **kwargs)
            # The act is over before the transaction commits: reactions, run at commit, are acts of their own.
            with undo.undoing(), transaction.atomic(), _act(name), journal() as opened, events.collected():
                result = function(ctx, *args, **kwargs)
                if opened.changes:
                    ledger.append(ctx, name, opened.changes)
                    events.rows_changed(ctx, opened.changes)
                events.deliver_after_commit(ctx)
            return result

        wrapped.action = _registry[name]  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[Context, P], R]", wrapped)

    return decorate
