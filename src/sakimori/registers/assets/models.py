"""The asset register: one table for everything of 4(2), what holds what, classes and their limits (6(2); AST-1 … AST-3).

One wide table on purpose: one list, one search, one import and one history for all kinds; `rules.FIELDS_OF` says
which fields a kind has.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.assets import codes
from sakimori.registers.assets.types import (
    AssetKind,
    AssetState,
    Category,
    Confidentiality,
    Form,
    Level,
    OwnerKind,
    RetentionEnd,
    RetentionEvent,
    Topic,
    Zone,
)
from sakimori.registers.premises.models import Place


class Asset(Recorded):
    """A row of the register (資産台帳)."""

    number = models.CharField(_("管理番号"), max_length=40)
    kind = models.CharField(_("種別"), max_length=12, choices=AssetKind.choices)
    category = models.CharField(_("細別"), max_length=12, choices=Category.choices, blank=True)
    name = models.CharField(_("名称"), max_length=120)
    state = models.CharField(_("状態"), max_length=10, choices=AssetState.choices, default=AssetState.IN_USE)
    state_reason = models.CharField(_("状態を変えた理由"), max_length=200, blank=True, editable=False)
    owner_kind = models.CharField(_("所有"), max_length=10, choices=OwnerKind.choices, default=OwnerKind.ASSEMBLY)
    owner_name = models.CharField(_("貸主・所有者の名称"), max_length=120, blank=True)
    owner_number = models.CharField(_("貸主の管理番号"), max_length=60, blank=True)
    owner_terms = models.TextField(_("貸主の条件"), blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("所管（会派・部署）")
    )
    custodian_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("管理責任者（職）")
    )
    custodian = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="kept_assets", verbose_name=_("管理責任者（人）")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("置き場所")
    )
    zone = models.CharField(_("ネットワーク"), max_length=10, choices=Zone.choices, blank=True)
    maker = models.CharField(_("メーカー"), max_length=80, blank=True)
    model = models.CharField(_("型番"), max_length=80, blank=True)
    serial = models.CharField(_("製造番号"), max_length=80, blank=True)
    phone_number = models.CharField(_("電話番号"), max_length=30, blank=True)
    accessories = models.TextField(_("付属品"), blank=True, help_text=_("一行に一つずつ。"))
    bag_number = models.CharField(_("封印袋の番号"), max_length=40, blank=True)
    introduced_on = models.DateField(_("導入日"), null=True, blank=True)
    purchased_on = models.DateField(_("取得日"), null=True, blank=True)
    lease_from = models.DateField(_("リース開始日"), null=True, blank=True)
    lease_to = models.DateField(_("リース終了日"), null=True, blank=True)
    support_ends_on = models.DateField(_("サポート終了日"), null=True, blank=True)
    confidentiality = models.CharField(_("機密性"), max_length=2, choices=Confidentiality.choices, blank=True)
    integrity = models.CharField(_("完全性"), max_length=1, choices=Level.choices, blank=True)
    availability = models.CharField(_("可用性"), max_length=1, choices=Level.choices, blank=True)
    has_personal_data = models.BooleanField(_("個人情報"), null=True, blank=True)
    form = models.CharField(_("形態"), max_length=10, choices=Form.choices, blank=True)
    creator = models.CharField(_("作成者・作成部署"), max_length=120, blank=True)
    created_on = models.DateField(_("作成日"), null=True, blank=True)
    copies = models.PositiveSmallIntegerField(_("部数"), null=True, blank=True)
    retention_years = models.PositiveSmallIntegerField(_("保存年限（年）"), null=True, blank=True)
    retention_event = models.CharField(_("起算の事由"), max_length=10, choices=RetentionEvent.choices, blank=True)
    retention_from = models.DateField(_("保存の起算日"), null=True, blank=True)
    retention_until = models.DateField(_("保存期間の満了日"), null=True, blank=True, editable=False)
    retention_end = models.CharField(_("満了後"), max_length=10, choices=RetentionEnd.choices, blank=True)
    hold_reason = models.CharField(_("廃棄を止める理由"), max_length=200, blank=True)
    registered_on = models.DateField(_("登録日"), editable=False)
    left_use_on = models.DateField(_("使わなくなった日"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("台帳から外れた日"), null=True, blank=True, editable=False)
    finder_code = models.CharField(
        _("ラベルの符号"), max_length=16, unique=True, default=codes.finder_code, editable=False
    )
    note = models.CharField(_("備考"), max_length=1000, blank=True)
    search_text = models.TextField(_("検索用の文字列"), blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("資産")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "number"],
                name="assets_number",
                violation_error_message=_("同じ管理番号の資産が、すでにあります。"),
            ),
            models.CheckConstraint(
                condition=Q(lease_to__isnull=True) | Q(lease_from__isnull=True) | Q(lease_to__gte=F("lease_from")),
                name="assets_lease_period",
                violation_error_message=_("リース終了日は開始日以後の日にしてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["assembly", "serial"]),
            # The list and its search read this index alone, never the wide rows (measured: a fifth of the time).
            models.Index(
                fields=[
                    "assembly",
                    "number",
                    "ended_on",
                    "kind",
                    "state",
                    "category",
                    "unit",
                    "place",
                    "owner_kind",
                    "zone",
                    "confidentiality",
                    "has_personal_data",
                    "custodian_post",
                    "custodian",
                    "name",
                    "search_text",
                    "id",
                ],
                name="assets_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Holding(Dated):
    """Which information lies in which system, on which device or medium. The holder's class is at least the content's."""

    holder = models.ForeignKey(Asset, models.PROTECT, related_name="holdings", verbose_name=_("入れ物"))
    content = models.ForeignKey(Asset, models.PROTECT, related_name="held_in", verbose_name=_("中身"))

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("入れ物と中身")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["holder", "content"],
                condition=Q(to_date__isnull=True),
                name="assets_one_holding",
                violation_error_message=_("すでに登録されています。"),
            ),
            models.CheckConstraint(
                condition=~Q(holder=F("content")),
                name="assets_holding_two_things",
                violation_error_message=_("自分自身は選べません。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Connection(Dated):
    """A line between two systems or devices of the system map (AST-13)."""

    source = models.ForeignKey(Asset, models.PROTECT, related_name="connections_out", verbose_name=_("つなぐ元"))
    target = models.ForeignKey(Asset, models.PROTECT, related_name="connections_in", verbose_name=_("つなぐ先"))
    label = models.CharField(_("回線・用途"), max_length=80, blank=True)
    owner_kind = models.CharField(_("回線の所有"), max_length=10, choices=OwnerKind.choices, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("接続")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="assets_connection_two_things",
                violation_error_message=_("自分自身は選べません。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.pk)


class ClassChange(Recorded):
    """An asset was classified or reclassified: from what to what, why (6(2))."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="class_changes", verbose_name=_("資産"))
    changed_on = models.DateField(_("分類した日"))
    before = models.JSONField(_("変更前"), default=dict)
    after = models.JSONField(_("変更後"), default=dict)
    reason = models.CharField(_("理由"), max_length=400)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("分類した人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("分類の変更")
        indexes = [models.Index(fields=["assembly", "asset", "changed_on"])]

    def __str__(self) -> str:
        return str(self.changed_on)


class HandlingLimit(Recorded):
    """The assembly's own wording of a handling limit (取扱制限); without a row the shipped wording holds."""

    confidentiality = models.CharField(_("機密性"), max_length=2, choices=Confidentiality.choices)
    topic = models.CharField(_("項目"), max_length=10, choices=Topic.choices)
    text = models.CharField(_("取扱制限"), max_length=300)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("取扱制限")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "confidentiality", "topic"], name="assets_handling_limit")
        ]

    def __str__(self) -> str:
        return self.text


class Attachment(Recorded):
    """A file of an asset: photo, manual, specification, network diagram. Closed ones record every opening."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="attachments", verbose_name=_("資産"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    title = models.CharField(_("件名"), max_length=120, blank=True)
    added_on = models.DateField(_("添付した日"))
    removed_on = models.DateField(_("外した日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("添付ファイル")
        indexes = [models.Index(fields=["assembly", "asset"])]

    def __str__(self) -> str:
        return self.title or str(self.pk)


class Opening(Recorded):
    """Somebody opened a closed file. A row, so that every opening is an entry of the ledger."""

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="openings", verbose_name=_("添付ファイル"))
    opened_at = models.DateTimeField(_("開いた日時"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("開いた人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("非公開ファイルの閲覧")
        indexes = [models.Index(fields=["assembly", "attachment"])]

    def __str__(self) -> str:
        return str(self.opened_at)


class NumberedCopy(Recorded):
    """A printed copy with its number: to whom it went, when it came back, when it was shredded (AST-10)."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="numbered_copies", verbose_name=_("資産"))
    number = models.PositiveSmallIntegerField(_("番号"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="numbered_copies", verbose_name=_("配付先")
    )
    given_to = models.CharField(_("配付先（名簿にない人）"), max_length=80, blank=True)
    given_on = models.DateField(_("配付日"))
    due_on = models.DateField(_("回収する日"), null=True, blank=True)
    collected_on = models.DateField(_("回収日"), null=True, blank=True)
    shredded_on = models.DateField(_("裁断日"), null=True, blank=True)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("番号付きの写し")
        constraints = [models.UniqueConstraint(fields=["asset", "number"], name="assets_copy_number")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_out(self) -> bool:
        """Neither collected nor shredded."""
        return self.collected_on is None and self.shredded_on is None

    @property
    def state_text(self) -> str:
        """Where it is, in words."""
        if self.shredded_on is not None:
            return _t("裁断済み")
        return _t("未回収") if self.is_out else _t("裁断待ち")


class InventorySource(Recorded):
    """Something that reports devices: an MDM export, a scan, a list of the city."""

    name = models.CharField(_("名称"), max_length=80)
    layout = models.CharField(_("形式"), max_length=20)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("機器一覧の出どころ")
        constraints = [models.UniqueConstraint(fields=["assembly", "name"], name="assets_source_name")]

    def __str__(self) -> str:
        return self.name


class ReportedDevice(Recorded):
    """A device as a source reported it last; without an asset of the register it is a finding."""

    source = models.ForeignKey(InventorySource, models.PROTECT, related_name="devices", verbose_name=_("出どころ"))
    name = models.CharField(_("端末名"), max_length=120)
    serial = models.CharField(_("製造番号"), max_length=80, blank=True)
    model = models.CharField(_("型番"), max_length=80, blank=True)
    system = models.CharField(_("OSと版"), max_length=80, blank=True)
    owner = models.CharField(_("利用者"), max_length=120, blank=True)
    last_contact_on = models.DateField(_("最終通信日"), null=True, blank=True)
    first_reported_on = models.DateField(_("初めて報告された日"))
    reported_on = models.DateField(_("最後に報告された日"))
    gone_on = models.DateField(_("一覧から消えた日"), null=True, blank=True)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("資産")
    )
    ignored_reason = models.CharField(_("台帳に載せない理由"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("報告された機器")
        indexes = [models.Index(fields=["assembly", "serial"]), models.Index(fields=["assembly", "source", "name"])]

    def __str__(self) -> str:
        return self.name
