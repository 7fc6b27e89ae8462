"""Printed cards with the content they were printed with, who has them, and the nightly packs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.measures.cards.types import Ended, Shape
from sakimori.registers.premises.models import Place


class CardBatch(Recorded):
    """Copies printed at one time. Of the content only its hash is kept: enough to know when the copies are old."""

    number = models.PositiveIntegerField(_("刷の番号"))
    shape = models.CharField(_("形"), max_length=6, choices=Shape.choices)
    language = models.CharField(_("言語"), max_length=5, default="ja")
    contact_kinds = models.JSONField(_("載せる連絡先の種別"), default=list)
    has_night = models.BooleanField(_("夜間・休日の番号も載せる"), default=True)
    kinds = models.JSONField(_("最初の手順を載せる種類"), default=list, blank=True)
    copies = models.PositiveIntegerField(_("部数"))
    printed_on = models.DateField(_("印刷した日"))
    printed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("印刷した人")
    )
    content_sha256 = models.CharField(_("内容のSHA-256"), max_length=64)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    recalled_on = models.DateField(_("回収を始めた日"), null=True, blank=True)
    recall_reason = models.CharField(_("回収の理由"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("代わりの刷")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("緊急時カード・掲示の刷")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="cards_number"),
            models.CheckConstraint(condition=Q(copies__gt=0), name="cards_some_copies"),
        ]

    def __str__(self) -> str:
        return _("第%(number)s刷") % {"number": self.number}


class CardCopy(Recorded):
    """Copies of one batch with one person or at one place."""

    batch = models.ForeignKey(CardBatch, models.PROTECT, related_name="given", verbose_name=_("緊急時カード・掲示の刷"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="emergency_cards", verbose_name=_("持っている人")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="emergency_cards", verbose_name=_("貼った場所")
    )
    where = models.CharField(_("そのほかの渡し先・場所"), max_length=120, blank=True)
    count = models.PositiveIntegerField(_("枚数"), default=1)
    given_on = models.DateField(_("渡した日・貼った日"))
    ended_on = models.DateField(_("回収した日"), null=True, blank=True)
    ended = models.CharField(_("回収の結果"), max_length=6, choices=Ended.choices, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("配った緊急時カード・掲示")
        indexes = [models.Index(fields=["assembly", "ended_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(place__isnull=False) | ~Q(where=""),
                name="cards_copy_is_somewhere",
                violation_error_message=_("渡した人か、貼った場所を入力してください。"),
            )
        ]

    def __str__(self) -> str:
        return self.whereabouts

    @property
    def whereabouts(self) -> str:
        """Who has it, or where it hangs."""
        return self.person.shown_name if self.person else self.place.name if self.place else self.where


class Pack(Recorded):
    """One night's papers for the worst day. The last seven are kept, encrypted."""

    made_at = models.DateTimeField(_("作った日時"))
    checked_at = models.DateTimeField(_("内容が変わっていないことを確かめた日時"))
    is_restricted = models.BooleanField(_("取扱いを限った事案を含む"), default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    content_sha256 = models.CharField(_("内容のSHA-256"), max_length=64)
    chapters = models.JSONField(_("章"), default=list, blank=True)
    failed = models.PositiveSmallIntegerField(_("作れなかった章"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("もしもの冊子")
        indexes = [models.Index(fields=["assembly", "is_restricted", "made_at"])]

    def __str__(self) -> str:
        return str(self.file)
