"""Choices of reviews, reports and surveys."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    """What a management review may decide."""

    NO_CHANGE = "no_change", _("方針は変更しない")
    AMEND = "amend", _("方針を改定する")
    IMPROVE = "improve", _("改善措置をとる")
    BUDGET = "budget", _("予算・人員を求める")
    CADENCE = "cadence", _("期限や頻度を変える")
    OTHER = "other", _("その他")


ITEMS = {
    1: _("① 組織体制"),
    2: _("② 情報資産の分類と管理"),
    3: _("③ 物理的な対策"),
    4: _("④ 人的な対策（研修・訓練）"),
    5: _("⑤ 技術的な対策"),
    6: _("⑥ 運用（遵守の確認と事案への対応）"),
    7: _("⑦ 業務委託と外部サービスの利用"),
    8: _("⑧ 評価と見直し"),
}
"""What the ordinance asks a policy to hold, by its items; each duty of the catalogue names one."""
