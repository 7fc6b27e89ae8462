"""Forms of social media."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.social.models import SocialAccount
from sakimori.measures.social.types import Network, Part, RecordKind

AREA = forms.Textarea(attrs={"rows": 3})
NONE = _("（選ばない）")


class AccountForm(forms.Form):
    """Facts of an account."""

    network = forms.ChoiceField(label=_("サービス"), choices=Network.choices)
    network_name = forms.CharField(label=_("サービスの名前（そのほかのとき）"), max_length=60, required=False)
    name = forms.CharField(label=_("表示名"), max_length=80)
    handle = forms.CharField(label=_("アカウント名（@から始まる名前など）"), max_length=80)
    address = forms.URLField(label=_("アドレス"), max_length=300, assume_scheme="https")
    purpose = forms.CharField(label=_("目的"), max_length=300, widget=AREA)
    unit = Pick(label=_("所管（会派・部署）"), required=False)
    policy_address = forms.URLField(
        label=_("運用方針のアドレス"), max_length=300, required=False, assume_scheme="https"
    )
    approver = forms.ChoiceField(
        label=_("投稿を承認する役割"),
        choices=[
            ("", _("承認はいらない")),
            (Role.SECRETARY_GENERAL.value, Role.SECRETARY_GENERAL.label),
            (Role.CHAIR.value, Role.CHAIR.label),
        ],
        required=False,
    )
    opened_on = forms.DateField(label=_("始めた日"), widget=DateInput)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, lambda unit: unit.name, empty=NONE)  # type: ignore[attr-defined]


class HolderForm(forms.Form):
    """A post or a person."""

    post = Pick(label=_("職で決める"), required=False)
    person = Pick(label=_("人で決める"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].offer(posts, lambda post: f"{post.unit.name} {post.title}", empty=NONE)  # type: ignore[attr-defined]
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=NONE)  # type: ignore[attr-defined]


class PartForm(HolderForm):
    """Who does what, from when."""

    part = forms.ChoiceField(label=_("受け持ち"), choices=Part.choices, widget=forms.RadioSelect)
    from_date = forms.DateField(label=_("いつから"), widget=DateInput)

    field_order = ("part", "post", "person", "from_date")


class HandoverForm(HolderForm):
    """To whom, and the last day of whoever did it. Nobody chosen: nobody follows."""

    last_day = forms.DateField(label=_("引き継ぐ人の最後の日"), widget=DateInput)


class TicksForm(forms.Form):
    """What was changed."""

    password_changed_on = forms.DateField(label=_("パスワードを替えた日"), widget=DateInput, required=False)
    mfa_moved_on = forms.DateField(label=_("二要素認証を移した日"), widget=DateInput, required=False)
    recovery_changed_on = forms.DateField(label=_("復旧用の連絡先を替えた日"), widget=DateInput, required=False)
    sessions_ended_on = forms.DateField(label=_("古い端末のログインを切った日"), widget=DateInput, required=False)
    note = forms.CharField(label=_("備考"), max_length=300, required=False, widget=AREA)


class LookForm(forms.Form):
    """The settings of an account were gone through."""

    looked_on = forms.DateField(label=_("確かめた日"), widget=DateInput)
    has_mfa = forms.BooleanField(label=_("二要素認証が入っている"), required=False)
    mfa_by = forms.CharField(
        label=_("二要素認証の方法と、その持ち主"),
        max_length=120,
        required=False,
        help_text=_("例: 認証アプリ、広報用スマートフォン"),
    )
    recovery = forms.CharField(
        label=_("復旧用の連絡先"),
        max_length=160,
        required=False,
        help_text=_("個人のものではなく、議会のものにします。"),
    )
    linked_apps = forms.CharField(label=_("つないでいるアプリ"), max_length=300, required=False)
    are_posters_right = forms.BooleanField(label=_("投稿できる人を、一人ずつ確かめた"), required=False)
    note = forms.CharField(label=_("気づいたこと"), max_length=400, required=False, widget=AREA)


class CloseForm(forms.Form):
    """The end of an account."""

    closed_on = forms.DateField(label=_("やめた日"), widget=DateInput)
    close_note = forms.CharField(
        label=_("やめるときにしたこと"),
        max_length=300,
        widget=AREA,
        help_text=_("例: お知らせを載せて30日置いた。名前を取られないよう、消さずに鍵をかけた。"),
    )


class RangeForm(forms.Form):
    """What the assembly decided may be published."""

    text = forms.CharField(label=_("発信の約束"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10}))
    examples = forms.CharField(
        label=_("例"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("一行に一つ、「よい／聞く／だめ｜情報の区分（1・2・3）｜題材｜例」の順に、｜で区切って書きます。"),
    )
    decision = forms.CharField(label=_("決めた会議・決裁"), max_length=120, help_text=_("例: 議会運営委員会、議長決裁"))
    decided_on = forms.DateField(label=_("決めた日"), widget=DateInput)
    effective_on = forms.DateField(label=_("使い始める日"), widget=DateInput)


class DraftForm(forms.Form):
    """A draft to be looked through; it may then be handed in."""

    account = Pick(label=_("アカウント"), required=False)
    text = forms.CharField(label=_("投稿の文"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    picture = forms.FileField(
        label=_("写真"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"})
    )
    picture_words = forms.CharField(
        label=_("写真の説明"), max_length=200, required=False, help_text=_("目の見えない人に読み上げられる文。")
    )
    hits_answer = forms.CharField(
        label=_("点検で見つかったことを、どう確かめたか"), max_length=400, required=False, widget=AREA
    )

    def __init__(self, *args: Any, accounts: Iterable[SocialAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(accounts)
        self.fields["account"].offer(offered, str, empty=_("（点検だけする）"))  # type: ignore[attr-defined]
        if not offered:
            del self.fields["account"], self.fields["hits_answer"], self.fields["picture_words"]


class PostedForm(forms.Form):
    """It is out."""

    done_on = forms.DateField(label=_("投稿した日"), widget=DateInput)
    address = forms.URLField(label=_("投稿のアドレス"), max_length=300, required=False, assume_scheme="https")


class MendForm(forms.Form):
    """It was corrected or removed."""

    kind = forms.ChoiceField(
        label=_("したこと"),
        choices=[(kind.value, kind.label) for kind in (RecordKind.CORRECTED, RecordKind.REMOVED)],
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(label=_("した日"), widget=DateInput)
    text = forms.CharField(
        label=_("直したあとの文"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    reason = forms.CharField(label=_("直した・消した理由"), max_length=300, widget=AREA)
    address = forms.URLField(label=_("投稿のアドレス"), max_length=300, required=False, assume_scheme="https")


class FakeForm(forms.Form):
    """Somebody looked for fakes."""

    looked_on = forms.DateField(label=_("調べた日"), widget=DateInput)
    network = forms.ChoiceField(label=_("サービス"), choices=Network.choices)
    words = forms.CharField(label=_("調べた言葉"), max_length=120, help_text=_("例: 議会の名前、議長の名前"))
    is_found = forms.BooleanField(label=_("なりすましが見つかった"), required=False)
    fake_address = forms.CharField(label=_("なりすましのアドレス"), max_length=300, required=False)
    result = forms.CharField(label=_("結果"), max_length=400, required=False, widget=AREA)


class FollowForm(forms.Form):
    """What was done about a fake."""

    reported_on = forms.DateField(label=_("サービスに知らせた日"), widget=DateInput, required=False)
    answer = forms.CharField(label=_("サービスの返事"), max_length=300, required=False, widget=AREA)
    gone_on = forms.DateField(label=_("消えた日"), widget=DateInput, required=False)
