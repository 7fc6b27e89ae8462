"""Loans with pledge and receipt, losses, permissions, take-outs (6(4); AST-4 … AST-6, PHY-3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.types import (
    Condition,
    LossCause,
    LossKind,
    LossResult,
    PermitKind,
    ReceiptKind,
    ReturnReason,
)


class PledgeTerms(Recorded):
    """The assembly's own wording of what borrowers pledge (誓約事項), from a day on; before the first row the shipped one.

    Rows are never changed: a new wording is a new row. What somebody signed stands in their own `Pledge.statement`.
    """

    text = models.TextField(_("誓約事項"), max_length=4000)
    from_date = models.DateField(_("適用日"))
    decided_by = models.CharField(_("決めた人・会議"), max_length=120)
    reason = models.CharField(_("変える理由"), max_length=400)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("誓約事項の版")
        indexes = [models.Index(fields=["assembly", "from_date"])]

    def __str__(self) -> str:
        return str(self.from_date)


class Pledge(Recorded):
    """A person asks to borrow and pledges to keep the terms (貸与申請書・誓約書): the exact text, how and when.

    Without `pledged_on` the person was asked and has not answered yet.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="pledges", verbose_name=_("申請者"))
    statement = models.TextField(_("誓約の文"))
    wanted = models.CharField(_("借りたい物"), max_length=200, blank=True)
    pledged_on = models.DateField(_("誓約日"), null=True, blank=True)
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices, blank=True)
    signature = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("署名")
    )
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("紙の写し")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("貸与申請・誓約")
        indexes = [models.Index(fields=["assembly", "person", "pledged_on"])]

    def __str__(self) -> str:
        return str(self.pledged_on)


class Receipt(Recorded):
    """One signature for everything handed over at once: 受領書 going out, 返納書 coming back (AST-4, AST-5).

    Without `signed_at` it was made and waits for its signature.
    """

    kind = models.CharField(_("種類"), max_length=6, choices=ReceiptKind.choices)
    number = models.PositiveIntegerField(_("番号"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts", verbose_name=_("相手"))
    made_on = models.DateField(_("作成日"))
    signed_at = models.DateTimeField(_("署名の日時"), null=True, blank=True)
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices, blank=True)
    signature = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("署名")
    )
    counter_signature = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("事務局の署名")
    )
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("紙の写し")
    )
    staff = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("取り扱った職員")
    )
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("受領書・返納書")
        constraints = [models.UniqueConstraint(fields=["assembly", "kind", "number"], name="lending_receipt_number")]
        indexes = [models.Index(fields=["assembly", "person", "made_on"])]

    def __str__(self) -> str:
        return str(self.number)


class Loan(Recorded):
    """An asset is lent to a person, bound to the term. It ends by coming back, or by a report that it is lost."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="loans", verbose_name=_("資産"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="loans", verbose_name=_("借りている人"))
    lent_on = models.DateField(_("貸した日"))
    due_on = models.DateField(_("返納の期限"))
    beyond_term_reason = models.CharField(_("任期を越える理由"), max_length=200, blank=True)
    despite_reason = models.CharField(_("済んでいないことがあるまま渡した理由"), max_length=400, blank=True)
    purpose = models.CharField(_("用途"), max_length=120, blank=True)
    accessories = models.TextField(_("渡した付属品"), blank=True)
    condition = models.CharField(_("貸出時の状態"), max_length=8, choices=Condition.choices, default=Condition.GOOD)
    condition_note = models.CharField(_("貸出時の状態の説明"), max_length=200, blank=True)
    pledge = models.ForeignKey(
        Pledge, models.PROTECT, null=True, blank=True, related_name="loans", verbose_name=_("貸与申請・誓約")
    )
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="loans", verbose_name=_("受領書")
    )
    returned_on = models.DateField(_("返った日"), null=True, blank=True)
    return_reason = models.CharField(_("返納の理由"), max_length=20, choices=ReturnReason.choices, blank=True)
    return_condition = models.CharField(_("返納時の状態"), max_length=8, choices=Condition.choices, blank=True)
    return_note = models.CharField(_("返納時の状態の説明"), max_length=200, blank=True)
    missing_accessories = models.TextField(_("返らなかった付属品"), blank=True)
    malware_checked_on = models.DateField(_("返却時のウイルス検査日"), null=True, blank=True)
    malware_note = models.CharField(_("ウイルス検査をしない理由"), max_length=200, blank=True)
    return_receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="returned_loans", verbose_name=_("返納書")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("貸与")
        constraints = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(returned_on__isnull=True),
                name="lending_one_open_loan",
                violation_error_message=_("この資産は、すでに貸し出しています。"),
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
                name="lending_loan_period",
                violation_error_message=_("返った日は貸した日以後の日にしてください。"),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on")),
                name="lending_loan_due",
                violation_error_message=_("返納の期限は貸した日以後の日にしてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["assembly", "person", "returned_on"]),
            models.Index(fields=["assembly", "returned_on", "due_on"]),
        ]

    def __str__(self) -> str:
        return str(self.lent_on)

    @property
    def accessory_list(self) -> list[str]:
        """Accessories that went out."""
        return self.accessories.splitlines()

    @property
    def missing_list(self) -> list[str]:
        """Accessories that did not come back."""
        return self.missing_accessories.splitlines()


class LoanPhoto(Recorded):
    """A photo of a lent thing, when it went out or came back."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="photos", verbose_name=_("貸与"))
    is_return = models.BooleanField(_("返納時"), default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("写真"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("貸与の写真")

    def __str__(self) -> str:
        return str(self.pk)


class LossReport(Recorded):
    """紛失・破損等届: what happened to which thing, what lies on it, what was done."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="losses", verbose_name=_("資産"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, verbose_name=_("届け出た人"))
    loan = models.ForeignKey(Loan, models.PROTECT, null=True, blank=True, related_name="losses", verbose_name=_("貸与"))
    kind = models.CharField(_("種類"), max_length=8, choices=LossKind.choices)
    cause = models.CharField(_("原因"), max_length=12, choices=LossCause.choices, blank=True)
    happened_on = models.DateField(_("起きた日"))
    where = models.CharField(_("場所"), max_length=160)
    how = models.TextField(_("いきさつ"))
    data_inside = models.TextField(_("中に入っていた情報"), blank=True)
    actions_taken = models.TextField(
        _("とった措置"), blank=True, help_text=_("遠隔ロック、回線の停止、警察への届出など。")
    )
    police_number = models.CharField(_("警察の受理番号"), max_length=60, blank=True)
    reported_on = models.DateField(_("届出日"))
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("紙の写し"))
    closed_on = models.DateField(_("完了日"), null=True, blank=True)
    result = models.CharField(_("結果の種類"), max_length=10, choices=LossResult.choices, blank=True)
    outcome = models.CharField(_("結果"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("紛失・破損等届")
        indexes = [models.Index(fields=["assembly", "asset", "happened_on"])]

    def __str__(self) -> str:
        return str(self.happened_on)


class Permit(Dated):
    """A permission: one take-out, standing take-out of a lent device, or the use of a private device (BYOD).

    The application with its route is in `foundation.approvals`; `granted_on` is set when the last role approved.
    """

    kind = models.CharField(_("種類"), max_length=10, choices=PermitKind.choices)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="permits", verbose_name=_("資産"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="permits", verbose_name=_("許可を受ける人"))
    destination = models.CharField(_("持出し先・使う場所"), max_length=160, blank=True)
    purpose = models.CharField(_("目的"), max_length=200)
    conditions = models.TextField(_("条件"), blank=True)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申請")
    )
    granted_on = models.DateField(_("許可日"), null=True, blank=True)
    revoked_on = models.DateField(_("取消日"), null=True, blank=True)
    revoke_reason = models.CharField(_("取消の理由"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("持出し・利用の許可")
        indexes = [models.Index(fields=["assembly", "asset", "from_date"])]

    def __str__(self) -> str:
        return str(self.from_date)


class PermitCheck(Recorded):
    """The conditions of a permission were looked at: kept or not (BYOD; 総務省ガイドライン 支給以外の端末). Rows, so that
    past days stay answerable."""

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="checks", verbose_name=_("許可"))
    checked_on = models.DateField(_("確かめた日"))
    is_kept = models.BooleanField(_("条件が守られている"))
    note = models.CharField(_("確かめた内容"), max_length=400)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確かめた人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("許可の条件の確認")
        indexes = [models.Index(fields=["assembly", "permit", "checked_on"])]

    def __str__(self) -> str:
        return str(self.checked_on)


class TakeOut(Recorded):
    """An asset leaves the building for a while (持出し) and is checked when it is back."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="take_outs", verbose_name=_("資産"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="take_outs", verbose_name=_("持ち出す人"))
    destination = models.CharField(_("持出し先"), max_length=160)
    purpose = models.CharField(_("目的"), max_length=200)
    left_on = models.DateField(_("持出し日"))
    due_on = models.DateField(_("戻す日"))
    back_on = models.DateField(_("戻った日"), null=True, blank=True)
    back_note = models.CharField(_("戻ったときの確認"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("持出し")
        constraints = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(back_on__isnull=True),
                name="lending_one_open_take_out",
                violation_error_message=_("この資産は、すでに持ち出しています。"),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("left_on")),
                name="lending_take_out_period",
                violation_error_message=_("戻す日は持出し日以後の日にしてください。"),
            ),
        ]
        indexes = [models.Index(fields=["assembly", "back_on", "due_on"])]

    def __str__(self) -> str:
        return str(self.left_on)
