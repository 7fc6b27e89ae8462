"""What each kind of asset has: its fields and categories, in groups as the pages show them; how numbers are made."""

from __future__ import annotations

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.registers.assets.types import AssetKind, AssetState, Category

K, C = AssetKind, Category

CLASS_FIELDS: Final = ("confidentiality", "integrity", "availability", "has_personal_data")
"""Written by `classify` alone, so that every change keeps its reason."""

_WHO: Final = ("unit", "custodian_post", "custodian", "place")
_OWNER: Final = ("owner_kind", "owner_name", "owner_number", "owner_terms")
_MACHINE: Final = ("maker", "model", "serial")
_DATES: Final = ("introduced_on", "purchased_on", "lease_from", "lease_to")
_TEXT: Final = ("form", "creator", "created_on", "copies")
_KEPT: Final = ("retention_years", "retention_event", "retention_from", "retention_end", "hold_reason")

GROUPS: Final[tuple[tuple[str, Promise, tuple[str, ...]], ...]] = (
    ("what", _("何か"), ("number", "name", "category", *_MACHINE, "phone_number", "accessories", "bag_number", *_TEXT)),
    ("who", _("だれが、どこで"), (*_WHO, "zone")),
    ("owner", _("だれのものか"), _OWNER),
    ("dates", _("日付"), (*_DATES, "support_ends_on")),
    ("kept", _("保存年限"), _KEPT),
    ("note", _("備考"), ("note",)),
)
"""Fields in the order and under the headings of the form and of the detail page."""

_OF_KIND: Final[dict[AssetKind, tuple[str, ...]]] = {
    K.SYSTEM: (*_OWNER, "zone", "maker", "model", *_DATES, "support_ends_on"),
    K.DEVICE: (*_OWNER, "category", "zone", *_MACHINE, "phone_number", "accessories", *_DATES, "support_ends_on"),
    K.MEDIA: (*_OWNER, "category", *_MACHINE, "bag_number", "introduced_on", "purchased_on"),
    K.INFORMATION: ("owner_kind", *_TEXT, *_KEPT),
    K.DOCUMENT: ("owner_kind", *_TEXT, *_KEPT),
    K.ACCOUNT: ("owner_kind", "owner_name", "owner_terms", "introduced_on"),
}


def _in_order(kind: AssetKind) -> tuple[str, ...]:
    own = {"number", "name", "note", *_WHO, *_OF_KIND[kind]}
    return tuple(name for _key, _title, names in GROUPS for name in names if name in own)


FIELDS_OF: Final = {kind: _in_order(kind) for kind in AssetKind}
"""Which fields each kind has."""

CATEGORIES_OF: Final[dict[AssetKind, tuple[Category, ...]]] = {
    K.DEVICE: (
        C.TABLET, C.SMARTPHONE, C.LAPTOP, C.DESKTOP, C.SERVER, C.STORAGE, C.NETWORK, C.PRINTER, C.CAMERA, C.PERIPHERAL,
        C.OTHER,
    ),
    K.MEDIA: (C.USB, C.DISK, C.SSD, C.OPTICAL, C.TAPE, C.OTHER),
}  # fmt: skip
"""The categories of the kinds that have some."""

MOVABLE: Final = (
    AssetState.IN_USE, AssetState.SPARE, AssetState.REPAIR, AssetState.LOST, AssetState.RETIRED,
)  # fmt: skip
"""States that staff set by hand. Disposed and given back follow from the file that proves it (`disposal`)."""


def states_of(kind: AssetKind | str) -> tuple[AssetState, ...]:
    """States that staff may set. What is no thing and keeps no data of its own (a service, an ID) just ends."""
    return (*MOVABLE, AssetState.DISPOSED) if kind in {AssetKind.SYSTEM, AssetKind.ACCOUNT} else MOVABLE


PREFIXES: Final = {
    K.SYSTEM: "システム-",
    K.DEVICE: "端末-",
    K.MEDIA: "媒体-",
    K.INFORMATION: "情報-",
    K.DOCUMENT: "文書-",
    K.ACCOUNT: "ID-",
}
DIGITS: Final = 4
_TAIL: Final = re.compile(r"(.*?)(\d+)")


def next_after(number: str) -> str | None:
    """The number that follows: same beginning, same width. None for a number without digits at its end."""
    found = _TAIL.fullmatch(number)
    return None if found is None else f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}"


def prefix_of(number: str) -> str | None:
    """What stands before the digits at the end of a number. None where there are no such digits."""
    found = _TAIL.fullmatch(number)
    return None if found is None else found[1]


def first_number(kind: AssetKind | str) -> str:
    """The number of the first asset of a kind."""
    return f"{PREFIXES[AssetKind(kind)]}{1:0{DIGITS}d}"
