"""Stock-taking by room, by holder and on paper; what a finder writes; what must be looked into (AST-7, AST-12, PHY-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person, Unit
from sakimori.registers.assets.models import Asset
from sakimori.registers.lending.types import Condition
from sakimori.registers.premises.models import Place
from sakimori.registers.stocktaking.types import FollowUpKind, Result


class StockTake(Recorded):
    """One round of stock-taking: what was expected is fixed when it opens."""

    title = models.CharField(_("件名"), max_length=120)
    opened_on = models.DateField(_("開始日"))
    due_on = models.DateField(_("期限"))
    closed_on = models.DateField(_("終了日"), null=True, blank=True)
    scope = models.JSONField(_("範囲"), default=dict)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("棚卸し")

    def __str__(self) -> str:
        return self.title


class StockTakeItem(Recorded):
    """An asset that this round expects, where, and with whom."""

    stock_take = models.ForeignKey(StockTake, models.PROTECT, related_name="items", verbose_name=_("棚卸し"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="stock_take_items", verbose_name=_("資産"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("所管（会派・部署）"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("置き場所"))
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, verbose_name=_("借りている人"))
    result = models.CharField(_("結果"), max_length=10, choices=Result.choices, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("棚卸しの対象")
        constraints = [models.UniqueConstraint(fields=["stock_take", "asset"], name="stocktaking_item_once")]
        indexes = [models.Index(fields=["assembly", "stock_take", "result"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def told_text(self) -> str:
        """The result that a list shows: today's, or that of a past day (`told` of `queries.items_of`)."""
        told = getattr(self, "told", self.result)
        return str(Result(told).label) if told else ""


class Sighting(Recorded):
    """Somebody saw an asset (or looked for it in vain): when, where, in which condition, how we know."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="sightings", verbose_name=_("資産"))
    stock_take = models.ForeignKey(
        StockTake, models.PROTECT, null=True, blank=True, related_name="sightings", verbose_name=_("棚卸し")
    )
    result = models.CharField(_("結果"), max_length=10, choices=Result.choices)
    seen_on = models.DateField(_("確認日"))
    seen_at = models.DateTimeField(_("記録した日時"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("あった場所"))
    condition = models.CharField(_("状態"), max_length=8, choices=Condition.choices, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="sightings", verbose_name=_("確認した人")
    )
    channel = models.CharField(_("方法"), max_length=12, choices=Channel.choices)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("写真"))
    note = models.CharField(_("備考"), max_length=200, blank=True)
    once = models.UUIDField(_("端末が付けた識別子"), null=True, blank=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("資産の確認")
        indexes = [models.Index(fields=["assembly", "asset", "seen_on"])]
        constraints = [models.UniqueConstraint(fields=["assembly", "once"], name="stocktaking_sighting_once")]

    def __str__(self) -> str:
        return str(self.seen_on)


class UnknownCode(Recorded):
    """Something was found that the register does not know."""

    stock_take = models.ForeignKey(StockTake, models.PROTECT, related_name="unknown_codes", verbose_name=_("棚卸し"))
    code = models.CharField(_("読み取った符号・番号"), max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("あった場所"))
    note = models.CharField(_("どんな物か"), max_length=200, blank=True)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, verbose_name=_("台帳に載せた資産"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("台帳にない物")

    def __str__(self) -> str:
        return self.code


class FinderNote(Recorded):
    """What somebody wrote who found a labelled thing. The finder saw nothing of the assembly's data."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="finder_notes", verbose_name=_("資産"))
    written_at = models.DateTimeField(_("日時"))
    message = models.TextField(_("連絡の内容"))
    contact = models.CharField(_("連絡先"), max_length=160, blank=True)
    handled_on = models.DateField(_("対応した日"), null=True, blank=True)
    outcome = models.CharField(_("対応の内容"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("拾った人からの連絡")

    def __str__(self) -> str:
        return str(self.written_at)


class FollowUp(Recorded):
    """A difference became a task: who looks into it by when, and what came of it."""

    kind = models.CharField(_("種類"), max_length=14, choices=FollowUpKind.choices)
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("資産")
    )
    stock_take = models.ForeignKey(
        StockTake, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("棚卸し")
    )
    text = models.CharField(_("内容"), max_length=400)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("調べる人")
    )
    opened_on = models.DateField(_("作成日"))
    due_on = models.DateField(_("期限"))
    closed_on = models.DateField(_("完了日"), null=True, blank=True)
    outcome = models.CharField(_("結果"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("調べること")
        indexes = [models.Index(fields=["assembly", "closed_on", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "kind"],
                condition=Q(closed_on__isnull=True),
                name="stocktaking_one_open_follow_up",
            )
        ]

    def __str__(self) -> str:
        return self.text


class MediaCount(Recorded):
    """Removable media of a place were counted (PHY-4)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="media_counts", verbose_name=_("場所"))
    counted_on = models.DateField(_("数えた日"))
    expected = models.PositiveSmallIntegerField(_("あるはずの本数"))
    found = models.PositiveSmallIntegerField(_("あった本数"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("数えた人")
    )
    note = models.CharField(_("気づいたこと"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("媒体の員数確認")
        indexes = [models.Index(fields=["assembly", "place", "counted_on"])]

    def __str__(self) -> str:
        return str(self.counted_on)
