"""Which erasure fits which medium and class (総務省ガイドライン 図表41 の考え方, own words; domain 6(4)).

(1) What held 3A or 3B is destroyed. (2) Class 2 and above, and whatever was never classified: destroyed or erased by a
method that reaches every cell of the medium, seen by a member of the staff or proven by a certificate that names the
serial. (3) Class 1: any method that makes the data unreadable in ordinary use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.registers.assets.types import AssetKind, Category, Confidentiality
from sakimori.registers.disposal.types import Method

DESTROYED = frozenset({Method.DRILL, Method.CRUSH_CHIPS, Method.SHRED})
_HARD_DISK = frozenset({Method.CRYPTO_ERASE, Method.SECURE_ERASE, Method.SANITIZE, Method.DEGAUSS, Method.DRILL})
_FLASH = frozenset({Method.CRYPTO_ERASE, Method.SANITIZE, Method.CRUSH_CHIPS})
_EITHER = _HARD_DISK | _FLASH
"""Where the register does not say which medium is inside."""
_HANDHELD = frozenset({Method.FACTORY_RESET, Method.CRYPTO_ERASE, Method.CRUSH_CHIPS})
_NONE_INSIDE = frozenset({Method.NOTHING_STORED})
_PAPER = frozenset({Method.SHRED})
_ORDINARY = frozenset({Method.OVERWRITE, Method.FORMAT, Method.FACTORY_RESET})

FITTING: Mapping[str, frozenset[Method]] = {
    Category.TABLET: _HANDHELD,
    Category.SMARTPHONE: _HANDHELD,
    Category.LAPTOP: _EITHER,
    Category.DESKTOP: _EITHER,
    Category.SERVER: _EITHER,
    Category.STORAGE: _EITHER,
    Category.NETWORK: _EITHER | {Method.NOTHING_STORED},
    Category.PRINTER: _EITHER | {Method.NOTHING_STORED},
    Category.CAMERA: _EITHER | {Method.NOTHING_STORED},
    Category.PERIPHERAL: _NONE_INSIDE,
    Category.USB: _FLASH,
    Category.DISK: _HARD_DISK,
    Category.SSD: _FLASH,
    Category.OPTICAL: _PAPER,
    Category.TAPE: frozenset({Method.DEGAUSS, Method.SHRED}),
    Category.OTHER: _EITHER | {Method.NOTHING_STORED},
    "": _EITHER,
}
"""Methods for class 2 and above, by what kind of thing it is."""

STORING_KINDS = (AssetKind.DEVICE, AssetKind.MEDIA)
"""Kinds that keep data of their own and must be erased when they come back or leave."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of an erasure, apart from its method."""

    is_witnessed: bool
    has_certificate: bool
    names_serial: bool


def fitting_methods(kind: str, category: str, confidentiality: str) -> frozenset[Method]:
    """The methods that fit; what was never classified counts as class 2."""
    fit = _PAPER if kind in {AssetKind.INFORMATION, AssetKind.DOCUMENT} else FITTING[category]
    if confidentiality in {Confidentiality.C3A, Confidentiality.C3B}:
        return (fit & DESTROYED) or fit
    if confidentiality == Confidentiality.C1 and fit != _NONE_INSIDE:
        return fit | _ORDINARY
    return fit


def shortcomings(
    kind: str, category: str, confidentiality: str, method: str, proof: Proof
) -> list[tuple[str, Promise]]:
    """What the record lacks for its medium and class, as (field, text); empty when it is enough."""
    found: list[tuple[str, Promise]] = []
    if method not in fitting_methods(kind, category, confidentiality):
        found.append(("method", _("この媒体と機密性では、この方法では足りません。基準に合う方法を選んでください。")))
    is_open = confidentiality == Confidentiality.C1 or method == Method.NOTHING_STORED
    if not is_open and not proof.is_witnessed and not proof.has_certificate:
        found.append(("witness", _("機密性2以上（未分類を含む）では、職員の立会いか消去証明書が必要です。")))
    if proof.has_certificate and not proof.names_serial:
        found.append(
            ("certificate_serial", _("証明書に、この機器の製造番号がありません。番号の入った証明書を求めてください。"))
        )
    return found


def plain_serial(text: str) -> str:
    """A serial for comparing: NFKC, upper case, without blanks and dashes. Empty when nothing is left."""
    return re.sub(r"[\s\-‐‑‒–—―−ー]+", "", unicodedata.normalize("NFKC", text)).upper()
