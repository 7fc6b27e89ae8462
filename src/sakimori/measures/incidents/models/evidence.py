"""What proves what happened: files with their hash, things in numbered bags, and through whose hands they went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.models.cases import Case
from sakimori.measures.incidents.types import EvidenceKind


class Evidence(Recorded):
    """A file or a thing (INC-7). A copy points to its original and has a number of its own."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence", verbose_name=_("事案"))
    number = models.PositiveSmallIntegerField(_("証拠番号"))
    kind = models.CharField(_("種類"), max_length=6, choices=EvidenceKind.choices)
    title = models.CharField(_("名称・内容"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ファイル")
    )
    bag_number = models.CharField(_("封印袋の番号"), max_length=40, blank=True)
    serial = models.CharField(_("製造番号など"), max_length=80, blank=True)
    handed_by = models.CharField(_("渡した人"), max_length=120)
    received_at = models.DateTimeField(_("受け取った日時"))
    received_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("受け取った人")
    )
    kept_at = models.CharField(_("保管場所"), max_length=120)
    copy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("原本")
    )
    copy_number = models.PositiveSmallIntegerField(_("写しの番号"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("証拠")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="incidents_evidence_number"),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.THING) | Q(file__isnull=False),
                name="incidents_file_is_there",
                violation_error_message=_("ファイルを選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Custody(Recorded):
    """One change of hands. Never changed or removed; each is an entry of the ledger."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="chain", verbose_name=_("証拠"))
    at = models.DateTimeField(_("受渡しの日時"))
    from_whom = models.CharField(_("渡した人"), max_length=120)
    to_whom = models.CharField(_("受け取った人"), max_length=120)
    place = models.CharField(_("保管場所"), max_length=120)
    purpose = models.CharField(_("目的"), max_length=200)
    seal = models.CharField(_("封印の状態"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("証拠の受渡し")
        indexes = [models.Index(fields=["evidence", "at"])]

    def __str__(self) -> str:
        return str(self.pk)
