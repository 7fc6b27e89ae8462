"""The outbox: what people are told. Sent by mail where mail is set up; otherwise read in the application or printed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person


class NoticeState(models.TextChoices):
    """A notice waits, was sent, or could not be sent."""

    QUEUED = "queued", _("未送信")
    SENT = "sent", _("送信済み")
    HANDED = "handed", _("紙などで渡した")
    FAILED = "failed", _("送れませんでした")


class Notice(Recorded):
    """One message to one person. `key` says what it is about, so that nobody is told the same thing twice.

    The body never holds a secret: the link to `about` is made when the mail leaves.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="notices", verbose_name=_("宛先"))
    key = models.CharField(_("重複を防ぐ印"), max_length=120)
    subject = models.CharField(_("件名"), max_length=120)
    body = models.TextField(_("本文"))
    about_model = models.CharField(_("対象の種類"), max_length=60, blank=True)
    about_id = models.UUIDField(_("対象の識別子"), null=True, blank=True)
    state = models.CharField(_("状態"), max_length=8, choices=NoticeState.choices, default=NoticeState.QUEUED)
    queued_at = models.DateTimeField(_("作成日時"))
    sent_at = models.DateTimeField(_("送信日時"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("送信した回数"), default=0)
    next_try = models.DateTimeField(_("次に送る日時"), null=True, blank=True)
    last_error = models.CharField(_("送れなかった理由"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("お知らせ")
        constraints = [models.UniqueConstraint(fields=["assembly", "key"], name="notices_once")]
        indexes = [models.Index(fields=["assembly", "state"])]

    def __str__(self) -> str:
        return self.subject
