"""The list of turnovers: what may be filtered, saved and taken out (AST-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

TURNOVERS = Table(
    "turnover:turnovers",
    _("改選の作業"),
    Permission.ASSET_MANAGE,
    (
        Shown("election_date", _("選挙期日"), lambda row: row.election_date, Kind.DATE),
        Shown("term", _("終わる任期"), lambda row: row.term.number, Kind.INTEGER),
        Shown("state", _("状態"), lambda row: _("終了") if row.closed_on else _("実施中"), pick=True),
        Shown("opened_on", _("開始日"), lambda row: row.opened_on, Kind.DATE),
        Shown("closed_on", _("終了日"), lambda row: row.closed_on, Kind.DATE),
    ),
)
LISTS = (TURNOVERS,)
