"""Forms of playbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.fields import PickMany
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.playbooks.models import PlaybookVersion
from sakimori.measures.playbooks.playbook_text import LONGEST_TEXT
from sakimori.measures.playbooks.types import IncidentKind, ReviewOutcome, Route

RECORD, ASK = "record", "ask"


class DecisionForm(forms.Form):
    """How it was decided: on paper or in a meeting already, or asked for now."""

    way = forms.ChoiceField(
        label=_("決め方"),
        choices=[(RECORD, _("会議や決裁で決まったことを記録する")), (ASK, _("このシステムで承認をお願いする"))],
        initial=RECORD,
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("決めた会議・決裁"),
        required=False,
        max_length=120,
        help_text=_("例: 議会運営委員会、議長決裁。承認をお願いするときは空欄にします。"),
    )
    decided_on = forms.DateField(label=_("決めた日"), required=False, widget=DateInput)
    route = forms.ChoiceField(
        label=_("承認をお願いする人"),
        required=False,
        choices=Route.choices,
        initial=Route.CHAIR,
        help_text=_("承認をお願いするときだけ使います。"),
    )
    effective_on = forms.DateField(label=_("使い始める日"), widget=DateInput)
    note = forms.CharField(
        label=_("変えたところ・備考"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == RECORD:
            needed = {
                "decision": _t("決めた会議・決裁を入力してください。"),
                "decided_on": _t("決めた日を入力してください。"),
            }
            for name, problem in needed.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, problem)
        return given


class AdoptForm(DecisionForm):
    """Shipped texts as they are, for the kinds chosen."""

    kinds = forms.MultipleChoiceField(
        label=_("定める種類"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("用意された文のまま定めます。言葉を変えたい種類は、後から一つずつ直せます。"),
    )
    field_order = ["kinds"]

    def __init__(self, kinds: Sequence[IncidentKind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class TextForm(DecisionForm):
    """One playbook as one text, and how it was decided."""

    text = forms.CharField(
        label=_("対応手順の文"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "mono", "spellcheck": "false"}),
        help_text=_("見出し（##）はそのままにして、下の言葉を直してください。"),
    )
    field_order = ["text"]


class KindsForm(forms.Form):
    """Which kinds the assembly keeps; a reason for each that it leaves out."""

    def __init__(self, *args: Any, left_out: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in IncidentKind:
            self.fields[kind.value] = forms.CharField(
                label=kind.label, required=False, max_length=200, initial=left_out.get(kind.value, "")
            )

    def left_out(self) -> dict[str, str]:
        """Kinds with a reason."""
        return {kind: reason.strip() for kind, reason in self.cleaned_data.items() if reason.strip()}


class ReviewForm(forms.Form):
    """Several playbooks that were looked at again, with one outcome."""

    versions = PickMany(label=_("見直した対応手順"))
    reviewed_on = forms.DateField(label=_("見直した日"), widget=DateInput)
    outcome = forms.ChoiceField(
        label=_("結論"),
        choices=ReviewOutcome.choices,
        widget=forms.RadioSelect,
        help_text=_("改めるときは、記録したあとで、その対応手順の文を直してください。"),
    )
    reasons = forms.CharField(
        label=_("理由・気づいたこと"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例: 電話番号と役割を確かめた。訓練で困った点はなかった。"),
    )
    meeting = forms.CharField(label=_("会議・見直した人"), required=False, max_length=120)

    def __init__(self, versions: Iterable[PlaybookVersion], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = today
        self.fields["versions"].offer(versions, _version)  # type: ignore[attr-defined]


def _version(version: PlaybookVersion) -> str:
    return _t("%(kind)s（第%(number)s版）") % {"kind": version.get_kind_display(), "number": version.number}
