"""Forms of a case: lost devices, evidence, papers, review; and the assembly's own settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.incidents.forms import LATER, LOW, TALL, MomentField
from sakimori.measures.incidents.models import Evidence, StockText
from sakimori.measures.incidents.types import LossWay, Unit

FIELD_BREAK = "｜"


class LostForm(forms.Form):
    """A device is lost: what the report of loss needs besides what the case knows."""

    way = forms.ChoiceField(label=_("紛失か盗難か"), choices=LossWay.choices, widget=forms.RadioSelect)
    where = forms.CharField(label=_("なくした場所"), max_length=200)
    police_number = forms.CharField(label=_("警察の受理番号"), max_length=60, required=False, help_text=LATER)


class FoundForm(forms.Form):
    """It turned up, or it was given up."""

    is_found = forms.ChoiceField(
        label=_("結果"),
        choices=[("yes", _("見つかった")), ("no", _("見つからないまま終える"))],
        widget=forms.RadioSelect,
    )
    found_on = forms.DateField(label=_("日付"), widget=DateInput)
    outcome = forms.CharField(label=_("どこで、どのような状態で"), max_length=200, widget=LOW)


class EvidenceForm(forms.Form):
    """What comes in, from whom, and where it is kept."""

    title = forms.CharField(label=_("名称・内容"), max_length=200)
    file = forms.FileField(
        label=_("ファイル"), required=False, help_text=_("受け取ったままの形で残し、SHA-256を計算します。20MBまで。")
    )
    bag_number = forms.CharField(
        label=_("封印袋の番号"), max_length=40, required=False, help_text=_("端末や書類など、物のときに入力します。")
    )
    serial = forms.CharField(label=_("製造番号など"), max_length=80, required=False)
    handed_by = forms.CharField(label=_("渡した人"), max_length=120)
    received_at = MomentField(label=_("受け取った日時"))
    kept_at = forms.CharField(label=_("保管場所"), max_length=120)
    copy_of = Pick(label=_("写しのときは、その原本"), required=False)

    def __init__(self, *args: Any, evidence: Iterable[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].offer(  # type: ignore[attr-defined]
            evidence, lambda row: f"{row.number} {row.title}", empty=_("（原本）")
        )


class CustodyForm(forms.Form):
    """A change of hands."""

    at = MomentField(label=_("受渡しの日時"))
    from_whom = forms.CharField(label=_("渡した人"), max_length=120)
    to_whom = forms.CharField(label=_("受け取った人"), max_length=120)
    place = forms.CharField(label=_("保管場所"), max_length=120)
    purpose = forms.CharField(label=_("目的"), max_length=200, help_text=_("例: 警察へ提出、市で調査、返却。"))
    seal = forms.CharField(label=_("封印の状態"), max_length=120, required=False)


class PaperForm(forms.Form):
    """A paper before it goes out."""

    to = forms.CharField(label=_("宛先"), max_length=120, required=False)
    sender = forms.CharField(label=_("差出人"), max_length=120, required=False)
    title = forms.CharField(label=_("件名"), max_length=120)
    body = forms.CharField(label=_("本文"), widget=forms.Textarea(attrs={"rows": 12}))
    facts = forms.CharField(
        label=_("事項"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        help_text=_("一行に一つ、「項目｜内容」の形で。"),
    )
    stock = forms.MultipleChoiceField(
        label=_("加える文章"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("お願い・注意の欄に加えます。"),
    )
    advice = forms.CharField(label=_("お願い・注意"), widget=TALL, required=False)
    contact = forms.CharField(label=_("問合せ先"), max_length=200, required=False)

    def __init__(self, *args: Any, stock: Sequence[StockText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(row.pk): row for row in stock}
        self.fields["stock"].choices = [(key, row.title) for key, row in self.offered.items()]  # type: ignore[attr-defined]
        if not stock:
            del self.fields["stock"]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        added = [self.offered[key].text for key in found.pop("stock", ())]
        found["advice"] = "\n".join(part for part in (found["advice"].strip(), *added) if part)
        found["facts"] = read_facts(found["facts"])
        return found


def read_facts(text: str) -> list[list[str]]:
    """Pairs of a label and a text; a line without a label goes on with the one before."""
    pairs: list[list[str]] = []
    for line in text.splitlines():
        label, mark, value = line.partition(FIELD_BREAK)
        if mark:
            pairs.append([label.strip(), value.strip()])
        elif pairs and line.strip():
            pairs[-1][1] = f"{pairs[-1][1]}\n{line.strip()}"
    return pairs


def write_facts(pairs: Iterable[Sequence[str]]) -> str:
    """The same as text."""
    return "\n".join(f"{label}{FIELD_BREAK}{value}" for label, value in pairs)


class SendForm(forms.Form):
    """It went out."""

    at = MomentField(label=_("出した日時"))
    whom = forms.CharField(label=_("相手"), max_length=120)
    how = forms.CharField(label=_("出し方"), max_length=120, help_text=_("例: 手渡し、電話とFAX、ホームページ。"))


class ReviewForm(forms.Form):
    """Cause, and what helped."""

    reviewed_on = forms.DateField(label=_("振り返りの日"), widget=DateInput)
    cause = forms.CharField(label=_("原因"), widget=TALL, help_text=_("人を責めず、仕組みの言葉で書きます。"))
    helped = forms.CharField(label=_("役に立ったこと"), widget=LOW, required=False)


class LessonForm(forms.Form):
    """A lesson and what follows from it."""

    text = forms.CharField(label=_("分かったこと"), widget=TALL)
    due_on = forms.DateField(label=_("直す期限"), widget=DateInput, required=False)
    owner = Pick(label=_("直す担当者"), required=False)
    nothing_because = forms.CharField(
        label=_("直すことがない理由"),
        max_length=400,
        widget=LOW,
        required=False,
        help_text=_("期限を入れないときだけ。"),
    )
    clause_path = forms.CharField(
        label=_("見直したい条項"),
        max_length=20,
        required=False,
        help_text=_("例: 6(4)。方針の見直しのきっかけとして残します。"),
    )
    training_hint = forms.CharField(
        label=_("研修で伝えること"),
        max_length=400,
        widget=LOW,
        required=False,
        help_text=_("名前は書かないでください。"),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, lambda person: person.shown_name, empty=_("（あとで決める）"))  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Everything is done."""

    nothing_because = forms.CharField(
        label=_("直すことがない理由"),
        max_length=400,
        widget=LOW,
        required=False,
        help_text=_("教訓が一つもないときだけ。"),
    )
    skip_rest = forms.CharField(
        label=_("残りの手順を行わなかった理由"),
        max_length=400,
        widget=LOW,
        required=False,
        help_text=_("残りの手順があるときだけ。"),
    )
    answer = forms.CharField(
        label=_("報告した人への返事"),
        max_length=400,
        widget=LOW,
        required=False,
        help_text=_("控えの画面に表示されます。"),
    )


class LevelWordForm(forms.Form):
    """The assembly's words for a level."""

    name = forms.CharField(label=_("呼び名"), max_length=40)
    meaning = forms.CharField(label=_("意味"), max_length=200, widget=LOW)
    reason = forms.CharField(label=_("変える理由"), max_length=400, widget=LOW)


class GroundForm(forms.Form):
    """The assembly's own limit."""

    is_used = forms.ChoiceField(
        label=_("この期限を使いますか"), choices=[("yes", _("使う")), ("no", _("使わない"))], widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label=_("期間"), min_value=0, max_value=1000)
    unit = forms.ChoiceField(label=_("数え方"), choices=Unit.choices)
    ground = forms.CharField(label=_("根拠（条例の条など）"), max_length=400, widget=LOW, required=False)
    reason = forms.CharField(label=_("変える理由"), max_length=400, widget=LOW)


class StockForm(forms.Form):
    """A text that is used again."""

    title = forms.CharField(label=_("見出し"), max_length=80)
    text = forms.CharField(label=_("文章"), widget=TALL)
