"""What bears witness to the ledger besides its checkpoints: the succession of signing keys, and seams."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded


class LedgerKey(Recorded):
    """A public key that signs this assembly's checkpoints from `from_size` entries on."""

    position = models.PositiveIntegerField(_("順番"))
    public = models.CharField(_("公開鍵"), max_length=300)
    from_size = models.PositiveBigIntegerField(_("この件数から"))
    from_time = models.DateTimeField(_("使い始めた日時"))
    statement = models.TextField(_("交代の文面"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("署名の鍵")
        constraints = [models.UniqueConstraint(fields=["assembly", "position"], name="witness_key_position")]

    def __str__(self) -> str:
        return self.public


class SeamKind(models.TextChoices):
    """Why the ledger has a seam (LED-7)."""

    RESTORED = "restored", _("控えより前の状態に戻された")
    ERASED = "erased", _("個人情報を消去した")


class Seam(Recorded):
    """Something that readers of the ledger must know; each has its own entry."""

    kind = models.CharField(_("種類"), max_length=12, choices=SeamKind.choices)
    about = models.JSONField(_("内容"), default=dict)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("記録の継ぎ目")

    def __str__(self) -> str:
        return self.kind
