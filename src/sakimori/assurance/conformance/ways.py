"""Where a reader may go: a link only to a page that opens for them, otherwise in words who must act."""

from __future__ import annotations

from typing import Any

from django.urls import get_script_prefix, resolve, reverse
from django.utils.translation import gettext as _t

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.pages import Access
from sakimori.foundation.access.permissions import MATRIX, Permission
from sakimori.foundation.access.rules import allowed
from sakimori.foundation.people.types import Role

_PAGES = {
    Permission.ORGANIZATION_MANAGE: (
        "organization:posts",
        "organization:seats",
        "organization:contacts",
        "organization:person",
    ),
    Permission.PLAN_MANAGE: ("playbooks:playbook", "continuity:function", "continuity:cards", "safety:checks"),
    Permission.INCIDENT_MANAGE: ("incidents:case",),
    Permission.ASSET_MANAGE: ("premises:round",),
    Permission.SUPPLIER_MANAGE: (
        "suppliers:criteria",
        "suppliers:contract",
        "suppliers:check",
        "suppliers:third-party",
        "services:service",
        "services:found",
        "social:account",
        "social:handover",
    ),
}
MENDS = {name: (permission,) for permission, names in _PAGES.items() for name in names}
"""Pages that more people read than may change anything on them."""


def way(ctx: Context, name: str, **kwargs: Any) -> tuple[str, str]:
    """The address of a page of the assembly and no words; or no address and who may mend something there."""
    url, readers = _page(ctx, name, kwargs)
    permissions = MENDS.get(name, readers)
    if any(allowed(ctx, permission) for permission in permissions):
        return url, ""
    return "", who_may(permissions)


def open_page(ctx: Context, name: str, **kwargs: Any) -> str:
    """The address of a page of the assembly; nothing where it does not open for the reader."""
    url, readers = _page(ctx, name, kwargs)
    return url if any(allowed(ctx, permission) for permission in readers) else ""


def _page(ctx: Context, name: str, kwargs: dict[str, Any]) -> tuple[str, tuple[Permission, ...]]:
    url = reverse(name, kwargs={"assembly": ctx.assembly.slug, **kwargs})
    access: Access = resolve("/" + url.removeprefix(get_script_prefix())).func.access  # type: ignore[attr-defined]
    return url, access.permissions


def who_may(permissions: tuple[Permission, ...]) -> str:
    """Who holds one of the permissions, in words. The office comes first: what it may do, others ask it to do."""
    roles = [role for role, held in MATRIX.items() if not held.isdisjoint(permissions)]
    if Role.STAFF in roles:
        return _t("議会事務局")
    return "・".join(str(role.label) for role in roles)
