"""The register of risks as a list: what may be filtered, saved and taken out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.duties.spec import known_duties
from sakimori.foundation.exchange.columns import Kind
from sakimori.foundation.lists.tables import Shown, Table
from sakimori.measures.risks.types import Chance, Harm


def _last(name: str) -> Any:
    return lambda row: getattr(row.last, name) if row.last else None


def _chance(row: Any) -> Any:
    return Chance(row.last.chance).label if row.last else None


def _harm(row: Any) -> Any:
    return Harm(row.last.harm).label if row.last else None


def _bare(row: Any) -> Any:
    return row.last.bare_level.label if row.last else None


def _measures(row: Any) -> str:
    return "、".join(spec.title for spec in known_duties(row.duties))


def _answer(row: Any) -> str:
    return row.answer.get_kind_display() if row.answer else ""


def _reason_out(row: Any) -> str:
    return row.exclusion.reason if row.exclusion else ""


RISKS = Table(
    "risks:register",
    _("リスク評価"),
    Permission.PLAN_MANAGE,
    (
        Shown("number", _("番号"), lambda row: row.risk.number, Kind.INTEGER),
        Shown("threat", _("脅威の区分"), lambda row: row.risk.get_threat_display(), pick=True),
        Shown("title", _("件名"), lambda row: row.risk.shown_title, width=30),
        Shown("happens", _("何が起きるか"), lambda row: row.risk.shown_happens, width=40),
        Shown("loses", _("何を失うか"), lambda row: row.risk.shown_loses, width=36),
        Shown("asset_group", _("資産の区分"), lambda row: row.risk.get_asset_group_display(), pick=True),
        Shown("asset", _("対象の資産"), lambda row: str(row.risk.asset) if row.risk.asset else ""),
        Shown("bare", _("対策がないときの大きさ"), _bare),
        Shown("measures", _("いまの対策"), _measures, width=40),
        Shown("chance", _("起こりやすさ"), _chance),
        Shown("harm", _("影響の大きさ"), _harm),
        Shown("level", _("リスクの大きさ"), lambda row: row.level.label if row.level else "", pick=True),
        Shown("stage", _("状態"), lambda row: row.stage.label, pick=True),
        Shown("answer", _("対応"), _answer),
        Shown("owner", _("リスクの担当者"), lambda row: row.risk.owner.shown_name if row.risk.owner else "", Kind.NAME),
        Shown("assessed_on", _("評価した日"), _last("assessed_on"), Kind.DATE),
        Shown("judge_by", _("次に評価する日"), lambda row: row.judge_by, Kind.DATE),
        Shown("note", _("そう判断した理由"), _last("note"), width=36),
        Shown("out", _("対象外とする理由"), _reason_out, width=30),
    ),
    own=("show",),
    compared=True,
)
LISTS = (RISKS,)
