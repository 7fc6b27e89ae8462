"""Accounts, their link to a person of an assembly, and API tokens."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import Recorded
from sakimori.foundation.people.models import Person


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by name without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Someone who can log in. What an account may do comes from the person it is linked to, never from itself."""

    username = models.CharField(_("利用者名"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    email = models.EmailField(_("メールアドレス"), blank=True)
    is_active = models.BooleanField(_("有効"), default=True)
    operator_from = models.DateField(_("運用管理者（開始日）"), null=True, blank=True)
    operator_to = models.DateField(_("運用管理者（終了日）"), null=True, blank=True)
    language = models.CharField(_("表示言語"), max_length=5, default="ja")
    date_joined = models.DateTimeField(_("登録日時"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = _("利用者")

    def __str__(self) -> str:
        return self.username


class AccountLink(Recorded):
    """An account acts as a person of one assembly; an account may serve several assemblies."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="links", verbose_name=_("利用者"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="account_links", verbose_name=_("対象者"))
    is_active = models.BooleanField(_("有効"), default=True)
    roles = models.JSONField(_("最後に確かめた役割"), default=list, blank=True)
    logged_in_at = models.DateTimeField(_("最後のログイン"), null=True, blank=True)
    password_set_at = models.DateTimeField(_("パスワードを変えた日時"), null=True, blank=True)
    mfa_changed_at = models.DateTimeField(_("二要素認証を変えた日時"), null=True, blank=True)
    session_ended_at = models.DateTimeField(_("端末をログアウトさせた日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("利用者の対応")
        constraints = [models.UniqueConstraint(fields=["assembly", "account"], name="access_one_person_per_assembly")]

    def __str__(self) -> str:
        return str(self.pk)


class OperatorNote(Recorded):
    """What an assembly's ledger knows of who runs the installation: one row per operator, so that changes can be read.

    Operators belong to no assembly, but every assembly must be able to see who could reach its machine, and since when.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="operator_notes", verbose_name=_("利用者"))
    username = models.CharField(_("利用者名"), max_length=60)
    from_date = models.DateField(_("開始日"), null=True, blank=True)
    to_date = models.DateField(_("終了日"), null=True, blank=True)
    reset_at = models.DateTimeField(_("パスワードを無効にした日時"), null=True, blank=True)
    mfa_removed_at = models.DateTimeField(_("二要素認証を解除した日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("運用管理者")
        constraints = [models.UniqueConstraint(fields=["assembly", "account"], name="access_one_note_per_operator")]

    def __str__(self) -> str:
        return str(self.pk)


class ApiToken(Recorded):
    """A key for programs; only its hash is kept. It can do less than its owner, never more."""

    name = models.CharField(_("名称"), max_length=80)
    owner = models.ForeignKey(AccountLink, models.PROTECT, related_name="tokens", verbose_name=_("発行者"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("できること"), default=list)
    expires_on = models.DateField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = _("API の鍵")

    def __str__(self) -> str:
        return self.name
