"""How something below causes something above: it publishes an event; `wiring` names the reaction.

Two kinds. Watchers of changed rows run inside the transaction (a board that must not miss a write even in a crash).
Reactions to events run after commit; each is itself an action, and a failing one is kept and shown, never swallowed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from sakimori.foundation.access.context import Context
from sakimori.foundation.assemblies.records import Change
from sakimori.foundation.assemblies.scope import scope

log = logging.getLogger(__name__)

Watcher = Callable[[Context, Sequence[Change]], None]
Reaction = Callable[[Context, Any], object]

_watchers: list[Watcher] = []
_reactions: dict[type, list[Reaction]] = {}
_collected: ContextVar[list[object] | None] = ContextVar("events", default=None)


def watch(watcher: Watcher) -> None:
    """Call this function, inside the transaction, with what every action changed."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def react(event: type, reaction: Reaction) -> None:
    """Call this action after commit of an action that published such an event."""
    reactions = _reactions.setdefault(event, [])
    if reaction not in reactions:
        reactions.append(reaction)


def publish(event: object) -> None:
    """Publish an event from inside an action."""
    waiting = _collected.get()
    if waiting is None:
        raise RuntimeError("events are published inside actions")
    waiting.append(event)


@contextmanager
def collected() -> Iterator[list[object]]:
    """Collect the events of one action."""
    waiting: list[object] = []
    token = _collected.set(waiting)
    try:
        yield waiting
    finally:
        _collected.reset(token)


def rows_changed(ctx: Context, changes: Sequence[Change]) -> None:
    """Tell the watchers, inside the transaction."""
    for watcher in _watchers:
        watcher(ctx, changes)


def deliver_after_commit(ctx: Context) -> None:
    """Queue the reactions to the collected events."""
    waiting = list(_collected.get() or ())
    if waiting:
        transaction.on_commit(lambda: _deliver(ctx, waiting), robust=True)


def _deliver(ctx: Context, waiting: list[object]) -> None:
    with scope(ctx.assembly.pk):
        for event in waiting:
            for reaction in _reactions.get(type(event), ()):
                try:
                    reaction(ctx, event)
                except Exception:
                    log.exception("reaction %s to %r failed", reaction.__name__, event)
