"""The list of reports: what may be filtered, saved and taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table

REPORTS = Table(
    "intake:reports",
    _("届いた報告"),
    Permission.INCIDENT_MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.number, Kind.INTEGER),
        Shown("received_at", _("受け付けた日時"), lambda row: row.received_at, Kind.DATE),
        Shown("kind", _("種類"), lambda row: row.get_kind_display(), pick=True, width=28),
        Shown("nature", _("起きたかどうか"), lambda row: row.get_nature_display(), pick=True, width=24),
        Shown("state", _("状態"), lambda row: row.get_state_display(), pick=True, width=20),
        Shown("device", _("どの端末・書類"), lambda row: str(row.asset or row.device), width=28),
        Shown("text", _("どうしたか"), lambda row: row.text, width=50),
        Shown("person", _("報告した人"), lambda row: row.person.shown_name if row.person else row.contact, Kind.NAME),
        Shown("means", _("報告の方法"), lambda row: row.get_means_display()),
        Shown("touched_on", _("対応を始めた日"), lambda row: row.touched_on, Kind.DATE),
        Shown("closed_on", _("終わった日"), lambda row: row.closed_on, Kind.DATE),
        Shown("outcome", _("確かめたことと理由"), lambda row: row.outcome, width=50),
    ),
)
LISTS = (REPORTS,)
