"""Audits: the plan of a year, scope, auditors and their doors, checklist, samples, findings and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sakimori.assurance.audits.types import Answer, AuditKind, AuditState, ItemKind, Result, YearChoice
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.improvements.types import Grade
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Unit
from sakimori.policy.clauses.models import Clause, PolicyVersion


class AuditYear(Recorded):
    """What was decided about audits in a fiscal year; "none this year, because …" is a decision too."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    choice = models.CharField(_("決めたこと"), max_length=12, choices=YearChoice.choices)
    reason = models.CharField(_("理由"), max_length=400)
    decided_on = models.DateField(_("決めた日"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決めた人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("年度の監査の決定")
        constraints = [models.UniqueConstraint(fields=["assembly", "fiscal_year"], name="audits_year_once")]

    def __str__(self) -> str:
        return str(self.fiscal_year)


class Audit(Recorded):
    """One audit from plan to end."""

    number = models.PositiveIntegerField(_("番号"))
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("件名"), max_length=120)
    kind = models.CharField(_("監査の種類"), max_length=12, choices=AuditKind.choices)
    aim = models.TextField(_("監査の目的"), blank=True)
    starts_on = models.DateField(_("始める日"))
    ends_on = models.DateField(_("報告までの日"))
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("方針の版"))
    state = models.CharField(_("状態"), max_length=12, choices=AuditState.choices, default=AuditState.PLANNED)
    started_on = models.DateField(_("始めた日"), null=True, blank=True)
    summary = models.TextField(_("監査の結論"), blank=True)
    method = models.TextField(_("監査の方法"), blank=True)
    reported_on = models.DateField(_("報告日"), null=True, blank=True)
    delivered_on = models.DateField(_("議長に渡した日"), null=True, blank=True)
    delivered_to = models.CharField(_("受け取った人"), max_length=120, blank=True)
    delivered_how = models.CharField(_("渡した方法"), max_length=120, blank=True)
    responded_on = models.DateField(_("回答日"), null=True, blank=True)
    closed_on = models.DateField(_("終了日"), null=True, blank=True)
    closing_note = models.CharField(_("終えるときの記録"), max_length=400, blank=True)
    cancelled_reason = models.CharField(_("中止の理由"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査")
        indexes = [models.Index(fields=["assembly", "fiscal_year"]), models.Index(fields=["assembly", "ends_on"])]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="audits_number"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="audits_in_order",
                violation_error_message=_("報告までの日は、始める日以後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AuditedUnit(Recorded):
    """A unit that is audited."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="units", verbose_name=_("監査"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("監査を受ける部署・会派"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査を受ける部署・会派")

    def __str__(self) -> str:
        return str(self.unit_id)


class ScopeClause(Recorded):
    """A clause of the policy that is audited. Auditors see these clauses and nothing else."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="scope", verbose_name=_("監査"))
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", verbose_name=_("条項"))
    order = models.PositiveIntegerField(_("並び順"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査の範囲")
        constraints = [models.UniqueConstraint(fields=["audit", "clause"], name="audits_clause_once")]

    def __str__(self) -> str:
        return str(self.clause_id)


class Auditor(Dated):
    """A person audits, and looks into the scope in this period only."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="auditors", verbose_name=_("監査"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="audits", verbose_name=_("監査人"))
    affiliation = models.CharField(_("監査人の所属"), max_length=120, blank=True)
    is_lead = models.BooleanField(_("主任"), default=False)
    conflict = models.CharField(_("独立していないと考えられる理由"), max_length=400, blank=True)
    conflict_reason = models.CharField(_("それでも頼む理由"), max_length=400, blank=True)
    second_look_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("重ねて確かめる人")
    )

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("監査人")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["audit", "person"], name="audits_auditor_once"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class AuditorLink(Recorded):
    """A read-only door to one audit for an auditor without an account. Only the hash of its token is kept."""

    auditor = models.ForeignKey(Auditor, models.PROTECT, related_name="links", verbose_name=_("監査人"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("発行日"))
    expires_on = models.DateField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査人の専用リンク")

    def __str__(self) -> str:
        return str(self.pk)


class LinkOpening(Recorded):
    """A page was opened through an auditor's link."""

    link = models.ForeignKey(AuditorLink, models.PROTECT, related_name="openings", verbose_name=_("監査人の専用リンク"))
    opened_at = models.DateTimeField(_("開いた日時"))
    page = models.CharField(_("開いたページ"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("専用リンクの閲覧")

    def __str__(self) -> str:
        return self.page


class AuditItem(Recorded):
    """A line of the checklist."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="items", verbose_name=_("監査"))
    scope = models.ForeignKey(ScopeClause, models.PROTECT, related_name="items", verbose_name=_("監査の範囲"))
    order = models.PositiveIntegerField(_("並び順"))
    kind = models.CharField(_("種類"), max_length=10, choices=ItemKind.choices)
    key = models.CharField(_("確認項目・問いの記号"), max_length=60, blank=True)
    text = models.CharField(_("確かめること"), max_length=400, blank=True)
    result = models.CharField(_("結果"), max_length=16, choices=Result.choices, default=Result.UNCHECKED)
    note = models.TextField(_("確かめた内容"), blank=True)
    figures = models.JSONField(_("確かめたときの数字"), null=True, blank=True)
    checked_on = models.DateField(_("確かめた日"), null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確かめた人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査チェックリスト")
        indexes = [models.Index(fields=["audit", "order"])]

    def __str__(self) -> str:
        return self.text or self.key


class AuditItemFile(Recorded):
    """A photo or a paper that shows what was found at a line."""

    item = models.ForeignKey(AuditItem, models.PROTECT, related_name="files", verbose_name=_("監査チェックリスト"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査の資料")

    def __str__(self) -> str:
        return str(self.file_id)


class AuditSample(Recorded):
    """Subjects drawn from the population of a duty. Seed and population are kept, so that anybody can draw again."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="samples", verbose_name=_("監査"))
    scope = models.ForeignKey(ScopeClause, models.PROTECT, related_name="samples", verbose_name=_("監査の範囲"))
    duty = models.CharField(_("確認項目"), max_length=60)
    seed = models.CharField(_("抽出の種"), max_length=64)
    algorithm = models.CharField(_("抽出の方法"), max_length=40)
    drawn_on = models.DateField(_("抽出した日"))
    population = models.JSONField(_("母集団"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("抽出")

    def __str__(self) -> str:
        return self.duty


class SampleDraw(Recorded):
    """One subject that was drawn, and what the auditor saw."""

    sample = models.ForeignKey(AuditSample, models.PROTECT, related_name="draws", verbose_name=_("抽出"))
    position = models.PositiveIntegerField(_("順番"))
    subject_id = models.UUIDField(_("対象の識別子"))
    label = models.CharField(_("対象"), max_length=200)
    is_breached = models.BooleanField(_("台帳で守られていない"), default=False)
    result = models.CharField(_("結果"), max_length=16, choices=Result.choices, default=Result.UNCHECKED)
    note = models.CharField(_("確かめた内容"), max_length=400, blank=True)
    checked_on = models.DateField(_("確かめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("抽出した対象")

    def __str__(self) -> str:
        return self.label


class AuditFinding(Recorded):
    """What the auditor found, what the audited side answered, what became of it."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="findings", verbose_name=_("監査"))
    scope = models.ForeignKey(ScopeClause, models.PROTECT, related_name="findings", verbose_name=_("監査の範囲"))
    number = models.PositiveIntegerField(_("番号"))
    grade = models.CharField(_("程度"), max_length=12, choices=Grade.choices)
    title = models.CharField(_("件名"), max_length=160)
    text = models.TextField(_("見つかったこと"))
    duty = models.CharField(_("確認項目"), max_length=60, blank=True)
    answer = models.CharField(_("監査への回答"), max_length=10, choices=Answer.choices, blank=True)
    answer_text = models.TextField(_("回答の内容"), blank=True)
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回答した人")
    )
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )
    settled_on = models.DateField(_("片付いた日"), null=True, blank=True)
    settled_note = models.TextField(_("追って確かめた内容"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("監査の指摘")
        constraints = [models.UniqueConstraint(fields=["audit", "number"], name="audits_finding_number")]

    def __str__(self) -> str:
        return self.title
