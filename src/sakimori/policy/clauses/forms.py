"""Forms of the policy's pages. They read what was typed; actions decide whether it may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.duties.spec import Ground
from sakimori.foundation.ui.forms import DateInput
from sakimori.policy.clauses.types import ReviewOutcome, TriggerKind, VersionKind
from sakimori.policy.clauses.words import FREQUENCIES
from sakimori.policytext import model_policy
from sakimori.policytext.measures import measures
from sakimori.policytext.restructure import sentences


def attach(form: forms.Form, error: ValidationError) -> None:
    """Put an action's error on the field it names, else above the form."""
    if hasattr(error, "error_dict"):
        for name, found in error.error_dict.items():
            form.add_error(name if name in form.fields else None, found)
    else:
        form.add_error(None, error)


def measure_choices() -> list[tuple[str, str]]:
    """Every canonical measure in the reader's language."""
    english = (get_language() or "ja").startswith("en")
    return [(m.slug, m.title_en if english else m.title_ja) for m in measures()]


class TakeInForm(forms.Form):
    """A policy as a file or as pasted text."""

    file = forms.FileField(
        label=_("方針のファイル"), required=False, help_text=_("PDF・Word（docx）・HTML・テキスト。20 MB まで。")
    )
    text = forms.CharField(
        label=_("または、方針の文を貼り付ける"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=400_000,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("file") and not (values.get("text") or "").strip():
            raise ValidationError(_("ファイルを選ぶか、文を貼り付けてください。"))
        return values


class ModelForm(forms.Form):
    """The blanks of the model policy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "ja").startswith("en")
        for field in model_policy.fields():
            options: dict[str, Any] = {
                "label": field.label_en if english else field.label_ja,
                "help_text": field.help_en if english else field.help_ja,
                "initial": field.default,
            }
            if field.kind == "choice":
                offered = [(c.value, c.label_en if english else c.label_ja) for c in field.choices]
                self.fields[field.name] = forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **options)
            elif field.kind == "date":
                self.fields[field.name] = forms.DateField(widget=DateInput, **options)
            else:
                self.fields[field.name] = forms.CharField(max_length=200, **options)

    def texts(self) -> dict[str, str]:
        """The values as the model policy takes them."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else str(value)
            for name, value in self.cleaned_data.items()
        }


class DescribeForm(forms.Form):
    """Title of the version, own or joint."""

    title = forms.CharField(label=_("名称"), max_length=160)
    kind = forms.ChoiceField(label=_("種別"), choices=VersionKind.choices, widget=forms.RadioSelect)
    joint_with = forms.CharField(
        label=_("共同で定める機関"), required=False, max_length=120, help_text=_("例: みなと野市長、教育委員会")
    )


class ClauseForm(forms.Form):
    """One clause, corrected by a person."""

    path = forms.CharField(label=_("条項番号"), max_length=60)
    heading = forms.CharField(label=_("見出し"), required=False, max_length=200)
    text = forms.CharField(label=_("本文"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    measure_slugs = forms.MultipleChoiceField(
        label=_("何についての条項か"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("当てはまるものをすべて選びます。ここで選んだものが、確認項目と結びつきます。"),
    )
    frequency = forms.ChoiceField(
        label=_("頻度"),
        required=False,
        choices=[("", _("定めがない")), *FREQUENCIES.items()],
        help_text=_("監査・点検・見直し・研修・訓練を、どのくらいの間隔で行うと定めているか。"),
    )
    concerns_assembly = forms.BooleanField(label=_("議会に関係する条項"), required=False)
    note = forms.CharField(label=_("補足"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure_slugs"].choices = measure_choices()  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Where a clause ends and the next begins."""

    at = forms.TypedChoiceField(label=_("新しい条項の始まり"), coerce=int, widget=forms.RadioSelect)
    below = forms.TypedChoiceField(
        label=_("新しい条項の段"),
        choices=[("no", _("この条項と同じ段")), ("yes", _("この条項の下"))],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=_("新しい条項の番号"),
        required=False,
        max_length=20,
        help_text=_("例: (3)。空欄なら、文の初めにある番号を使います。番号がない条項でも構いません。"),
    )

    def __init__(self, *args: Any, clause_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [  # type: ignore[attr-defined]
            (piece.at, format_html('<span lang="ja">{}</span>', piece.text)) for piece in sentences(clause_text)[1:]
        ]


class MergeForm(forms.Form):
    """How a clause goes on from the one before."""

    apart = forms.TypedChoiceField(
        label=_("つなぎ方"),
        choices=[("yes", _("段落を分けて続ける")), ("no", _("同じ段落に続ける"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )


class DutyDaysForm(forms.Form):
    """One line of the settings step: days, or open."""

    days = forms.IntegerField(label=_("日数"), required=False, min_value=1, max_value=3650)
    is_open = forms.BooleanField(label=_("頻度を定めない（必要に応じて）"), required=False)
    ground = forms.ChoiceField(label=_("根拠"), choices=Ground.choices)
    reason = forms.CharField(label=_("理由"), required=False, max_length=400)


class DecideForm(forms.Form):
    """A decision made in a meeting or on paper."""

    decided_on = forms.DateField(label=_("決定日"), widget=DateInput)
    effective_on = forms.DateField(label=_("施行日（運用を始める日）"), widget=DateInput)
    meeting = forms.CharField(label=_("決定した会議"), max_length=120, help_text=_("例: 議会運営委員会"))
    decision_number = forms.CharField(label=_("決裁番号"), required=False, max_length=60)
    decided_by = forms.ChoiceField(label=_("決定者"), required=False)
    same_person_reason = forms.CharField(
        label=_("起案者と決定者が同じ理由"),
        required=False,
        max_length=400,
        help_text=_("同じ人のときだけ入力します。差し支えありませんが、理由を残します。"),
    )
    scan = forms.FileField(label=_("決裁文書の写し"), required=False, help_text=_("PDF または画像。なくても進めます。"))


class PublishForm(forms.Form):
    """A publication."""

    published_on = forms.DateField(label=_("公表日"), widget=DateInput)
    address = forms.CharField(label=_("公表した場所"), max_length=400, help_text=_("ページのアドレスや掲示場所。"))
    medium = forms.CharField(
        label=_("方法"), required=False, max_length=60, help_text=_("例: 市議会ホームページ、告示")
    )
    note = forms.CharField(label=_("備考"), required=False, max_length=400)


class RetractForm(forms.Form):
    """Why a publication record is taken back."""

    reason = forms.CharField(label=_("取り消す理由"), max_length=400, help_text=_("例: 日付を間違えて記録したため"))


class ReviewForm(forms.Form):
    """A review."""

    reviewed_on = forms.DateField(label=_("見直した日"), widget=DateInput)
    outcome = forms.ChoiceField(label=_("結論"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))
    meeting = forms.CharField(label=_("会議"), required=False, max_length=120)
    next_on = forms.DateField(
        label=_("次の見直しの予定"),
        required=False,
        widget=DateInput,
        help_text=_("見直しの頻度を決めていないときは、この日が期限になります。空欄でも構いません。"),
    )


class TriggerForm(forms.Form):
    """Something that calls for a review."""

    kind = forms.ChoiceField(label=_("種類"), choices=TriggerKind.choices)
    occurred_on = forms.DateField(label=_("日付"), widget=DateInput)
    text = forms.CharField(label=_("内容"), max_length=400)


class CampaignForm(forms.Form):
    """A request to everyone."""

    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    message = forms.CharField(
        label=_("お願いの文"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("手紙にも印刷されます。"),
    )

    def clean_message(self) -> str:
        """A letter is one page: few lines."""
        message = str(self.cleaned_data["message"])
        if len(message.splitlines()) > 10:
            raise ValidationError(_("手紙の1ページに収まるように、10行までにしてください。"))
        return message
