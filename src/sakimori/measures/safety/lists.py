"""Lists of this module: what may be filtered, saved and taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.measures.safety.models import SafetyCheck
from sakimori.measures.safety.queries import Figures


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check as of a day: figures stand once it has ended."""

    check: SafetyCheck
    on: date

    @property
    def is_closed(self) -> bool:
        """Whether it had ended by the day."""
        return self.check.closed_on is not None and self.check.closed_on <= self.on

    @property
    def figures(self) -> Figures | None:
        """The figures of its end."""
        return Figures(**self.check.figures) if self.is_closed and self.check.figures else None

    @property
    def stage(self) -> Any:
        """How far it is."""
        return _("終了") if self.is_closed else _("確認中")


def _figure(name: str) -> Any:
    return lambda row: getattr(row.figures, name) if row.figures else None


CHECKS = Table(
    "safety:checks",
    _("安否確認"),
    Permission.PLAN_MANAGE,
    (
        Shown("title", _("件名"), lambda row: row.check.title, width=30),
        Shown("kind", _("種類"), lambda row: row.check.get_kind_display(), pick=True),
        Shown("started_on", _("始めた日"), lambda row: row.check.started_on, Kind.DATE),
        Shown("stage", _("状態"), lambda row: row.stage, pick=True),
        Shown("asked", _("対象の人数"), lambda row: row.check.asked_count, Kind.INTEGER),
        Shown("answered", _("答えた人数"), _figure("answered"), Kind.INTEGER),
        Shown("percent", _("答えた割合（%）"), _figure("percent"), Kind.INTEGER),
        Shown("median", _("中央値（分）"), _figure("median"), Kind.INTEGER),
        Shown("failed", _("送れなかったメール"), _figure("failed"), Kind.INTEGER),
    ),
)
LISTS = (CHECKS,)
