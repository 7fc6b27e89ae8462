"""Checks of contractors (6(8)): questionnaires by version, rounds, one check for each contract, answers, judgement.

The contractor has no account. Whoever holds a link answers in the name that the link was made for; what each of them
answered and when is kept as traces beside the answer that counts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Channel
from sakimori.foundation.assemblies.records import Recorded, RecordedQuerySet, ScopedManager
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.papers.days import reader_language
from sakimori.foundation.people.models import Person
from sakimori.measures.assessments.content import Words
from sakimori.measures.assessments.rules import OPEN, Score
from sakimori.measures.assessments.types import Choice, Judgement, Means, Occasion, Outcome, State
from sakimori.registers.suppliers.models import Contract


class Questionnaire(Recorded):
    """A set of questions to contractors: the one that comes with the product (`key`), or the assembly's own."""

    key = models.SlugField(_("用意された質問票"), max_length=20, blank=True, editable=False)
    name = models.CharField(_("質問票の名称"), max_length=120)
    name_en = models.CharField(_("英語の名称"), max_length=120, blank=True)
    retired_on = models.DateField(_("使うのをやめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への質問票")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "name"],
                name="assessments_questionnaire_name",
                violation_error_message=_("同じ名称の質問票があります。"),
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and reader_language() == "en" else self.name


class QuestionnaireVersion(Recorded):
    """The questions as they stand from a day on. A version that was asked never changes."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="versions", verbose_name=_("委託先への質問票")
    )
    number = models.PositiveSmallIntegerField(_("版"))
    made_on = models.DateField(_("作った日"))
    note = models.CharField(_("変えたこと"), max_length=400, blank=True)
    source = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("もとのファイル")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への質問票の版")
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="assessments_version_once")]

    def __str__(self) -> str:
        return str(self.number)


class CheckQuestion(Recorded):
    """One question of a version. Questions with the same key are the same question in another version."""

    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="questions", verbose_name=_("委託先への質問票の版")
    )
    number = models.PositiveSmallIntegerField(_("番号"))
    key = models.CharField(_("質問の符号"), max_length=80)
    topic = models.CharField(_("項目"), max_length=60)
    text = models.CharField(_("質問"), max_length=400)
    explanation = models.CharField(_("説明"), max_length=600, blank=True)
    evidence = models.CharField(_("あると分かりやすい資料"), max_length=400, blank=True)
    topic_en = models.CharField(_("項目（英語）"), max_length=60, blank=True)
    text_en = models.CharField(_("質問（英語）"), max_length=400, blank=True)
    explanation_en = models.CharField(_("説明（英語）"), max_length=600, blank=True)
    evidence_en = models.CharField(_("あると分かりやすい資料（英語）"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への質問")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="assessments_question_number"),
            models.UniqueConstraint(fields=["version", "key"], name="assessments_question_key"),
        ]

    def __str__(self) -> str:
        return self.words.text

    @property
    def words(self) -> Words:
        """The question in the reader's language; in Japanese where there is no English."""
        if self.text_en and reader_language() == "en":
            return Words(self.topic_en or self.topic, self.text_en, self.explanation_en, self.evidence_en)
        return Words(self.topic, self.text, self.explanation, self.evidence)


class CheckRound(Recorded):
    """Contractors asked together: once in a fiscal year, or when a contract begins."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    occasion = models.CharField(_("確認の機会"), max_length=8, choices=Occasion.choices)
    title = models.CharField(_("件名"), max_length=120)
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="rounds", verbose_name=_("委託先への質問票の版")
    )
    opened_on = models.DateField(_("依頼日"))
    due_on = models.DateField(_("期限"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先の確認の回")
        indexes = [models.Index(fields=["assembly", "fiscal_year"])]

    def __str__(self) -> str:
        return self.title


class ContractCheckQuerySet(RecordedQuerySet["ContractCheck"]):
    """Checks by state."""

    def open(self) -> ContractCheckQuerySet:
        """Those that are not over."""
        return self.filter(state__in=OPEN)


class ContractCheck(Recorded):
    """The check of one contract in one round, from asked to judged."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="checks", verbose_name=_("委託先の確認の回"))
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="checks", verbose_name=_("契約"))
    before = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("前回の確認")
    )
    due_on = models.DateField(_("期限"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.ASKED)
    submitted_at = models.DateTimeField(_("提出日時"), null=True, blank=True)
    submitted_by = models.CharField(_("提出した人"), max_length=120, blank=True)
    submitted_channel = models.CharField(_("提出の方法"), max_length=12, choices=Channel.choices, blank=True)
    outcome = models.CharField(_("全体の判定"), max_length=12, choices=Outcome.choices, blank=True)
    opinion = models.TextField(_("所見"), blank=True)
    judged_on = models.DateField(_("判定日"), null=True, blank=True)
    judge = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("判定した人")
    )
    signature = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("判定した人の署名")
    )
    is_signed_on_paper = models.BooleanField(_("紙に署名した"), default=False)
    ok_count = models.PositiveSmallIntegerField(_("十分な回答の数"), default=0)
    counted = models.PositiveSmallIntegerField(_("判定の対象になった回答の数"), default=0)
    withdrawn_on = models.DateField(_("取りやめた日"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("取りやめた理由"), max_length=400, blank=True)

    objects = ScopedManager.from_queryset(ContractCheckQuerySet)()  # type: ignore[assignment, misc]

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先の確認")
        indexes = [models.Index(fields=["assembly", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["round", "contract"], name="assessments_check_once"),
            models.CheckConstraint(
                condition=~Q(state=State.JUDGED) | (Q(judged_on__isnull=False) & ~Q(outcome="")),
                name="assessments_judged_has_outcome",
                violation_error_message=_("判定には、判定日と全体の判定が要ります。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contract)

    @property
    def score(self) -> Score:
        """What was fulfilled when it was judged."""
        return Score(self.ok_count, self.counted)


class CheckLink(Recorded):
    """The way in of one person of the contractor. Only the hash of its token is kept; it expires and can be revoked."""

    check_row = models.ForeignKey(ContractCheck, models.PROTECT, related_name="links", verbose_name=_("委託先の確認"))
    name = models.CharField(_("渡す相手"), max_length=120)
    made_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("招いた人のリンク")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("作った日"))
    expires_on = models.DateField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先に渡すリンク")

    def __str__(self) -> str:
        return self.name

    @property
    def may_invite(self) -> bool:
        """Only who was asked by the office may ask colleagues."""
        return self.made_by_id is None


class CheckAnswer(Recorded):
    """The answer that counts for one question, and what the office made of it."""

    check_row = models.ForeignKey(ContractCheck, models.PROTECT, related_name="answers", verbose_name=_("委託先の確認"))
    question = models.ForeignKey(
        CheckQuestion, models.PROTECT, related_name="answers", verbose_name=_("委託先への質問")
    )
    choice = models.CharField(_("回答"), max_length=8, choices=Choice.choices)
    text = models.TextField(_("くわしい内容"), blank=True)
    is_unchanged = models.BooleanField(_("前回から変わりなし"), default=False)
    answered_at = models.DateTimeField(_("回答日時"))
    answered_by = models.CharField(_("答えた人"), max_length=120)
    judgement = models.CharField(_("判定"), max_length=12, choices=Judgement.choices, blank=True)
    judgement_note = models.CharField(_("判定の理由"), max_length=600, blank=True)
    judged_at = models.DateTimeField(_("判定した日時"), null=True, blank=True)
    judged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("判定した人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先の回答")
        constraints = [models.UniqueConstraint(fields=["check_row", "question"], name="assessments_answer_once")]

    def __str__(self) -> str:
        return self.get_choice_display()


class AnswerTrace(Recorded):
    """What somebody answered at a moment; the newest one is the answer that counts."""

    answer = models.ForeignKey(CheckAnswer, models.PROTECT, related_name="traces", verbose_name=_("委託先の回答"))
    choice = models.CharField(_("回答"), max_length=8, choices=Choice.choices)
    text = models.TextField(_("くわしい内容"), blank=True)
    at = models.DateTimeField(_("日時"))
    name = models.CharField(_("答えた人"), max_length=120)
    channel = models.CharField(_("回答の方法"), max_length=12, choices=Channel.choices)
    link = models.ForeignKey(
        CheckLink, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("委託先に渡すリンク")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先の回答の経過")

    def __str__(self) -> str:
        return self.name


class AnswerFile(Recorded):
    """What the contractor sent along: a certificate, a picture, a filled-in form (`question` empty)."""

    check_row = models.ForeignKey(ContractCheck, models.PROTECT, related_name="files", verbose_name=_("委託先の確認"))
    question = models.ForeignKey(
        CheckQuestion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("委託先への質問")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    added_at = models.DateTimeField(_("付けた日時"))
    added_by = models.CharField(_("付けた人"), max_length=120)
    removed_at = models.DateTimeField(_("取り下げた日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先の資料")

    def __str__(self) -> str:
        return self.file.name


class FollowUpQuestion(Recorded):
    """What the office asked back, and the answer that came by the same link."""

    check_row = models.ForeignKey(
        ContractCheck, models.PROTECT, related_name="follow_ups", verbose_name=_("委託先の確認")
    )
    question = models.ForeignKey(
        CheckQuestion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("委託先への質問")
    )
    text = models.CharField(_("追加の質問"), max_length=600)
    asked_at = models.DateTimeField(_("質問した日時"))
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("質問した人")
    )
    reply = models.TextField(_("追加の質問への回答"), blank=True)
    replied_at = models.DateTimeField(_("回答日時"), null=True, blank=True)
    replied_by = models.CharField(_("答えた人"), max_length=120, blank=True)
    dropped_at = models.DateTimeField(_("待たないことにした日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への追加の質問")

    def __str__(self) -> str:
        return self.text

    def is_under_way(self, check: ContractCheck) -> bool:
        """Whether it was asked since the answers were last handed in, and still counts."""
        since = check.submitted_at
        return self.dropped_at is None and (since is None or self.asked_at >= since)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.replied_at is None and self.dropped_at is None


class Correction(Recorded):
    """What the contractor must mend by when. It stands in the one list of corrective actions, too."""

    check_row = models.ForeignKey(
        ContractCheck, models.PROTECT, related_name="corrections", verbose_name=_("委託先の確認")
    )
    question = models.ForeignKey(
        CheckQuestion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("委託先への質問")
    )
    text = models.TextField(_("直してほしいこと"))
    requested_on = models.DateField(_("求めた日"))
    improvement = models.OneToOneField(
        Improvement, models.PROTECT, related_name="correction", verbose_name=_("改善措置")
    )
    report = models.TextField(_("直した内容の報告"), blank=True)
    reported_at = models.DateTimeField(_("報告日時"), null=True, blank=True)
    reported_by = models.CharField(_("報告した人"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への是正の求め")

    def __str__(self) -> str:
        return self.text[:60]


class CheckReminder(Recorded):
    """The contractor was reminded."""

    check_row = models.ForeignKey(
        ContractCheck, models.PROTECT, related_name="reminders", verbose_name=_("委託先の確認")
    )
    given_on = models.DateField(_("日付"))
    means = models.CharField(_("方法"), max_length=8, choices=Means.choices)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("再度お願いした人")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("委託先への再度のお願い")

    def __str__(self) -> str:
        return str(self.given_on)
