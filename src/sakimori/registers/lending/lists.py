"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ASSET_MANAGE
THING = (
    Shown("number", _("資産の管理番号"), lambda row: row.asset.number),
    Shown("name", _("名称"), lambda row: row.asset.name, width=28),
)

LOANS = Table(
    "lending:overview",
    _("貸与"),
    MANAGE,
    (
        *THING,
        Shown("serial", _("製造番号"), lambda row: row.asset.serial),
        Shown("person", _("借りている人"), lambda row: row.person.shown_name, Kind.NAME),
        Shown("lent_on", _("貸した日"), lambda row: row.lent_on, Kind.DATE),
        Shown("due_on", _("返納の期限"), lambda row: row.due_on, Kind.DATE),
        Shown("purpose", _("用途"), lambda row: row.purpose),
    ),
    own=("show", "q"),
    searched=False,
)
PERMITS = Table(
    "lending:permits",
    _("持出し・利用の許可"),
    MANAGE,
    (
        *THING,
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("person", _("許可を受ける人"), lambda row: row.person.shown_name, Kind.NAME),
        Shown("from_date", _("開始日"), lambda row: row.from_date, Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: row.to_date, Kind.DATE),
        Shown("destination", _("持出し先・使う場所"), lambda row: row.destination),
        Shown("purpose", _("目的"), lambda row: row.purpose),
        Shown("conditions", _("条件"), lambda row: row.conditions, width=40),
        Shown("granted_on", _("許可日"), lambda row: row.granted_on, Kind.DATE),
        Shown("revoked_on", _("取消日"), lambda row: row.revoked_on, Kind.DATE),
    ),
    own=("show",),
    compared=True,
)
TAKE_OUTS = Table(
    "lending:take-outs",
    _("持出し"),
    MANAGE,
    (
        *THING,
        Shown("person", _("持ち出す人"), lambda row: row.person.shown_name, Kind.NAME),
        Shown("destination", _("持出し先"), lambda row: row.destination),
        Shown("purpose", _("目的"), lambda row: row.purpose),
        Shown("left_on", _("持出し日"), lambda row: row.left_on, Kind.DATE),
        Shown("due_on", _("戻す日"), lambda row: row.due_on, Kind.DATE),
        Shown("back_on", _("戻った日"), lambda row: row.back_on, Kind.DATE),
        Shown("back_note", _("戻ったときの確認"), lambda row: row.back_note),
    ),
    own=("all",),
)
LISTS = (LOANS, PERMITS, TAKE_OUTS)
