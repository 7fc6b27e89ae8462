"""Pages of scans, from the moment they come in until they are filed or set aside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.asks.models import Ask, PrintedSheet
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.front.scans.types import PageState, Why


class ScannedPage(Recorded):
    """One page that came back. `readings` is field → {"value": …, "doubt": code or ""}; `part` the upright cut of the
    picture where the rows are, in ten-thousandths of its sides (left, top, right, bottom)."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("用紙の写し"))
    source = models.CharField(_("取り込んだファイル"), max_length=200)
    source_page = models.PositiveSmallIntegerField(_("ファイルの中のページ"))
    taken_on = models.DateField(_("取り込んだ日"))
    picture_sha256 = models.CharField(_("写しの SHA-256"), max_length=64, editable=False)
    sheet = models.ForeignKey(
        PrintedSheet, models.PROTECT, null=True, blank=True, related_name="scans", verbose_name=_("回答用紙")
    )
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("お願い"))
    page = models.PositiveSmallIntegerField(_("用紙のページ"), null=True, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=PageState.choices)
    why = models.CharField(_("理由"), max_length=12, choices=Why.choices, blank=True)
    readings = models.JSONField(_("読み取った内容"), default=dict)
    is_signed = models.BooleanField(_("署名がある"), null=True, blank=True)
    turn = models.PositiveSmallIntegerField(_("回転（度）"), default=0)
    part = models.JSONField(_("欄のある範囲"), null=True, blank=True, editable=False)
    note = models.CharField(_("除外の理由"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("スキャンした用紙")
        indexes = [models.Index(fields=["assembly", "state"])]
        constraints = [models.UniqueConstraint(fields=["assembly", "picture_sha256"], name="scans_a_page_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_page}"
