"""Anything wanted from a person is an ask (お願い): kind, person, due date, answer. Links and reminders hang on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded, RecordedQuerySet, ScopedManager
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person


class AskState(models.TextChoices):
    """An ask is open until it is answered or withdrawn."""

    OPEN = "open", _("回答待ち")
    ANSWERED = "answered", _("回答済み")
    WITHDRAWN = "withdrawn", _("取下げ")


class AskQuerySet(RecordedQuerySet["Ask"]):
    """Asks by state."""

    def open(self) -> AskQuerySet:
        """Asks that wait for an answer."""
        return self.filter(state=AskState.OPEN)


class Campaign(Recorded):
    """Asks of one kind about one subject, opened together (e.g. acknowledge version 2)."""

    kind = models.CharField(_("種類"), max_length=40)
    title = models.CharField(_("件名"), max_length=120)
    subject_model = models.CharField(_("対象の種類"), max_length=60)
    subject_id = models.UUIDField(_("対象の識別子"))
    opened_on = models.DateField(_("開始日"))
    due_on = models.DateField(_("期限"))
    closed_on = models.DateField(_("終了日"), null=True, blank=True)
    message = models.TextField(_("お願いの文"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("一斉のお願い")

    def __str__(self) -> str:
        return self.title


class Ask(Recorded):
    """One thing wanted of one person."""

    kind = models.CharField(_("種類"), max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, related_name="asks", verbose_name=_("お願いする人"))
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="asks", verbose_name=_("一斉のお願い")
    )
    title = models.CharField(_("件名"), max_length=120)
    subject_model = models.CharField(_("対象の種類"), max_length=60)
    subject_id = models.UUIDField(_("対象の識別子"))
    opened_on = models.DateField(_("依頼日"))
    due_on = models.DateField(_("期限"))
    state = models.CharField(_("状態"), max_length=10, choices=AskState.choices, default=AskState.OPEN)
    answered_at = models.DateTimeField(_("回答日時"), null=True, blank=True)
    channel = models.CharField(_("回答の方法"), max_length=12, choices=Channel.choices, blank=True)
    answer = models.JSONField(_("回答"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("紙の回答の写し"))
    closed_note = models.CharField(_("取下げの理由"), max_length=200, blank=True)

    objects = ScopedManager.from_queryset(AskQuerySet)()  # type: ignore[assignment, misc]

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("お願い")
        indexes = [
            models.Index(fields=["assembly", "state", "due_on"]),
            models.Index(fields=["assembly", "kind", "subject_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "person"], condition=Q(state="open"), name="asks_one_open_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AskLink(Recorded):
    """A one-purpose link to one ask. Only the hash of its token is kept; it expires and can be revoked."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="links", verbose_name=_("お願い"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True)
    made_for = models.CharField(
        _("渡し方"), max_length=12, choices=[("letter", _("手紙")), ("mail", _("メール")), ("screen", _("画面"))]
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("専用リンク")

    def __str__(self) -> str:
        return str(self.pk)


class PrintedSheet(Recorded):
    """A sheet that went out to be ticked: what stood on it and where, so that it can be read when it comes back.

    `ask` is empty for sheets about several people (e.g. who was there); `pages` holds the rows of each page as
    `foundation.papers.sheets.Row.plain` gives them; `digest` is the hash of the token in the printed code (of an ask,
    the same token as its link).
    """

    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("お願い"))
    kind = models.CharField(_("種類"), max_length=40)
    title = models.CharField(_("件名"), max_length=120)
    subject_model = models.CharField(_("対象の種類"), max_length=60)
    subject_id = models.UUIDField(_("対象の識別子"))
    printed_on = models.DateField(_("印刷日"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    pages = models.JSONField(_("印刷した欄"))
    is_signed = models.BooleanField(_("署名欄がある"), default=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("回答用紙")

    def __str__(self) -> str:
        return self.title


class Reminder(Recorded):
    """A reminder that was given (by mail, letter or word of mouth)."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="reminders", verbose_name=_("お願い"))
    given_on = models.DateField(_("日付"))
    means = models.CharField(
        _("方法"), max_length=12, choices=[("mail", _("メール")), ("letter", _("手紙")), ("oral", _("口頭"))]
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("再度のお願い")

    def __str__(self) -> str:
        return str(self.given_on)
