"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ASSET_MANAGE

TAKES = Table(
    "stocktaking:takes",
    _("棚卸し"),
    MANAGE,
    (
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("state", _("状態"), lambda row: _("終了") if row.closed_on else _("実施中"), pick=True),
        Shown("opened_on", _("開始日"), lambda row: row.opened_on, Kind.DATE),
        Shown("due_on", _("期限"), lambda row: row.due_on, Kind.DATE),
        Shown("closed_on", _("終了日"), lambda row: row.closed_on, Kind.DATE),
        Shown("total", _("対象の点数"), lambda row: row.total, Kind.INTEGER),
        Shown("done", _("確認した点数"), lambda row: row.done, Kind.INTEGER),
    ),
)
ITEMS = Table(
    "stocktaking:take",
    _("棚卸しの結果"),
    MANAGE,
    (
        Shown("number", _("資産の管理番号"), lambda row: row.asset.number),
        Shown("name", _("名称"), lambda row: row.asset.name, width=28),
        Shown("serial", _("製造番号"), lambda row: row.asset.serial),
        Shown("unit_name", _("会派・部署"), lambda row: row.unit.name if row.unit else ""),
        Shown("place_name", _("場所"), lambda row: row.place.name if row.place else ""),
        Shown("holder", _("借りている人"), lambda row: row.holder.shown_name if row.holder else "", Kind.NAME),
        Shown("result", _("結果"), lambda row: row.told_text),
    ),
    own=("unit", "place", "state", "text"),
    searched=False,
)
TASKS = Table(
    "stocktaking:tasks",
    _("調べること"),
    MANAGE,
    (
        Shown("asset", _("資産"), lambda row: row.asset or "", width=28),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("text", _("内容"), lambda row: row.text, width=40),
        Shown("person", _("調べる人"), lambda row: row.person.shown_name if row.person else "", Kind.NAME),
        Shown("opened_on", _("作成日"), lambda row: row.opened_on, Kind.DATE),
        Shown("due_on", _("期限"), lambda row: row.due_on, Kind.DATE),
        Shown("closed_on", _("完了日"), lambda row: row.closed_on, Kind.DATE),
        Shown("outcome", _("結果"), lambda row: row.outcome if row.closed_on else "", width=40),
    ),
    own=("all",),
)
MEDIA = Table(
    "stocktaking:media",
    _("媒体の員数確認"),
    MANAGE,
    (
        Shown("place", _("場所"), lambda row: row.place.name, pick=True),
        Shown("counted_on", _("確認日"), lambda row: row.counted_on, Kind.DATE),
        Shown("expected", _("あるはずの本数"), lambda row: row.expected, Kind.INTEGER),
        Shown("found", _("あった本数"), lambda row: row.found, Kind.INTEGER),
        Shown("person", _("確認した人"), lambda row: row.person.shown_name if row.person else "", Kind.NAME),
        Shown("note", _("備考"), lambda row: row.note),
    ),
)
LISTS = (TAKES, ITEMS, TASKS, MEDIA)
