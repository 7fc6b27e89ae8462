"""Companies: who they are, whom to call, what certificates they show, what they do for the assembly (VEN-1, VEN-3, VEN-5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.types import CertificateKind, ServiceKind


class Supplier(Recorded):
    """A company or body that works for the assembly (委託先・事業者)."""

    name = models.CharField(_("事業者名"), max_length=120)
    kana = models.CharField(_("ふりがな"), max_length=120, blank=True)
    corporate_number = models.CharField(
        _("法人番号"), max_length=13, blank=True, help_text=_("13桁の数字。国税庁が付けた番号です。")
    )
    address = models.CharField(_("所在地"), max_length=200, blank=True)
    hq_country = models.CharField(_("本店のある国"), max_length=60, blank=True)
    owner_name = models.CharField(_("親会社・過半数の株主"), max_length=120, blank=True)
    owner_country = models.CharField(_("親会社・過半数の株主の国"), max_length=60, blank=True)
    contact_name = models.CharField(_("担当窓口"), max_length=120, blank=True)
    phone = models.CharField(_("電話（平日）"), max_length=40, blank=True)
    phone_emergency = models.CharField(_("電話（夜間・緊急）"), max_length=40, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    note = models.CharField(_("備考"), max_length=1000, blank=True)
    registered_on = models.DateField(_("登録日"), editable=False)
    ended_on = models.DateField(_("取引を終えた日"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先・事業者")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "name"],
                name="suppliers_name",
                violation_error_message=_("同じ名前の事業者が、すでにあります。"),
            ),
            models.UniqueConstraint(
                fields=["assembly", "corporate_number"],
                condition=~models.Q(corporate_number=""),
                name="suppliers_corporate_number",
                violation_error_message=_("同じ法人番号の事業者が、すでにあります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(Recorded):
    """A certificate or listing of a supplier: for what, until when, and its copy."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="certificates", verbose_name=_("事業者"))
    kind = models.CharField(_("種類"), max_length=12, choices=CertificateKind.choices)
    name = models.CharField(_("名称（その他のとき）"), max_length=80, blank=True)
    number = models.CharField(_("登録番号"), max_length=60, blank=True)
    scope = models.CharField(
        _("適用範囲"),
        max_length=300,
        blank=True,
        help_text=_("どの事業所・サービスの認証か。委託する仕事が入っているかを確かめます。"),
    )
    covers_us = models.BooleanField(_("委託する仕事が適用範囲に入っている"), null=True, blank=True)
    issuer = models.CharField(_("認証した機関"), max_length=120, blank=True)
    valid_from = models.DateField(_("有効期間の初日"), null=True, blank=True)
    expires_on = models.DateField(_("有効期限"), null=True, blank=True)
    copy = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("写し")
    )
    registered_on = models.DateField(_("登録日"), editable=False)
    replaced_on = models.DateField(_("差し替えた日"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("認証・登録")
        indexes = [models.Index(fields=["assembly", "expires_on"])]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class Service(Recorded):
    """Something a supplier does for the assembly: a system, a work, a cloud service."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="services", verbose_name=_("事業者"))
    name = models.CharField(_("サービス・業務の名称"), max_length=120)
    kind = models.CharField(_("種類"), max_length=12, choices=ServiceKind.choices)
    is_cloud = models.BooleanField(_("クラウドサービス"), default=False)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("資産台帳のシステム")
    )
    note = models.CharField(_("内容"), max_length=400, blank=True)
    registered_on = models.DateField(_("登録日"), editable=False)
    ended_on = models.DateField(_("使わなくなった日"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託するサービス・業務")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="suppliers_service_name",
                violation_error_message=_("この事業者に、同じ名前のサービスがあります。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
