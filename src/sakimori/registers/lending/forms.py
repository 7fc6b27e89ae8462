"""Forms of lending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.foundation.ui.signature import SignatureField
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import Category
from sakimori.registers.lending.models import Loan
from sakimori.registers.lending.signing import SigningForm
from sakimori.registers.lending.types import LossCause, LossKind, LossResult, PermitKind, ReturnReason

NAMED = _("（選んでください）")
ROUTES = (
    (Role.SECRETARY_GENERAL.value, _("事務局長")),
    (Role.CHAIR.value, _("議長")),
    (f"{Role.SECRETARY_GENERAL.value} {Role.CHAIR.value}", _("事務局長、そのあと議長")),
)
PERSONAL = (Category.SMARTPHONE, Category.TABLET, Category.LAPTOP, Category.DESKTOP, Category.OTHER)
AREA = forms.Textarea(attrs={"rows": 3})


def name_of(person: Person) -> str:
    """A person in a choice."""
    return person.shown_name


def despite_field() -> forms.CharField:
    """Why a thing is handed over although something should have been done first."""
    return forms.CharField(
        label=_("済んでいないことがあっても渡す理由"),
        max_length=400,
        required=False,
        help_text=_("理由は貸出しの記録に残ります。"),
    )


class CounterForm(SigningForm):
    """What goes over the counter. One mark a line: a scanner types it and presses Enter."""

    marks = forms.CharField(
        label=_("渡す物の管理番号・製造番号・ラベルの符号"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=_("一行に一つずつ。バーコードや二次元コードの読み取り機で続けて読み取れます。"),
        error_messages={"required": _("渡す物を一つ以上、読み取るか入力してください。")},
    )
    due_on = forms.DateField(label=_("返納の期限"), widget=DateInput)
    beyond_term_reason = forms.CharField(
        label=_("任期を越えて貸す理由"),
        max_length=200,
        required=False,
        help_text=_("期限が任期の終わりより後のときだけ。"),
    )
    purpose = forms.CharField(label=_("用途"), max_length=120, required=False)
    despite_reason = despite_field()

    field_order = ("marks", "due_on", "beyond_term_reason", "purpose", "despite_reason", "how", "signature", "scan")

    def __init__(self, *args: Any, left: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not left:
            del self.fields["despite_reason"]


class ReturnForm(SigningForm):
    """What comes back over the counter; each thing has its own fields in the page."""

    reason = forms.ChoiceField(label=_("返納の理由"), choices=[c for c in ReturnReason.choices if c[0] != "lost"])
    returned_on = forms.DateField(label=_("返った日"), widget=DateInput)
    note = forms.CharField(label=_("備考"), max_length=400, required=False)
    counter = SignatureField(label=_("受け取った職員の署名"), required=False)

    field_order = ("reason", "returned_on", "note", "how", "signature", "scan", "counter")


class ReturnManyForm(forms.Form):
    """What came back from many persons in good order; whatever did not goes through the counter."""

    loans = PickMany(label=_("返ってきた物"), help_text=_("付属品もそろい、状態に問題がない物だけを選んでください。"))
    returned_on = forms.DateField(label=_("返った日"), widget=DateInput)
    reason = forms.ChoiceField(label=_("返納の理由"), choices=[c for c in ReturnReason.choices if c[0] != "lost"])
    malware_checked_on = forms.DateField(
        label=_("媒体のウイルス検査をした日"),
        required=False,
        widget=DateInput,
        help_text=_("USBメモリなどを選んだとき。"),
    )
    by_link = forms.BooleanField(label=_("返納書の署名を、一人ずつリンクでお願いする"), required=False)

    def __init__(self, *args: Any, loans: Iterable[Loan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loans"].offer(  # type: ignore[attr-defined]
            sorted(loans, key=lambda loan: (loan.person.kana, loan.person.name, loan.asset.number)),
            lambda loan: f"{loan.person.shown_name}　{loan.asset}",
        )


class TermsForm(forms.Form):
    """Another wording of what borrowers pledge."""

    text = forms.CharField(
        label=_("誓約事項"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("申請書・誓約書、専用リンクの画面、窓口の画面に、このまま出ます。"),
    )
    from_date = forms.DateField(label=_("適用日"), widget=DateInput, help_text=_("今日以後の日。"))
    decided_by = forms.CharField(
        label=_("決めた人・会議"), max_length=120, help_text=_("議長、議会運営委員会など。決裁番号も書けます。")
    )
    reason = forms.CharField(label=_("変える理由"), max_length=400, widget=AREA)


class PermitCheckForm(forms.Form):
    """Whether the conditions of a permission are kept."""

    checked_on = forms.DateField(label=_("確かめた日"), widget=DateInput)
    is_kept = forms.TypedChoiceField(
        label=_("条件が守られているか"),
        choices=(("yes", _("守られている")), ("no", _("守られていない"))),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    note = forms.CharField(
        label=_("確かめた内容"),
        max_length=400,
        widget=AREA,
        help_text=_("OSの更新、画面ロック、ウイルス対策など、確かめたことと分かったこと。"),
    )


class DueForm(forms.Form):
    """Another due date."""

    due_on = forms.DateField(label=_("返納の期限"), widget=DateInput)
    beyond_term_reason = forms.CharField(label=_("任期を越えて貸す理由"), max_length=200, required=False)


class PhotosForm(forms.Form):
    """One photo."""

    photo = forms.FileField(
        label=_("写真"), widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    is_return = forms.BooleanField(label=_("返納のときの写真"), required=False)


class MalwareForm(forms.Form):
    """The malware check of a medium that came back."""

    checked_on = forms.DateField(label=_("検査した日"), widget=DateInput, required=False)
    reason = forms.CharField(label=_("検査しない理由"), max_length=200, required=False)


class LossForm(forms.Form):
    """紛失・破損等届."""

    kind = forms.ChoiceField(label=_("何がありましたか"), choices=LossKind.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("起きた日（気づいた日）"), widget=DateInput)
    where = forms.CharField(label=_("場所"), max_length=160)
    how = forms.CharField(label=_("いきさつ"), widget=AREA)
    cause = forms.ChoiceField(label=_("原因"), choices=[("", _("（選ばない）")), *LossCause.choices], required=False)
    data_inside = forms.CharField(
        label=_("中に入っていた情報"), widget=AREA, required=False, help_text=_("名簿、相談の記録、写真など。")
    )
    actions_taken = forms.CharField(
        label=_("とった措置"), widget=AREA, required=False, help_text=_("遠隔ロック、回線の停止、警察への届出など。")
    )
    police_number = forms.CharField(label=_("警察の受理番号"), max_length=60, required=False)


class LossEntryForm(LossForm):
    """The same entered by staff, perhaps from paper."""

    reported_on = forms.DateField(label=_("届出日"), widget=DateInput, required=False)
    scan = forms.FileField(label=_("用紙の写し"), required=False, help_text=_("紙で受け取ったとき。PDF か画像。"))


class LossMoreForm(forms.Form):
    """What was learned since."""

    cause = LossForm.base_fields["cause"]
    data_inside = LossForm.base_fields["data_inside"]
    actions_taken = LossForm.base_fields["actions_taken"]
    police_number = LossForm.base_fields["police_number"]


class LossEndForm(forms.Form):
    """How it ended."""

    result = forms.ChoiceField(label=_("結果"), choices=LossResult.choices, widget=forms.RadioSelect)
    closed_on = forms.DateField(label=_("日付"), widget=DateInput)
    outcome = forms.CharField(label=_("どうなったか"), max_length=400, widget=AREA)


class BulkForm(forms.Form):
    """The table person × asset, one line each."""

    rows = forms.CharField(
        label=_("貸す相手と資産の表"),
        widget=forms.Textarea(attrs={"rows": 12, "class": "code"}),
        help_text=_(
            "一行に「氏名か整理番号」と「管理番号」。間はタブかコンマ。Excel の二列をそのまま貼り付けられます。"
        ),
    )
    purpose = forms.CharField(label=_("用途"), max_length=120, required=False)
    by_link = forms.BooleanField(label=_("誓約と受領を、本人へのリンクでもお願いする"), required=False)
    despite_reason = despite_field()

    def __init__(self, *args: Any, is_left: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_left:
            del self.fields["despite_reason"]


class PermitForm(forms.Form):
    """Taking something out: once, or standing for a lent device."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=[c for c in PermitKind.choices if c[0] != PermitKind.PRIVATE_DEVICE],
        widget=forms.RadioSelect,
    )
    person = Pick(label=_("許可を受ける人"))
    asset = forms.CharField(
        label=_("資産の管理番号"), max_length=80, help_text=_("製造番号やラベルの符号でもかまいません。")
    )
    destination = forms.CharField(label=_("持出し先・使う場所"), max_length=160)
    purpose = forms.CharField(label=_("目的"), max_length=200)
    from_date = forms.DateField(label=_("開始日"), widget=DateInput)
    to_date = forms.DateField(label=_("終了日"), widget=DateInput)
    conditions = forms.CharField(label=_("条件"), widget=AREA, required=False)
    route = forms.ChoiceField(label=_("承認する人"), choices=ROUTES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, name_of, empty=NAMED)  # type: ignore[attr-defined]


class OwnPermitForm(forms.Form):
    """A member applies for what they hold."""

    kind = PermitForm.base_fields["kind"]
    asset = Pick(label=_("持ち出す物"))
    destination = PermitForm.base_fields["destination"]
    purpose = PermitForm.base_fields["purpose"]
    from_date = PermitForm.base_fields["from_date"]
    to_date = PermitForm.base_fields["to_date"]

    def __init__(self, *args: Any, assets: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].offer(assets, str, empty=NAMED)  # type: ignore[attr-defined]


class DeviceForm(forms.Form):
    """A private device and what it is used for (BYOD)."""

    category = forms.ChoiceField(label=_("端末の種類"), choices=[(c.value, c.label) for c in PERSONAL])
    name = forms.CharField(label=_("端末の呼び名"), max_length=120, help_text=_("例: 私物のスマートフォン"))
    model = forms.CharField(label=_("メーカー・型番・OSの版"), max_length=80)
    serial = forms.CharField(label=_("製造番号など"), max_length=80, required=False)
    purpose = forms.CharField(label=_("使う目的・扱う情報"), max_length=200)
    to_date = forms.DateField(label=_("いつまで"), widget=DateInput)

    CONDITIONS = (
        ("lock", _("画面のロックと暗証番号を設定している")),
        ("update", _("OSを最新の版に保っている")),
        ("family", _("家族と共用しない")),
        ("report", _("なくしたときは、すぐ議会事務局へ知らせる")),
        ("erase", _("使い終えたら、議会の情報を消す")),
    )
    safe = forms.MultipleChoiceField(
        label=_("守ること"),
        choices=CONDITIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("すべてに当てはまることが条件です。")},
    )

    def clean_safe(self) -> str:
        chosen = self.cleaned_data["safe"]
        if len(chosen) < len(self.CONDITIONS):
            raise forms.ValidationError(_("すべてに当てはまることが条件です。"))
        return "\n".join(str(label) for _key, label in self.CONDITIONS)


class DeviceEntryForm(DeviceForm):
    """The same entered by staff for somebody."""

    person = Pick(label=_("許可を受ける人"))
    route = forms.ChoiceField(label=_("承認する人"), choices=ROUTES, widget=forms.RadioSelect)
    field_order = ("person",)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, name_of, empty=NAMED)  # type: ignore[attr-defined]


class RenewForm(forms.Form):
    """The same permission again."""

    purpose = PermitForm.base_fields["purpose"]
    conditions = PermitForm.base_fields["conditions"]
    from_date = PermitForm.base_fields["from_date"]
    to_date = PermitForm.base_fields["to_date"]
    route = PermitForm.base_fields["route"]


class RevokeForm(forms.Form):
    """Why a permission ends."""

    reason = forms.CharField(label=_("取り消す理由"), max_length=200)


class TakeOutForm(forms.Form):
    """Something leaves for a while."""

    asset = PermitForm.base_fields["asset"]
    person = Pick(label=_("持ち出す人"))
    destination = forms.CharField(label=_("持出し先"), max_length=160)
    purpose = forms.CharField(label=_("目的"), max_length=200)
    left_on = forms.DateField(label=_("持出し日"), widget=DateInput)
    due_on = forms.DateField(label=_("戻す日"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, name_of, empty=NAMED)  # type: ignore[attr-defined]


class BackForm(forms.Form):
    """It is back."""

    back_on = forms.DateField(label=_("戻った日"), widget=DateInput)
    note = forms.CharField(
        label=_("戻ったときの確認"), max_length=200, help_text=_("例: 付属品あり、異常なし、写しを消去した")
    )


class FormsForm(forms.Form):
    """Which paper forms to print, for whom."""

    KINDS = (
        ("pledge", _("貸与申請書・誓約書")),
        ("receipt", _("受領書")),
        ("loss", _("紛失・破損等届")),
        ("return", _("返納書")),
    )

    kind = forms.ChoiceField(label=_("様式"), choices=KINDS, widget=forms.RadioSelect, initial="pledge")
    blank = forms.BooleanField(label=_("名前を入れない用紙を一枚加える"), required=False)
    people = PickMany(label=_("名前を入れて印刷する人"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, name_of)  # type: ignore[attr-defined]
