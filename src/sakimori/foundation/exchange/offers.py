"""Which registers go out and come back. A module offers its own; `wiring` registers them; one page serves them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.applying import Imported, Reading
from sakimori.foundation.exchange.columns import Register


class Apply(Protocol):
    """An action that writes a whole file."""

    def __call__(self, ctx: Context, /, *, content: bytes, reading: Reading) -> Imported: ...


class Make(Protocol):
    """Makes the register for a day."""

    def __call__(self, on: date) -> Register: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A register by its name in the address: who may take it out and bring it back. Without `apply` it only goes out."""

    name: str
    title: Promise | str
    about: Promise | str
    clause: Promise | str
    make: Make
    read: Permission
    manage: Permission
    apply: Apply | None = None


_offers: dict[str, Offer] = {}


def register_offer(offer: Offer) -> None:
    """Declare a register; `wiring` calls this once for each."""
    if _offers.setdefault(offer.name, offer) is not offer:
        raise ValueError(f"two registers are called {offer.name}")


def offers() -> tuple[Offer, ...]:
    """Every register, in the order of `wiring`."""
    return tuple(_offers.values())


def offer_of(name: str) -> Offer | None:
    """A register by its name in the address; None when there is none."""
    return _offers.get(name)
