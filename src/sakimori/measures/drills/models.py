"""Drills and what was learnt of them (6(5) 訓練).

A phishing drill is nameless by construction. While mails wait, a row names a person and a group; tokens wait apart, in a
pool of the group. At the moment of sending one of the pool is drawn, and the person's row and the token are deleted. What
is left is a hash of each token with its group, in shuffled order, and at the end not even that. None of these rows are
recorded, have a time, or have an id that holds one: nothing can be laid beside the log of a mail server.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import AssemblyRow, Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.improvements.models import Improvement
from sakimori.foundation.people.models import Person, Unit
from sakimori.measures.drills.types import DrillKind, GroupMeans, Means


class DrillChoice(Recorded):
    """Whether the assembly holds drills of a kind in a fiscal year, and why."""

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("訓練の種類"), max_length=12, choices=DrillKind.choices)
    is_chosen = models.BooleanField(_("行う"))
    reason = models.CharField(_("理由"), max_length=400)
    decided_on = models.DateField(_("決めた日"))

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の種類の決定")
        constraints = [models.UniqueConstraint(fields=["assembly", "fiscal_year", "kind"], name="drills_choice_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Drill(Recorded):
    """A drill from plan to lessons. It counts when it was held, its result stands and lessons were drawn."""

    kind = models.CharField(_("訓練の種類"), max_length=12, choices=DrillKind.choices)
    title = models.CharField(_("件名"), max_length=120)
    planned_on = models.DateField(_("予定日"))
    held_on = models.DateField(_("実施日"), null=True, blank=True)
    scenario_key = models.SlugField(_("用意された筋書き"), max_length=40, blank=True)
    scenario = models.TextField(_("筋書き"), blank=True)
    objectives = models.TextField(_("目的"), blank=True)
    first_report_minutes = models.PositiveIntegerField(_("最初の報告まで（分）"), null=True, blank=True)
    persons_called = models.PositiveIntegerField(_("連絡した人数"), null=True, blank=True)
    persons_reached = models.PositiveIntegerField(_("連絡がついた人数"), null=True, blank=True)
    figures = models.TextField(_("そのほかの数字"), blank=True)
    result = models.TextField(_("結果"), blank=True)
    nothing_because = models.CharField(_("直すことがない理由"), max_length=400, blank=True)
    closed_on = models.DateField(_("まとめた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練")
        indexes = [models.Index(fields=["assembly", "kind", "held_on"])]

    def __str__(self) -> str:
        return self.title


class Participant(Recorded):
    """A person or a unit that took part. Never used for phishing drills."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="participants", verbose_name=_("訓練"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部署・会派")
    )
    role = models.CharField(_("役"), max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の参加者")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def words(self) -> str:
        """Who took part, and in which part; needs person and unit at hand."""
        name = self.unit.name if self.unit else self.person.shown_name if self.person else ""
        return f"{name}（{self.role}）" if self.role else name


class CourseNote(Recorded):
    """What happened in a drill, so many minutes after its beginning."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="course", verbose_name=_("訓練"))
    minute = models.PositiveIntegerField(_("開始からの分"))
    text = models.CharField(_("起きたこと・したこと"), max_length=400)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の経過")

    def __str__(self) -> str:
        return self.text


class Lesson(Recorded):
    """What a drill taught: it is mended by a corrective action, or there is nothing to mend, because."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="lessons", verbose_name=_("訓練"))
    text = models.TextField(_("分かったこと"))
    improvement = models.ForeignKey(
        Improvement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改善措置")
    )
    nothing_because = models.CharField(_("直すことがない理由"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の教訓")

    def __str__(self) -> str:
        return self.text[:60]


class DrillFile(Recorded):
    """A photo, a hand-out, minutes of a drill."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="files", verbose_name=_("訓練"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    note = models.CharField(_("説明"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の添付")

    def __str__(self) -> str:
        return self.note


class PhishingDrill(Recorded):
    """What only a phishing drill has: mail, days, the chair's decision, the announcement, the figures of the end."""

    drill = models.OneToOneField(Drill, models.PROTECT, related_name="phishing", verbose_name=_("訓練"))
    lure_key = models.SlugField(_("訓練メールの文面"), max_length=40)
    starts_on = models.DateField(_("送り始める日"))
    last_on = models.DateField(_("送り終える日"))
    ends_on = models.DateField(_("報告を待つ最後の日"))
    code = models.CharField(_("学習ページの符号"), max_length=20)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("決裁")
    )
    approved_on = models.DateField(_("議長が承認した日"), null=True, blank=True)
    announcement = models.TextField(_("予告の文"), blank=True)
    announced_on = models.DateField(_("予告した日"), null=True, blank=True)
    announced_by = models.CharField(_("予告の方法"), max_length=120, blank=True)
    launched_on = models.DateField(_("始めた日"), null=True, blank=True)
    finished_on = models.DateField(_("終えた日"), null=True, blank=True)
    size = models.PositiveIntegerField(_("対象の人数"), default=0)
    sent = models.PositiveIntegerField(_("届けた数"), default=0)
    reported = models.PositiveIntegerField(_("報告した人数"), default=0)
    median_minutes = models.PositiveIntegerField(_("報告までの中央値（分）"), null=True, blank=True)
    clicked = models.PositiveIntegerField(_("リンクを開いた数"), default=0)
    learnt = models.PositiveIntegerField(_("学習ページを読み終えた数"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("不審メール訓練")
        constraints = [models.UniqueConstraint(fields=["assembly", "code"], name="drills_code")]

    def __str__(self) -> str:
        return self.lure_key

    @property
    def is_running(self) -> bool:
        """Between start and end."""
        return self.launched_on is not None and self.finished_on is None


class GroupResult(Recorded):
    """Figures of one group or room at the end; never about fewer than five persons (TRN-7)."""

    phishing = models.ForeignKey(
        PhishingDrill, models.PROTECT, related_name="results", verbose_name=_("不審メール訓練")
    )
    means = models.CharField(_("方法"), max_length=8, choices=GroupMeans.choices, default=GroupMeans.MAIL)
    name = models.CharField(_("集計の単位"), max_length=200)
    size = models.PositiveIntegerField(_("人数"))
    sent = models.PositiveIntegerField(_("届けた数"), default=0)
    reported = models.PositiveIntegerField(_("報告した人数"), default=0)
    median_minutes = models.PositiveIntegerField(_("報告までの中央値（分）"), null=True, blank=True)
    clicked = models.PositiveIntegerField(_("リンクを開いた数"), default=0)
    learnt = models.PositiveIntegerField(_("学習ページを読み終えた数"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("訓練の集計結果")

    def __str__(self) -> str:
        return self.name


class Thanks(Recorded):
    """Somebody who reported and chose to be thanked by name (TRN-8). Tied to no report."""

    phishing = models.ForeignKey(PhishingDrill, models.PROTECT, related_name="thanks", verbose_name=_("不審メール訓練"))
    name = models.CharField(_("名前"), max_length=80)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("報告へのお礼")

    def __str__(self) -> str:
        return self.name


class SuspiciousMail(Recorded):
    """A report of a mail that is no drill: the office looks into it."""

    reported_on = models.DateField(_("報告の日"))
    means = models.CharField(_("報告の方法"), max_length=8, choices=Means.choices)
    text = models.TextField(_("どんなメールか"), blank=True)
    contact = models.CharField(_("報告した人・連絡先"), max_length=120, blank=True)
    handled_on = models.DateField(_("対応した日"), null=True, blank=True)
    outcome = models.CharField(_("対応の内容"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("不審なメールの報告")

    def __str__(self) -> str:
        return str(self.reported_on)


class Nameless(AssemblyRow):
    """A row of a running phishing drill: not recorded, deleted at the end, with an id that holds no time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta(AssemblyRow.Meta):
        abstract = True


class DrillGroup(Nameless):
    """At least five persons about whom figures are kept together."""

    phishing = models.ForeignKey(PhishingDrill, models.PROTECT, related_name="groups", verbose_name=_("不審メール訓練"))
    name = models.CharField(_("集計の単位"), max_length=200)
    unit_ids = models.JSONField(_("部署・会派"), default=list)
    size = models.PositiveIntegerField(_("人数"))
    sent = models.PositiveIntegerField(_("届けた数"), default=0)
    failed = models.PositiveIntegerField(_("届かなかった数"), default=0)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("訓練の集計単位")

    def __str__(self) -> str:
        return self.name


class QueuedMail(Nameless):
    """A mail that has not left: to whom, when. It knows no token."""

    group = models.ForeignKey(DrillGroup, models.PROTECT, related_name="queue", verbose_name=_("訓練の集計単位"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("宛先"))
    send_at = models.DateTimeField(_("送る日時"))
    attempts = models.PositiveSmallIntegerField(_("送ろうとした回数"), default=0)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("送る前の訓練メール")

    def __str__(self) -> str:
        return str(self.pk)


class UnsentToken(Nameless):
    """A token in its group's pool; whoever's mail leaves next draws one."""

    group = models.ForeignKey(DrillGroup, models.PROTECT, related_name="pool", verbose_name=_("訓練の集計単位"))
    token = models.CharField(_("符号"), max_length=40)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("使う前の符号")

    def __str__(self) -> str:
        return str(self.pk)


class TokenHash(Nameless):
    """All that is left of a token: its group, its hash, and what was counted once with it."""

    group = models.ForeignKey(DrillGroup, models.PROTECT, related_name="hashes", verbose_name=_("訓練の集計単位"))
    digest = models.CharField(_("照合値"), max_length=64)
    is_clicked = models.BooleanField(_("リンクを開いた"), default=False)
    is_learnt = models.BooleanField(_("学習ページを読み終えた"), default=False)
    is_reported = models.BooleanField(_("報告した"), default=False)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("符号の照合値")
        constraints = [models.UniqueConstraint(fields=["assembly", "digest"], name="drills_digest")]

    def __str__(self) -> str:
        return str(self.pk)


class Poster(Nameless):
    """A poster with a QR code in a room that at least five people use (TRN-9): visits are counted for the room."""

    phishing = models.ForeignKey(
        PhishingDrill, models.PROTECT, related_name="posters", verbose_name=_("不審メール訓練")
    )
    room = models.CharField(_("部屋"), max_length=80)
    users = models.PositiveIntegerField(_("使う人数"))
    token = models.CharField(_("符号"), max_length=40)
    opened = models.PositiveIntegerField(_("読み取られた数"), default=0)
    learnt = models.PositiveIntegerField(_("学習ページを読み終えた数"), default=0)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("訓練の掲示")

    def __str__(self) -> str:
        return self.room


class DrillReport(Nameless):
    """One report while a drill runs: how, by which group, after how many minutes. Nobody's name, no time of day."""

    phishing = models.ForeignKey(
        PhishingDrill, models.PROTECT, related_name="reports", verbose_name=_("不審メール訓練")
    )
    group = models.ForeignKey(
        DrillGroup, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("訓練の集計単位")
    )
    means = models.CharField(_("報告の方法"), max_length=8, choices=Means.choices)
    minutes = models.PositiveIntegerField(_("届いてからの分"), null=True, blank=True)
    is_again = models.BooleanField(_("二度目以後の報告"), default=False)
    text = models.TextField(_("どんなメールか"), blank=True)

    class Meta(Nameless.Meta):
        verbose_name = verbose_name_plural = _("訓練中の報告")

    def __str__(self) -> str:
        return self.get_means_display()
