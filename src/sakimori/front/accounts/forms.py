"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.models import Account
from sakimori.foundation.assemblies.models import Assembly, Kind
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.forms import DateInput


class PasswordPair(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("パスワード"),
        min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12文字以上。思い出せる長い文にすると安全です。"),
    )
    again = forms.CharField(
        label=_("パスワード（確認）"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def account(self) -> Account:
        """Whose password this will be (its name must not be in it)."""
        return Account(username=self.cleaned_data.get("username", ""), email=self.cleaned_data.get("email", ""))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        password = found.get("password")
        if password:
            try:
                validate_password(password, self.account())
            except ValidationError as error:
                self.add_error("password", error)
            if found.get("again") and found["again"] != password:
                self.add_error("again", _t("二つのパスワードが違います。もう一度入力してください。"))
        return found


class SetupForm(PasswordPair):
    """The first account."""

    field_order = ("code", "username", "email", "password", "again")

    code = forms.CharField(
        label=_("設定コード"),
        max_length=20,
        help_text=_("サーバーを起動した画面に表示されている 12 桁の番号です。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    username = forms.CharField(
        label=_("利用者名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        help_text=_("ログインに使う名前です。英数字がおすすめです。"),
    )
    email = forms.EmailField(label=_("メールアドレス"), required=False)


class WelcomeForm(PasswordPair):
    """The owner of a one-time link sets a password."""

    def __init__(self, account: Account, data: Any = None) -> None:
        super().__init__(data)
        self._account = account

    def account(self) -> Account:
        return self._account


class AssemblyForm(forms.Form):
    """A new assembly."""

    name = forms.CharField(label=_("議会の名称"), max_length=80, help_text=_("例: みなと野市議会"))
    body_name = forms.CharField(label=_("団体の名称"), max_length=80, help_text=_("例: みなと野市"))
    kind = forms.ChoiceField(label=_("種別"), choices=Kind.choices, initial=Kind.CITY)
    slug = forms.SlugField(label=_("識別名"), max_length=40, help_text=Assembly._meta.get_field("slug").help_text)
    code = forms.RegexField(
        r"^\d{6}$",
        label=_("全国地方公共団体コード"),
        required=False,
        help_text=_("6 桁。分からなければ空欄でかまいません。"),
    )


class FirstPersonForm(forms.Form):
    """The first person of an assembly."""

    person_name = forms.CharField(label=_("最初の担当者の氏名"), max_length=80)
    person_kana = forms.CharField(label=_("ふりがな"), max_length=120, required=False)
    person_email = forms.EmailField(label=_("メールアドレス"), required=False)
    role = forms.ChoiceField(
        label=_("職"),
        choices=[
            (Role.SECRETARY_GENERAL, _("事務局長")),
            (Role.MANAGER, _("情報セキュリティ管理者")),
            (Role.STAFF, _("事務局職員")),
        ],
        widget=forms.RadioSelect,
        initial=Role.SECRETARY_GENERAL,
    )
    username = forms.CharField(
        label=_("この人の利用者名"),
        max_length=60,
        required=False,
        help_text=_("空欄にすると、いまログインしている利用者（あなた）をこの人に結び付けます。"),
    )


class InviteForm(forms.Form):
    """A new account for a person of this assembly."""

    person = forms.ChoiceField(label=_("対象者"))
    username = forms.CharField(label=_("利用者名"), max_length=60, help_text=_("ログインに使う名前です。"))
    email = forms.EmailField(label=_("メールアドレス"), required=False)

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data)
        rows = [
            (str(person.pk), f"{person.shown_name}（{person.kana}）" if person.kana else person.shown_name)
            for person in people
        ]
        self.fields["person"].choices = [("", _("選んでください")), *rows]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why an authenticator is removed for somebody else."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例: 端末を紛失したため。窓口で職員証により本人と確かめた。"),
    )


class OperatorForm(forms.Form):
    """A new operator."""

    username = forms.CharField(label=_("利用者名"), max_length=60, help_text=_("ログインに使う名前です。"))
    email = forms.EmailField(label=_("メールアドレス"), required=False)


class OperatorResetForm(ReasonForm):
    """Another operator gets a new way in."""

    with_mfa = forms.BooleanField(
        label=_("二要素認証も解除する"),
        required=False,
        help_text=_("端末をなくしたときなどに選びます。次のログインのあと、設定し直してもらいます。"),
    )


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("何に使う鍵か分かる名前にしてください。"))
    scopes = forms.MultipleChoiceField(label=_("できること"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(label=_("有効期限"), widget=DateInput)

    def __init__(self, choices: list[tuple[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]
