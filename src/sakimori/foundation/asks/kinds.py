"""Kinds of asks. A module that wants something of people declares a kind and what its answer does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.asks.models import Ask

Data = Any
"""What a browser sent, as Django's forms take it, or None."""


@dataclass(frozen=True, slots=True)
class AskKind:
    """What an ask of this kind shows and what its answer does.

    `template` is the body of the answering page (the frame and the buttons are the same for all kinds); `page` gives
    its rows without showing anything but the subject of the ask; `form` is made of the ask, the fields sent and the files
    sent (None before anything is sent); files are stored first and stand in the answer by their id; `apply` is called inside the
    answering action with the cleaned answer and writes what the answer means. `remind_before` names the days before the
    due date on which the person is reminded; once more when it has passed. `steps` is a path below the ask's own page
    where it is answered one step after another on a screen; `form` is then for paper and whoever enters it. `explained`
    gives what is said to the person after they answered, as pairs (about what, words).
    """

    name: str
    title: Promise | str
    template: str
    page: Callable[[Context, Ask], Mapping[str, Any]]
    form: Callable[[Ask, Data, Data], forms.Form]
    apply: Callable[[Context, Ask, Mapping[str, Any]], object]
    submit_label: Promise | str
    remind_before: tuple[int, ...] = (7, 1)
    steps: str = ""
    explained: Callable[[Ask], Sequence[tuple[str, str]]] | None = None


_kinds: dict[str, AskKind] = {}


def register_kind(kind: AskKind) -> None:
    """Declare a kind; `wiring` calls this once for each."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two kinds of asks are called {kind.name}")


def kind_of(ask: Ask) -> AskKind:
    """The kind of an ask."""
    return _kinds[ask.kind]


def registered_kinds() -> dict[str, AskKind]:
    """Every kind by name."""
    return dict(_kinds)
