"""Parts of the hand-over book (引継書). Every module may add sections; `wiring` registers them in the order to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context

Text = str | Promise


@dataclass(frozen=True, slots=True)
class BookSection:
    """One chapter: what a successor must know. `rows` is a table under `header`; both may be empty."""

    title: Text
    paragraphs: Sequence[Text] = ()
    header: Sequence[Text] = ()
    rows: Sequence[Sequence[str]] = ()


Provider = Callable[[Context], Sequence[BookSection]]
_providers: list[Provider] = []


def register_book(provider: Provider) -> None:
    """Add a module's chapters; `wiring` calls this once for each."""
    if provider not in _providers:
        _providers.append(provider)


def book_of(ctx: Context) -> list[BookSection]:
    """Every chapter of every module, as of the context's day."""
    return [section for provider in _providers for section in provider(ctx)]
