"""Erasures with their proof, disposal files reconciled serial by serial (6(4); AST-8, AST-14)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import Confidentiality
from sakimori.registers.disposal.types import CaseKind, Method, Occasion
from sakimori.registers.lending.models import Loan


class DisposalCase(Recorded):
    """A disposal file (廃棄・返却の記録): what leaves, by whom, and the proof. It closes only when every serial is told."""

    number = models.CharField(_("番号"), max_length=40)
    kind = models.CharField(_("種類"), max_length=12, choices=CaseKind.choices)
    title = models.CharField(_("件名"), max_length=120)
    contractor = models.CharField(_("事業者"), max_length=120, blank=True)
    subcontractors = models.TextField(_("再委託先"), blank=True, help_text=_("一行に一社ずつ。"))
    opened_on = models.DateField(_("作成日"))
    planned_on = models.DateField(_("引渡し予定日"), null=True, blank=True)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決裁")
    )
    approved_on = models.DateField(_("承認日"), null=True, blank=True)
    handed_on = models.DateField(_("引渡し日"), null=True, blank=True)
    closed_on = models.DateField(_("完了日"), null=True, blank=True)
    note = models.TextField(_("備考"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("廃棄・返却")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "number"],
                name="disposal_case_number",
                violation_error_message=_("同じ番号の記録が、すでにあります。"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Erasure(Recorded):
    """Data of an asset were made unreadable: method, day, who, who watched, certificate, and whether it names the serial."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="erasures", verbose_name=_("資産"))
    loan = models.ForeignKey(
        Loan, models.PROTECT, null=True, blank=True, related_name="erasures", verbose_name=_("返納された貸与")
    )
    case = models.ForeignKey(
        DisposalCase, models.PROTECT, null=True, blank=True, related_name="erasures", verbose_name=_("廃棄・返却")
    )
    occasion = models.CharField(_("機会"), max_length=12, choices=Occasion.choices)
    method = models.CharField(_("方法"), max_length=16, choices=Method.choices)
    erased_on = models.DateField(_("消去日"))
    operator = models.CharField(_("作業した人・事業者"), max_length=120)
    witness = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="witnessed", verbose_name=_("立ち会った職員")
    )
    certificate = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("消去証明書")
    )
    certificate_serial = models.CharField(_("証明書にある製造番号"), max_length=80, blank=True)
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("写真")
    )
    lock_released = models.BooleanField(_("MDM・アクティベーションロックの解除"), null=True, blank=True)
    exception_reason = models.CharField(_("基準と違う方法による理由"), max_length=400, blank=True)
    exception_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("例外を認めた人")
    )
    note = models.CharField(_("備考"), max_length=200, blank=True)
    confidentiality = models.CharField(
        _("消去したときの機密性"), max_length=2, choices=Confidentiality.choices, blank=True, editable=False
    )
    is_sufficient = models.BooleanField(_("基準に合う（例外を含む）"), default=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("データの消去")
        indexes = [models.Index(fields=["assembly", "asset", "erased_on"])]

    def __str__(self) -> str:
        return str(self.erased_on)


class DisposalItem(Recorded):
    """One asset of a disposal file, and the line of the contractor's list that names its serial."""

    case = models.ForeignKey(DisposalCase, models.PROTECT, related_name="items", verbose_name=_("廃棄・返却"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="disposal_items", verbose_name=_("資産"))
    serial = models.CharField(_("製造番号（引渡し時）"), max_length=80, blank=True)
    matched_on = models.DateField(_("照合できた日"), null=True, blank=True)
    exception_reason = models.CharField(_("照合できないまま閉じる理由"), max_length=400, blank=True)
    exception_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("例外を認めた人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("廃棄・返却する資産")
        constraints = [models.UniqueConstraint(fields=["case", "asset"], name="disposal_item_once")]

    def __str__(self) -> str:
        return self.serial or str(self.pk)


class ListedSerial(Recorded):
    """A serial as the contractor's list or certificate has it; the item it matched, or none (something foreign)."""

    case = models.ForeignKey(DisposalCase, models.PROTECT, related_name="listed", verbose_name=_("廃棄・返却"))
    item = models.ForeignKey(
        DisposalItem, models.PROTECT, null=True, blank=True, related_name="listed", verbose_name=_("資産")
    )
    serial = models.CharField(_("事業者の一覧の製造番号"), max_length=120)
    row = models.PositiveIntegerField(_("行"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("事業者の一覧"))
    listed_on = models.DateField(_("取り込んだ日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事業者の一覧")

    def __str__(self) -> str:
        return self.serial


class CaseFile(Recorded):
    """A paper of a disposal file: certificate, photo, contract, delivery note."""

    case = models.ForeignKey(DisposalCase, models.PROTECT, related_name="files", verbose_name=_("廃棄・返却"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    title = models.CharField(_("件名"), max_length=120)
    added_on = models.DateField(_("添付した日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("廃棄・返却の書類")

    def __str__(self) -> str:
        return self.title
