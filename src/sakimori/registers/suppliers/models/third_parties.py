"""Third parties who handle what belongs to the assembly, and pledges of secrecy (OPE-3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.registers.premises.models import Place
from sakimori.registers.suppliers.models.companies import Supplier
from sakimori.registers.suppliers.models.contracts import Contract
from sakimori.registers.suppliers.types import PartyKind, PledgeMeans


class ThirdParty(Dated):
    """Somebody from outside who handles assets, with or without a contract: a person, a company, or a group."""

    kind = models.CharField(_("区分"), max_length=12, choices=PartyKind.choices)
    name = models.CharField(_("氏名・名称"), max_length=120)
    is_person = models.BooleanField(_("個人"), default=False)
    belongs_to = models.CharField(_("所属"), max_length=120, blank=True)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="third_parties", verbose_name=_("事業者")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="third_parties", verbose_name=_("契約")
    )
    handles = models.CharField(_("取り扱う情報・物"), max_length=300)
    access_note = models.CharField(_("どこまで触れてよいか"), max_length=400, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="third_parties", verbose_name=_("入る場所")
    )
    contact = models.CharField(_("連絡先"), max_length=160, blank=True)
    no_pledge_reason = models.CharField(
        _("誓約を求めない理由"), max_length=300, blank=True, help_text=_("公開された情報にしか触れないときなど。")
    )
    must_return = models.BooleanField(_("終わりに返してもらう物・データがある"), default=True)
    returned_on = models.DateField(_("返却・消去を確かめた日"), null=True, blank=True)
    return_note = models.CharField(_("返却・消去の内容"), max_length=300, blank=True)
    note = models.CharField(_("備考"), max_length=400, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("第三者")
        indexes = [models.Index(fields=["assembly", "from_date", "to_date"])]

    def __str__(self) -> str:
        return self.name


class SecrecyPledge(Recorded):
    """A pledge of secrecy of a third party or a contractor: the words, until when, and the signed paper."""

    third_party = models.ForeignKey(
        ThirdParty, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("第三者")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("契約")
    )
    pledged_on = models.DateField(_("誓約の日"))
    until = models.DateField(_("誓約の期限"), null=True, blank=True, help_text=_("空欄なら、期限なし。"))
    means = models.CharField(_("方法"), max_length=10, choices=PledgeMeans.choices)
    signer = models.CharField(_("誓約した人"), max_length=120, blank=True)
    statement = models.TextField(_("誓約の内容"), blank=True)
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("署名の写し")
    )
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("秘密保持の誓約")
        constraints = [
            models.CheckConstraint(
                condition=Q(third_party__isnull=False, contract__isnull=True)
                | Q(third_party__isnull=True, contract__isnull=False),
                name="suppliers_pledge_of_one",
            )
        ]
        indexes = [models.Index(fields=["assembly", "third_party", "pledged_on"])]

    def __str__(self) -> str:
        return str(self.pledged_on)


class PledgeRequest(Recorded):
    """A link by which a third party pledges without an account; only the hash of its token is kept."""

    third_party = models.ForeignKey(ThirdParty, models.PROTECT, related_name="requests", verbose_name=_("第三者"))
    token_hash = models.CharField(_("リンクの照合値"), max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("作った日"))
    expires_on = models.DateField(_("リンクの期限"))
    statement = models.TextField(_("誓約の内容"))
    until = models.DateField(_("誓約の期限"), null=True, blank=True)
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    revoked_on = models.DateField(_("取り消した日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("誓約のお願い")

    def __str__(self) -> str:
        return str(self.made_on)
