"""The case itself, who may see it, its limits and tasks, and the assembly's own words and limits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.dates import paper_number
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person
from sakimori.measures.incidents.types import GroundKind, Known, Status, Unit, Whose, owner_label
from sakimori.measures.playbooks.types import IncidentKind


class Case(Recorded):
    """An incident, a near miss or an exercise. Level and facts change by new lines of its timeline, never silently."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("番号"))
    title = models.CharField(_("件名"), max_length=120)
    kind = models.CharField(_("種類"), max_length=20, choices=IncidentKind.choices)
    happened_at = models.DateTimeField(_("起きた日時"), null=True, blank=True)
    noticed_at = models.DateTimeField(_("事務局が知った日時"))
    opened_on = models.DateField(_("記録を始めた日"))
    status = models.CharField(_("状態"), max_length=10, choices=Status.choices, default=Status.HANDLING)
    level = models.PositiveSmallIntegerField(_("程度"), default=1)
    level_answers = models.JSONField(_("程度の問いへの答え"), default=dict, blank=True)
    whose = models.JSONField(_("だれの情報か"), default=list, blank=True)
    has_persons = models.CharField(_("個人情報が関わるか"), max_length=6, choices=Known.choices, default=Known.MAYBE)
    persons_count = models.PositiveIntegerField(_("本人の人数"), null=True, blank=True)
    is_hostile = models.BooleanField(_("不正な目的によるおそれ"), default=False)
    whose_settled_at = models.DateTimeField(_("だれの情報かを決めた日時"), null=True, blank=True)
    is_exercise = models.BooleanField(_("訓練"), default=False)
    scenario_key = models.SlugField(_("訓練の筋書き"), max_length=40, blank=True)
    is_restricted = models.BooleanField(_("取扱いを限る"), default=False)
    restricted_reason = models.CharField(_("取扱いを限る理由"), max_length=200, blank=True)
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("いまの担当者")
    )
    playbook = models.CharField(_("使った対応手順"), max_length=120, blank=True)
    cause = models.TextField(_("原因"), blank=True)
    helped = models.TextField(_("役に立ったこと"), blank=True)
    nothing_because = models.CharField(_("直すことがない理由"), max_length=400, blank=True)
    reviewed_on = models.DateField(_("振り返りの日"), null=True, blank=True)
    closed_on = models.DateField(_("完了の日"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("統合先の事案")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案")
        indexes = [
            models.Index(fields=["assembly", "status", "noticed_at"]),
            models.Index(fields=["assembly", "opened_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "is_exercise", "fiscal_year", "number"], name="incidents_case_number"
            ),
            models.CheckConstraint(
                condition=Q(level__lte=3), name="incidents_level", violation_error_message=_("程度は0から3です。")
            ),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("noticed_at")),
                name="incidents_happened_first",
                violation_error_message=_("起きた日時は、知った日時より前にしてください。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_on__isnull=False, reviewed_on__isnull=False),
                name="incidents_closed_is_reviewed",
                violation_error_message=_("振り返りが済むまで、完了にはできません。"),
            ),
            models.CheckConstraint(
                condition=~Q(is_restricted=True) | ~Q(restricted_reason=""),
                name="incidents_restricted_because",
                violation_error_message=_("取扱いを限る理由を入力してください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.neutral_title

    @property
    def code(self) -> str:
        """How a case is called: R8-3, or 訓練R8-1."""
        code = paper_number(self.fiscal_year, self.number)
        return _t("訓練%(code)s") % {"code": code} if self.is_exercise else code

    @property
    def neutral_title(self) -> str:
        """What may stand where everybody looks (duties, calendar, ledger): nothing about a restricted case."""
        if self.is_restricted:
            return _t("%(code)s 取扱いを限った事案") % {"code": self.code}
        return f"{self.code} {self.title}"

    @property
    def whose_words(self) -> list[str]:
        """Whose information, in words."""
        return [str(Whose(one).label) for one in self.whose]

    @property
    def is_open(self) -> bool:
        """Whether lines may still be written."""
        return self.status in Status.pending()


class CaseReader(Recorded):
    """A person who was named to see a restricted case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="readers", verbose_name=_("事案"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("見てよい人"))
    reason = models.CharField(_("理由"), max_length=200)
    named_on = models.DateField(_("決めた日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案を見てよい人")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="incidents_reader_once")]

    def __str__(self) -> str:
        return str(self.pk)


class KeptFrom(Recorded):
    """A person from whom a restricted case is kept, whatever they may see otherwise: the case is about them."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="kept_from", verbose_name=_("事案"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("見せない人"))
    reason = models.CharField(_("理由"), max_length=200)
    named_at = models.DateTimeField(_("決めた日時"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案を見せない人")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="incidents_kept_once")]

    def __str__(self) -> str:
        return str(self.pk)


class CaseLink(Recorded):
    """Two cases belong together."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links", verbose_name=_("事案"))
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from", verbose_name=_("関係する事案"))
    note = models.CharField(_("関係"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案どうしの関係")
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="incidents_link_once"),
            models.CheckConstraint(
                condition=~Q(case=F("other")),
                name="incidents_link_two",
                violation_error_message=_("ほかの事案を選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.note


class Clock(Recorded):
    """One limit of a case: its ground, when it ends, and how it ended: done, or why not."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", verbose_name=_("事案"))
    key = models.SlugField(_("根拠の符号"), max_length=20, blank=True)
    title = models.CharField(_("すること"), max_length=160)
    ground_kind = models.CharField(_("根拠の種類"), max_length=10, choices=GroundKind.choices)
    ground = models.CharField(_("根拠"), max_length=400)
    owner = models.CharField(_("行う人"), max_length=40)
    started_at = models.DateTimeField(_("起算の日時"))
    amount = models.PositiveIntegerField(_("期間"))
    unit = models.CharField(_("数え方"), max_length=10, choices=Unit.choices)
    counts_first_day = models.BooleanField(_("初日を数える"), default=False)
    to_open_day = models.BooleanField(_("閉庁日なら次の開庁日"), default=False)
    due_at = models.DateTimeField(_("期限"))
    due_on = models.DateField(_("期限の日"), editable=False)
    is_adjusted = models.BooleanField(_("この事案で期限を変えた"), default=False)
    done_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    done_note = models.CharField(_("内容"), max_length=400, blank=True)
    why_not = models.CharField(_("しない理由"), max_length=400, blank=True)
    is_withdrawn = models.BooleanField(_("根拠に当たらなくなった"), default=False)
    ended_on = models.DateField(_("終わった日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("事案の期限")
        indexes = [models.Index(fields=["assembly", "due_on", "ended_on"]), models.Index(fields=["case", "due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(done_at__isnull=False) | ~Q(why_not=""),
                name="incidents_clock_ends_with_reason",
                violation_error_message=_("済んだ日時か、しない理由のどちらかが要ります。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who acts, in words."""
        return str(owner_label(self.owner))


class Task(Recorded):
    """One step of the playbook, or one that was added; ticking it writes the timeline."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks", verbose_name=_("事案"))
    order = models.PositiveSmallIntegerField(_("順"))
    key = models.SlugField(_("手順の符号"), max_length=40, blank=True)
    text = models.CharField(_("すること"), max_length=400)
    owner = models.CharField(_("行う人"), max_length=40)
    says = models.CharField(_("だれが決めるか"), max_length=120, blank=True)
    after = models.JSONField(_("先に済ませる手順"), default=list, blank=True)
    due_at = models.DateTimeField(_("期限"), null=True, blank=True)
    due_on = models.DateField(_("期限の日"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("行った人")
    )
    skipped_because = models.CharField(_("行わない理由"), max_length=400, blank=True)
    ended_on = models.DateField(_("終わった日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("対応の手順")
        indexes = [models.Index(fields=["assembly", "due_on", "ended_on"]), models.Index(fields=["case", "order"])]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        """Who acts, in words."""
        return str(owner_label(self.owner))


class LevelWord(Recorded):
    """The assembly's own name and meaning of a level, from a day on. Rows are never changed."""

    level = models.PositiveSmallIntegerField(_("程度"))
    name = models.CharField(_("呼び名"), max_length=40)
    meaning = models.CharField(_("意味"), max_length=200)
    from_date = models.DateField(_("適用日"))
    reason = models.CharField(_("変える理由"), max_length=400)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("程度の言葉")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__lte=3), name="incidents_word_level", violation_error_message=_("程度は0から3です。")
            )
        ]

    def __str__(self) -> str:
        return self.name


class GroundSetting(Recorded):
    """The assembly's own limit for a ground, or that it is not used, from a day on. Rows are never changed."""

    key = models.SlugField(_("根拠の符号"), max_length=20)
    is_used = models.BooleanField(_("使う"), default=True)
    amount = models.PositiveIntegerField(_("期間"))
    unit = models.CharField(_("数え方"), max_length=10, choices=Unit.choices)
    ground = models.CharField(_("根拠（条例の条など）"), max_length=400, blank=True)
    from_date = models.DateField(_("適用日"))
    reason = models.CharField(_("変える理由"), max_length=400)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("期限の決め")
        indexes = [models.Index(fields=["assembly", "key", "from_date"])]

    def __str__(self) -> str:
        return self.key
