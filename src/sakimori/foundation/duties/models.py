"""What the assembly itself has settled about a duty: its cadence, target days, or that it does not apply, and why."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.people.dated import Dated


class DutySetting(Dated):
    """The assembly's own decision about one duty for a period. Without one the catalogue's default is in force."""

    duty = models.CharField(_("確認項目"), max_length=60)
    days = models.PositiveSmallIntegerField(
        _("日数"), null=True, blank=True, help_text=_("期限までの日数、または点検の間隔（日）。")
    )
    is_open = models.BooleanField(
        _("頻度を定めない"), default=False, help_text=_("「必要に応じて」のままにする。期限による判定をしません。")
    )
    is_applicable = models.BooleanField(_("対象とする"), default=True)
    ground = models.CharField(_("根拠"), max_length=12, choices=Ground.choices, default=Ground.POLICY)
    reason = models.CharField(_("理由"), max_length=400, blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    decision = models.CharField(_("決定の記録"), max_length=120, blank=True, help_text=_("会議名や決裁番号。"))

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("確認項目の設定")
        indexes = [models.Index(fields=["assembly", "duty"])]

    def __str__(self) -> str:
        return self.duty
