"""Emergency contacts and their checks, meetings and what they decided.

Persons, units, posts, terms and offices are in `foundation.people`, since everything else refers to them.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.organization.types import CheckResult, ContactKind, ItemOutcome


class EmergencyContact(Dated):
    """A line of the emergency contact list (緊急連絡網). With a post it follows whoever holds the post."""

    kind = models.CharField(_("種別"), max_length=12, choices=ContactKind.choices)
    name = models.CharField(_("名称"), max_length=80, help_text=_("例: 議会事務局 統一窓口、端末の保守窓口"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("職"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("担当者")
    )
    phone_day = models.CharField(_("電話（日中）"), max_length=30, blank=True)
    phone_night = models.CharField(_("電話（夜間・休日）"), max_length=30, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    order = models.PositiveSmallIntegerField(_("連絡の順"), default=0)
    note = models.CharField(_("備考"), max_length=200, blank=True, help_text=_("受付時間や、かけるときの注意など。"))
    changed_on = models.DateField(_("番号や担当者を変えた日"), null=True, blank=True, editable=False)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("緊急連絡先")

    def __str__(self) -> str:
        return self.name


class ContactCheck(Recorded):
    """Somebody made sure that an entry is right, or called it. Kept as rows, so that past days stay answerable."""

    contact = models.ForeignKey(EmergencyContact, models.PROTECT, related_name="checks", verbose_name=_("緊急連絡先"))
    checked_on = models.DateField(_("確認した日"))
    result = models.CharField(_("結果"), max_length=12, choices=CheckResult.choices)
    how = models.CharField(_("確認の方法と結果"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("緊急連絡先の確認")
        indexes = [models.Index(fields=["assembly", "contact", "checked_on"])]

    def __str__(self) -> str:
        return str(self.checked_on)


class Meeting(Recorded):
    """A body met (議会運営委員会, 会派代表者会議, 本会議 …). The body decides, never a user (ORG-6)."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("会議体")
    )
    name = models.CharField(_("会議の名称"), max_length=120)
    held_on = models.DateField(_("開催日"))
    place = models.CharField(_("場所"), max_length=80, blank=True)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("会議")
        indexes = [models.Index(fields=["assembly", "held_on"])]

    def __str__(self) -> str:
        return self.name


class MeetingItem(Recorded):
    """An item of the agenda and what was decided; it may belong to a clause of the policy and to a subject."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("会議"))
    order = models.PositiveSmallIntegerField(_("議題番号"), default=0)
    title = models.CharField(_("議題"), max_length=160)
    outcome = models.CharField(_("結果"), max_length=10, choices=ItemOutcome.choices, default=ItemOutcome.OPEN)
    decision = models.TextField(_("決定の内容"), blank=True)
    clause_path = models.CharField(_("関係する条項"), max_length=60, blank=True, help_text=_("例: 6(1)"))
    subject_model = models.CharField(_("対象の種類"), max_length=60, blank=True, editable=False)
    subject_id = models.UUIDField(_("対象の識別子"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("議題")
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="organization_item_order")]
        indexes = [
            models.Index(fields=["assembly", "clause_path"]),
            models.Index(fields=["assembly", "subject_model", "subject_id"]),
        ]

    def __str__(self) -> str:
        return self.title
