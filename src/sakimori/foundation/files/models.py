"""Stored files: sources of policies, scans of paper answers, decision papers. Encrypted at rest."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded


class Disclosure(models.TextChoices):
    """公開区分 of a document."""

    OPEN = "open", _("公開")
    INTERNAL = "internal", _("内部")
    CLOSED = "closed", _("非公開")


class StoredFile(Recorded):
    """A file kept by an assembly. Its bytes lie encrypted under `$SAKIMORI_DATA/files`; the hash is of the plain bytes."""

    name = models.CharField(_("ファイル名"), max_length=200)
    media_type = models.CharField(_("形式"), max_length=100)
    size = models.PositiveIntegerField(_("大きさ（バイト）"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    disclosure = models.CharField(_("公開区分"), max_length=10, choices=Disclosure.choices, default=Disclosure.INTERNAL)
    keep_until = models.DateField(
        _("置いておく最後の日"), null=True, blank=True, editable=False, help_text=_("空欄なら、消されません。")
    )
    destroyed_on = models.DateField(
        _("中身を消した日"), null=True, blank=True, editable=False, help_text=_("名称とSHA-256は、証拠として残ります。")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("ファイル")

    def __str__(self) -> str:
        return self.name
