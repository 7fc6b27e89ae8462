"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ASSET_MANAGE


def clock(at: datetime | None) -> str:
    """Day and time in Japan, as a visitors' book has it."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


PLACE = (
    Shown("name", _("場所"), lambda row: row.place.name, width=24),
    Shown("kind", _("種類"), lambda row: row.place.get_kind_display(), pick=True),
    Shown("keeper", _("管理する人"), lambda row: row.keeper),
    Shown("last", _("最後の点検日"), lambda row: row.last, Kind.DATE),
    Shown("due", _("次の点検期限"), lambda row: row.due, Kind.DATE),
    Shown("findings", _("直すところ"), lambda row: row.open_findings, Kind.INTEGER),
)

PLACES = Table("premises:places", _("場所"), MANAGE, PLACE, compared=True)
ROUNDS = Table("premises:rounds", _("巡回点検"), MANAGE, PLACE)
KEYS = Table(
    "premises:keys",
    _("鍵・カード"),
    MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.key.number),
        Shown("kind", _("種類"), lambda row: row.key.get_kind_display(), pick=True),
        Shown("place", _("場所"), lambda row: row.key.place.name, pick=True),
        Shown("person", _("持っている人"), lambda row: row.loan.person.shown_name if row.loan else "", Kind.NAME),
        Shown("lent_on", _("渡した日"), lambda row: row.loan.lent_on if row.loan else None, Kind.DATE),
        Shown("due_on", _("返す日"), lambda row: row.loan.due_on if row.loan else None, Kind.DATE),
    ),
    compared=True,
)
VISITS = Table(
    "premises:visits",
    _("入退室の記録"),
    MANAGE,
    (
        Shown("visitor", _("来訪者"), lambda row: row.visitor, Kind.NAME),
        Shown("company", _("会社・団体"), lambda row: row.company),
        Shown("came", _("入室日"), lambda row: row.came_at, Kind.DATE),
        Shown("came_at", _("入室"), lambda row: clock(row.came_at)),
        Shown("left_at", _("退室"), lambda row: clock(row.left_at)),
        Shown("place", _("場所"), lambda row: row.place.name, pick=True),
        Shown("purpose", _("用件"), lambda row: row.purpose),
        Shown("escort", _("立会者"), lambda row: row.escort.shown_name if row.escort else "", Kind.NAME),
    ),
    own=("month",),
)
PORTS = Table(
    "premises:ports",
    _("回線・差込口"),
    MANAGE,
    (
        Shown("label", _("表示（ラベル）"), lambda row: row.label),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("place", _("場所"), lambda row: row.place.name, pick=True),
        Shown("state", _("状態"), lambda row: row.get_state_display(), pick=True),
        Shown("leads_to", _("つながる先"), lambda row: row.leads_to),
    ),
)
LISTS = (PLACES, KEYS, ROUNDS, VISITS, PORTS)
