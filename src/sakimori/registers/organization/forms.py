"""Forms about persons, terms, units, posts and meetings. Rows to choose from are offered by the view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Post, Seat, Unit
from sakimori.foundation.people.types import EndReason, Role, UnitKind
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.organization.types import ItemOutcome


class DateField(forms.DateField):
    """A day, entered with the browser's own field."""

    widget = DateInput


class SearchForm(forms.Form):
    """What part of the register to show; kept in the address."""

    text = forms.CharField(label=_("名前・ふりがな"), required=False, max_length=80)
    group = forms.ChoiceField(
        label=_("対象"),
        required=False,
        choices=[
            ("", _("すべて")),
            ("members", _("議員")),
            ("secretariat", _("事務局")),
            ("former", _("退任・異動した人")),
        ],
    )


class PersonForm(forms.Form):
    """A person as the register knows them."""

    name = forms.CharField(label=_("氏名（本名）"), max_length=80, help_text=_("字体はそのまま保存します。"))
    kana = forms.CharField(label=_("ふりがな"), max_length=120, required=False)
    public_name = forms.CharField(
        label=_("議員名・通称"), max_length=80, required=False, help_text=_("公に使う名前が本名と違うときだけ。")
    )
    former_name = forms.CharField(label=_("旧姓"), max_length=80, required=False)
    number = forms.CharField(
        label=_("整理番号"), max_length=20, required=False, help_text=_("議席番号や職員番号など。")
    )
    email = forms.EmailField(label=_("メールアドレス"), required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=30, required=False)
    note = forms.CharField(label=_("備考"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OfficeForm(forms.Form):
    """A person takes a seat."""

    seat = Pick(label=_("議席"))
    from_date = DateField(label=_("就任日"))
    to_date = DateField(label=_("終了日"), required=False, help_text=_("空欄なら任期の終わりまで。"))
    caucus = Pick(label=_("会派"), required=False)

    def __init__(self, data: Any, *, seats: Iterable[Seat], caucuses: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["seat"].offer(seats, lambda seat: _t("%(number)s番") % {"number": seat.number})  # type: ignore[attr-defined]
        self.fields["caucus"].offer(caucuses, empty=_t("無所属"))  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """First and last day of an office."""

    from_date = DateField(label=_("就任日"))
    to_date = DateField(label=_("終了日"), required=False)


class EndForm(forms.Form):
    """Somebody leaves."""

    last_day = DateField(label=_("最後の日"), help_text=_("この日までが在職です。権限は翌日の0時になくなります。"))
    reason = forms.ChoiceField(label=_("理由"), choices=EndReason.choices)
    note = forms.CharField(label=_("備考"), max_length=400, required=False)


class LastDayForm(forms.Form):
    """Something ends."""

    last_day = DateField(label=_("最後の日"))


class TermForm(forms.Form):
    """A term of the assembly."""

    number = forms.IntegerField(label=_("期"), min_value=1, max_value=999)
    seats = forms.IntegerField(label=_("議員定数"), min_value=1, max_value=200)
    election_date = DateField(label=_("選挙期日"), required=False)
    from_date = DateField(label=_("任期の開始日"))
    to_date = DateField(label=_("任期の終了日"))


class VacancyForm(forms.Form):
    """A seat has nobody."""

    vacant_from = DateField(label=_("欠員となった日"))
    note = forms.CharField(label=_("欠員の理由"), max_length=200, required=False)


class UnitForm(forms.Form):
    """A caucus, committee or other unit."""

    kind = forms.ChoiceField(label=_("種別"), choices=UnitKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80)
    short_name = forms.CharField(label=_("略称"), max_length=20, required=False)
    from_date = DateField(label=_("開始日"))
    order = forms.IntegerField(label=_("並び順"), min_value=0, max_value=999, initial=0)


class UnitChangeForm(forms.Form):
    """What may change while a unit goes on."""

    name = forms.CharField(label=_("名称"), max_length=80)
    short_name = forms.CharField(label=_("略称"), max_length=20, required=False)
    order = forms.IntegerField(label=_("並び順"), min_value=0, max_value=999)


class JoinForm(forms.Form):
    """A person joins a unit."""

    person = Pick(label=_("所属する人"))
    from_date = DateField(label=_("開始日"))

    def __init__(self, data: Any, *, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["person"].offer(people, empty=_t("選んでください"))  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """A post of the organisation chart."""

    unit = Pick(label=_("組織単位"))
    title = forms.CharField(label=_("職名"), max_length=80)
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[(role.value, role.label) for role in Role if role not in {Role.OPERATOR, Role.MEMBER}],
        help_text=_("役割によって、この画面でできることが決まります。"),
    )
    from_date = DateField(label=_("開始日"))
    duty_text = forms.CharField(label=_("役割の内容"), max_length=200, required=False)
    is_required = forms.BooleanField(
        label=_("必置（空席なら「任命されていない」と表示する）"), required=False, initial=True
    )
    is_window = forms.BooleanField(label=_("統一窓口にする"), required=False)
    deputy_of = Pick(label=_("代理する職"), required=False, help_text=_("この職が、だれに事故があるとき代わるか。"))
    deputy_order = forms.IntegerField(label=_("代理の順位"), min_value=1, max_value=99, required=False)
    order = forms.IntegerField(label=_("並び順"), min_value=0, max_value=9999, initial=0)

    def __init__(self, data: Any, *, units: Iterable[Unit], posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["deputy_of"].offer(posts, lambda post: f"{post.unit.name} {post.title}", empty=_t("なし"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("deputy_of") and not found.get("deputy_order"):
            self.add_error("deputy_order", _t("代理の順位を入力してください。例: 1"))
        return found


class AppointForm(forms.Form):
    """A person takes a post."""

    person = Pick(label=_("就く人"))
    from_date = DateField(label=_("就任日"))
    to_date = DateField(label=_("終了日"), required=False, help_text=_("決まっていなければ空欄。"))
    decision_number = forms.CharField(label=_("決裁番号・議決番号"), max_length=60, required=False)
    decided_on = DateField(label=_("決裁日・議決日"), required=False)

    def __init__(self, data: Any, *, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["person"].offer(people, empty=_t("選んでください"))  # type: ignore[attr-defined]


class ChangeHolderForm(AppointForm):
    """The holder of a post changes; the end follows from the office."""

    to_date = None  # type: ignore[assignment]


class MeetingForm(forms.Form):
    """A meeting of a body."""

    unit = Pick(label=_("会議体"), required=False, help_text=_("議会運営委員会、会派代表者会議など。"))
    name = forms.CharField(label=_("会議の名称"), max_length=120)
    held_on = DateField(label=_("開催日"))
    place = forms.CharField(label=_("場所"), max_length=80, required=False)
    note = forms.CharField(label=_("備考"), max_length=400, required=False)

    def __init__(self, data: Any, *, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].offer(units, empty=_t("（会議体を登録しない）"))  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An item of the agenda and its decision."""

    title = forms.CharField(label=_("議題"), max_length=160)
    clause_path = forms.CharField(label=_("関係する条項"), max_length=60, required=False, help_text=_("例: 6(1)"))
    outcome = forms.ChoiceField(label=_("結果"), choices=ItemOutcome.choices)
    decision = forms.CharField(
        label=_("決定の内容"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
