"""A list as somebody wants to see it again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.models import Account
from sakimori.foundation.assemblies.records import Recorded


class SavedView(Recorded):
    """A list as somebody wants to see it again: filters, columns, order and day as they stand in the address."""

    table = models.CharField(_("一覧"), max_length=60)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作った人")
    )
    name = models.CharField(_("名前"), max_length=60)
    query = models.CharField(_("条件"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("全員に見せる"), default=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("保存した一覧")
        constraints = [models.UniqueConstraint(fields=["assembly", "table", "account", "name"], name="lists_view_once")]

    def __str__(self) -> str:
        return self.name
