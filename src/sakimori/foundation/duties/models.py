"""What the assembly itself has settled about a duty: cadence, target days, that it does not apply, who has which part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.duties.types import Holders, Part, Parts
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Post
from sakimori.foundation.people.types import Role


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


class DutySplit(Dated):
    """Who does, answers for, advises on and hears of one duty, as the assembly decided it for a period (ORG-4).

    Without a row, or with a row that is_shipped, the split that follows from the catalogue is in force. The second kind
    is kept as a row because going back is a decision too, with its day and reason.
    """

    duty = models.CharField(_("確認項目"), max_length=60)
    is_shipped = models.BooleanField(_("はじめの分担に戻す"), default=False)
    responsible = models.CharField(_("行う役割"), max_length=120, blank=True)
    responsible_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("行う職")
    )
    accountable = models.CharField(_("責任を負う役割"), max_length=120, blank=True)
    accountable_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("責任を負う職")
    )
    consulted = models.CharField(_("相談を受ける役割"), max_length=120, blank=True)
    consulted_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("相談を受ける職")
    )
    informed = models.CharField(_("知らされる役割"), max_length=120, blank=True)
    informed_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("知らされる職")
    )
    reason = models.CharField(_("理由"), max_length=400)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    decision = models.CharField(_("決定の記録"), max_length=120, blank=True, help_text=_("会議名や決裁番号。"))

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("役割の分担")
        indexes = [models.Index(fields=["assembly", "duty"])]

    def __str__(self) -> str:
        return self.duty

    def holders(self, part: Part) -> Holders:
        """Who has the part."""
        name = part.name.lower()
        roles = frozenset(Role(role) for role in getattr(self, name).split(",") if role)
        return Holders(roles, getattr(self, f"{name}_post"))

    @property
    def parts(self) -> Parts:
        """Every part that somebody has."""
        return {part: found for part in Part if (found := self.holders(part))}
