"""Choices of the organisation's registers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.types import Role

MEMBER_ROLES = (Role.CHAIR, Role.DEPUTY, Role.CAUCUS_HEAD)
"""Roles that only a member of the assembly can hold: the post ends with the office (地方自治法 第103条, 第106条)."""

NEEDED_ROLES = (Role.CHAIR, Role.DEPUTY, Role.SECRETARY_GENERAL, Role.MANAGER, Role.CITY_IT)
"""Roles for which the organisation chart must have a post (6(1) 組織体制)."""

LED_ROLES = (Role.CHAIR, Role.SECRETARY_GENERAL, Role.MANAGER)
"""Roles that somebody must be able to stand in for (ORG-2)."""


class ContactKind(models.TextChoices):
    """Whom an entry of the emergency contact list reaches."""

    WINDOW = "window", _("統一窓口")
    CHAIR = "chair", _("議長・副議長")
    SECRETARIAT = "secretariat", _("議会事務局")
    CAUCUS = "caucus", _("会派")
    CITY_CSIRT = "city_csirt", _("市CSIRT・情報部門")
    VENDOR = "vendor", _("委託先・事業者")
    POLICE = "police", _("警察・関係機関")
    OTHER = "other", _("その他")


class CheckResult(models.TextChoices):
    """What a check of a contact entry showed."""

    CONFIRMED = "confirmed", _("本人に確認した")
    REACHED = "reached", _("電話をかけて通じた")
    UNREACHED = "unreached", _("電話をかけたが通じなかった")


class ItemOutcome(models.TextChoices):
    """What a meeting came to about an item of its agenda."""

    OPEN = "open", _("協議中")
    AGREED = "agreed", _("決定")
    REJECTED = "rejected", _("否決・取下げ")
    CONTINUED = "continued", _("次回へ継続")
    NOTED = "noted", _("報告（決定なし）")
