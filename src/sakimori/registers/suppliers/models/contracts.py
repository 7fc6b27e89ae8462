"""Contracts: who signs, who uses, how long, what they may touch, who works below them, how it ends (VEN-1, VEN-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.premises.models import Visit
from sakimori.registers.suppliers.models.companies import Service, Supplier
from sakimori.registers.suppliers.types import AccessKind, EndReason


class Contract(Recorded):
    """A contract with a supplier. An assembly signs none itself: the mayor does; it uses what was agreed."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="contracts", verbose_name=_("事業者"))
    number = models.CharField(_("契約番号"), max_length=60, blank=True)
    title = models.CharField(_("契約の件名"), max_length=160)
    party = models.CharField(_("契約者"), max_length=80, help_text=_("契約書に名前のある人。多くは市長・町村長です。"))
    office = models.CharField(_("契約の主管課"), max_length=80, blank=True, help_text=_("契約の事務をする課。"))
    user = models.CharField(_("使う組織"), max_length=80, help_text=_("議会、議会事務局など。"))
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("議会側の担当者")
    )
    concluded_on = models.DateField(_("契約日"), null=True, blank=True)
    from_date = models.DateField(_("開始日"))
    to_date = models.DateField(_("終了日"), null=True, blank=True)
    auto_renews = models.BooleanField(_("自動更新"), default=False)
    renewal_months = models.PositiveSmallIntegerField(_("更新の期間（月）"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        _("更新しないときに申し出る期限（終了日の何日前）"), null=True, blank=True
    )
    is_outsourcing = models.BooleanField(
        _("業務委託・外部サービス"), default=True, help_text=_("物を買うだけの契約では外します。条項の点検をしません。")
    )
    has_remote_access = models.BooleanField(_("遠隔からの接続"), default=False)
    remote_note = models.CharField(_("遠隔からの接続の方法と時間"), max_length=300, blank=True)
    work_place = models.CharField(_("作業の場所"), max_length=200, blank=True)
    data_place = models.CharField(_("データの保管場所（国・地域）"), max_length=200, blank=True)
    may_subcontract = models.BooleanField(_("再委託あり"), null=True, blank=True)
    exit_plan = models.TextField(_("終わるときの計画"), blank=True, help_text=_("データの受取り方、消し方、引継ぎ先。"))
    note = models.CharField(_("備考"), max_length=1000, blank=True)
    registered_on = models.DateField(_("登録日"), editable=False)
    ended_on = models.DateField(_("終わった日"), null=True, blank=True, editable=False)
    end_reason = models.CharField(
        _("終わった理由"), max_length=10, choices=EndReason.choices, blank=True, editable=False
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="suppliers_contract_period",
                violation_error_message=_("終了日は開始日以後の日にしてください。"),
            ),
            models.UniqueConstraint(
                fields=["assembly", "number"],
                condition=~Q(number=""),
                name="suppliers_contract_number",
                violation_error_message=_("同じ契約番号の契約が、すでにあります。"),
            ),
        ]
        indexes = [models.Index(fields=["assembly", "from_date", "to_date"])]

    def __str__(self) -> str:
        return self.title


class Renewal(Recorded):
    """A contract was renewed: from which day, and its end before and after."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="renewals", verbose_name=_("契約"))
    renewed_from = models.DateField(_("更新した期間の初日"))
    old_to_date = models.DateField(_("前の終了日"), null=True, blank=True)
    to_date = models.DateField(_("新しい終了日"), null=True, blank=True)
    is_automatic = models.BooleanField(_("自動更新による"), default=False)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約の更新")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "renewed_from"],
                name="suppliers_renewal_once",
                violation_error_message=_("この日からの更新は、すでに記録されています。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.renewed_from)


class ContractService(Recorded):
    """A service that a contract is about."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="service_links", verbose_name=_("契約"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="contract_links", verbose_name=_("サービス"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約のサービス")
        constraints = [models.UniqueConstraint(fields=["contract", "service"], name="suppliers_contract_service")]

    def __str__(self) -> str:
        return str(self.pk)


class ContractAccess(Dated):
    """What of ours a contractor may touch, and how."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="accesses", verbose_name=_("契約"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="contract_accesses", verbose_name=_("資産"))
    kind = models.CharField(_("触れ方"), max_length=8, choices=AccessKind.choices)
    is_remote = models.BooleanField(_("遠隔から"), default=False)
    note = models.CharField(_("条件"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("契約による資産の取扱い")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["contract", "asset", "kind"],
                condition=Q(to_date__isnull=True),
                name="suppliers_access_once",
                violation_error_message=_("すでに登録されています。"),
            ),
        ]
        indexes = [models.Index(fields=["assembly", "asset"])]

    def __str__(self) -> str:
        return str(self.pk)


class Subcontract(Dated):
    """One step of the chain 再委託: who works below whom, with whose consent, and whether they touch our media."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="subcontracts", verbose_name=_("契約"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("委託した先（上の段）")
    )
    name = models.CharField(_("再委託先"), max_length=120)
    corporate_number = models.CharField(_("法人番号"), max_length=13, blank=True)
    country = models.CharField(_("本店のある国"), max_length=60, blank=True)
    work = models.CharField(_("任せる仕事"), max_length=200)
    touches_media = models.BooleanField(_("議会の情報・媒体に触れる"), default=False)
    consented_on = models.DateField(_("承諾した日"), null=True, blank=True)
    consent = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承諾の書類")
    )

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("再委託")

    def __str__(self) -> str:
        return self.name


class ContractPaper(Recorded):
    """A paper of a contract: the contract itself, specifications, pledge, consent, certificate of erasure."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="papers", verbose_name=_("契約"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    title = models.CharField(_("件名"), max_length=120)
    pages = models.CharField(_("見る場所"), max_length=120, blank=True, help_text=_("例 特記事項は12〜18頁"))
    added_on = models.DateField(_("添付した日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約の書類")

    def __str__(self) -> str:
        return self.title


class ContractExit(Recorded):
    """How a contract was wound up: what came back, what was erased, and the proof."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="exit", verbose_name=_("契約"))
    returned_on = models.DateField(_("返却を受けた日"), null=True, blank=True)
    returned_note = models.CharField(_("返却された物・データ"), max_length=400, blank=True)
    erased_on = models.DateField(_("消去を確かめた日"), null=True, blank=True)
    erased_note = models.CharField(_("消去の方法と範囲"), max_length=400, blank=True)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("消去・返却の証明")
    )
    nothing_reason = models.CharField(_("返却・消去するものがない理由"), max_length=300, blank=True)
    recorded_on = models.DateField(_("記録した日"), editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約終了時の返却・消去")

    def __str__(self) -> str:
        return str(self.recorded_on)


class ContractVisit(Recorded):
    """A visit of the premises that belongs to a contract (PHY-6)."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="visits", verbose_name=_("契約"))
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="contract_link", verbose_name=_("入室の記録"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("契約による入室")

    def __str__(self) -> str:
        return str(self.pk)
