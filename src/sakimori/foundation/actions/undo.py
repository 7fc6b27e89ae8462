"""What an act did outside the database (a file written) is taken back when the act fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

log = logging.getLogger(__name__)

_undo: ContextVar[list[Callable[[], object]] | None] = ContextVar("undo", default=None)


def on_failure(step: Callable[[], object]) -> None:
    """Call this if the running action fails. Only inside actions."""
    waiting = _undo.get()
    if waiting is None:
        raise RuntimeError("only a running action can be undone")
    waiting.append(step)


@contextmanager
def undoing() -> Iterator[None]:
    """Around the transaction of an action: a failure (also of the commit itself) takes back what was noted."""
    waiting: list[Callable[[], object]] = []
    token = _undo.set(waiting)
    try:
        yield
    except BaseException:
        for step in reversed(waiting):
            _take_back(step)
        raise
    finally:
        _undo.reset(token)


def _take_back(step: Callable[[], object]) -> None:
    try:
        step()
    except OSError:
        log.exception("could not be taken back; the files job will remove it")
