"""Forms of a turnover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.papers.days import day_text
from sakimori.foundation.people.models import Person, Term
from sakimori.foundation.ui.fields import Pick, PickMany
from sakimori.foundation.ui.forms import DateInput


class OpenForm(forms.Form):
    """The term that ends and the election."""

    term = Pick(label=_("終わる任期"))
    election_date = forms.DateField(label=_("選挙期日"), widget=DateInput)
    return_place = forms.CharField(label=_("返納の場所"), max_length=120, required=False)
    message = forms.CharField(
        label=_("返納のお願いの文"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("空欄なら、標準の文を印刷します。"),
    )  # fmt: skip

    def __init__(self, *args: Any, terms: Iterable[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].offer(terms, _term_label)  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """Corrections, and the term that begins."""

    election_date = forms.DateField(label=_("選挙期日"), widget=DateInput)
    return_place = forms.CharField(label=_("返納の場所"), max_length=120, required=False)
    message = forms.CharField(label=_("返納のお願いの文"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    next_term = Pick(label=_("始まる任期"), required=False)

    def __init__(self, *args: Any, terms: Iterable[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_term"].offer(terms, _term_label, empty=_("（自動で選ぶ）"))  # type: ignore[attr-defined]


def _term_label(term: Term) -> str:
    return str(_("第%(number)s期（%(first)s〜%(last)s）") % {
        "number": term.number, "first": day_text(term.from_date), "last": day_text(term.to_date),
    })  # fmt: skip


EXPECTED = (("", _("未定")), ("stay", _("引き続き在職")), ("leave", _("退任")))


class ExpectForm(forms.Form):
    """What is expected of every sitting member."""

    def __init__(self, *args: Any, rows: Iterable[tuple[Person, bool | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _stays in rows}
        for person, stays in rows:
            self.fields[f"person-{person.pk}"] = forms.ChoiceField(
                label=person.shown_name,
                choices=EXPECTED,
                required=False,
                initial={True: "stay", False: "leave", None: ""}[stays],
            )

    def answers(self) -> dict[Person, bool | None]:
        """Person → stays, leaves, not known."""
        words = {"stay": True, "leave": False}
        return {person: words.get(self.cleaned_data[f"person-{key}"]) for key, person in self.people.items()}


class TimetableForm(forms.Form):
    """When the counter takes things back."""

    first = forms.DateField(label=_("最初の日"), widget=DateInput)
    last = forms.DateField(label=_("最後の日"), widget=DateInput, help_text=_("土日祝日は自動で除きます。"))
    opens = forms.TimeField(label=_("開始時刻"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("終了時刻"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("一人あたりの分数"), min_value=5, max_value=120)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and not 0 <= (last - first).days <= 120:
            self.add_error("last", _("最初の日から120日以内の日にしてください。"))
        return values


class SlotForm(forms.Form):
    """Another time for one person."""

    day = forms.DateField(label=_("日付"), widget=DateInput)
    time = forms.TimeField(label=_("時刻"), widget=forms.TimeInput(attrs={"type": "time"}))
    note = forms.CharField(label=_("備考"), max_length=200, required=False)


class ServicesForm(forms.Form):
    """Services outside in which leaving members have accounts."""

    services = forms.CharField(
        label=_("サービス"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一行に一つずつ。例: 会議資料の閲覧サービス、グループウェア、庁内LAN"),
    )  # fmt: skip
    due_on = forms.DateField(label=_("停止の期限"), widget=DateInput)


class ClosedForm(forms.Form):
    """Which accounts were closed."""

    accounts = PickMany(label=_("停止したアカウント"))
    closed_on = forms.DateField(label=_("停止した日"), widget=DateInput)
    note = forms.CharField(label=_("備考"), max_length=200, required=False)

    def __init__(self, *args: Any, accounts: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].offer(accounts, lambda row: f"{row.person.shown_name} — {row.service}")  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Whose loans run on."""

    people = PickMany(label=_("引き続き使う人"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, lambda person: person.shown_name)  # type: ignore[attr-defined]


class LearnForm(forms.Form):
    """Words that go with the asks for courses."""

    message = forms.CharField(
        label=_("添える言葉"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(forms.Form):
    """By when the policy is to be acknowledged."""

    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    message = forms.CharField(
        label=_("お願いの文"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
