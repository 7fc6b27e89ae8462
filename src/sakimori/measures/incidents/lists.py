"""The list of cases: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

CASES = Table(
    "incidents:cases",
    _("事案"),
    Permission.INCIDENT_MANAGE,
    (
        Shown("code", _("番号"), lambda row: row.code),
        Shown("title", _("件名"), lambda row: row.title, width=30),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True),
        Shown("level", _("程度"), lambda row: row.level, Kind.INTEGER, pick=True),
        Shown("status", _("状態"), lambda row: row.get_status_display(), pick=True),
        Shown("drill", _("訓練か"), lambda row: _t("訓練") if row.is_exercise else _t("実際の事案"), pick=True),
        Shown("noticed", _("知った日"), lambda row: row.noticed_at, Kind.DATE),
        Shown("lead", _("担当者"), lambda row: row.lead.shown_name if row.lead else "", Kind.NAME),
        Shown("late", _("過ぎている期限"), lambda row: row.late, Kind.INTEGER),
        Shown("closed_on", _("完了の日"), lambda row: row.closed_on, Kind.DATE),
    ),
)
LISTS = (CASES,)
