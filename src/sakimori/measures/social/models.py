"""Social media (6(8); SNS-1 … SNS-5): accounts, who does what, what may be published, posts and their archive, fakes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.approvals.models import Application
from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.dated import Dated
from sakimori.foundation.people.models import Person, Unit
from sakimori.foundation.people.models import Post as OfficePost
from sakimori.foundation.people.types import Role
from sakimori.measures.social.types import Network, Part, PostState, RecordKind
from sakimori.registers.assets.examples import Limit, Verdict


class SocialAccount(Recorded):
    """An account by which the assembly speaks to the public."""

    network = models.CharField(_("サービス"), max_length=10, choices=Network.choices)
    network_name = models.CharField(_("サービスの名前（そのほかのとき）"), max_length=60, blank=True)
    name = models.CharField(_("表示名"), max_length=80)
    handle = models.CharField(_("アカウント名（@から始まる名前など）"), max_length=80)
    address = models.URLField(_("アドレス"), max_length=300)
    purpose = models.CharField(_("目的"), max_length=300)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所管（会派・部署）")
    )
    policy_address = models.URLField(_("運用方針のアドレス"), max_length=300, blank=True)
    approver = models.CharField(
        _("投稿を承認する役割"),
        max_length=20,
        choices=[(Role.SECRETARY_GENERAL.value, Role.SECRETARY_GENERAL.label), (Role.CHAIR.value, Role.CHAIR.label)],
        blank=True,
    )
    opened_on = models.DateField(_("始めた日"))
    closed_on = models.DateField(_("やめた日"), null=True, blank=True)
    close_note = models.CharField(_("やめるときにしたこと"), max_length=300, blank=True)
    published_on = models.DateField(_("公式として知らせ始めた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("SNSアカウント")
        indexes = [models.Index(fields=["assembly", "opened_on", "closed_on"])]

    def __str__(self) -> str:
        return f"{self.shown_network} {self.handle}"

    @property
    def shown_network(self) -> str:
        """The service's name."""
        return self.network_name or str(self.get_network_display())


class AccountPart(Dated):
    """Somebody, or whoever holds a post, does something for an account."""

    account = models.ForeignKey(SocialAccount, models.PROTECT, related_name="parts", verbose_name=_("アカウント"))
    part = models.CharField(_("受け持ち"), max_length=8, choices=Part.choices)
    post = models.ForeignKey(OfficePost, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("職"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="social_parts", verbose_name=_("人")
    )

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("SNSの受け持ち")
        indexes = [models.Index(fields=["assembly", "account", "part", "from_date"])]

    def __str__(self) -> str:
        return str(self.get_part_display())


class AccountLook(Recorded):
    """Somebody looked through the account's settings: second factor, recovery, linked apps, who may post."""

    account = models.ForeignKey(SocialAccount, models.PROTECT, related_name="looks", verbose_name=_("アカウント"))
    looked_on = models.DateField(_("確かめた日"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("確かめた人")
    )
    has_mfa = models.BooleanField(_("二要素認証が入っている"), default=False)
    mfa_by = models.CharField(_("二要素認証の方法と、その持ち主"), max_length=120, blank=True)
    recovery = models.CharField(_("復旧用の連絡先"), max_length=160, blank=True)
    linked_apps = models.CharField(_("つないでいるアプリ"), max_length=300, blank=True)
    are_posters_right = models.BooleanField(_("投稿できる人を、一人ずつ確かめた"), default=False)
    note = models.CharField(_("気づいたこと"), max_length=400, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("SNSアカウントの点検")
        indexes = [models.Index(fields=["assembly", "account", "looked_on"])]

    def __str__(self) -> str:
        return str(self.looked_on)


class AccountHandover(Recorded):
    """Somebody stops doing their part: what has to be changed, and that it was."""

    account = models.ForeignKey(SocialAccount, models.PROTECT, related_name="handovers", verbose_name=_("アカウント"))
    old = models.ForeignKey(AccountPart, models.PROTECT, related_name="+", verbose_name=_("引き継ぐ人の受け持ち"))
    new = models.ForeignKey(
        AccountPart, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("引き継がれる人の受け持ち")
    )
    last_day = models.DateField(_("最後の日"))
    password_changed_on = models.DateField(_("パスワードを替えた日"), null=True, blank=True)
    mfa_moved_on = models.DateField(_("二要素認証を移した日"), null=True, blank=True)
    recovery_changed_on = models.DateField(_("復旧用の連絡先を替えた日"), null=True, blank=True)
    sessions_ended_on = models.DateField(_("古い端末のログインを切った日"), null=True, blank=True)
    note = models.CharField(_("備考"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("SNSの引継ぎ")
        indexes = [models.Index(fields=["assembly", "last_day"])]

    def __str__(self) -> str:
        return str(self.last_day)


class PublishRange(Recorded):
    """One version of what may be published."""

    number = models.PositiveSmallIntegerField(_("版"))
    text = models.TextField(_("発信の約束"))
    decided_on = models.DateField(_("決めた日"))
    effective_on = models.DateField(_("使い始める日"))
    decision = models.CharField(_("決めた会議・決裁"), max_length=120)
    text_sha256 = models.CharField(_("照合値"), max_length=64)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("発信の範囲")
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="social_range_number")]
        indexes = [models.Index(fields=["assembly", "effective_on"])]

    def __str__(self) -> str:
        return str(self.number)


class RangeExample(Recorded):
    """An example of a version: for which class and subject it may be published, must be asked, or may not."""

    range = models.ForeignKey(PublishRange, models.PROTECT, related_name="examples", verbose_name=_("版"))
    order = models.PositiveSmallIntegerField(_("順"))
    verdict = models.CharField(_("してよいか"), max_length=4, choices=Verdict.choices)
    limit = models.CharField(_("情報の区分"), max_length=1, choices=Limit.choices)
    subject = models.CharField(_("題材"), max_length=60)
    text = models.CharField(_("例"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("発信の例")

    def __str__(self) -> str:
        return self.text


class Post(Recorded):
    """A post that was handed in: its words, what the check said, the decision."""

    account = models.ForeignKey(SocialAccount, models.PROTECT, related_name="posts", verbose_name=_("アカウント"))
    text = models.TextField(_("投稿の文"))
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("写真")
    )
    picture_words = models.CharField(_("写真の説明"), max_length=200, blank=True)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("書いた人")
    )
    written_on = models.DateField(_("書いた日"))
    hits = models.JSONField(_("点検の結果"), default=list, blank=True)
    hits_answer = models.CharField(_("点検の結果への答え"), max_length=400, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=PostState.choices, default=PostState.DRAFT)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申請")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("SNSの投稿")
        indexes = [models.Index(fields=["assembly", "account", "written_on"])]

    def __str__(self) -> str:
        return self.text[:60]


class PostRecord(Recorded):
    """What was posted, corrected or removed, with the archive that proves it."""

    entry = models.ForeignKey(Post, models.PROTECT, related_name="records", verbose_name=_("投稿"))
    kind = models.CharField(_("したこと"), max_length=10, choices=RecordKind.choices)
    done_on = models.DateField(_("した日"))
    text = models.TextField(_("載せた文"), blank=True)
    address = models.URLField(_("投稿のアドレス"), max_length=300, blank=True)
    reason = models.CharField(_("直した・消した理由"), max_length=300, blank=True)
    archive = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保存したPDF")
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("投稿の記録")
        indexes = [models.Index(fields=["assembly", "entry", "done_on"])]

    def __str__(self) -> str:
        return str(self.done_on)


class FakeLook(Recorded):
    """Somebody looked whether others pretend to be the assembly."""

    looked_on = models.DateField(_("調べた日"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("調べた人")
    )
    network = models.CharField(_("サービス"), max_length=10, choices=Network.choices)
    words = models.CharField(_("調べた言葉"), max_length=120, blank=True)
    is_found = models.BooleanField(_("なりすましが見つかった"), default=False)
    fake_address = models.CharField(_("なりすましのアドレス"), max_length=300, blank=True)
    result = models.CharField(_("結果"), max_length=400, blank=True)
    reported_on = models.DateField(_("サービスに知らせた日"), null=True, blank=True)
    answer = models.CharField(_("サービスの返事"), max_length=300, blank=True)
    gone_on = models.DateField(_("消えた日"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("なりすましの確認")
        indexes = [models.Index(fields=["assembly", "looked_on"])]

    def __str__(self) -> str:
        return str(self.looked_on)
