"""Forms of reports: three taps at the door, two minutes at the telephone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.files.sounds import LARGEST_SOUND
from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.intake.actions.filing import Sent
from sakimori.measures.intake.models import Report
from sakimori.measures.intake.rules import LARGEST_PHOTO
from sakimori.measures.intake.types import Means, Nature, Opening, Picture, When
from sakimori.measures.playbooks.types import IncidentKind
from sakimori.registers.assets.models import Asset

LOW = forms.Textarea(attrs={"rows": 3})
FEW = 4


class PhotoInput(forms.FileInput):
    """The phone's camera or its pictures, several at once."""

    allow_multiple_selected = True


class PhotoField(forms.FileField):
    """Several pictures. Each is read no further than one byte past what a picture may weigh: the action refuses it."""

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        given = data if isinstance(data, list | tuple) else [data]
        checked = [super(PhotoField, self).clean(each, initial) for each in given if each]
        return [Sent(str(one.name or "photo"), one.read(LARGEST_PHOTO + 1)) for one in checked]


class VoiceField(forms.FileField):
    """One recording, read no further than one byte past what it may weigh."""

    def clean(self, data: Any, initial: Any = None) -> Sent | None:
        checked = super().clean(data, initial)
        return Sent(str(checked.name or "voice"), checked.read(LARGEST_SOUND + 1)) if checked else None


class DoorForm(forms.Form):
    """What has to be known, everything filled in beforehand: sending it as it is is enough."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("どれに近いですか"))
    nature = forms.ChoiceField(label=_("起きたことですか"), choices=Nature.choices, widget=forms.RadioSelect)
    when = forms.ChoiceField(label=_("いつですか"), choices=When.choices, widget=forms.RadioSelect)
    device = forms.CharField(label=_("どの端末・書類ですか"), max_length=120, required=False)
    text = forms.CharField(label=_("どうしましたか"), max_length=2000, required=False, widget=LOW)
    # No `capture`: iPhones open the camera for it, whatever is accepted; Android offers its recorder without.
    voice = VoiceField(
        label=_("声の録音"), required=False,
        help_text=_(
            "文字の代わりに、話した録音を送れます（10 MBまで）。録音の場所・日時・機種は消して保管しますが、"
            "声でだれか分かることがあります。iPhone では、ボイスメモの録音を「ファイル」に保存してから選びます。"
        ),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )  # fmt: skip
    photo = PhotoField(
        label=_("写真"), required=False, help_text=_("3枚まで。撮った場所と日時は消して保管します。"),
        widget=PhotoInput(attrs={"accept": "image/jpeg,image/png", "multiple": True}),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("お名前・電話番号"), max_length=160, required=False,
        help_text=_("書くと、折り返し連絡できます。ヒヤリハットは、書かなければ、だれの報告か分かりません。"),
    )  # fmt: skip

    def __init__(self, *args: Any, picture: Picture, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "once": uuid4(), "kind": picture.kinds[0], "nature": Nature.MAYBE, "when": When.NOW,
        } | kwargs.get("initial", {})  # fmt: skip
        super().__init__(*args, **kwargs)
        kind: forms.ChoiceField = self.fields["kind"]  # type: ignore[assignment]
        if len(picture.kinds) <= FEW:
            kind.widget = forms.RadioSelect()
        kind.choices = [(each.value, each.label) for each in picture.kinds]

    @property
    def lost_files(self) -> bool:
        """Shown again with something chosen that a browser does not put back."""
        return self.is_bound and bool(self.files)


class PageForm(DoorForm):
    """The same for somebody logged in, whose things are known."""

    asset = Pick(label=_("お貸ししている物のうち、どれですか"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("名前を残さない（「起きずに済んだ」のときだけ）"), required=False,
        help_text=_("選ぶと、利用者名も議員名も記録しません。"),
    )  # fmt: skip

    def __init__(self, *args: Any, things: Iterable[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["contact"]
        rows = list(things)
        self.fields["asset"].offer(rows, str, empty=_("（ここにない物・わからない）"))  # type: ignore[attr-defined]
        if not rows:
            del self.fields["asset"]
        self.order_fields(
            ["once", "kind", "nature", "when", "asset", "device", "text", "voice", "photo", "is_anonymous"]
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("is_anonymous") and values.get("nature") != Nature.NEAR_MISS:
            self.add_error("is_anonymous", _("名前を残さずに送れるのは、「起きずに済んだ」ときだけです。"))
        return values


class CallForm(forms.Form):
    """Somebody of the office writes down what is said on the telephone."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    means = forms.ChoiceField(
        label=_("報告の方法"), choices=[(each, each.label) for each in (Means.PHONE, Means.COUNTER, Means.PAPER, Means.MAIL)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("種類"), choices=IncidentKind.choices)
    nature = forms.ChoiceField(label=_("起きたかどうか"), choices=Nature.choices, widget=forms.RadioSelect)
    when = forms.ChoiceField(label=_("いつごろ"), choices=When.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("起きた日（分かるとき）"), required=False, widget=DateInput)
    person = Pick(label=_("報告した人（名簿から）"), required=False)
    contact = forms.CharField(label=_("名簿にない人の名前・折り返しの番号"), max_length=160, required=False)
    device = forms.CharField(
        label=_("どの端末・書類"), max_length=120, required=False,
        help_text=_("管理番号かラベルの符号を書くと、台帳の資産と結び付きます。"),
    )  # fmt: skip
    text = forms.CharField(label=_("どうしたか"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    is_anonymous = forms.BooleanField(label=_("名前を残さない（ヒヤリハットのときだけ）"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), "nature": Nature.MAYBE, "when": When.NOW, "means": Means.PHONE}
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=_("（選ばない）"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("is_anonymous") and values.get("nature") != Nature.NEAR_MISS:
            self.add_error("is_anonymous", _("名前を残さずに記録できるのは、「起きずに済んだ」ときだけです。"))
        return values


class CloseForm(forms.Form):
    """It is no case."""

    reason = forms.CharField(label=_("確かめたことと、事案にしない理由"), max_length=2000, widget=LOW)
    answer = forms.CharField(
        label=_("報告した人への返事"), max_length=1000, required=False, widget=LOW,
        help_text=_("受付番号のページに出ます。個人情報や、ほかの人のことは書きません。"),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Words to whoever holds the receipt."""

    answer = forms.CharField(
        label=_("報告した人への返事"), max_length=1000, widget=LOW,
        help_text=_("受付番号のページに出ます。個人情報や、ほかの人のことは書きません。"),
    )  # fmt: skip


class MergeForm(forms.Form):
    """Which report is of the same matter."""

    into = Pick(label=_("同じ件の報告（こちらを残します）"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reports: Iterable[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].offer(reports, str)  # type: ignore[attr-defined]


class DoorSettingsForm(forms.Form):
    """Who may report without logging in."""

    opening = forms.ChoiceField(label=_("ログインしない人の報告"), choices=Opening.choices, widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("報告する人への一言"), max_length=200, required=False,
        help_text=_("だれでも見られる画面に出ます。例: 夜間は守衛室にも電話してください。"),
    )  # fmt: skip


class CodeForm(forms.Form):
    """A code that somebody types."""

    code = forms.CharField(label=_("符号"), max_length=60)
