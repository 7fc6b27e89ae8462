"""Playbooks of an assembly: which kinds it keeps, the decided versions of their texts, and the yearly look at them (6(7))."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post
from sakimori.foundation.people.types import Role
from sakimori.measures.playbooks.types import AdoptionState, IncidentKind, ReviewOutcome


class KeptKind(Dated):
    """From a day on the assembly keeps a playbook for a kind, or leaves the kind out and says why."""

    kind = models.CharField(_("事案の種類"), max_length=20, choices=IncidentKind.choices)
    is_kept = models.BooleanField(_("備える"), default=True)
    reason = models.CharField(_("備えない理由"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("備える種類")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["assembly", "kind"], condition=Q(to_date__isnull=True), name="playbooks_kind_once"
            ),
            models.CheckConstraint(
                condition=Q(is_kept=True) | ~Q(reason=""),
                name="playbooks_left_out_with_reason",
                violation_error_message=_("備えない種類には、理由を書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Adoption(Recorded):
    """One decision about one or more playbooks: recorded as decided, or waiting for the approval of the roles asked."""

    state = models.CharField(_("状態"), max_length=10, choices=AdoptionState.choices, default=AdoptionState.DECIDED)
    proposed_on = models.DateField(_("提案した日"))
    decided_on = models.DateField(_("決めた日"), null=True, blank=True)
    effective_on = models.DateField(_("使い始める日"))
    decision = models.CharField(_("決めた会議・決裁"), max_length=120, blank=True)
    note = models.CharField(_("変えたところ・備考"), max_length=400, blank=True)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申請")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("対応手順の決定")
        indexes = [models.Index(fields=["assembly", "state", "effective_on"])]

    def __str__(self) -> str:
        return self.decision or str(self.proposed_on)


class PlaybookVersion(Recorded):
    """One numbered text of a playbook. It is a text of the assembly and evidence, so it is not translated."""

    kind = models.CharField(_("事案の種類"), max_length=20, choices=IncidentKind.choices)
    number = models.PositiveSmallIntegerField(_("版"))
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="versions", verbose_name=_("決定"))
    text = models.TextField(_("本文"))
    text_sha256 = models.CharField(_("照合値"), max_length=64)
    shipped_sha256 = models.CharField(
        _("元にした、用意された文の照合値"),
        max_length=64,
        help_text=_("用意された文が後で変わったことを知るために使います。"),
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("対応手順の版")
        constraints = [models.UniqueConstraint(fields=["assembly", "kind", "number"], name="playbooks_version_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def is_as_shipped(self) -> bool:
        """Whether the words are those of the shipped text it started from."""
        return self.text_sha256 == self.shipped_sha256


class PlaybookName(Recorded):
    """A role, post or person whom a version gives work to: found again when nobody holds it any more."""

    version = models.ForeignKey(PlaybookVersion, models.PROTECT, related_name="names", verbose_name=_("版"))
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("職"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人"))
    words = models.CharField(_("書かれた言葉"), max_length=120)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("手順の担当")
        constraints = [models.UniqueConstraint(fields=["version", "words"], name="playbooks_name_once")]

    def __str__(self) -> str:
        return self.words


class PlaybookReview(Recorded):
    """The assembly looked at a version again and came to an outcome."""

    version = models.ForeignKey(PlaybookVersion, models.PROTECT, related_name="reviews", verbose_name=_("版"))
    reviewed_on = models.DateField(_("見直した日"))
    outcome = models.CharField(_("結論"), max_length=10, choices=ReviewOutcome.choices)
    reasons = models.CharField(_("理由・気づいたこと"), max_length=400)
    meeting = models.CharField(_("会議・見直した人"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("対応手順の見直し")
        indexes = [models.Index(fields=["assembly", "version", "reviewed_on"])]

    def __str__(self) -> str:
        return str(self.reviewed_on)
