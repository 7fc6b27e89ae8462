"""Lists of this module: what may be filtered, saved and taken out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table


def _card(name: str) -> Any:
    return lambda row: getattr(row.card, name) if row.card else None


def _state(row: Any) -> Any:
    return _("そろっている") if row.is_whole else _("足りないところがある")


CARDS = Table(
    "continuity:cards",
    _("重要な機能"),
    Permission.PLAN_MANAGE,
    (
        Shown("name", _("機能の名称"), lambda row: row.function.name, width=24),
        Shown("state", _("備え"), _state, pick=True),
        Shown("session_hours", _("会期中に止まってよい時間"), _card("session_hours"), Kind.INTEGER),
        Shown("recess_hours", _("閉会中に止まってよい時間"), _card("recess_hours"), Kind.INTEGER),
        Shown("minimum_staff", _("最低限の人数"), _card("minimum_staff"), Kind.INTEGER),
        Shown("posts", _("必要な職"), lambda row: "、".join(post.title for post in row.posts)),
        Shown("disaster", _("災害のとき"), _card("disaster"), width=40),
        Shown("staff", _("職員が足りないとき"), _card("staff"), width=40),
        Shown("power", _("停電・回線の障害のとき"), _card("power"), width=40),
        Shown("supplier", _("委託先・サービスが止まったとき"), _card("supplier"), width=40),
        Shown("assets", _("必要なシステム・機器"), lambda row: "、".join(asset.name for asset in row.assets)),
        Shown("looked_at", _("最後に見直した日"), lambda row: row.looked_at, Kind.DATE),
    ),
)
LISTS = (CARDS,)
