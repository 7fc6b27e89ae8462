"""Critical functions, their cards (dated versions), reviews, and the assembly's own BCP (3(3) to 3(5))."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post
from sakimori.measures.continuity.types import ReviewOutcome
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Service


class CriticalFunction(Dated):
    """Something that an assembly cannot do without for long: plenary, committee, broadcast …"""

    key = models.SlugField(_("用意された機能"), max_length=40, blank=True)
    name = models.CharField(_("機能の名称"), max_length=80)
    place = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("重要な機能")

    def __str__(self) -> str:
        return self.name


class ContinuityCard(Dated):
    """One version of a function's card. A new version ends the one before; past days keep theirs."""

    function = models.ForeignKey(CriticalFunction, models.PROTECT, related_name="cards", verbose_name=_("重要な機能"))
    number = models.PositiveSmallIntegerField(_("版"))
    summary = models.TextField(_("何をする機能か"), blank=True)
    session_hours = models.PositiveIntegerField(_("会期中に止まってよい時間"), null=True, blank=True)
    recess_hours = models.PositiveIntegerField(_("閉会中に止まってよい時間"), null=True, blank=True)
    minimum_staff = models.PositiveSmallIntegerField(_("最低限の人数"), null=True, blank=True)
    disaster = models.TextField(_("災害のとき"), blank=True)
    staff = models.TextField(_("職員が足りないとき"), blank=True)
    power = models.TextField(_("停電・回線の障害のとき"), blank=True)
    supplier = models.TextField(_("委託先・サービスが止まったとき"), blank=True)
    decider = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("切替えを決める職")
    )
    notice = models.TextField(_("お知らせの文案"), blank=True)
    change = models.CharField(_("直した理由"), max_length=400, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("業務継続カード")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["function"], condition=Q(to_date__isnull=True), name="continuity_one_card_now"
            ),
        ]
        indexes = [models.Index(fields=["function", "from_date", "to_date"])]

    def __str__(self) -> str:
        return str(self.number)


class CardPost(Recorded):
    """A post without which the function does not run, or one that stands in."""

    card = models.ForeignKey(ContinuityCard, models.PROTECT, related_name="posts", verbose_name=_("業務継続カード"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("職"))
    stands_in = models.BooleanField(_("代わりができる"), default=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("機能に必要な職")
        constraints = [models.UniqueConstraint(fields=["card", "post"], name="continuity_post_once")]

    def __str__(self) -> str:
        return str(self.pk)


class CardAsset(Recorded):
    """A system or device that the function needs."""

    card = models.ForeignKey(ContinuityCard, models.PROTECT, related_name="assets", verbose_name=_("業務継続カード"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", verbose_name=_("資産"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("機能に必要な資産")
        constraints = [models.UniqueConstraint(fields=["card", "asset"], name="continuity_asset_once")]

    def __str__(self) -> str:
        return str(self.pk)


class CardService(Recorded):
    """A service of a supplier that the function needs, where it stands behind no asset of the card."""

    card = models.ForeignKey(ContinuityCard, models.PROTECT, related_name="services", verbose_name=_("業務継続カード"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("委託するサービス・業務"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("機能に必要なサービス")
        constraints = [models.UniqueConstraint(fields=["card", "service"], name="continuity_service_once")]

    def __str__(self) -> str:
        return str(self.pk)


class CardReview(Recorded):
    """Somebody looked whether a card still holds."""

    function = models.ForeignKey(CriticalFunction, models.PROTECT, related_name="reviews", verbose_name=_("重要な機能"))
    reviewed_on = models.DateField(_("見直した日"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("見直した人")
    )
    outcome = models.CharField(_("結果"), max_length=8, choices=ReviewOutcome.choices)
    note = models.CharField(_("メモ"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("カードの見直し")
        indexes = [models.Index(fields=["function", "reviewed_on"])]

    def __str__(self) -> str:
        return str(self.reviewed_on)


class ContinuityPlan(Dated):
    """The assembly's BCP (議会BCP), to which these cards belong: where it is, and what starts it. Not replaced by them."""

    title = models.CharField(_("計画の名称"), max_length=120)
    clause = models.CharField(_("関係する箇所"), max_length=200, blank=True)
    revised_on = models.DateField(_("最後に改定した日"))
    trigger = models.TextField(_("発動の基準"), blank=True)
    kept_at = models.CharField(_("置き場所"), max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ファイル")
    )

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("議会BCP")

    def __str__(self) -> str:
        return self.title
