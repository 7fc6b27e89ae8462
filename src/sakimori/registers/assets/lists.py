"""Lists of this module whose filters stand in the address: what may be saved and taken out (AST-15)."""

from __future__ import annotations

from dataclasses import fields

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.registers.assets.filters import Filters

MANAGE = Permission.ASSET_MANAGE

ASSETS = Table(
    "assets:list",
    _("資産台帳"),
    MANAGE,
    own=(*(each.name for each in fields(Filters)), "order", "size", "col", "on"),
    searched=False,
    dated=False,
)
"""Its columns are chosen on the page; see `columns.shown_columns`."""

RETENTION = Table(
    "assets:retention",
    _("保存年限"),
    MANAGE,
    (
        Shown("number", _("管理番号"), lambda row: row.asset.number),
        Shown("name", _("名称"), lambda row: row.asset.name, width=30),
        Shown("kind", _("種別"), lambda row: row.asset.get_kind_display(), pick=True),
        Shown("stage", _("状況"), lambda row: row.stage_text, pick=True),
        Shown("years", _("保存年限（年）"), lambda row: row.asset.retention_years, Kind.INTEGER),
        Shown("event", _("起算の事由"), lambda row: row.asset.get_retention_event_display(), pick=True),
        Shown("start", _("保存の起算日"), lambda row: row.asset.retention_from, Kind.DATE),
        Shown("until", _("保存期間の満了日"), lambda row: row.asset.retention_until, Kind.DATE),
        Shown("end", _("満了後"), lambda row: row.asset.get_retention_end_display()),
        Shown("hold", _("廃棄を止める理由"), lambda row: row.asset.hold_reason, width=30),
    ),
)
COPIES = Table(
    "assets:papers",
    _("番号付きの写し"),
    MANAGE,
    (
        Shown("number", _("文書の管理番号"), lambda row: row.asset.number),
        Shown("name", _("文書"), lambda row: row.asset.name, width=30, pick=True),
        Shown("copy", _("番号"), lambda row: row.number, Kind.INTEGER),
        Shown("person", _("配付先"), lambda row: row.person.shown_name if row.person else row.given_to, Kind.NAME),
        Shown("state", _("状態"), lambda row: row.state_text, pick=True),
        Shown("given_on", _("配付日"), lambda row: row.given_on, Kind.DATE),
        Shown("due_on", _("回収する日"), lambda row: row.due_on, Kind.DATE),
        Shown("collected_on", _("回収日"), lambda row: row.collected_on, Kind.DATE),
        Shown("shredded_on", _("裁断日"), lambda row: row.shredded_on, Kind.DATE),
    ),
    compared=True,
)
REPORTED = Table(
    "assets:reported",
    _("報告された機器"),
    MANAGE,
    (
        Shown("name", _("端末名"), lambda row: row.name),
        Shown("serial", _("製造番号"), lambda row: row.serial),
        Shown("model", _("型番"), lambda row: row.model),
        Shown("system", _("OS"), lambda row: row.system),
        Shown("owner", _("利用者"), lambda row: row.owner),
        Shown("last_contact_on", _("最終通信日"), lambda row: row.last_contact_on, Kind.DATE),
        Shown("asset", _("台帳の資産"), lambda row: row.asset or ""),
        Shown("ignored", _("台帳に載せない理由"), lambda row: row.ignored_reason),
        Shown("gone_on", _("一覧から消えた日"), lambda row: row.gone_on, Kind.DATE),
    ),
    own=("show",),
    dated=False,
)
"""Not of a past day: a list of devices replaces the one before it, and what a source no longer says is not kept."""
LISTS = (ASSETS, RETENTION, COPIES, REPORTED)
