"""Navigation: modules declare their pages as data; `wiring` collects them; the frame shows those a person may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.access.rules import allowed


class Section(models.TextChoices):
    """Groups of the navigation, in order; the folders of the product by their everyday names."""

    HOME = "home", _("わたしの画面")
    BOARD = "board", _("守られているか")
    POLICY = "policy", _("方針")
    REGISTERS = "registers", _("台帳")
    MEASURES = "measures", _("研修と訓練")
    INCIDENTS = "incidents", _("もしものとき")
    SUPPLIERS = "suppliers", _("委託・クラウド・SNS")
    CHECKS = "checks", _("点検・監査・見直し")
    RECORDS = "records", _("記録と設定")


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation. `url_name` takes the assembly's slug as `assembly`."""

    label: Promise | str
    url_name: str
    permission: Permission
    section: Section
    order: int = 0
    count: Callable[[Context], int] | None = None
    """How many things wait there, when that is cheap to know."""


USER_MENU = (
    (_("パスワードの変更"), "account_change_password"),
    (_("二要素認証とパスキー"), "mfa_index"),
    (_("ログイン中の端末"), "usersessions_list"),
)
"""What everyone can do about their own log-in."""

_items: list[NavItem] = []
_help: dict[str, str] = {}
_emergency: list[Callable[[HttpRequest], str]] = []


def register_help(topics: dict[str, str]) -> None:
    """Which help topic belongs to the pages of which namespace; `wiring` calls this once."""
    _help.update(topics)


def register_emergency(address: Callable[[HttpRequest], str]) -> None:
    """Where the button 「もしものとき」 of a page leads; `wiring` calls this once."""
    _emergency[:] = [address]


def register_navigation(items: tuple[NavItem, ...]) -> None:
    """Add a module's entries; `wiring` calls this once for each module."""
    _items.extend(item for item in items if item not in _items)
    order = list(Section)
    _items.sort(key=lambda item: (order.index(item.section), item.order))


def registered_navigation() -> tuple[NavItem, ...]:
    """Every entry, in the order of the page."""
    return tuple(_items)


def counted(request: HttpRequest, url_name: str, count: int) -> None:
    """A page that has counted what waits at an entry says so; the frame then need not ask the database again."""
    request.__dict__.setdefault("nav_counts", {})[url_name] = count


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the frame of a page shows around it. Empty outside an assembly."""
    ctx: Context | None = getattr(request, "ctx", None)
    match = request.resolver_match
    topic = _help.get(match.namespace if match else "", "start")
    values: dict[str, Any] = {"help_url": reverse("help:topic", kwargs={"topic": topic})}
    if _emergency:
        values["emergency_url"] = _emergency[0](request)
    if ctx is None:
        return values
    return values | {
        "ctx": ctx,
        "assembly_name": ctx.assembly.name,
        "assembly_slug": ctx.assembly.slug,
        "account_name": ctx.actor.name,
        "role_label": "・".join(ctx.actor.posts),
        "nav": _sections(request, ctx),
        "user_menu": [{"label": label, "url": reverse(name)} for label, name in USER_MENU],
    }


def _sections(request: HttpRequest, ctx: Context) -> list[dict[str, Any]]:
    sections: dict[Section, list[dict[str, Any]]] = {}
    for item in _items:
        if not allowed(ctx, item.permission):
            continue
        try:
            url = reverse(item.url_name, kwargs={"assembly": ctx.assembly.slug})
        except NoReverseMatch:
            continue
        entry = {"label": item.label, "url": url, "is_current": False, "count": _count(request, ctx, item)}
        sections.setdefault(item.section, []).append(entry)
    entries = [entry for group in sections.values() for entry in group]
    matching = [entry for entry in entries if request.path.startswith(entry["url"])]
    if matching:
        max(matching, key=lambda entry: len(entry["url"]))["is_current"] = True
    return [{"title": section.label, "items": sections[section]} for section in Section if section in sections]


def _count(request: HttpRequest, ctx: Context, item: NavItem) -> int:
    known: dict[str, int] = getattr(request, "nav_counts", {})
    if item.url_name in known:
        return known[item.url_name]
    return item.count(ctx) if item.count else 0
