"""Forms about places, keys, lines and visitors. Rows to choose from are offered by the view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Post, Unit
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput, MomentField, lines
from sakimori.registers.premises.models import Place
from sakimori.registers.premises.types import KeyKind, PlaceKind, PortKind, PortState


class DateField(forms.DateField):
    """A day, entered with the browser's own field."""

    widget = DateInput


class PlaceForm(forms.Form):
    """A place as the register knows it."""

    kind = forms.ChoiceField(label=_("種別"), choices=PlaceKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("掲示や台帳で使っている名前。"))
    parent = Pick(label=_("この場所がある部屋"), required=False)
    is_managed_area = forms.BooleanField(
        label=_("管理区域"),
        required=False,
        help_text=_("サーバーや通信機器、重要な情報を置き、入れる人を限る場所です。"),
    )
    unit = Pick(label=_("使う会派・部署"), required=False, help_text=_("会派控室では、会派を選びます。"))
    keeper_post = Pick(
        label=_("管理する職"),
        required=False,
        help_text=_("職で決めると、人が替わっても引き継がれます。会派控室で空欄なら、会派責任者とします。"),
    )
    keeper = Pick(label=_("管理する人"), required=False, help_text=_("職で決められないときだけ。"))
    who_may_enter = forms.CharField(label=_("入れる人"), max_length=200, required=False)
    rules = forms.CharField(
        label=_("きまり"), required=False, widget=lines(4), help_text=_("施錠、撮影、来訪者の扱いなど。")
    )
    from_date = DateField(label=_("使い始めた日"))
    order = forms.IntegerField(label=_("並び順"), min_value=0, max_value=999, initial=0)
    note = forms.CharField(label=_("備考"), max_length=400, required=False)

    def __init__(
        self, data: Any, *, places: Iterable[Place], units: Iterable[Unit], posts: Iterable[Post],
        people: Iterable[Person], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **kwargs)
        none = _("なし")
        self.fields["parent"].offer(places, empty=none)  # type: ignore[attr-defined]
        self.fields["unit"].offer(units, empty=none)  # type: ignore[attr-defined]
        self.fields["keeper_post"].offer(posts, lambda post: f"{post.unit.name} {post.title}", empty=none)  # type: ignore[attr-defined]
        self.fields["keeper"].offer(people, empty=none)  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """A place is given up."""

    last_day = DateField(label=_("最後の日"))


class EntryForm(forms.Form):
    """The entry of a place was checked."""

    checked_on = DateField(label=_("点検日"))
    note = forms.CharField(
        label=_("気づいたこと"),
        max_length=400,
        required=False,
        widget=lines(3),
        help_text=_("入れる人の一覧、施錠、入室の記録を見て、直したことがあれば書きます。"),
    )


class KeyForm(forms.Form):
    """A key or card."""

    kind = forms.ChoiceField(label=_("種類"), choices=KeyKind.choices)
    number = forms.CharField(
        label=_("鍵・カードの番号"), max_length=40, help_text=_("刻印や通し番号。暗証番号そのものは書きません。")
    )
    note = forms.CharField(label=_("備考"), max_length=200, required=False)


class EndKeyForm(forms.Form):
    """A key leaves the register."""

    last_day = DateField(label=_("最後の日"))
    note = forms.CharField(label=_("理由"), max_length=200, help_text=_("紛失、錠の交換、カードの失効など。"))


class LendKeyForm(forms.Form):
    """Somebody takes a key."""

    person = Pick(label=_("渡す人"))
    lent_on = DateField(label=_("渡した日"))
    due_on = DateField(label=_("返す日"), required=False, help_text=_("空欄なら、任期や在職の間ずっと。"))
    note = forms.CharField(label=_("備考"), max_length=200, required=False)

    def __init__(self, data: Any, *, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["person"].offer(people, empty=_("選んでください"))  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """A key is back."""

    returned_on = DateField(label=_("返った日"))
    note = forms.CharField(label=_("備考"), max_length=200, required=False)


class CountForm(forms.Form):
    """Keys were counted."""

    checked_on = DateField(label=_("点検日"))
    keys_found = forms.IntegerField(label=_("あった本数"), min_value=0, max_value=999)
    note = forms.CharField(
        label=_("気づいたこと"), max_length=400, required=False, help_text=_("本数が合わないときは、必ず書きます。")
    )


class PortForm(forms.Form):
    """A line or port."""

    kind = forms.ChoiceField(label=_("種類"), choices=PortKind.choices)
    label = forms.CharField(
        label=_("表示（ラベル）"), max_length=60, required=False, help_text=_("現物に表示がないときは空欄にします。")
    )
    state = forms.ChoiceField(label=_("状態"), choices=PortState.choices, widget=forms.RadioSelect)
    leads_to = forms.CharField(
        label=_("つながる先"), max_length=120, required=False, help_text=_("網、機器、盤の番号など。")
    )


class PortChangeForm(PortForm):
    """A change of a line or port, with its reason."""

    change_note = forms.CharField(label=_("変更の理由"), max_length=200, help_text=_("記録に残ります。"))


class EndPortForm(forms.Form):
    """A line or port is taken out."""

    last_day = DateField(label=_("撤去した日"))
    change_note = forms.CharField(label=_("理由"), max_length=200)


class VisitForm(forms.Form):
    """Somebody from outside came in."""

    place = Pick(label=_("場所"))
    visitor = forms.CharField(
        label=_("来訪者"), max_length=80, help_text=_("何人かなら「山田 一郎 ほか2名」のように。")
    )
    company = forms.CharField(label=_("事業者・所属"), max_length=120, required=False)
    purpose = forms.CharField(label=_("用件"), max_length=160)
    escort = Pick(label=_("立会者"), required=False)
    came_at = MomentField(label=_("入室"))
    brought = forms.CharField(
        label=_("持ち込んだ機器・媒体"), max_length=200, required=False, help_text=_("パソコン、USB メモリーなど。")
    )

    def __init__(self, data: Any, *, places: Iterable[Place], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["place"].offer(places, empty=_("選んでください"))  # type: ignore[attr-defined]
        self.fields["escort"].offer(people, empty=_("立会なし"))  # type: ignore[attr-defined]


class VisitChangeForm(VisitForm):
    """A whole record of a visit."""

    left_at = MomentField(label=_("退室"), required=False)
    touched = forms.CharField(label=_("触れた機器・作業の内容"), max_length=400, required=False, widget=lines(3))
    taken = forms.CharField(label=_("持ち出した機器・媒体"), max_length=200, required=False)
    report = forms.FileField(
        label=_("作業報告書"), required=False, help_text=_("PDF か画像。新しく選ぶと差し替わります。")
    )

    def clean_report(self) -> tuple[str, bytes] | None:
        """The file as name and bytes."""
        return _paper(self.cleaned_data["report"])


class LeaveForm(forms.Form):
    """A visitor goes."""

    left_at = MomentField(label=_("退室"))
    touched = forms.CharField(
        label=_("触れた機器・作業の内容"),
        max_length=400,
        widget=lines(3),
        help_text=_("触れていなければ「なし」と書きます。"),
    )
    taken = forms.CharField(
        label=_("持ち出した機器・媒体"),
        max_length=200,
        required=False,
        help_text=_("修理のための持ち帰り、交換した部品、書き込んだ USB メモリーなど。"),
    )
    report = forms.FileField(
        label=_("作業報告書"), required=False, help_text=_("PDF か画像。あとから加えることもできます。")
    )

    def clean_report(self) -> tuple[str, bytes] | None:
        """The file as name and bytes."""
        return _paper(self.cleaned_data["report"])


def _paper(given: Any) -> tuple[str, bytes] | None:
    return (given.name or "report", given.read()) if given else None
