"""The list of corrective actions: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

IMPROVEMENTS = Table(
    "audits:improvements",
    _("改善措置"),
    Permission.IMPROVEMENT_MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.number, Kind.INTEGER),
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("finding", _("見つかったこと"), lambda row: row.finding, width=50),
        Shown("found_on", _("見つけた日"), lambda row: row.found_on, Kind.DATE),
        Shown("grade", _("程度"), lambda row: row.get_grade_display()),
        Shown("origin_shown", _("きっかけ"), lambda row: row.get_origin_display()),
        Shown("origin_text", _("きっかけの名称"), lambda row: row.origin_text, width=24),
        Shown("clause", _("条項"), lambda row: row.clause_path),
        Shown("owner", _("担当者"), lambda row: row.owner.shown_name if row.owner else "", Kind.NAME),
        Shown("due_on", _("期限"), lambda row: row.due_on, Kind.DATE),
        Shown("state_shown", _("状態"), lambda row: row.get_state_display()),
        Shown("cause", _("なぜ起きたか"), lambda row: row.cause, width=40),
        Shown("measure", _("改善の内容"), lambda row: row.measure, width=40),
        Shown("done_on", _("実施日"), lambda row: row.done_on, Kind.DATE),
        Shown("done_note", _("実施した内容"), lambda row: row.done_note, width=40),
        Shown("verified_on", _("確かめた日"), lambda row: row.verified_on, Kind.DATE),
        Shown(
            "verified_by", _("確かめた人"), lambda row: row.verified_by.shown_name if row.verified_by else "", Kind.NAME
        ),
    ),
    own=("state", "origin", "late"),
)
LISTS = (IMPROVEMENTS,)
