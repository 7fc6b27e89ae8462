"""Field widgets with the product's look, and the sample form of the catalogue page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.signature import SignatureField


def lines(rows: int) -> forms.Textarea:
    """A field for a text of so many lines; it takes more."""
    return forms.Textarea(attrs={"rows": rows})


class DateInput(forms.DateInput):
    """The browser's own date field. Its value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day with its time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SuggestingInput(forms.TextInput):
    """A line of text with names to choose from; whatever else is typed is taken too. The list needs no script."""

    names: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = attrs or {}
        if not self.names:
            return super().render(name, value, given, renderer)
        key = f"{given.get('id', name)}_names"
        control = super().render(name, value, given | {"list": key, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', control, key, options)


class SuggestedField(forms.CharField):
    """A text for which the view hands over suggestions."""

    widget = SuggestingInput

    def suggest(self, names: Iterable[str]) -> None:
        """Set the names."""
        self.widget.names = list(names)


class MomentField(forms.DateTimeField):
    """A day with its time."""

    widget = MomentInput


class SampleForm(forms.Form):
    """One field of every kind, for the catalogue page."""

    name = forms.CharField(
        label=_("議員名"), help_text=_("届け出ている旧姓・通称があれば、その表記で入力してください。")
    )
    kana = forms.CharField(label=_("ふりがな"), required=False)
    company = SuggestedField(
        label=_("事業者"), required=False, help_text=_("候補から選ぶか、そのまま入力してください。")
    )
    post = forms.ChoiceField(
        label=_("役職"), choices=[("", _("選んでください")), ("chair", _("議長")), ("member", _("議員"))]
    )
    decided_on = forms.DateField(label=_("決定日"), widget=DateInput)
    days = forms.IntegerField(label=_("期限までの日数"), min_value=1, max_value=366)
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea, required=False)
    duties = forms.MultipleChoiceField(
        label=_("対象"),
        choices=[("members", _("議員")), ("staff", _("事務局職員")), ("contractors", _("委託先"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("当てはまるものをすべて選んでください。"),
    )
    answer = forms.ChoiceField(
        label=_("見直しの要否"), choices=[("no", _("変更は不要")), ("yes", _("変更する"))], widget=forms.RadioSelect
    )
    scan = forms.FileField(label=_("署名の写し"), required=False, help_text=_("PDF または画像、10 MB まで"))
    signature = SignatureField(required=False, help_text=_("画面に書けないときは、紙に署名できます。"))
    agreed = forms.BooleanField(label=_("内容を確認し、同意します"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].suggest(["Example KK", "Example GK"])  # type: ignore[attr-defined]
