"""Choices of people, units, posts and offices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Kinds of units inside an assembly."""

    ASSEMBLY = "assembly", _("議会")
    SECRETARIAT = "secretariat", _("議会事務局")
    CAUCUS = "caucus", _("会派")
    COMMITTEE = "committee", _("委員会等")
    OUTSIDE = "outside", _("外部（市の情報部門など）")


class Role(models.TextChoices):
    """What a post may do; the matrix role × permission is in `foundation.access.matrix`."""

    CHAIR = "chair", _("議長（統括）")
    DEPUTY = "deputy", _("副議長（統括の代理）")
    SECRETARY_GENERAL = "secretary_general", _("事務局長（統括責任者）")
    MANAGER = "manager", _("情報セキュリティ管理者")
    STAFF = "staff", _("事務局職員")
    CAUCUS_HEAD = "caucus_head", _("会派責任者")
    MEMBER = "member", _("議員")
    AUDITOR = "auditor", _("監査人")
    CITY_IT = "city_it", _("市情報部門の連絡担当")
    OPERATOR = "operator", _("運用管理者")


STAFF_ROLES = (Role.SECRETARY_GENERAL, Role.MANAGER, Role.STAFF)
"""Roles of the secretariat: people who work in the system every day and must use MFA."""


class PeriodKind(models.TextChoices):
    """Kinds of periods in the assembly's year."""

    REGULAR = "regular", _("定例会")
    EXTRA = "extra", _("臨時会")
    BUDGET = "budget", _("予算要求")
    ELECTION = "election", _("選挙")
    CLOSED = "closed", _("閉庁日")


SITTINGS = (PeriodKind.REGULAR, PeriodKind.EXTRA)
"""Periods in which the assembly sits (会期): nothing is made due then."""


class EndReason(models.TextChoices):
    """Why an office ended."""

    TERM = "term", _("任期満了")
    RESIGNATION = "resignation", _("辞職")
    DISQUALIFICATION = "disqualification", _("失職")
    DEATH = "death", _("死亡")
    TRANSFER = "transfer", _("異動")
    OTHER = "other", _("その他")


class UnitEnd(models.TextChoices):
    """How a caucus ended."""

    DISSOLVED = "dissolved", _("解散")
    MERGED = "merged", _("合流")
    SPLIT = "split", _("分割")
