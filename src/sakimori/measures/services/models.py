"""Cloud services and generative AI (6(8); CLD-1, CLD-2): the register, requests, terms, who is responsible for what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post
from sakimori.measures.services.types import (
    DataPlace,
    FoundState,
    Known,
    Listing,
    Outcome,
    ReviewOutcome,
    ServiceKind,
    Side,
    Source,
    TermsKind,
    Users,
)
from sakimori.registers.assets.examples import Limit, Verdict
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Contract


class CloudService(Recorded):
    """A service on the net that is used, was used, or that somebody would like to use."""

    kind = models.CharField(_("種類"), max_length=8, choices=ServiceKind.choices, default=ServiceKind.CLOUD)
    name = models.CharField(_("サービスの名称"), max_length=120)
    provider = models.CharField(_("提供者"), max_length=120, blank=True)
    address = models.URLField(_("開くアドレス"), max_length=300, blank=True)
    purpose = models.CharField(_("使う目的"), max_length=300)
    limit = models.CharField(_("入れる情報"), max_length=1, choices=Limit.choices, blank=True)
    terms = models.CharField(_("契約の形"), max_length=10, choices=TermsKind.choices, default=TermsKind.CLICK)
    place = models.CharField(_("データの置き場所"), max_length=8, choices=DataPlace.choices, default=DataPlace.UNKNOWN)
    place_note = models.CharField(_("置き場所の説明"), max_length=200, blank=True)
    place_known_on = models.DateField(_("置き場所を確かめた日"), null=True, blank=True)
    listing = models.CharField(_("登録の制度"), max_length=12, choices=Listing.choices, blank=True)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("資産台帳のシステム")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="cloud_services", verbose_name=_("契約")
    )
    exit_plan = models.TextField(_("やめるときの段取り"), max_length=2000, blank=True)
    erasure_plan = models.TextField(_("データの消し方"), max_length=2000, blank=True)
    exit_planned_on = models.DateField(_("段取りを決めた日"), null=True, blank=True)
    started_on = models.DateField(_("使い始めた日"), null=True, blank=True)
    ended_on = models.DateField(_("使うのをやめた日"), null=True, blank=True)
    end_reason = models.CharField(_("やめた理由"), max_length=300, blank=True)
    erased_on = models.DateField(_("データを消した日"), null=True, blank=True)
    erasure_proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("消去の証明")
    )
    erasure_note = models.CharField(_("消去の確かめ方"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("クラウドサービス")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="services_period",
                violation_error_message=_("やめた日は、使い始めた日以後の日にしてください。"),
            )
        ]
        indexes = [models.Index(fields=["assembly", "kind", "started_on", "ended_on"])]

    def __str__(self) -> str:
        return self.name


class ServiceManager(Dated):
    """Who looks after a service, by post or by person."""

    service = models.ForeignKey(CloudService, models.PROTECT, related_name="managers", verbose_name=_("サービス"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("職"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="managed_services", verbose_name=_("人")
    )

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("サービスの管理者")
        indexes = [models.Index(fields=["assembly", "service", "from_date"])]

    def __str__(self) -> str:
        return str(self.from_date)


class Responsibility(Recorded):
    """One line of who does what to keep the service safe."""

    service = models.ForeignKey(CloudService, models.PROTECT, related_name="split", verbose_name=_("サービス"))
    order = models.PositiveSmallIntegerField(_("順"))
    task = models.CharField(_("すること"), max_length=120)
    side = models.CharField(_("受け持つ側"), max_length=10, choices=Side.choices)
    note = models.CharField(_("補足"), max_length=200, blank=True)
    agreed_on = models.DateField(_("決めた日"))
    replaced_on = models.DateField(_("決め直した日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("責任の分担")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "order"], condition=Q(replaced_on__isnull=True), name="services_split_order"
            )
        ]

    def __str__(self) -> str:
        return self.task


class ServiceLogin(Dated):
    """A log-in of a service: whose it is, or which group shares it."""

    service = models.ForeignKey(CloudService, models.PROTECT, related_name="logins", verbose_name=_("サービス"))
    name = models.CharField(_("ログインID"), max_length=120)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="service_logins", verbose_name=_("使う人")
    )
    shared_by = models.CharField(_("共有している範囲"), max_length=120, blank=True)
    is_admin = models.BooleanField(_("管理者の権限"), default=False)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("サービスのログイン")
        indexes = [models.Index(fields=["assembly", "service"]), models.Index(fields=["assembly", "person"])]

    def __str__(self) -> str:
        return self.name


class UseRequest(Recorded):
    """Five plain questions and what the rules say; approved, it is the permission until its last day."""

    service = models.ForeignKey(CloudService, models.PROTECT, related_name="requests", verbose_name=_("サービス"))
    applicant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申請者")
    )
    applied_on = models.DateField(_("申請日"))
    limit = models.CharField(_("入れる情報"), max_length=1, choices=Limit.choices)
    users = models.CharField(_("使う人"), max_length=8, choices=Users.choices)
    terms = models.CharField(_("契約の形"), max_length=10, choices=TermsKind.choices)
    place = models.CharField(_("データの置き場所"), max_length=8, choices=DataPlace.choices)
    can_leave = models.CharField(_("やめるとき、データを取り出して消せるか"), max_length=8, choices=Known.choices)
    is_trained = models.CharField(
        _("入れたものが学習に使われるか"), max_length=8, choices=Known.choices, default=Known.UNKNOWN
    )
    outcome = models.CharField(_("見込み"), max_length=10, choices=Outcome.choices)
    clause = models.CharField(_("もとになる条項"), max_length=120, blank=True)
    reasons = models.TextField(_("見込みの理由"), blank=True)
    despite_reason = models.CharField(_("それでも使いたい理由"), max_length=400, blank=True)
    conditions = models.TextField(_("条件"), blank=True)
    from_date = models.DateField(_("開始日"))
    to_date = models.DateField(_("終了日"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申請")
    )
    granted_on = models.DateField(_("許可日"), null=True, blank=True)
    refused_on = models.DateField(_("不許可の日"), null=True, blank=True)
    revoked_on = models.DateField(_("取消日"), null=True, blank=True)
    revoke_reason = models.CharField(_("取り消す理由"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("利用申請")
        indexes = [models.Index(fields=["assembly", "service", "to_date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")),
                name="services_request_period",
                violation_error_message=_("終了日は開始日以後の日にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.applied_on)


class TermsCopy(Recorded):
    """The terms of a service as they were on a day, and whether somebody has read them."""

    service = models.ForeignKey(CloudService, models.PROTECT, related_name="terms_copies", verbose_name=_("サービス"))
    number = models.PositiveSmallIntegerField(_("番号"))
    taken_on = models.DateField(_("写した日"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ファイル")
    )
    text = models.TextField(_("規約の文"), blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    reviewed_on = models.DateField(_("読んだ日"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("読んだ人")
    )
    outcome = models.CharField(_("判断"), max_length=10, choices=ReviewOutcome.choices, blank=True)
    note = models.CharField(_("気づいたこと"), max_length=600, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("規約の写し")
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="services_terms_number")]

    def __str__(self) -> str:
        return str(self.number)


class ServiceSurvey(Recorded):
    """A round of asking which services people use for the assembly's work."""

    title = models.CharField(_("件名"), max_length=120)
    opened_on = models.DateField(_("始めた日"))
    due_on = models.DateField(_("期限"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("サービスの利用調査")

    def __str__(self) -> str:
        return self.title


class FoundUse(Recorded):
    """Something is used without a permission. It is no reproach: it becomes a request, or it stops."""

    name = models.CharField(_("サービスの名称"), max_length=120)
    kind = models.CharField(_("種類"), max_length=8, choices=ServiceKind.choices, default=ServiceKind.CLOUD)
    source = models.CharField(_("分かったきっかけ"), max_length=10, choices=Source.choices)
    found_on = models.DateField(_("分かった日"))
    where = models.CharField(_("どこで"), max_length=160, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("教えてくれた人")
    )
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("資産"))
    purpose = models.CharField(_("使う目的"), max_length=300, blank=True)
    limit = models.CharField(_("入れる情報"), max_length=1, choices=Limit.choices, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=FoundState.choices, default=FoundState.OPEN)
    closed_on = models.DateField(_("片づいた日"), null=True, blank=True)
    closed_note = models.CharField(_("片づけ方"), max_length=300, blank=True)
    request = models.ForeignKey(
        UseRequest, models.PROTECT, null=True, blank=True, related_name="found", verbose_name=_("利用申請")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("把握した利用")
        indexes = [models.Index(fields=["assembly", "closed_on", "found_on"])]

    def __str__(self) -> str:
        return self.name


class AiRules(Recorded):
    """One version of the assembly's rules for generative AI."""

    number = models.PositiveSmallIntegerField(_("版"))
    text = models.TextField(_("ルールの文"))
    decided_on = models.DateField(_("決めた日"))
    effective_on = models.DateField(_("使い始める日"))
    decision = models.CharField(_("決めた会議・決裁"), max_length=120)
    text_sha256 = models.CharField(_("照合値"), max_length=64)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("生成AIの利用ルール")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="services_ai_rules_number")]
        indexes = [models.Index(fields=["assembly", "effective_on"])]

    def __str__(self) -> str:
        return str(self.number)


class AiExample(Recorded):
    """An example of a version: for which class and subject it may be done, must be asked, or may not."""

    rules = models.ForeignKey(AiRules, models.PROTECT, related_name="examples", verbose_name=_("版"))
    order = models.PositiveSmallIntegerField(_("順"))
    verdict = models.CharField(_("してよいか"), max_length=4, choices=Verdict.choices)
    limit = models.CharField(_("情報の区分"), max_length=1, choices=Limit.choices)
    subject = models.CharField(_("題材"), max_length=60)
    text = models.CharField(_("例"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("生成AIの例")

    def __str__(self) -> str:
        return self.text
