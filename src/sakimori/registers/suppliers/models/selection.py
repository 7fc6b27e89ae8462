"""Selection: the criteria by version, and the judgement of each procurement and renewal (VEN-3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.suppliers.models.companies import Supplier
from sakimori.registers.suppliers.models.contracts import Contract
from sakimori.registers.suppliers.types import Listing, Mark, Need, Occasion


class Criteria(Recorded):
    """A version of the criteria by which suppliers and products are selected (選定基準)."""

    number = models.PositiveSmallIntegerField(_("版"))
    title = models.CharField(_("名称"), max_length=120)
    preface = models.TextField(_("趣旨"), blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    effective_on = models.DateField(_("施行日"), null=True, blank=True)
    decision = models.CharField(_("決定した会議・決裁番号"), max_length=120, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決定した文書")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("選定基準")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="suppliers_criteria_number"),
            models.CheckConstraint(
                condition=models.Q(effective_on__isnull=True) | models.Q(decided_on__isnull=False),
                name="suppliers_criteria_decided_first",
                violation_error_message=_("施行日の前に、決定日が要ります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CriteriaItem(Recorded):
    """A point of the criteria."""

    criteria = models.ForeignKey(Criteria, models.PROTECT, related_name="items", verbose_name=_("選定基準"))
    order = models.PositiveSmallIntegerField(_("番号"))
    text = models.CharField(_("確かめること"), max_length=300)
    need = models.CharField(_("区分"), max_length=6, choices=Need.choices, default=Need.MUST)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("選定基準の項目")
        constraints = [models.UniqueConstraint(fields=["criteria", "order"], name="suppliers_criteria_order")]

    def __str__(self) -> str:
        return self.text


class Selection(Recorded):
    """A judgement of one procurement or renewal: what was compared, what was chosen, and why."""

    number = models.CharField(_("番号"), max_length=20)
    title = models.CharField(_("件名"), max_length=160)
    occasion = models.CharField(_("機会"), max_length=8, choices=Occasion.choices, default=Occasion.NEW)
    criteria = models.ForeignKey(Criteria, models.PROTECT, related_name="selections", verbose_name=_("選定基準"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="selections", verbose_name=_("結んだ契約")
    )
    opened_on = models.DateField(_("始めた日"))
    judged_on = models.DateField(_("判断した日"), null=True, blank=True)
    judged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("判断した人")
    )
    decision = models.CharField(_("決裁番号"), max_length=60, blank=True)
    reason = models.TextField(_("選んだ理由"), blank=True)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("選定の記録")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="suppliers_selection_number")]
        indexes = [models.Index(fields=["assembly", "contract", "judged_on"])]

    def __str__(self) -> str:
        return self.title


class Candidate(Recorded):
    """One product or supplier compared: its listing or the assembly's own reasons, and the supply chain behind it."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="candidates", verbose_name=_("選定の記録"))
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name=_("登録済みの事業者")
    )
    company = models.CharField(_("事業者名"), max_length=120)
    product = models.CharField(_("製品・サービス"), max_length=120, blank=True)
    listing = models.CharField(_("掲載されている一覧"), max_length=10, choices=Listing.choices, blank=True)
    listing_number = models.CharField(_("一覧の番号"), max_length=60, blank=True)
    own_reason = models.TextField(_("一覧にないときの、議会の判断とその理由"), blank=True)
    hq_country = models.CharField(_("本店のある国"), max_length=60, blank=True)
    owner_country = models.CharField(_("親会社・過半数の株主の国"), max_length=60, blank=True)
    development_place = models.CharField(_("開発する場所"), max_length=120, blank=True)
    maintenance_place = models.CharField(_("保守する場所"), max_length=120, blank=True)
    update_origin = models.CharField(_("更新プログラムの配信元"), max_length=120, blank=True)
    data_place = models.CharField(_("データの保管場所"), max_length=120, blank=True)
    disclosure_risk = models.CharField(_("外国の法令でデータを開示させられるおそれ"), max_length=200, blank=True)
    has_pledge = models.BooleanField(_("外部から不当な指示を受けないことの誓約"), null=True, blank=True)
    is_chosen = models.BooleanField(_("選んだ"), default=False)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("選定の候補")
        constraints = [
            models.UniqueConstraint(
                fields=["selection"], condition=models.Q(is_chosen=True), name="suppliers_one_chosen"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.company, self.product)))


class CandidateMark(Recorded):
    """How a candidate stands on one point of the criteria."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="marks", verbose_name=_("候補"))
    item = models.ForeignKey(CriteriaItem, models.PROTECT, related_name="marks", verbose_name=_("選定基準の項目"))
    mark = models.CharField(_("評価"), max_length=8, choices=Mark.choices)
    note = models.CharField(_("説明"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("候補の評価")
        constraints = [models.UniqueConstraint(fields=["candidate", "item"], name="suppliers_one_mark")]

    def __str__(self) -> str:
        return self.mark
