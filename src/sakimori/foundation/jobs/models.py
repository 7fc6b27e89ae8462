"""When each job runs next, and how it went. Belongs to the installation, not to an assembly."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueJob(models.Model):
    """A job's schedule. `locked_until` is a lease: a process that dies loses it by itself."""

    name = models.CharField(_("自動処理"), max_length=60, primary_key=True)
    next_run = models.DateTimeField(_("次回"))
    last_run = models.DateTimeField(_("前回"), null=True, blank=True)
    last_success = models.DateTimeField(_("最後に成功した日時"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("続けて失敗した回数"), default=0)
    last_error = models.TextField(_("失敗の内容"), blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    locked_by = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("自動処理")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
