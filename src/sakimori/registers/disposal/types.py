"""Choices of erasure and disposal (総務省ガイドライン 図表41 の考え方; 6(4))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    """How data were made unreadable."""

    FACTORY_RESET = "factory_reset", _("暗号化された端末の初期化（暗号消去）")
    CRYPTO_ERASE = "crypto_erase", _("暗号消去")
    SECURE_ERASE = "secure_erase", _("ATA Secure Erase（拡張）")
    SANITIZE = "sanitize", _("SCSI SANITIZE・NVMe Sanitize・BLOCK ERASE")
    OVERWRITE = "overwrite", _("上書き消去")
    DEGAUSS = "degauss", _("磁気破壊")
    DRILL = "drill", _("物理破壊（最下層までの多点穿孔・破砕）")
    CRUSH_CHIPS = "crush_chips", _("物理破壊（記憶素子の破壊）")
    SHRED = "shred", _("裁断・溶解")
    FORMAT = "format", _("通常の初期化（フォーマット）")
    NOTHING_STORED = "nothing_stored", _("記憶装置なし")


class Occasion(models.TextChoices):
    """Why it was erased."""

    RETURN = "return", _("返納時の初期化")
    REUSE = "reuse", _("使い回し")
    DISPOSAL = "disposal", _("廃棄")
    LEASE_RETURN = "lease_return", _("リース・貸主への返却")
    REPAIR = "repair", _("修理に出す前")


class CaseKind(models.TextChoices):
    """What a disposal file is about."""

    DESTROY = "destroy", _("廃棄")
    LEASE_RETURN = "lease_return", _("リースの返却")
    CITY_RETURN = "city_return", _("市・町村への返却")
    RECORDS = "records", _("保存期間が満了した文書の廃棄")
