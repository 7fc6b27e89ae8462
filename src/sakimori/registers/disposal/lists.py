"""Lists of this module: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

MANAGE = Permission.ASSET_MANAGE


def stage(case: Any) -> Any:
    """How far a disposal file is."""
    if case.closed_on:
        return _("完了")
    if case.handed_on:
        return _("引渡し済み")
    return _("承認済み・引渡し前") if case.approved_on else _("準備中")


CASES = Table(
    "disposal:cases",
    _("廃棄・返却"),
    MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.number),
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("contractor", _("事業者"), lambda row: row.contractor),
        Shown("count", _("資産の点数"), lambda row: row.count, Kind.INTEGER),
        Shown("stage", _("状態"), stage, pick=True),
        Shown("opened_on", _("作成日"), lambda row: row.opened_on, Kind.DATE),
        Shown("approved_on", _("承認日"), lambda row: row.approved_on, Kind.DATE),
        Shown("handed_on", _("引渡し日"), lambda row: row.handed_on, Kind.DATE),
        Shown("closed_on", _("完了日"), lambda row: row.closed_on, Kind.DATE),
    ),
    compared=True,
)
ERASURES = Table(
    "disposal:erasures",
    _("データの消去"),
    MANAGE,
    (
        Shown("number", _("資産の管理番号"), lambda row: row.asset.number),
        Shown("name", _("名称"), lambda row: row.asset.name, width=28),
        Shown("serial", _("製造番号"), lambda row: row.asset.serial),
        Shown("erased_on", _("消去日"), lambda row: row.erased_on, Kind.DATE),
        Shown("occasion", _("機会"), lambda row: row.get_occasion_display(), pick=True),
        Shown("method", _("方法"), lambda row: row.get_method_display(), pick=True),
        Shown("operator", _("作業した人・事業者"), lambda row: row.operator),
        Shown("witness", _("立ち会った職員"), lambda row: row.witness.shown_name if row.witness else "", Kind.NAME),
        Shown("certificate_serial", _("証明書にある製造番号"), lambda row: row.certificate_serial),
        Shown("confidentiality", _("消去したときの機密性"), lambda row: row.get_confidentiality_display()),
        Shown("exception", _("基準と違う方法による理由"), lambda row: row.exception_reason),
    ),
    compared=True,
)
LISTS = (CASES, ERASURES)
