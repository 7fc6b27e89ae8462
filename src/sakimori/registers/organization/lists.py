"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ORGANIZATION_MANAGE


def _held(row: Any, name: str) -> Any:
    return getattr(row.holder, name) if row.holder else None


PERSONS = Table(
    "organization:persons",
    _("名簿"),
    MANAGE,
    (
        Shown("name", _("名前"), lambda row: row.person.shown_name, Kind.NAME),
        Shown("kana", _("ふりがな"), lambda row: row.person.kana, Kind.KANA),
        Shown("caucus", _("会派"), lambda row: row.caucus),
        Shown("posts", _("職"), lambda row: "、".join(row.posts), width=28),
        Shown("seat", _("議席"), lambda row: row.seat, Kind.INTEGER),
    ),
    own=("text", "group"),
    searched=False,
)
POSTS = Table(
    "organization:posts",
    _("職と任命"),
    MANAGE,
    (
        Shown("unit", _("所属"), lambda row: row.post.unit.name, pick=True),
        Shown("title", _("職"), lambda row: row.post.title, width=24),
        Shown("role", _("役割"), lambda row: row.post.get_role_display(), pick=True),
        Shown("person", _("就いている人"), lambda row: row.holder.person.shown_name if row.holder else "", Kind.NAME),
        Shown("from_date", _("開始日"), lambda row: _held(row, "from_date"), Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: _held(row, "to_date"), Kind.DATE),
        Shown("deputies", _("代理"), lambda row: "、".join(post.title for post in row.deputies)),
        Shown("finding", _("確かめること"), lambda row: row.finding_text, width=40),
    ),
)
MEMBERSHIPS = Table(
    "organization:units",
    _("会派・委員会の所属"),
    MANAGE,
    (
        Shown("unit", _("会派・委員会"), lambda row: row.unit.name, pick=True, width=24),
        Shown("kind", _("種類"), lambda row: row.unit.get_kind_display(), pick=True),
        Shown("person", _("名前"), lambda row: row.person.shown_name, Kind.NAME),
        Shown("from_date", _("開始日"), lambda row: row.from_date, Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: row.to_date, Kind.DATE),
    ),
)
MEETINGS = Table(
    "organization:meetings",
    _("会議と決定"),
    MANAGE,
    (
        Shown("name", _("会議"), lambda row: row.name, width=28),
        Shown("held_on", _("開催日"), lambda row: row.held_on, Kind.DATE),
        Shown("unit", _("会議体"), lambda row: row.unit.name if row.unit else "", pick=True),
        Shown("items", _("議題と決定"), lambda row: "\n".join(filter(None, map(_item, row.items.all()))), width=60),
    ),
    own=("clause",),
)


def _item(item: Any) -> str:
    return f"{item.title}: {item.decision}" if item.decision else str(item.title)


LISTS = (PERSONS, POSTS, MEMBERSHIPS, MEETINGS)
