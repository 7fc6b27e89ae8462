"""The list of checks: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.foundation.papers.days import year_text

CHECKS = Table(
    "assessments:checks",
    _("委託先の確認"),
    Permission.SUPPLIER_MANAGE,
    (
        Shown("year", _("年度"), lambda row: year_text(row.check.round.fiscal_year), pick=True),
        Shown("supplier", _("事業者"), lambda row: row.check.contract.supplier.name, width=24),
        Shown("contract", _("契約の件名"), lambda row: row.check.contract.title, width=30),
        Shown("occasion", _("確認の機会"), lambda row: row.check.round.get_occasion_display(), pick=True),
        Shown("state", _("状態"), lambda row: row.state.label, pick=True),
        Shown("asked_on", _("依頼日"), lambda row: row.check.round.opened_on, Kind.DATE),
        Shown("due_on", _("期限"), lambda row: row.check.due_on, Kind.DATE),
        Shown("submitted", _("提出日時"), lambda row: row.check.submitted_at, Kind.DATE),
        Shown("outcome", _("全体の判定"), lambda row: row.check.get_outcome_display()),
        Shown("percent", _("十分な割合（%）"), lambda row: row.check.score.percent, Kind.INTEGER),
        Shown("judged_on", _("判定日"), lambda row: row.check.judged_on, Kind.DATE),
        Shown("judge", _("判定した人"), lambda row: row.check.judge.shown_name if row.check.judge else "", Kind.NAME),
    ),
)
LISTS = (CHECKS,)
