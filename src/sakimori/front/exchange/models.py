"""What an assembly taught the importer, and what came in with each file (AST-11)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile


class ColumnMapping(Recorded):
    """How this assembly's own ledger names its columns: learned from what was chosen at an earlier import (AST-11)."""

    register = models.CharField(_("台帳"), max_length=40)
    heading = models.CharField(_("見出し"), max_length=120)
    column = models.CharField(_("項目"), max_length=40)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("見出しの対応")
        constraints = [models.UniqueConstraint(fields=["assembly", "register", "heading"], name="interchange_mapping")]

    def __str__(self) -> str:
        return self.heading


class ImportRun(Recorded):
    """A whole ledger that came in as one act, and can go out again as one (AST-11)."""

    register = models.CharField(_("台帳"), max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("ファイル"))
    imported_on = models.DateField(_("取り込んだ日"))
    new_count = models.PositiveIntegerField(_("新しい行"), default=0)
    changed_count = models.PositiveIntegerField(_("変わった行"), default=0)
    undone_on = models.DateField(_("取り消した日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("取込みの記録")

    def __str__(self) -> str:
        return str(self.imported_on)
