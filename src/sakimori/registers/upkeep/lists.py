"""Lists of upkeep: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ASSET_MANAGE

WORKS = Table(
    "upkeep:works",
    _("変更・保守の記録"),
    MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.number),
        Shown("asset", _("システム・機器"), lambda row: str(row.asset), width=28),
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("company", _("事業者"), lambda row: row.vendor, pick=True),
        Shown("state", _("状態"), lambda row: row.state_now.label, pick=True),
        Shown("planned_on", _("予定日"), lambda row: row.planned_on, Kind.DATE),
        Shown("approved_on", _("承認日"), lambda row: row.approved_on, Kind.DATE),
        Shown("done_on", _("実施日"), lambda row: row.done_on, Kind.DATE),
        Shown("operator", _("作業する人"), lambda row: row.operator),
        Shown("result", _("結果"), lambda row: row.get_result_display() if row.done_on else ""),
        Shown("after", _("作業後の状態"), lambda row: row.after if row.done_on else "", width=36),
    ),
    compared=True,
)
WINDOWS = Table(
    "upkeep:windows",
    _("遠隔接続"),
    MANAGE,
    (
        Shown("asset", _("システム・機器"), lambda row: str(row.asset), width=28),
        Shown("company", _("事業者"), lambda row: row.vendor, pick=True),
        Shown("operator", _("接続する人"), lambda row: row.operator),
        Shown("means", _("接続の方法"), lambda row: row.means),
        Shown("purpose", _("目的"), lambda row: row.purpose, width=30),
        Shown("from_at", _("開始"), lambda row: row.from_at, Kind.DATE),
        Shown("until_at", _("終了"), lambda row: row.until_at, Kind.DATE),
        Shown("state", _("状態"), lambda row: row.state_now.label, pick=True),
        Shown("allowed_by", _("認めた人"), lambda row: row.allowed_by.shown_name, Kind.NAME),
        Shown("opened_by", _("開けた人"), lambda row: row.opened_by.shown_name if row.opened_by else "", Kind.NAME),
        Shown("closed_by", _("閉じた人"), lambda row: row.closed_by.shown_name if row.closed_by else "", Kind.NAME),
        Shown("done", _("行われたこと"), lambda row: row.done, width=36),
    ),
)
LISTS = (WORKS, WINDOWS)
