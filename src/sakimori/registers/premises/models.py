"""Places, who keeps them, keys and cards, rounds, lines, visitors (4(2), 6(4) 物理的セキュリティ; PHY-1, 2, 5, 6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.registers.premises.types import Answer, CheckKind, KeyKind, PlaceKind, PortKind, PortState


class Place(Dated):
    """A room, cabinet or other place. `keeper_post` follows whoever holds the post; a caucus room belongs to its caucus."""

    kind = models.CharField(_("種別"), max_length=12, choices=PlaceKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inside", verbose_name=_("この場所がある部屋")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("使う会派・部署")
    )
    is_managed_area = models.BooleanField(_("管理区域"), default=False)
    keeper_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("管理する職")
    )
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("管理する人")
    )
    who_may_enter = models.CharField(_("入れる人"), max_length=200, blank=True)
    rules = models.TextField(_("きまり"), blank=True, help_text=_("施錠、撮影、来訪者の扱いなど。"))
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("場所")
        indexes = [models.Index(fields=["assembly", "order", "name"])]

    def __str__(self) -> str:
        return self.name


class AccessKey(Dated):
    """A key, a card or a code of a place, by its number."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="keys", verbose_name=_("場所"))
    kind = models.CharField(_("種類"), max_length=8, choices=KeyKind.choices)
    number = models.CharField(_("鍵・カードの番号"), max_length=40)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("鍵・カード")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["place", "kind", "number"],
                condition=Q(to_date__isnull=True),
                name="premises_key_number",
                violation_error_message=_("同じ番号の鍵・カードが、すでにあります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class KeyLoan(Recorded):
    """A key or card is in somebody's hands."""

    key = models.ForeignKey(AccessKey, models.PROTECT, related_name="loans", verbose_name=_("鍵・カード"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="key_loans", verbose_name=_("渡した人"))
    lent_on = models.DateField(_("渡した日"))
    due_on = models.DateField(_("返す日"), null=True, blank=True)
    returned_on = models.DateField(_("返った日"), null=True, blank=True)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("鍵・カードの貸出")
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(returned_on__isnull=True),
                name="premises_one_open_key_loan",
                violation_error_message=_("この鍵・カードは、すでに貸し出しています。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.lent_on)


class PlaceCheck(Recorded):
    """Keys counted, entry checked, or a round walked at a place. Rows, so that past days stay answerable."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="checks", verbose_name=_("場所"))
    kind = models.CharField(_("点検の種類"), max_length=8, choices=CheckKind.choices)
    checked_on = models.DateField(_("点検日"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("点検した人")
    )
    keys_expected = models.PositiveSmallIntegerField(_("あるはずの本数"), null=True, blank=True)
    keys_found = models.PositiveSmallIntegerField(_("あった本数"), null=True, blank=True)
    note = models.CharField(_("気づいたこと"), max_length=400, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("写真"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("場所の点検")
        indexes = [models.Index(fields=["assembly", "place", "kind", "checked_on"])]

    def __str__(self) -> str:
        return str(self.checked_on)


class CheckAnswer(Recorded):
    """One item of a round: what was looked at and how it was found; what must be mended stays open until it is."""

    check_row = models.ForeignKey(PlaceCheck, models.PROTECT, related_name="answers", verbose_name=_("点検"))
    order = models.PositiveSmallIntegerField(_("番号"))
    item = models.CharField(_("点検項目"), max_length=120)
    answer = models.CharField(_("結果"), max_length=4, choices=Answer.choices)
    note = models.CharField(_("気づいたこと"), max_length=200, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("写真"))
    mended_on = models.DateField(_("直した日"), null=True, blank=True)
    how_mended = models.CharField(_("直した内容"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("巡回点検の結果")
        constraints = [models.UniqueConstraint(fields=["check_row", "order"], name="premises_check_order")]

    def __str__(self) -> str:
        return self.item


class RoundItem(Recorded):
    """An item of the assembly's own round; without any the shipped ten items are used."""

    order = models.PositiveSmallIntegerField(_("番号"))
    text = models.CharField(_("点検項目"), max_length=120)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("巡回点検の項目")
        constraints = [models.UniqueConstraint(fields=["assembly", "order"], name="premises_round_order")]

    def __str__(self) -> str:
        return self.text


class Port(Dated):
    """A line or a port in a room: labelled, and in use or sealed. A change needs a note."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="ports", verbose_name=_("場所"))
    kind = models.CharField(_("種類"), max_length=8, choices=PortKind.choices)
    label = models.CharField(_("表示（ラベル）"), max_length=60, blank=True)
    state = models.CharField(_("状態"), max_length=8, choices=PortState.choices)
    leads_to = models.CharField(_("つながる先"), max_length=120, blank=True)
    change_note = models.CharField(_("変更の理由"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("回線・差込口")

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())


class Visit(Recorded):
    """Somebody from outside came into a managed area: who, for whom, with whom, what was touched (PHY-6)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="visits", verbose_name=_("場所"))
    visitor = models.CharField(_("来訪者"), max_length=80)
    company = models.CharField(_("事業者・所属"), max_length=120, blank=True)
    purpose = models.CharField(_("用件"), max_length=160)
    escort = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="escorted", verbose_name=_("立会者")
    )
    came_at = models.DateTimeField(_("入室"))
    left_at = models.DateTimeField(_("退室"), null=True, blank=True)
    touched = models.CharField(_("触れた機器・作業の内容"), max_length=400, blank=True)
    brought = models.CharField(_("持ち込んだ機器・媒体"), max_length=200, blank=True)
    taken = models.CharField(_("持ち出した機器・媒体"), max_length=200, blank=True)
    report = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作業報告書")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("入室の記録")
        indexes = [models.Index(fields=["assembly", "place", "came_at"])]

    def __str__(self) -> str:
        return self.visitor
