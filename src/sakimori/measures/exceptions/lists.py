"""The list of exceptions: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.measures.exceptions.queries import approver, subject

EXCEPTIONS = Table(
    "exceptions:exceptions",
    _("例外措置"),
    Permission.POLICY_PREPARE,
    (
        Shown("number", _("番号"), lambda row: row.number),
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("clause_path", _("条項"), lambda row: row.clause_path, pick=True),
        Shown("subject", _("対象"), subject, width=24),
        Shown("reason", _("理由"), lambda row: row.reason, width=36),
        Shown("substitute", _("代わりに行うこと"), lambda row: row.substitute, width=36),
        Shown("from_date", _("開始日"), lambda row: row.from_date, Kind.DATE),
        Shown("to_date", _("終了日"), lambda row: row.to_date, Kind.DATE),
        Shown("stage", _("状態"), lambda row: row.stage_now.label, pick=True),
        Shown("is_emergency", _("緊急の使用"), lambda row: _("緊急") if row.is_emergency else ""),
        Shown("applied_on", _("申請日"), lambda row: row.applied_on, Kind.DATE),
        Shown("granted_on", _("承認日"), lambda row: row.granted_on, Kind.DATE),
        Shown("approver", _("承認した人"), approver, Kind.NAME),
        Shown("ended_on", _("終えた日"), lambda row: row.ended_on, Kind.DATE),
        Shown("end_note", _("終えた理由・確かめたこと"), lambda row: row.end_note if row.ended_on else "", width=30),
        Shown("improvement", _("改善措置の番号"), lambda row: row.improvement.number if row.improvement else ""),
    ),
    own=("show",),
    compared=True,
)
LISTS = (EXCEPTIONS,)
