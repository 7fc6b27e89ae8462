"""Reports and near misses, their photos and voices, and the assembly's door without an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.measures.intake.types import Means, Nature, Opening, State, When
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.models import Asset


class Door(Recorded):
    """The door without an account: who may use it, and the code in every QR code that leads to it. One an assembly."""

    opening = models.CharField(_("ログインしない人の報告"), max_length=8, choices=Opening.choices)
    code = models.CharField(_("符号"), max_length=12)
    code_since = models.DateField(_("符号を決めた日"))
    message = models.CharField(_("報告する人への一言"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("報告の入口")
        constraints = [models.UniqueConstraint(fields=["assembly"], name="intake_one_door")]

    def __str__(self) -> str:
        return self.code


class Report(Recorded):
    """Somebody says that something happened, may have happened, or nearly did. What is known of them is what they gave.

    An anonymous near miss holds nobody: no person, no contact, and its ledger entry names no account.
    """

    number = models.PositiveIntegerField(_("番号"))
    once = models.UUIDField(_("送信の識別子"), unique=True, editable=False)
    kind = models.CharField(_("種類"), max_length=20, choices=IncidentKind.choices)
    nature = models.CharField(_("起きたかどうか"), max_length=10, choices=Nature.choices)
    when = models.CharField(_("いつごろ"), max_length=10, choices=When.choices, default=When.NOW)
    happened_on = models.DateField(_("起きた日"), null=True, blank=True)
    device = models.CharField(_("どの端末・書類"), max_length=120, blank=True)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="incident_reports", verbose_name=_("資産")
    )
    text = models.TextField(_("どうしたか"), blank=True)
    voice = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("声の録音"),
        help_text=_("場所・日時・機種を消したもの。"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="incident_reports", verbose_name=_("報告した人")
    )
    contact = models.CharField(_("名前・連絡先"), max_length=160, blank=True)
    is_anonymous = models.BooleanField(_("名前を残さない"), default=False)
    means = models.CharField(_("報告の方法"), max_length=8, choices=Means.choices)
    received_at = models.DateTimeField(_("受け付けた日時"))
    received_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("受け付けた職員")
    )
    receipt_digest = models.CharField(_("受付番号の照合値"), max_length=64, unique=True, editable=False)
    is_restricted = models.BooleanField(_("取扱いを限る"), default=False)
    state = models.CharField(_("状態"), max_length=8, choices=State.choices, default=State.NEW)
    touched_on = models.DateField(_("対応を始めた日"), null=True, blank=True)
    closed_on = models.DateField(_("終わった日"), null=True, blank=True)
    outcome = models.TextField(_("確かめたことと理由"), blank=True)
    answer = models.TextField(_("報告した人への返事"), blank=True)
    answered_on = models.DateField(_("返事をした日"), null=True, blank=True)
    case_id = models.UUIDField(_("事案の識別子"), null=True, blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("同じ件の報告")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事故・ヒヤリハットの報告")
        indexes = [
            models.Index(fields=["assembly", "state", "received_at"]),
            models.Index(fields=["assembly", "case_id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="intake_number"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(person__isnull=True, contact="", nature=Nature.NEAR_MISS),
                name="intake_anonymous_is_nobody",
                violation_error_message=_("名前を残さない報告には、人も連絡先も記録できません。"),
            ),
            models.CheckConstraint(
                condition=Q(state=State.NEW) | Q(touched_on__isnull=False),
                name="intake_handled_is_touched",
                violation_error_message=_("対応を始めた日が要ります。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class ReportPhoto(Recorded):
    """A picture that came with a report, without place, time and device."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="photos", verbose_name=_("事故・ヒヤリハットの報告")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("報告の写真")

    def __str__(self) -> str:
        return str(self.pk)
